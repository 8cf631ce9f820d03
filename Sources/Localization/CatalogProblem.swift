/// Why a PO file is refused, and where.
public struct CatalogProblem: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Reason: Equatable, Sendable {
        case malformed, wrongLanguage, pluralForms(expected: String), missingForm(Int), surplusForm(Int), duplicate
        case values(expected: Set<String>), links, braces, markup, control, tooLong
    }

    /// Counted from 1; where an entry is at fault, the line of its `msgid`.
    public let line: Int
    public let reason: Reason

    public var description: String { "line \(line): \(explanation)" }

    private var explanation: String {
        switch reason {
        case .malformed: "not the syntax of a PO file"
        case .wrongLanguage: "the header names another language"
        case .pluralForms(let expected): "Plural-Forms has to be \(expected)"
        case .missingForm(let form): "msgstr[\(form)] is missing or empty"
        case .surplusForm(let form): "msgstr[\(form)] is one form too many"
        case .duplicate: "the sentence stands twice"
        case .values(let names): "the translation has to hold \(names.sorted().map { "{\($0)}" }.joined(separator: ", "))"
        case .links: "the pairs of <a> and </a> differ from the sentence"
        case .braces: "a brace that is part of no {name}"
        case .markup: "markup or a character reference"
        case .control: "a control character, perhaps one that turns text around"
        case .tooLong: "more than three times as long as the sentence"
        }
    }
}
