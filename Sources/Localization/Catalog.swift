/// The translations into one language, read from a PO file and found sound.
public struct Catalog: Sendable {
    struct Key: Hashable, Sendable, CustomStringConvertible {
        let context: String?, msgid: String
        var description: String { context.map { "\($0): \(msgid)" } ?? msgid }
    }

    public let language: Language
    /// Whether someone who grew up with the language has read it through.
    public let isReviewed: Bool
    /// Sentences without a translation, marked as unsure, or the same as in English; in the order of the file.
    public let untranslated: [String]
    /// All sentences of the file.
    public let count: Int

    private let known: Set<Key>
    private let templates: [Key: [Template]]
    private let rule: PluralRule

    /// Reads and checks the text of a PO file, whose texts are refused rather than mended.
    public init(po: String, language: Language) throws(CatalogProblem) {
        let rule = PluralRule(for: language)
        let entries = try POReader.entries(of: po)
        let header = entries.first(where: \.isHeader)
        if let header { try Self.check(header, language, rule) }
        var known = Set<Key>(), templates: [Key: [Template]] = [:], untranslated = [String]()
        for entry in entries where !entry.isHeader {
            guard known.insert(entry.key).inserted else { throw CatalogProblem(line: entry.line, reason: .duplicate) }
            let checked = try CatalogCheck(entry: entry, rule: rule).templates()
            if let checked { templates[entry.key] = checked }
            if checked == nil || entry.translations[0] == entry.msgid { untranslated.append(entry.msgid) }
        }
        (self.language, self.rule, count) = (language, rule, known.count)
        (self.known, self.templates, self.untranslated) = (known, templates, untranslated)
        isReviewed = header?.field("X-Reviewed-By-Native-Speaker")?.lowercased() == "yes"
    }

    func knows(_ key: Key) -> Bool { known.contains(key) }

    /// A sentence without a count takes the form of one thing where its key is also a plural's.
    func template(for key: Key, count: Int?) -> Template? {
        guard let forms = templates[key] else { return nil }
        let form = forms.count == 1 ? 0 : rule.form(for: count ?? 1)
        return form < forms.count ? forms[form] : nil
    }

    private static func check(_ header: POEntry, _ language: Language, _ rule: PluralRule) throws(CatalogProblem) {
        if let named = header.field("Language"), !named.isEmpty, Language(named) != language {
            throw CatalogProblem(line: header.line, reason: .wrongLanguage)
        }
        if let forms = header.field("Plural-Forms"), !rule.agrees(with: forms) {
            throw CatalogProblem(line: header.line, reason: .pluralForms(expected: rule.header))
        }
    }
}
