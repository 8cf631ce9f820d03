import Foundation
import Identity
import Storage

extension Connection {
    package var rounds: RoundStore { RoundStore(db: self) }
}

/// What a round was and what it proposes; only the newest keeps its proposals.
package struct RoundStore {
    let db: any Connection
    static let perPage = 20

    /// Keeps a round in place of the one before.
    /// - Parameter last: over which it was reckoned; nil where it is the first.
    /// - Throws: `RoundProblem.overtaken` where that is not the current one any more.
    func replace(with new: RoundSummary, proposals: [Proposal], over last: RoundID?) throws {
        _ = try db.execute("DELETE FROM round_steps WHERE round_id IN (SELECT id FROM rounds WHERE organization_id = \(new.organization))")
        let old = try current(of: new.organization)
        guard old?.id == last else { throw RoundProblem.overtaken }
        if new.part == nil { _ = try db.execute("DELETE FROM proposals WHERE round_id IN (SELECT id FROM rounds WHERE organization_id = \(new.organization))") }
        _ = try db.execute("UPDATE rounds SET is_current = FALSE WHERE organization_id = \(new.organization) AND is_current")
        _ = try db.execute("""
            INSERT INTO rounds (id, organization_id, made_at, made_by, needs, offers, pairs, served, score, is_current, policy_id, gap, is_fair, part, room_gap)
            VALUES (\(new.id), \(new.organization), \(new.madeAt), \(new.madeBy), \(new.needs), \(new.offers), \(new.pairs), \(new.served), \(new.score), TRUE,
                    \(new.policy), \(new.gap), \(new.isFair), \(new.part?.text), \(new.roomGap?.text))
            """)
        if let old, new.part != nil { try carry(from: old.id, to: new.id, but: proposals.map(\.need)) }
        for (place, proposal) in proposals.enumerated() {
            _ = try db.execute("""
                INSERT INTO proposals (round_id, need_id, offer_id, score, place)
                VALUES (\(new.id), \(proposal.need), \(proposal.offer), \(proposal.score), \(place))
                """)
        }
        try db.facts.countSeen("organization_id = \(new.organization)")
    }

    func current(of organization: OrganizationID) throws -> RoundSummary? {
        try rounds("organization_id = \(organization) AND is_current").first
    }

    /// The round, where it is of the actor's organization; any other does not exist for the actor.
    func find(_ id: RoundID, visibleTo actor: Actor) throws -> RoundSummary? {
        guard actor.holds(.coordinator) else { return nil }
        return try rounds("id = \(id)").first { $0.organization == actor.organization }
    }

    /// The newest first.
    func latest(of organization: OrganizationID, limit: Int) throws -> [RoundSummary] {
        try rounds("organization_id = \(organization) ORDER BY made_at DESC, id DESC LIMIT \(limit)")
    }

    private func rounds(_ condition: SQL) throws -> [RoundSummary] {
        try db.rows("""
            SELECT id, organization_id, made_at, made_by, needs, offers, pairs, served, score, policy_id, gap, is_fair, part, room_gap FROM rounds
            WHERE \(condition)
            """).map { row in
            RoundSummary(
                id: try row.get("id"), organization: try row.get("organization_id"), madeAt: try row.get("made_at"), madeBy: try row.get("made_by"),
                needs: try row.get("needs"), offers: try row.get("offers"), pairs: try row.get("pairs"),
                served: try row.get("served"), score: try row.get("score"), policy: try row.get("policy_id"),
                gap: try row.get("gap"), isFair: try row.get("is_fair"), roomGap: (try row.get("room_gap") as String?).flatMap { RoomGap($0) },
                part: (try row.get("part") as String?).flatMap { RoundPart($0) })
        }
    }

    /// The pairs that the current round proposes and that can still be approved.
    func standing(in organization: OrganizationID) throws -> Set<Round.Key> {
        var found: Set<Round.Key> = []
        try db.each("""
            SELECT p.need_id, p.offer_id FROM proposals p JOIN rounds r ON r.id = p.round_id
            WHERE r.organization_id = \(organization) AND r.is_current AND p.is_open AND p.offer_id IS NOT NULL
            """) { found.insert(Round.Key(try $0.get("need_id"), try $0.get("offer_id"))) }
        return found
    }

    /// The round that proposed this pair, where the current one still does.
    func current(proposing need: NeedID, _ offer: OfferID) throws -> RoundID? {
        try db.value("""
            SELECT COALESCE(p.made_in, r.id) FROM proposals p JOIN rounds r ON r.id = p.round_id WHERE p.need_id = \(need) AND p.offer_id = \(offer) AND r.is_current
            """)
    }

    /// Proposals of open needs that no live match serves yet, in the order of the round.
    func proposals(of round: RoundID, matched: Bool, on day: Day, page: Int, perPage: Int = RoundStore.perPage) throws -> [Proposal] {
        try db.rows("""
            SELECT need_id, offer_id, score FROM proposals
            WHERE \(open(round, matched)) AND need_id NOT IN (\(withheld(round, matched, on: day))) ORDER BY place
            LIMIT \(perPage) OFFSET \((page - 1) * perPage)
            """).map { Proposal(need: try $0.get("need_id"), offer: try $0.get("offer_id"), score: try $0.get("score")) }
    }

    /// How many those are, counted no further than `limit`.
    ///
    /// Counted in the index alone; what is kept for someone or helped since are few, and are taken off again.
    func count(of round: RoundID, matched: Bool, on day: Day, upTo limit: Int = Int(Int32.max)) throws -> Int {
        let withheld = try db.count("SELECT count(*) FROM proposals WHERE \(open(round, matched)) AND need_id IN (\(withheld(round, matched, on: day)))")
        return try db.count("FROM proposals WHERE \(open(round, matched))", upTo: limit + withheld) - withheld
    }

    private func open(_ round: RoundID, _ matched: Bool) -> SQL { "round_id = \(round) AND is_open AND offer_id IS \(matched ? "NOT NULL" : "NULL")" }

    /// Needs for which something is kept, or which an addition to the round helps.
    private func withheld(_ round: RoundID, _ matched: Bool, on day: Day) -> SQL {
        let isHelpedSince: SQL? = matched ? nil : "UNION SELECT need_id FROM round_additions WHERE round_id = \(round)"
        return "SELECT need_id FROM holds WHERE organization_id = (SELECT organization_id FROM rounds WHERE id = \(round)) AND until_day >= \(day) \(isHelpedSince)"
    }

    /// How many open needs a round may match on this day that the current one has not seen; all of them without a round.
    func unseen(of organization: OrganizationID, on day: Day) throws -> Int {
        try db.count("SELECT count(*) FROM match_facts WHERE organization_id = \(organization) AND side = 'need' AND free > 0 AND NOT is_seen")
            - db.count("SELECT count(*) FROM \(db.holds.heldFacts(in: organization, on: day)) WHERE NOT is_seen")
    }

    /// How many needs wait on this day without a match, and how many of them since each of these days or longer.
    func waiting(in organization: OrganizationID, on day: Day, since days: (Day, Day)) throws -> (all: Int, longer: Int, longest: Int) {
        let all = try waiting("match_facts WHERE organization_id = \(organization) AND side = 'need' AND free > 0", days)
        let held = try waiting(db.holds.heldFacts(in: organization, on: day), days)
        return (all.all - held.all, all.longer - held.longer, all.longest - held.longest)
    }

    private func waiting(_ source: SQL, _ days: (Day, Day)) throws -> (all: Int, longer: Int, longest: Int) {
        let row = try db.row("""
            SELECT count(*) AS alltogether, count(CASE WHEN waiting_since <= \(days.0) THEN 1 END) AS longer,
                   count(CASE WHEN waiting_since <= \(days.1) THEN 1 END) AS longest
            FROM \(source)
            """).orNotFound()
        return (try row.get("alltogether"), try row.get("longer"), try row.get("longest"))
    }
}
