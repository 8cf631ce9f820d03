@testable import Localization
import Testing

@Suite struct CatalogTests {
    @Test func `a sound catalog tells what is still to do`() throws {
        let catalog = try Catalog(po: Sample.ukrainian, language: "uk")
        #expect(catalog.untranslated == ["Not yet.", "Unsure.", "OK"])
        #expect(catalog.count == 8)
        #expect(catalog.isReviewed)
    }

    @Test(arguments: ["X-Reviewed-By-Native-Speaker: no\\n", "Language: uk\\n", "X-Reviewed-By-Native-Speaker: \\n"])
    func `only a yes counts as reviewed`(field: String) throws {
        #expect(try !Catalog(po: "msgid \"\"\nmsgstr \"\(field)\"\n", language: "uk").isReviewed)
    }

    @Test(arguments: ["", "\n\n", "# only a comment", "#~ msgid \"a\"\n#~ msgstr \"b\""])
    func `an empty catalog is sound`(po: String) throws {
        #expect(try Catalog(po: po, language: "uk").count == 0)
    }

    @Test func `escapes and broken lines are read, and any line ends`() throws {
        let catalog = try Catalog(po: "msgid \"\"\r\n\"a \\\"b\\\" \"\r\n\"\\\\ c\\n\"\r\nmsgstr \"d\\\\e\\\"\"\r\n", language: "uk")
        #expect(catalog.count == 1)
    }

