import ArgumentParser
import Foundation
import House
import Logging
import Volunteers

extension Import {
    struct Volunteers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "volunteers", abstract: "Import a list of volunteers: a CSV file with a header.",
            discussion: "Without a mapping, the first run writes one beside the list and stops, so that you can check it.")

        @Argument(help: "The list, a CSV file.") var list: String
        @Option(help: "How your columns are read. By default a file beside the list: NAME.mapping.yaml.") var mapping: String?
        @Flag(help: "Only check; change nothing.") var dryRun = false
        @OptionGroup var place: DataFolder

        func run() async throws {
            let file = URL(filePath: list), table = try ListFile.table(file)
            let mappingFile = mapping.map { URL(filePath: $0) } ?? file.deletingPathExtension().appendingPathExtension("mapping.yaml")
            let mapping = try ListFile.mapping(mappingFile, for: table, fields: VolunteerImport.fields)
            let open = try await place.open(logger: Logger(label: "tessera"))
            let report = try await VolunteerImport(hub: open.hub).run(
                table, named: file.lastPathComponent, mapping: mapping, isDryRun: dryRun, progress: ProgressLine.show)
            try await open.close()
            try report.show(isDryRun: dryRun)
        }
    }
}

/// A town's own list, and how its columns are read.
enum ListFile {
    static func table(_ file: URL) throws -> CSVTable {
        guard let bytes = try? Data(contentsOf: file) else { throw CommandProblem("There is no file \(file.path).") }
        do {
            return try CSVTable(Array(bytes))
        } catch {
            throw CommandProblem("\(file.lastPathComponent): \(error.text)")
        }
    }

    /// The mapping; where there is none yet, one is drafted and the command stops for someone to check it.
    static func mapping(_ file: URL, for table: CSVTable, fields: [CSVField]) throws -> CSVMapping {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            let draft = CSVMapping(guessedFrom: table.header, fields: fields).draft(for: table.header, fields: fields)
            try Data(draft.utf8).write(to: file)
            print(draft)
            print("This mapping was written to \(file.path). Check it, then run the same command again. Nothing was imported.")
            throw ExitCode(3)
        }
        do {
            return try CSVMapping(yaml: text)
        } catch {
            throw CommandProblem("\(file.lastPathComponent) can't be read: \(error)")
        }
    }
}
