import ArgumentParser
import Foundation
import House

/// A CSV file with the mapping of its columns.
struct ListFile: ParsableArguments {
    @Argument(help: "The CSV file.") var file: String
    @Option(help: "The mapping of its columns; by default FILE.mapping.yaml, drafted where it is missing.") var mapping: String?
    @Flag(help: "Only check; change nothing.") var dryRun = false

    var name: String { URL(filePath: file).lastPathComponent }

    /// - Throws: `CommandProblem` where the file can't be read as a table.
    func table() throws -> CSVTable {
        guard let data = FileManager.default.contents(atPath: file) else { throw CommandProblem("\(file) can't be read.") }
        do { return try CSVTable(Array(data)) } catch let problem { throw CommandProblem("\(file): \(problem.message.plainEnglish)") }
    }

    /// The mapping that lies beside the table; where there is none yet, one is drafted, and unless every column was plain from its name, a person must check it first.
    func mapping(of csv: CSVTable, _ fields: [CSVField]) throws -> CSVMapping {
        let path = mapping ?? file + ".mapping.yaml"
        if let text = try? String(contentsOfFile: path, encoding: .utf8) { return try parsed(text, path) }
        let guessed = CSVMapping(guessedFrom: csv.header, fields: fields)
        try guessed.draft(for: csv.header, fields: fields).write(toFile: path, atomically: true, encoding: .utf8)
        guard csv.header.allSatisfy({ guessed.columns[$0] == $0 }) else {
            throw CommandProblem("A mapping of the columns was drafted in \(path). Check it, then run the import again. Nothing was changed.")
        }
        return guessed
    }

    private func parsed(_ text: String, _ path: String) throws -> CSVMapping {
        do { return try CSVMapping(yaml: text) } catch let problem { throw CommandProblem("\(path): \(problem.text)") }
    }
}
