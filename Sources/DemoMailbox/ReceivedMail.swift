import Foundation

/// A mail as it came in, and what a reader would see of it.
public struct ReceivedMail: Sendable, Identifiable {
    /// 1 for the first that came.
    public let id: Int
    public let recipients: [String]
    public let at: Date
    /// Everything after `DATA`, dots undone.
    public let raw: String

    public init(id: Int, recipients: [String], at: Date, raw: String) {
        (self.id, self.recipients, self.at, self.raw) = (id, recipients, at, raw)
    }

    public var subject: String { MIMEPart(raw).header("subject").map(HeaderText.decoded) ?? "" }
    public var sender: String { MIMEPart(raw).header("from").map(HeaderText.decoded) ?? "" }
    public var messageID: String { MIMEPart(raw).header("message-id") ?? "" }
    public var language: String? { MIMEPart(raw).header("content-language") }
    /// The bare words; of a mail of several kinds the part that is plain text.
    public var text: String { MIMEPart(raw).part("text/plain")?.text ?? "" }
    public var html: String { MIMEPart(raw).part("text/html")?.text ?? "" }
}
