import DemoMailbox
import Foundation
import Localization
@testable import Messaging
import Testing

@Suite struct MailTests {
    static let texts = [
        "A letter", "Сообщение для вас", "لديك رسالة من المدينة", "Un message « été »", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        "=?UTF-8?B?aGE=?=", String(repeating: "a", count: 300), "1 + 1 = 2?", "e\u{301}\u{323}\u{302} combined", "",
    ]

    @Test(arguments: texts)
    func `a subject of any script is read back as it was written`(_ subject: String) throws {
        let mail = try Mail.sample(subject: subject)
        #expect(ReceivedMail(id: 1, recipients: [], at: .now, raw: mail.message).subject == subject)
    }

    @Test(arguments: texts)
    func `a header holds ASCII only, in lines of at most 78 characters`(_ subject: String) throws {
        let lines = try Mail.sample(sender: subject, subject: subject).lines
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 128 } })
    }

    @Test(arguments: texts)
    func `each encoded word is whole characters within 75 bytes`(_ subject: String) {
        for word in EncodedWord.encoded(subject).components(separatedBy: "\r\n ") where word.hasPrefix("=?") {
            #expect(word.utf8.count <= 75)
            let bytes = Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
            #expect(bytes.flatMap { String(data: $0, encoding: .utf8) } != nil)
        }
    }

    // ASVS 1.3.11
    @Test(arguments: [
        "Hello\r\nBcc: spy@evil.example", "Hello\nBcc: spy@evil.example", "Hello\rBcc: spy@evil.example", "Hello\u{0}\u{85}\u{2028}Bcc: x",
        "\r\n\r\n<script>", "\r\n.\r\nMAIL FROM:<spy@evil.example>",
    ])
    func `no text begins a header of its own`(_ text: String) throws {
        let message = try Mail.sample(sender: text, subject: text, text: text).message
        let head = message.components(separatedBy: "\r\n\r\n")[0].replacingOccurrences(of: "\r\n ", with: " ")
        let names = head.components(separatedBy: "\r\n").map { $0.prefix { $0 != ":" } }
        #expect(names == ["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"])
        #expect(!message.replacingOccurrences(of: "\r\n", with: "").contains { $0 == "\r" || $0 == "\n" || $0 == "\r\n" })
    }

    // ASVS 1.3.11
    @Test(arguments: ["a@b\r\nRCPT TO:<c@d>", "a@b>", "<a@b", "a b@c", "a@b@c", "@b", "a@", "a@.b", "ä@b.example", "a@b,c@d", "a@b\u{0}", "\"a b\"@c"])
    func `no address ends its own line or names a second one`(_ text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: ["amal@example.org", "a.b+c@mail.example.org", "o'neil@example.org"])
    func `a common address is taken`(_ text: String) {
        #expect(MailAddress(text)?.text == text)
    }

    @Test(arguments: ["سلام\n\n.\n..\nأهلا", ".\r\n.", String(repeating: "Доброго дня. ", count: 400), "From here on", "a\r\nb\nc"])
    func `the words are read back, with dots and long lines`(_ text: String) throws {
        let mail = ReceivedMail(id: 1, recipients: [], at: .now, raw: try Mail.sample(text: text).message)
        #expect(mail.text == text.replacing("\r\n", with: "\n"))
        #expect(mail.html.contains(text.replacing("\r\n", with: "\n")))
    }

    @Test func `a mail in Arabic says its language and direction`() throws {
        let mail = try Mail.sample(text: "أهلا", language: "ar")
        #expect(mail.lines.contains("Content-Language: ar"))
        #expect(ReceivedMail(id: 1, recipients: [], at: .now, raw: mail.message).html.contains("lang=\"ar\" dir=\"rtl\""))
    }

    @Test func `a mail says when it was sent, that a program sent it, and by what a second delivery is recognized`() throws {
        let lines = try Mail.sample().lines
        #expect(lines.contains("Date: Sat, 21 Nov 2026 12:00:00 +0000"))
        #expect(lines.contains("Auto-Submitted: auto-generated"))
        #expect(lines.contains(" <abc_DEF-123@port-selby.example>"))
    }
}

@Suite struct HeaderTextTests {
    /// The examples of RFC 2047, section 8.
    @Test(arguments: [
        ("(=?ISO-8859-1?Q?a?=)", "(a)"), ("(=?ISO-8859-1?Q?a?= b)", "(a b)"), ("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"),
        ("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)"), ("(=?ISO-8859-1?Q?a_b?=)", "(a b)"),
        ("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>", "Keith Moore <moore@cs.utk.edu>"),
        ("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <keld@dkuug.dk>", "Keld Jørn Simonsen <keld@dkuug.dk>"),
        ("=?ISO-8859-1?Q?Andr=E9?= Pirard <PIRARD@vm1.ulg.ac.be>", "André Pirard <PIRARD@vm1.ulg.ac.be>"),
        ("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=", "If you can read this yo"),
        ("=?UTF-8?B?w6nDgg==?= =?UTF-8?B?w6k=?=", "éÂé"), ("=?KOI8-R?B?zsU=?=", "=?KOI8-R?B?zsU=?="), ("plain", "plain"),
    ])
    func `encoded words are read`(_ pair: (String, String)) {
        #expect(HeaderText.decoded(pair.0) == pair.1)
    }
}
