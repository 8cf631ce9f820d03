import Identity
import Trust

/// The two sides of a match: who seeks, and who gives.
public enum Side: String, Sendable, Hashable, CaseIterable {
    case need, offer
    public var other: Side { self == .need ? .offer : .need }
}

/// How an answer reached the hub.
public enum Channel: String, Sendable, Hashable, CaseIterable {
    /// Signed in, on the person's own page.
    case own = "own_page"
    /// By the link of a letter.
    case link
    /// Said by the person to staff, who recorded it.
    case desk
}

/// Who takes down an answer: the person themselves, or staff for the person who is present.
struct Taking: Sendable {
    let channel: Channel
    /// Staff who recorded it; nil where the person answered themselves.
    var recordedBy: UserID?
    var isInterpreted = false
    /// Who says yes for a child.
    var guardian: ConsentEvent.Guardian?

    static let own = Taking(channel: .own), link = Taking(channel: .link)
    static func desk(_ staff: UserID, isInterpreted: Bool) -> Taking { Taking(channel: .desk, recordedBy: staff, isInterpreted: isInterpreted) }
}
