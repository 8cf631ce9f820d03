import ArgumentParser
import Engagements
import House
import Identity
import Logging

extension Import {
    struct Places: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import the town's gazetteer: a CSV file of places with their points, from which minutes of travel are reckoned.")

        @OptionGroup var list: ListFile
        @OptionGroup var place: DataFolder

        func run() async throws {
            let (csv, mapping) = try list.read(PlaceImport.fields)
            let open = try await place.open(logger: Logger(label: "tessera"))
            let actor = Actor.atTheConsole(of: try await open.hub.ownOrganization())
            let report = try await PlaceImport(hub: open.hub).run(csv, mapping: mapping, name: list.name, by: actor, isDryRun: list.dryRun)
            try await open.close()
            try report.show(isDryRun: list.dryRun)
        }
    }
}
