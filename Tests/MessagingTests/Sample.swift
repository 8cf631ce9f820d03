import Foundation
import Localization
@testable import Messaging

extension Mail {
    /// A mail with everything but what a test is about.
    static func sample(
        from: String = "hub@port-selby.example", sender: String = "Port Selby", subject: String = "A letter", text: String = "Hello.",
        language: Language = .english
    ) throws -> Mail {
        struct NoAddress: Error {}
        guard let from = MailAddress(from), let to = MailAddress("amal@example.org") else { throw NoAddress() }
        return Mail(
            from: from, sender: sender, to: to, subject: subject, text: text,
            html: "<html lang=\"\(language.tag)\" dir=\"\(language.direction)\"><body>\(text)</body></html>", language: language,
            id: "abc_DEF-123", date: Date(timeIntervalSince1970: 1_795_262_400))
    }

    var lines: [String] { message.components(separatedBy: "\r\n") }
}