    @Test(arguments: [
        ("msgid \"a\"\nmsgstr \"b", 2), ("msgid \"a\"\n\nmsgstr \"b\"", 2), ("msgstr \"b\"", 1), ("hello", 1), ("\"a\"", 1),
        ("msgid \"a\"\nmsgid \"b\"\nmsgstr \"c\"", 2), ("msgid \"a\"\nmsgstr \"\\q\"", 2), ("msgid \"a\"\nmsgstr \"a\"b\"", 2),
        ("msgid \"a\"\nmsgstr[0] \"b\"", 2), ("msgid \"a\"", 1), ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"", 3),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[99] \"c\"", 3), ("msgid \"a\"\nmsgstr \"b\\\"", 2),
    ])
    func `what is no PO file is refused with its line`(po: String, line: Int) {
        #expect(throws: CatalogProblem(line: line, reason: .malformed)) { try Catalog(po: po, language: "uk") }
    }

    private static func single(_ source: String, _ translation: String) -> String {
        "# note\nmsgid \"\(source)\"\nmsgstr \"\(translation)\"\n"
    }

    @Test(arguments: [
        (single("Hello, {name}.", "Привіт."), CatalogProblem.Reason.values(expected: ["name"])),
        (single("Hello.", "Привіт, {name}."), .values(expected: [])),
        (single("Hello, {name}.", "Привіт, {Name}."), .values(expected: ["name"])),
        (single("Hello, {name}.", "Привіт, {name."), .braces), (single("Hello.", "Привіт}"), .braces),
        (single("Hello.", "{}"), .braces), (single("Hello.", "{a b}"), .braces),
        (single("Read <a>it</a>.", "Читай."), .links), (single("Read <a>it</a>.", "Читай <a>це."), .links),
        (single("Read it.", "Читай <a>це</a>."), .links), (single("Read <a>it</a>.", "</a>Читай<a>"), .links),
        (single("Read <a>it</a>.", "<a><a>це</a></a>"), .links), (single("Hello.", "<b>Привіт</b>"), .markup),
        (single("Read <a>it</a>.", "<a href='//evil.example'>це</a>"), .markup), (single("Hello.", "&lt;b&gt;"), .markup),
        (single("Hello.", "a < b"), .markup), (single("Hello.", "<script>"), .markup), (single("Hello.", "&#x202E;"), .markup),
        (single("Hello.", "При\u{202E}віт"), .control), (single("Hello.", "\u{2068}Привіт\u{2069}"), .control),
        (single("Hello.", "Привіт\\t"), .control), (single("Hello.", "При\u{0}віт"), .control),
        (single("Hello.", String(repeating: "я", count: 49)), .tooLong),
        (single("A.", "Б.") + "msgid \"A.\"\nmsgstr \"В.\"", .duplicate),
    ])
    func `an unsound translation is refused`(po: String, reason: CatalogProblem.Reason) {
        let line = reason == .duplicate ? 4 : 2
        #expect(throws: CatalogProblem(line: line, reason: reason)) { try Catalog(po: po, language: "uk") }
    }

    @Test(arguments: [
        single("Hello.", String(repeating: "я", count: 48)), single("Hello, {name}.", "{name}, {name}!"),
        single("Fish & chips", "Риба & чипси; так"), single("Hello.", "می\u{200C}خواهم\u{200F}"),
        single("<a>One</a> or <a>two</a>", "<a>Раз</a> чи <a>два</a>"), single("Two lines.", "Два\\nрядки"),
    ])
    func `a sound translation is accepted`(po: String) throws {
        #expect(try Catalog(po: po, language: "uk").count == 1)
    }

    private static func plural(_ forms: [String]) -> String {
        "msgid \"One day.\"\nmsgid_plural \"{count} days.\"\n" + forms.enumerated().map { "msgstr[\($0.offset)] \"\($0.element)\"\n" }.joined()
    }

    @Test(arguments: [
        ("uk", ["{count} а", "{count} б"], CatalogProblem.Reason.missingForm(2)), ("uk", ["{count} а", "", "{count} в"], .missingForm(1)),
        ("de", ["Ein Tag", "{count} Tage", "x"], .surplusForm(2)), ("uk", ["Один", "{count} б", "{count} в"], .values(expected: ["count"])),
        ("fa", ["یک روز", "{count} روز"], .values(expected: ["count"])), ("de", ["{count} Tag", "Tage"], .values(expected: ["count"])),
        ("de", ["{day} Tag", "{count} Tage"], .values(expected: ["count"])),
    ])
    func `plural forms that a count could miss are refused`(tag: String, forms: [String], reason: CatalogProblem.Reason) {
        #expect(throws: CatalogProblem(line: 1, reason: reason)) {
            try Catalog(po: Self.plural(forms), language: Language(stringLiteral: tag))
        }
    }

    @Test(arguments: [
        ("de", ["Ein Tag", "{count} Tage"]), ("de", ["{count} Tag", "{count} Tage"]), ("fa", ["{count} روز", "{count} روز"]),
        ("ar", ["لا أيام", "يوم واحد", "يومان", "{count} أيام", "{count} يوما", "{count} يوم"]), ("uk", ["", "", ""]), ("ja", ["{count}日"]),
    ])
    func `a form for one single count may leave the number out`(tag: String, forms: [String]) throws {
        #expect(try Catalog(po: Self.plural(forms), language: Language(stringLiteral: tag)).count == 1)
    }

    @Test(arguments: [
        ("Language: ru\\n", CatalogProblem.Reason.wrongLanguage),
        ("Plural-Forms: nplurals=2; plural=n!=1;\\n", .pluralForms(expected: """
            nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;
            """)),
    ])
    func `a header of another language is refused`(field: String, reason: CatalogProblem.Reason) {
        #expect(throws: CatalogProblem(line: 1, reason: reason)) {
            try Catalog(po: "msgid \"\"\nmsgstr \"\(field)\"\n", language: "uk")
        }
    }

    @Test func `a problem reads as a sentence with its line`() {
        #expect(CatalogProblem(line: 7, reason: .values(expected: ["b", "a"])).description == "line 7: the translation has to hold {a}, {b}")
    }

    @Test func `no cut of a file crashes the reader`() {
        let bytes = Array(Sample.ukrainian.utf8)
        for end in stride(from: 0, to: bytes.count, by: 7) {
            let cut = String(decoding: bytes[..<end], as: UTF8.self)
            _ = try? Catalog(po: cut, language: "uk")
        }
    }
}
