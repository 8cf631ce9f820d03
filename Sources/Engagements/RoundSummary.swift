import Foundation
import Identity

public enum RoundKind: Sendable {}
public typealias RoundID = ID<RoundKind>

/// What a round was made of and what came out.
public struct RoundSummary: Sendable {
    public let id: RoundID
    public let organization: OrganizationID
    public let madeAt: Date
    /// Nil where a job made it.
    public let madeBy: UserID?
    public let needs: Int, offers: Int
    /// Pairs that no rule keeps apart.
    public let pairs: Int
    public let served: Int
    /// The points of all proposals together.
    public let score: Int
    /// By which policy; nil where the hub had chosen none yet.
    public var policy: PolicyID? = nil
    /// How near it is to the best choice that keeps the shares of groups: see `Shares.gap`.
    public var gap = 0
    /// Whether every group has its share.
    public var isFair = true
    /// How near it is to the best where households of several sizes share places counted in people; nil where all had room anyway.
    var roomGap: RoomGap? = nil
    /// Nil for everything that was open; else all these numbers are of the part.
    public var part: RoundPart? = nil
}

/// What a round says of one need: an offer, or that it waits.
public struct Proposal: Sendable {
    public let need: NeedID
    public let offer: OfferID?
    public let score: Int
}

extension Round {
    /// Proposals first, then those who wait; in each the most urgent and longest waiting first.
    var proposals: [Proposal] {
        let order = needs.indices.sorted { a, b in
            let (one, other) = (needs[a], needs[b])
            return (other.urgency, one.waitingSince, one.id) < (one.urgency, other.waitingSince, other.id)
        }
        let all = order.map { index -> Proposal in
            let offer = offer(for: index)
            return Proposal(need: needs[index].id, offer: offer?.id, score: offer.map { rules.fit(needs[index], $0).score } ?? 0)
        }
        return all.filter { $0.offer != nil } + all.filter { $0.offer == nil }
    }
}
