import Foundation
import Identity
import Trust
import Vault

public enum AskKind: Sendable {}
public typealias AskID = ID<AskKind>

/// The question to one side of a match whether it should come about.
struct Ask: Sendable {
    enum Answer: String, Sendable, Hashable, CaseIterable { case yes, no }

    let id: AskID
    let match: MatchID
    let organization: OrganizationID
    let side: Side
    let person: PersonID
    /// Until then nobody hears of it, the person neither.
    let leavesAt: Date
    let answer: Answer?
    let answeredAt: Date?
    let channel: Channel?
    let reason: Sealed<AskReason>?
    /// Who said yes for a child: its own alone is none.
    let guardian: ConsentEvent.Guardian?
    let status: Match.Status
    /// In which they read what belongs to the help and agreed to it, as a tag; nil where they did not.
    var agreedIn: String?
    /// Whether the help was for a home where children live.
    var isWithChildren = false

    /// What the person sees of it.
    enum State: Sendable, Hashable, CaseIterable {
        case waiting
        /// Said yes; the other side has not answered.
        case saidYes
        case saidNo
        /// Both said yes.
        case together
        /// It won't come about, for a reason that is not told.
        case closed
    }

    /// Nil before it has left: then there is nothing to see.
    func state(at now: Date) -> State? {
        guard now >= leavesAt else { return nil }
        switch (status, answer) {
        case (.accepted, _): return .together
        case (.asking, nil): return .waiting
        case (.asking, .yes): return .saidYes
        case (_, .no): return .saidNo
        default: return .closed
        }
    }

    static let reminderDays = 7, tellingDays = 14, expiryDays = 28

    /// What is due for a question that nobody has answered for so many days.
    enum Due: Sendable, Hashable { case nothing, reminder, telling, expiry }

    static func due(days: Int) -> Due {
        switch days {
        case ..<reminderDays: .nothing
        case ..<tellingDays: .reminder
        case ..<expiryDays: .telling
        default: .expiry
        }
    }
}
