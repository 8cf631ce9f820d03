@testable import DemoMailbox
import Foundation
@testable import Messaging
import House
import Localization
@testable import Web

extension Parser {
    /// Letters that the mailbox of a demo takes in, and addresses that people type for theirs.
    static let letters = [
        Parser("addresses", text: { text in
            _ = (MailAddress(text), EmailAddress.isPlausible(text), EncodedWord.encoded(text))
            _ = (MailServer(url: text)?.address(greetingAs: "hub"), WebSettings.published(at: text)?.passkeyPlace(host: text))
        }),
        Parser("mails", text: { text in
            let mail = ReceivedMail(id: 1, recipients: [], at: Date(timeIntervalSince1970: 0), raw: text)
            _ = (mail.subject, mail.sender, mail.messageID, mail.language, mail.text, mail.html)
        }),
        Parser("conversations", text: { text in
            var conversation = SMTPConversation()
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) where conversation.take(String(line)).isOver { return }
        }),
    ]
}
