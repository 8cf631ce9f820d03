import Foundation
import Identity

public enum MatchKind: Sendable {}
public typealias MatchID = ID<MatchKind>

/// A pairing that the coordinator approved, from then until it ends.
public struct Match: Sendable {
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Both sides are asked, or will be once the time to take it back is over.
        case asking
        /// Both said yes; there is an engagement.
        case accepted
        case declined, withdrawn, ended
    }
    public let id: MatchID
    public let organization: OrganizationID
    public let need: NeedID
    public let offer: OfferID
    public let giver: GiverID
    /// Which of the giver's places it takes, 1 or more.
    public let place: Int
    public var status: Status
    public let approvedAt: Date
    public let approvedBy: UserID
    /// When the first letter leaves; until then it is taken back in silence.
    public let asksLeaveAt: Date

    /// How long an approval can be taken back before anyone hears of it, in seconds.
    public static let graceSeconds = 600.0

    /// Whether the approval can still be taken back without anyone hearing of it.
    public func isSilent(at now: Date) -> Bool { status == .asking && now < asksLeaveAt }
}
