import Foundation
import Identity
import Localization

/// One mail on its way out, as values; ``message`` is what is sent.
public struct Mail: Sendable, Equatable {
    public let from: MailAddress
    /// Who writes, as the reader sees it.
    public let sender: String
    public let to: MailAddress
    public let subject: String
    /// The same words twice: bare, and as a whole HTML document.
    public let text: String, html: String
    public let language: Language
    /// Letters, digits, `-` and `_`: the same for every delivery of one letter, so that a second one is recognized.
    public let id: String
    public let date: Date

    public init(
        from: MailAddress, sender: String, to: MailAddress, subject: String, text: String, html: String, language: Language, id: String, date: Date
    ) {
        (self.from, self.sender, self.to, self.subject) = (from, sender, to, subject)
        (self.text, self.html, self.language, self.id, self.date) = (text, html, language, id, date)
    }

    /// The mail as it travels (RFC 5322, RFC 2045): ASCII, lines of at most 78 characters that end in CR LF.
    ///
    /// `Auto-Submitted` (RFC 3834) keeps out-of-office programs from answering; nothing in it tells whether it was read.
    public var message: String {
        let boundary = "part-\(id)"
        let headers = [
            "Date: \(Self.written(date))",
            "From: \(EncodedWord.encoded(sender))\r\n <\(from.text)>",
            "To: <\(to.text)>",
            "Subject: \(EncodedWord.encoded(subject))",
            "Message-ID:\r\n <\(id)@\(from.domain)>",
            "Auto-Submitted: auto-generated",
            "Content-Language: \(language.tag)",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\(boundary)",
        ]
        let parts = [("plain", text), ("html", html)].map { kind, words in
            "--\(boundary)\r\nContent-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\(Self.encoded(words))\r\n"
        }
        return headers.joined(separator: "\r\n") + "\r\n\r\n" + parts.joined() + "--\(boundary)--\r\n"
    }

    /// Base64 in lines of 76 characters: what no server on the way breaks, whatever the script.
    private static func encoded(_ words: String) -> String {
        Data(words.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
            .base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    }

    /// `Sat, 21 Nov 2026 12:00:00 +0000` (RFC 5322, section 3.3).
    private static func written(_ date: Date) -> String {
        let day = Day(date, in: .gmt), seconds = Int(date.timeIntervalSince1970.rounded(.down)) - day.number * 86_400
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(weekdays[day.weekday - 1]), \(day.day) \(months[day.month - 1]) \(day.year) "
            + "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)) +0000"
    }
}
