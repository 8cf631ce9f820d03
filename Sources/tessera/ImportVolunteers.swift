import ArgumentParser
import House
import Identity
import Logging
import Volunteers

extension Import {
    struct Volunteers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "volunteers",
            abstract: "Import a list of volunteers: a CSV file, with a mapping of its columns that is drafted where there is none.")

        @OptionGroup var list: ListFile
        @OptionGroup var place: DataFolder

        func run() async throws {
            let (csv, mapping) = try list.read(VolunteerImport.fields)
            let open = try await place.open(logger: Logger(label: "tessera"))
            let actor = Actor.atTheConsole(of: try await open.hub.ownOrganization())
            let report = try await VolunteerImport(hub: open.hub).run(
                csv, named: list.name, mapping: mapping, by: actor, isDryRun: list.dryRun, progress: ProgressLine.show)
            try await open.close()
            try report.show(isDryRun: list.dryRun)
        }
    }
}
