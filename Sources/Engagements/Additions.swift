import Identity
import Storage

/// What became possible since the round, and what a new round would bring.
struct RoundStep: Sendable {
    /// A pair that is possible while all that is proposed stays.
    struct Addition: Sendable, Hashable {
        let need: NeedID
        let offer: OfferID
        var before = Before.absent
    }
    /// What the round said of the need.
    enum Before: Sendable, Hashable {
        /// The need was not in it.
        case absent
        case nobody, somebodyElse
    }
    /// The first of them, and how many there are.
    let additions: [Addition]
    let count: Int
    /// How many more a new round would help.
    let more: Int
    /// How many of the proposals would be others by a new round, where all gain by it more than the hub asks for; else 0.
    let moved: Int
}

/// The current round as it stands at a moment: which one, and as what it was last brought in step.
struct RoundFooting: Sendable, Equatable {
    let round: RoundID
    /// Nil where it was never brought in step.
    let token: String?
}

extension RoundStore {
    /// The current round as it stands; nil before the first.
    func footing(of organization: OrganizationID) throws -> RoundFooting? {
        try db.row("""
            SELECT r.id, s.token FROM rounds r LEFT JOIN round_steps s ON s.round_id = r.id WHERE r.organization_id = \(organization) AND r.is_current
            """).map { RoundFooting(round: try $0.get("id"), token: try $0.get("token")) }
    }

    /// Keeps what a round came to be since, in place of what was kept of it before. What was erased meanwhile is left out.
    /// - Parameter token: another one each time.
    func keep(_ step: RoundStep, of round: RoundID, on day: Day, token: String) throws {
        _ = try db.execute("""
            INSERT INTO round_steps (round_id, day, more, moved, token) VALUES (\(round), \(day), \(step.more), \(step.moved), \(token))
            ON CONFLICT (round_id) DO UPDATE SET day = excluded.day, more = excluded.more, moved = excluded.moved, token = excluded.token
            """)
        _ = try db.execute("DELETE FROM round_additions WHERE round_id = \(round)")
        for few in Array(step.additions.enumerated()).chunked(by: 200) {
            let rows = few.map { place, addition in "(\(addition.need), \(addition.offer), \(place))" as SQL }
            _ = try db.execute("""
                INSERT INTO round_additions (round_id, need_id, offer_id, place)
                SELECT \(round), n.id, o.id, CAST(found.column3 AS BIGINT) FROM (VALUES \(rows.joined(separator: ", "))) found
                JOIN needs n ON n.id = found.column1 JOIN offers o ON o.id = found.column2
                """)
        }
    }

    /// How many additions a page shows.
    static let shownAdditions = 20

    /// Nil where the round was never brought in step. What was approved, closed or kept for somebody since is left out.
    func step(of round: RoundID, on day: Day) throws -> RoundStep? {
        guard let row = try db.row("SELECT more, moved FROM round_steps WHERE round_id = \(round)") else { return nil }
        let open: SQL = """
            FROM round_additions a JOIN needs n ON n.id = a.need_id JOIN offers o ON o.id = a.offer_id
            LEFT JOIN proposals p ON p.round_id = a.round_id AND p.need_id = a.need_id
            WHERE a.round_id = \(round) AND n.closing IS NULL AND o.is_open AND NOT \(HoldStore.keeps("a.need_id", on: day))
              AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.need_id = a.need_id AND m.closed_at IS NULL)
            """
        let additions = try db.rows("SELECT a.need_id, a.offer_id, p.need_id AS known, p.offer_id AS proposed \(open) ORDER BY a.place LIMIT \(Self.shownAdditions)").map { row in
            let known: NeedID? = try row.get("known"), proposed: OfferID? = try row.get("proposed")
            return RoundStep.Addition(
                need: try row.get("need_id"), offer: try row.get("offer_id"), before: known == nil ? .absent : proposed == nil ? .nobody : .somebodyElse)
        }
        return RoundStep(additions: additions, count: try db.count("SELECT count(*) \(open)"), more: try row.get("more"), moved: try row.get("moved"))
    }

    /// Whether a new round would bring more, or other proposals, by what is kept of the current one.
    func isOutdone(in organization: OrganizationID) throws -> Bool {
        try db.count("""
            SELECT count(*) FROM round_steps s JOIN rounds r ON r.id = s.round_id
            WHERE r.organization_id = \(organization) AND r.is_current AND (s.more > 0 OR s.moved > 0)
            """) > 0
    }

    /// Whether the pair became possible since the current round.
    func isAddition(_ need: NeedID, _ offer: OfferID) throws -> Bool {
        try db.count("""
            SELECT count(*) FROM round_additions a JOIN rounds r ON r.id = a.round_id
            WHERE a.need_id = \(need) AND a.offer_id = \(offer) AND r.is_current
            """) > 0
    }
}

extension RoundStep {
    /// - Parameters:
    ///   - kept: the round in which all that is proposed stays.
    ///   - free: a new one, by the policy.
    init(_ kept: Round, _ free: Round, proposed: Set<Round.Key>) {
        let found = kept.proposals.compactMap { proposal in proposal.offer.map { Round.Key(proposal.need, $0) } }.filter { !proposed.contains($0) }
        let others = proposed.subtracting(free.proposals.compactMap { proposal in proposal.offer.map { Round.Key(proposal.need, $0) } })
        let isBetter = kept.worth.lexicographicallyPrecedes(free.worth)
        self.init(
            additions: found.map { Addition(need: $0.need, offer: $0.offer) }, count: found.count, more: max(0, free.helped - kept.helped),
            moved: isBetter ? others.count : 0)
    }
}

extension Round {
    /// What its policy looks at, the foremost first.
    fileprivate var worth: [Int] {
        let ranks = needs.indices.reduce(0) { $0 + (offer(for: $1) == nil ? 0 : precedence.ranks[$1]) }
        return policy.aim == .bestFit ? [ranks, points + helped] : [helped, ranks, points]
    }
}
