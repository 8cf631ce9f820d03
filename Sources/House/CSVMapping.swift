import Foundation
import Localization
import Yams

/// One of our fields, as a list of a town may call it.
public struct CSVField: Sendable {
    public let name: String
    /// Names that columns of such lists have.
    public let guesses: [String]
    /// What stands between the values of one cell; nil where a cell holds one value.
    public let separator: String?
    /// What the field is, for whoever checks the mapping.
    public let help: Message
    /// Without a column for it the list can't be read.
    public let isRequired: Bool

    public init(_ name: String, _ help: Message, guesses: [String] = [], separator: String? = nil, isRequired: Bool = false) {
        (self.name, self.help, self.guesses) = (name, help, guesses)
        (self.separator, self.isRequired) = (separator, isRequired)
    }
}

/// How a town's own list is read: our field to their column, their words to ours, what separates values in a cell.
public struct CSVMapping: Sendable, Equatable, Decodable {
    public var columns: [String: String]
    public var values: [String: [String: String]]
    public var separators: [String: String]

    private enum CodingKeys: String, CodingKey { case columns, values, separators }

    public init(columns: [String: String], values: [String: [String: String]] = [:], separators: [String: String] = [:]) {
        (self.columns, self.values, self.separators) = (columns, values, separators)
    }

    public init(from decoder: any Decoder) throws {
        let file = try decoder.container(keyedBy: CodingKeys.self)
        columns = try file.decode([String: String?].self, forKey: .columns).compactMapValues { $0 }
        values = try file.decodeIfPresent([String: [String: String]].self, forKey: .values) ?? [:]
        separators = try file.decodeIfPresent([String: String].self, forKey: .separators) ?? [:]
    }

    /// - Throws: `MappingProblem` in a sentence, with the line where there is one.
    public init(yaml: String) throws(MappingProblem) {
        do { self = try YAMLDecoder().decode(CSVMapping.self, from: yaml) } catch { throw MappingProblem(error) }
    }

    /// A first mapping, guessed from the names of the columns; each column is taken at most once.
    public init(guessedFrom header: [String], fields: [CSVField]) {
        var free = header.filter { !$0.isEmpty }, columns: [String: String] = [:]
        for field in fields {
            let names = Set(([field.name] + field.guesses).map(Self.folded))
            guard let place = free.firstIndex(where: { names.contains(Self.folded($0)) }) else { continue }
            columns[field.name] = free.remove(at: place)
        }
        self.init(columns: columns, separators: fields.reduce(into: [:]) { $0[$1.name] = $1.separator })
    }

    /// The mapping as a file for people to check: every field, what it is, and the columns that nothing takes.
    public func draft(for header: [String], fields: [CSVField]) -> String {
        let rest = header.filter { !columns.values.contains($0) && !$0.isEmpty }
        let lines = fields.map { "  \($0.name): \(columns[$0.name].map(Self.quoted) ?? "null")  # \($0.help.plainEnglish)\($0.isRequired ? " (needed)" : "")" }
        let separated = fields.compactMap { field in separators[field.name].map { "  \(field.name): \(Self.quoted($0))" } }
        return """
            # How your list is read. Left: our field. Right: the name of your column, or null where you have none.
            # Check each line, then run the same command again.
            columns:
            \(lines.joined(separator: "\n"))
            # Columns that no field takes are kept as they stand: \(rest.isEmpty ? "none" : rest.map(Self.quoted).joined(separator: ", "))

            # What stands between several values in one cell.
            separators:
            \(separated.joined(separator: "\n"))

            # Your words and ours, field by field, such as:  roles: {"Homework help": tutor}
            values: {}

            """
    }

    /// Letters and digits only, lower case: `E-Mail Address` and `email_address` are one name.
    public static func folded(_ name: String) -> String {
        name.lowercased().decomposedStringWithCompatibilityMapping.filter { $0.isLetter || $0.isNumber }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(/[\r\n]+/, with: "\\n") + "\""
    }
}

/// Why a mapping can't be read.
public struct MappingProblem: Error, Sendable {
    public let text: String

    init(_ error: any Error) {
        var place = ""
        if case DecodingError.dataCorrupted(let context) = error, let yaml = context.underlyingError as? YamlError,
           case .parser(_, _, let mark, _) = yaml { place = " See line \(mark.line)." }
        text = "The mapping can't be read: it needs lines such as \"  given_name: First name\" below \"columns:\".\(place)"
    }
}
