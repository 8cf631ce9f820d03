import Identity
import Localization

/// A kind of mail: fixed words that hold nothing of any case, and at most one link.
///
/// Whoever reads over a shoulder, or keeps a copy on a mail server, learns from it that the hub wrote, and no more.
public struct Letter: Sendable {
    /// Unique in the program, such as `match.asked`.
    public let name: String
    public let subject: Message
    public let paragraphs: [Message]
    /// The words of the link; nil where there is nothing to open.
    public let button: Message?
    /// What the address is looked up for: a letter of data protection reaches those, too, whose data otherwise rests.
    public let purpose: Purpose
    /// Whether it goes where someone was reached before, to say that they are not any more: the last word of its key names that way of contact.
    public private(set) var isToFormer = false

    public init(_ name: String, subject: Message, _ paragraphs: [Message], button: Message? = nil, for purpose: Purpose = .messaging) {
        (self.name, self.subject, self.paragraphs, self.button, self.purpose) = (name, subject, paragraphs, button, purpose)
    }

    /// The same, to where they were reached before; it has no link, since whoever reads it may be someone else.
    public func toFormer() -> Letter {
        var letter = self
        letter.isToFormer = true
        return letter
    }
}
