import Foundation
import Identity
import Storage

extension Connection {
    package var matches: MatchStore { MatchStore(db: self) }
}

/// Pairings that were approved.
package struct MatchStore {
    let db: any Connection

    /// Takes a place of the giver for the need.
    ///
    /// - Parameters:
    ///   - household: who moves in; kept where the giver's places are counted in people.
    ///   - round: which one proposed it; nil where none did.
    /// - Throws: `StorageProblem.unique` where another transaction took the place, or the need was matched meanwhile;
    ///   `StorageProblem.trigger` where people are counted and not everyone has room; `RoundProblem.full` where no place is left.
    func insert(_ id: MatchID, _ need: NeedID, _ offer: Offer, of giver: Giver, for household: Headcount? = nil, by user: UserID, at now: Date, in round: RoundID? = nil) throws -> Match {
        let taken = Set(try db.rows("SELECT place FROM matches WHERE giver_id = \(giver.id) AND closed_at IS NULL").map { try $0.get("place") as Int })
        // A giver who has taken back some of their places may have one of a higher number.
        guard taken.count < giver.capacity, let place = (1...giver.capacity).first(where: { !taken.contains($0) }) else { throw RoundProblem.full }
        let match = Match(
            id: id, organization: offer.organization, need: need, offer: offer.id, giver: giver.id, place: place, status: .asking,
            approvedAt: now, approvedBy: user, asksLeaveAt: now + Match.graceSeconds), guests = giver.room.flatMap { _ in household }
        _ = try db.execute("""
            INSERT INTO matches (id, organization_id, need_id, offer_id, giver_id, place, status, approved_at, approved_by, asks_leave_at, version, round_id, children, adults, seniors)
            VALUES (\(match.id), \(match.organization), \(match.need), \(match.offer), \(match.giver), \(match.place), \(match.status.rawValue),
                    \(match.approvedAt), \(match.approvedBy), \(match.asksLeaveAt), 1, \(round), \(guests?.children), \(guests?.adults), \(guests?.seniors))
            """)
        return match
    }

    /// The match, where it is of the actor's organization; any other does not exist for the actor.
    func find(_ id: MatchID, visibleTo actor: Actor) throws -> Match? {
        guard actor.isStaff else { return nil }
        return try matches("id = \(id) AND organization_id = \(actor.organization)").first
    }

    /// Approvals that nobody has heard of yet, the newest first.
    func silent(of organization: OrganizationID, at now: Date) throws -> [Match] {
        // The day of approval, too, since it is what the index is sorted by.
        try matches("organization_id = \(organization) AND status = 'asking' AND approved_at > \(now - Match.graceSeconds) AND asks_leave_at > \(now)")
    }

    /// Changes where it stands.
    func set(_ status: Match.Status, of id: MatchID, at now: Date) throws {
        let closedAt = status == .asking || status == .accepted ? nil : now
        _ = try db.execute("UPDATE matches SET status = \(status.rawValue), closed_at = \(closedAt), version = version + 1 WHERE id = \(id)")
    }

    /// Lets it go on after it ended.
    func reopen(_ id: MatchID) throws {
        _ = try db.execute("UPDATE matches SET status = 'accepted', closed_at = NULL, version = version + 1 WHERE id = \(id) AND status = 'ended'")
    }

    /// As how many a household was counted at places for people, in the matches of these needs; the newest first.
    func guests(of needs: [NeedID]) throws -> [Headcount] {
        try db.rows("""
            SELECT children, adults, seniors FROM matches WHERE need_id IN \(in: needs) AND children IS NOT NULL ORDER BY approved_at DESC, id
            """).map(Headcount.init)
    }

    func matches(_ condition: SQL, limit: Int = 100) throws -> [Match] {
        try db.rows("""
            SELECT id, organization_id, need_id, offer_id, giver_id, place, status, approved_at, approved_by, asks_leave_at FROM matches
            WHERE \(condition) ORDER BY approved_at DESC, id LIMIT \(limit)
            """).map { row in
            Match(
                id: try row.get("id"), organization: try row.get("organization_id"), need: try row.get("need_id"), offer: try row.get("offer_id"), giver: try row.get("giver_id"),
                place: try row.get("place"), status: Match.Status(rawValue: try row.get("status")) ?? .ended,
                approvedAt: try row.get("approved_at"), approvedBy: try row.get("approved_by"), asksLeaveAt: try row.get("asks_leave_at"))
        }
    }
}
