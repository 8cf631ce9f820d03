@testable import Localization
import Testing

@Suite struct POFileTests {
    private let extracted: [(file: String, Extracted)] = [
        ("Sources/Web/Desk.swift", Extracted(msgid: "One need is waiting.", plural: "{count} needs are waiting.", line: 4)),
        ("Sources/Accounts/SignIn.swift", Extracted(msgid: "Say \"friend\"\nand enter", context: "door", line: 9)),
        ("Sources/Web/Desk.swift", Extracted(msgid: "Find", context: "button", line: 5)),
        ("Sources/Accounts/SignIn.swift", Extracted(msgid: "Find", context: "button", line: 1)),
        ("Sources/Accounts/SignIn.swift", Extracted(msgid: "Find", context: "button", line: 2)),
    ]

    @Test func `a new file lists every sentence once, with its files`() throws {
        #expect(try POFile.merged(extracted: extracted, into: nil, language: "uk") == #"""
            msgid ""
            msgstr ""
            "Language: uk\n"
            "Content-Type: text/plain; charset=UTF-8\n"
            "Plural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;\n"
            "MIME-Version: 1.0\n"
            "Content-Transfer-Encoding: 8bit\n"
            "X-Reviewed-By-Native-Speaker: no\n"

            #: Sources/Accounts/SignIn.swift
            msgctxt "door"
            msgid ""
            "Say \"friend\"\n"
            "and enter"
            msgstr ""

            #: Sources/Accounts/SignIn.swift
            #: Sources/Web/Desk.swift
            msgctxt "button"
            msgid "Find"
            msgstr ""

            #: Sources/Web/Desk.swift
            msgid "One need is waiting."
            msgid_plural "{count} needs are waiting."
            msgstr[0] ""
            msgstr[1] ""
            msgstr[2] ""

            """#)
    }

    @Test func `merging again changes nothing`() throws {
        let once = try POFile.merged(extracted: extracted, into: Sample.ukrainian, language: "uk")
        #expect(try POFile.merged(extracted: extracted, into: once, language: "uk") == once)
        #expect(try POFile.merged(extracted: Array(extracted.reversed()), into: once, language: "uk").count == once.count)
    }

    @Test func `what is merged is a sound catalog`() throws {
        let merged = try POFile.merged(extracted: extracted, into: Sample.ukrainian, language: "uk")
        let catalog = try Catalog(po: merged, language: "uk")
        #expect(catalog.untranslated == ["Say \"friend\"\nand enter"])
        #expect(catalog.isReviewed)
    }

    @Test func `translations and notes of translators stay, what is no longer said goes`() throws {
        let merged = try POFile.merged(extracted: extracted, into: Sample.ukrainian, language: "uk")
        #expect(merged.contains("msgctxt \"button\"\nmsgid \"Find\"\nmsgstr \"Шукати\"\n"))
        #expect(merged.contains("# said on the desk\n#: Sources/Web/Desk.swift\nmsgid \"One need"))
        #expect(merged.contains("msgstr[1] \"{count} потреби чекають.\""))
        #expect(!merged.contains("Welcome") && !merged.contains("Gone") && !merged.contains("Знахідка"))
    }

    @Test func `a translation marked as unsure stays so`() throws {
        let unsure: [(file: String, Extracted)] = [("a", Extracted(msgid: "Unsure.", line: 1))]
        let merged = try POFile.merged(extracted: unsure, into: Sample.ukrainian, language: "uk")
        #expect(merged.contains("#: a\n#, fuzzy\nmsgid \"Unsure.\"\nmsgstr \"Непевно.\"\n"))
    }

    @Test func `a sentence that gains a plural is translated anew`() throws {
        let changed: [(file: String, Extracted)] = [
            ("a", Extracted(msgid: "OK", line: 1)), ("a", Extracted(msgid: "OK", plural: "{count} OKs", line: 2)),
        ]
        let merged = try POFile.merged(extracted: changed, into: Sample.ukrainian, language: "uk")
        #expect(merged.contains("msgid \"OK\"\nmsgid_plural \"{count} OKs\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\nmsgstr[2] \"\"\n"))
    }

    @Test func `a line of a text that begins with a combining mark is read back`() throws {
        let po = "msgid \"Find\"\nmsgstr \"x\\n\u{301}a\"\n"
        let merged = try POFile.merged(extracted: [("Web/Desk.swift", Extracted(msgid: "Find", line: 1))], into: po, language: "fr")
        #expect(try POReader.entries(of: merged).last?.translations[0] == "x\n\u{301}a")
    }

    @Test func `a file that cannot be read is not written over`() {
        #expect(throws: CatalogProblem(line: 1, reason: .malformed)) {
            try POFile.merged(extracted: extracted, into: "<<<<<<< HEAD", language: "uk")
        }
    }
}
