import Foundation
import Yams

/// A field that an import knows, and the names that towns give its column.
public struct ImportField: Sendable {
    public let name: String
    public let isRequired: Bool
    /// What it is, for the drafted mapping.
    public let words: String
    /// Beginnings of column names, folded, by which the draft guesses.
    public let guesses: [String]

    public init(_ name: String, _ words: String, guesses: [String] = [], isRequired: Bool = false) {
        (self.name, self.words, self.guesses, self.isRequired) = (name, words, guesses, isRequired)
    }
}

/// Which column of a town's own list is which field of ours, and what its words mean.
public struct CSVMapping: Sendable, Decodable {
    /// Our field: their column.
    public let fields: [String: String]
    /// What stands between the items of a list in one cell.
    public let separator: String?
    /// Our field: their word: our word.
    public let values: [String: [String: String]]?

    /// - Throws: `MappingProblem` with the line, where the text is not such a file.
    public init(yaml: String) throws(MappingProblem) {
        do { self = try YAMLDecoder().decode(CSVMapping.self, from: yaml) } catch {
            throw MappingProblem(text: "The mapping file can't be read: it needs lines such as \"  given_name: First name\" below \"fields:\". \(Self.place(of: error))")
        }
    }

    private static func place(of error: any Error) -> String {
        if case DecodingError.dataCorrupted(let context) = error, let yaml = context.underlyingError as? YamlError,
           case .parser(_, _, let mark, _) = yaml { return "See line \(mark.line)." }
        return ""
    }

    /// A mapping guessed from the header, to be checked by a person; every field of ours is in it, with what it is.
    public static func draft(_ fields: [ImportField], header: [String]) -> String {
        let lines = fields.map { field in
            let column = guess(field, header)
            let comment = "# \(field.words)\(field.isRequired ? " (needed)" : "")"
            return column.map { "  \(field.name): \(quoted($0))  \(comment)" } ?? "  # \(field.name):  \(comment)"
        }
        let unused = header.filter { column in !fields.contains { guess($0, header) == column } }
        return """
            # Which column of your list is what. Tessera guessed; please check, then run the import again.
            fields:
            \(lines.joined(separator: "\n"))
            # What stands between several things in one cell.
            separator: ";"
            # What your words mean, such as  gender: {F: woman, M: man}
            values: {}
            # Columns kept as they stand, with the record: \(unused.isEmpty ? "none" : unused.joined(separator: ", "))

            """
    }

    private static func guess(_ field: ImportField, _ header: [String]) -> String? {
        let folded = header.map { ($0, fold($0)) }
        let exact = folded.first { $0.1 == fold(field.name) }
        return (exact ?? folded.first { column in field.guesses.contains { column.1 == $0 } }
            ?? folded.first { column in field.guesses.contains { column.1.hasPrefix($0) } })?.0
    }

    private static func fold(_ text: String) -> String {
        String(text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).filter { $0.isLetter || $0.isNumber })
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

public struct MappingProblem: Error, Sendable {
    public let text: String
}

/// A row of a town's list read by our names.
public struct MappedRow: Sendable {
    /// 2 is the first row below the header.
    public let number: Int
    private let cells: [String: String]
    private let separator: String
    /// Columns that no field takes, by their own names.
    public let rest: [String: String]

    /// The cell of a field of ours, trimmed and in our words; empty where there is none.
    public subscript(_ field: String) -> String { cells[field] ?? "" }

    public func list(_ field: String) -> [String] {
        self[field].components(separatedBy: separator).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    fileprivate init(number: Int, cells: [String: String], separator: String, rest: [String: String]) {
        (self.number, self.cells, self.separator, self.rest) = (number, cells, separator, rest)
    }
}

extension CSVTable {
    /// The rows by our names; an issue for every field whose column is missing, and for every row of another length.
    public func mapped(by mapping: CSVMapping, fields: [ImportField], file: String) -> (rows: [MappedRow], issues: [ImportReport.Issue]) {
        var issues: [ImportReport.Issue] = []
        for (field, column) in mapping.fields.sorted(by: { $0.key < $1.key }) {
            if !fields.contains(where: { $0.name == field }) { issues.append(.init(file: file, column: column, "the mapping names a field \(field) that is not known", isError: true)) }
            if !header.contains(column) { issues.append(.init(file: file, column: column, "the mapping names this column, but the file has none", isError: true)) }
        }
        for field in fields where field.isRequired && mapping.fields[field.name] == nil {
            issues.append(.init(file: file, "no column is mapped to \(field.name), which is needed", isError: true))
        }
        var rows: [MappedRow] = []
        for (index, cells) in self.rows.enumerated() where cells.contains(where: { !$0.trimmingCharacters(in: .whitespaces).isEmpty }) {
            if cells.count > header.count {
                issues.append(.init(file: file, row: index + 2, "the row has \(cells.count) cells, the header \(header.count)", isError: true))
            }
            rows.append(row(index + 2, cells, mapping))
        }
        return (rows, issues)
    }

    private func row(_ number: Int, _ cells: [String], _ mapping: CSVMapping) -> MappedRow {
        let theirs = Dictionary(zip(header, cells)) { first, _ in first }
        var ours: [String: String] = [:]
        for (field, column) in mapping.fields {
            let text = (theirs[column] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            ours[field] = mapping.values?[field]?[text] ?? text
        }
        let taken = Set(mapping.fields.values)
        let rest = theirs.filter { !taken.contains($0.key) && !$0.value.isEmpty }
        return MappedRow(number: number, cells: ours, separator: mapping.separator ?? ";", rest: rest)
    }
}
