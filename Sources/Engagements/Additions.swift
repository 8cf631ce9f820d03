import Identity
import Storage

/// What became possible since the round, and what a new round would bring.
struct RoundStep: Sendable {
    /// A pair that is possible while all that is proposed stays.
    struct Addition: Sendable, Hashable {
        let need: NeedID
        let offer: OfferID
        /// Whether the need was not in the round.
        var isNew = false
    }
    /// The first of them, and how many there are.
    let additions: [Addition]
    let count: Int
    /// How many more a new round would help.
    let more: Int
    /// How many of the proposals would be others by a new round, where all gain by it more than the hub asks for; else 0.
    let moved: Int
}

extension RoundStore {
    /// Keeps what a round came to be since, in place of what was kept of it before.
    func keep(_ step: RoundStep, of round: RoundID, on day: Day) throws {
        _ = try db.execute("""
            INSERT INTO round_steps (round_id, day, more, moved) VALUES (\(round), \(day), \(step.more), \(step.moved))
            ON CONFLICT (round_id) DO UPDATE SET day = excluded.day, more = excluded.more, moved = excluded.moved
            """)
        _ = try db.execute("DELETE FROM round_additions WHERE round_id = \(round)")
        for (place, addition) in step.additions.enumerated() {
            _ = try db.execute("""
                INSERT INTO round_additions (round_id, need_id, offer_id, place, is_new)
                VALUES (\(round), \(addition.need), \(addition.offer), \(place),
                        NOT EXISTS (SELECT 1 FROM proposals WHERE round_id = \(round) AND need_id = \(addition.need)))
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
            WHERE a.round_id = \(round) AND n.closing IS NULL AND o.is_open AND NOT \(HoldStore.keeps("a.need_id", on: day))
              AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.need_id = a.need_id AND m.closed_at IS NULL)
            """
        let additions = try db.rows("SELECT a.need_id, a.offer_id, a.is_new \(open) ORDER BY a.place LIMIT \(Self.shownAdditions)").map {
            RoundStep.Addition(need: try $0.get("need_id"), offer: try $0.get("offer_id"), isNew: try $0.get("is_new"))
        }
        return RoundStep(additions: additions, count: try db.count("SELECT count(*) \(open)"), more: try row.get("more"), moved: try row.get("moved"))
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
