/// Reads the entries of a PO file (GNU gettext manual, "The Format of PO Files"); obsolete ones (`#~`) are passed over.
struct POReader {
    private enum Part { case none, context, msgid, plural, translation(Int) }

    private(set) var entries: [POEntry] = []
    private var entry = POEntry(), part = Part.none, hasID = false

    static func entries(of po: String) throws(CatalogProblem) -> [POEntry] {
        var reader = POReader()
        var number = 0
        for line in po.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            guard reader.read(line.trimmingPrefix { $0.isWhitespace }, at: number) else {
                throw CatalogProblem(line: number, reason: .malformed)
            }
        }
        guard reader.finish() else { throw CatalogProblem(line: number, reason: .malformed) }
        return reader.entries
    }

    /// False where the line is none that may stand here.
    private mutating func read(_ line: Substring, at number: Int) -> Bool {
        if line.isEmpty || line.hasPrefix("#~") { return finish() }
        if line.hasPrefix("#") { return readComment(line) }
        if line.unicodeScalars.first == "\"" { return POText.unquoted(line).map { append($0) } ?? false }
        guard let space = line.firstIndex(where: { $0 == " " || $0 == "\t" || $0 == "\"" }),
              let text = POText.unquoted(line[space...].trimmingPrefix { $0.isWhitespace }) else { return false }
        return begin(line[..<space], at: number) && append(text)
    }

    private mutating func begin(_ keyword: Substring, at number: Int) -> Bool {
        switch keyword {
        case "msgctxt":
            guard endTranslation() else { return false }
            part = .context
            entry.context = ""
        case "msgid":
            guard endTranslation(), !hasID else { return false }
            (part, hasID, entry.line) = (.msgid, true, number)
        case "msgid_plural":
            guard case .msgid = part else { return false }
            part = .plural
            entry.plural = ""
        case "msgstr": return beginTranslation(0)
        default:
            guard keyword.hasPrefix("msgstr["), keyword.hasSuffix("]"), entry.plural != nil,
                  let form = Int(keyword.dropFirst(7).dropLast()), (0...9).contains(form) else { return false }
            return beginTranslation(form)
        }
        return true
    }

    private mutating func beginTranslation(_ form: Int) -> Bool {
        guard hasID, entry.translations[form] == nil else { return false }
        part = .translation(form)
        entry.translations[form] = ""
        return true
    }

    private mutating func append(_ text: String) -> Bool {
        switch part {
        case .none: return false
        case .context: entry.context?.append(text)
        case .msgid: entry.msgid.append(text)
        case .plural: entry.plural?.append(text)
        case .translation(let form): entry.translations[form]?.append(text)
        }
        return true
    }

    private mutating func readComment(_ line: Substring) -> Bool {
        guard endTranslation() else { return false }
        let text = line.dropFirst(2).trimmingPrefix { $0 == " " }
        switch line.prefix(2) {
        case "#:": entry.references += text.split(separator: " ").map(String.init)
        case "#,": entry.flags += text.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }
        case "#|": break
        default: entry.comments.append(String(line))
        }
        return true
    }

    /// A new entry may begin without an empty line before it.
    private mutating func endTranslation() -> Bool {
        if case .translation = part { return finish() }
        return true
    }

    /// Files what was read; false where it is half an entry.
    private mutating func finish() -> Bool {
        if case .none = part {
            entry = POEntry()
            return true
        }
        guard case .translation = part else { return false }
        entries.append(entry)
        (entry, part, hasID) = (POEntry(), .none, false)
        return true
    }
}
