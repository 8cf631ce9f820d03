/// A PO file as translators and their tools keep it.
public struct POFile {
    var header: POEntry
    var entries: [POEntry]

    /// The file with exactly the sentences extracted: translations and translators' comments are kept, new sentences
    /// are empty, what is no longer said is dropped.
    ///
    /// Sentences stand by file and in the order they are said. References name files without lines, so that a change
    /// of code leaves the file alone. Throws where `po` cannot be read, lest someone's work be lost.
    public static func merged(
        extracted: [(file: String, Extracted)], into po: String?, language: Language
    ) throws(CatalogProblem) -> String {
        let old = try POReader.entries(of: po ?? "")
        var before = [Catalog.Key: POEntry]()
        for entry in old where before[entry.key] == nil { before[entry.key] = entry }
        let rule = PluralRule(for: language)
        let entries = Self.entries(extracted).map { $0.keeping(before[$0.key], forms: rule.categories.count) }
        return POFile(header: .header(language, rule, keeping: old.first(where: \.isHeader)), entries: entries).text
    }

    var text: String {
        ([header] + entries).map(\.text).joined(separator: "\n")
    }

    /// One entry a key; one said both with and without a count is a plural.
    private static func entries(_ extracted: [(file: String, Extracted)]) -> [POEntry] {
        var entries = [POEntry](), places: [Catalog.Key: Int] = [:]
        let sorted = extracted.enumerated().sorted { ($0.element.file, $0.offset) < ($1.element.file, $1.offset) }
        for (file, sentence) in sorted.map(\.element) {
            let place = places[sentence.key] ?? entries.count
            if place == entries.count {
                places[sentence.key] = place
                entries.append(POEntry(context: sentence.context, msgid: sentence.msgid))
            }
            entries[place].plural = entries[place].plural ?? sentence.plural
            if entries[place].references.last != file { entries[place].references.append(file) }
        }
        return entries
    }
}

extension POEntry {
    fileprivate func keeping(_ old: POEntry?, forms: Int) -> POEntry {
        var entry = self
        let forms = plural == nil ? 1 : forms
        if let old {
            entry.comments = old.comments
            if old.plural == plural { (entry.flags, entry.translations) = (old.flags, old.translations) }
        }
        for form in 0..<forms where entry.translations[form] == nil { entry.translations[form] = "" }
        return entry
    }

    /// Fields that translators' tools keep stay; language and plural forms are ours.
    fileprivate static func header(_ language: Language, _ rule: PluralRule, keeping old: POEntry?) -> POEntry {
        var fields = old?.fields ?? []
        let ours = [("Language", language.tag), ("Content-Type", "text/plain; charset=UTF-8"), ("Plural-Forms", rule.header)]
        let defaults = [("MIME-Version", "1.0"), ("Content-Transfer-Encoding", "8bit"), ("X-Reviewed-By-Native-Speaker", "no")]
        for (name, value) in ours {
            if let place = fields.firstIndex(where: { $0.name == name }) { fields[place].value = value } else { fields.append((name, value)) }
        }
        for (name, value) in defaults where !fields.contains(where: { $0.name == name }) { fields.append((name, value)) }
        let text = fields.map { "\($0.name): \($0.value)\n" }.joined()
        return POEntry(comments: old?.comments ?? [], translations: [0: text])
    }

    fileprivate var text: String {
        var lines = comments
        lines += references.map { "#: \($0)" }
        if !flags.isEmpty { lines.append("#, " + flags.joined(separator: ", ")) }
        if let context { lines.append("msgctxt " + POText.quoted(context)) }
        lines.append("msgid " + POText.quoted(msgid))
        if let plural { lines.append("msgid_plural " + POText.quoted(plural)) }
        for (form, translation) in translations.sorted(by: { $0.key < $1.key }) {
            lines.append((plural == nil ? "msgstr " : "msgstr[\(form)] ") + POText.quoted(translation))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
