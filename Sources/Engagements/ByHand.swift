import Optimization

/// What a town gets by choosing one by one, as an office without a round does: who has waited longest takes the best that is left.
struct ByHand: Sendable, Hashable {
    let served: Int
    /// The points of all pairs chosen together.
    let score: Int

    init(served: Int, score: Int) { (self.served, self.score) = (served, score) }

    /// Asks the same rules as the round, and nothing of it.
    init(_ round: Round) {
        var free = round.market.capacities, room = round.rooms.places, served = 0, score = 0
        let order = round.needs.indices.sorted { (round.needs[$0].waitingSince, round.needs[$0].id) < (round.needs[$1].waitingSince, round.needs[$1].id) }
        for need in order {
            let household = round.needs[need].household
            let best = round.candidates(of: need).filter { free[$0.offer] > 0 && room[$0.offer]?.holds(household) ?? true }.max { ($0.score, $1.offer) < ($1.score, $0.offer) }
            guard let best else { continue }
            free[best.offer] -= 1
            room[best.offer] = room[best.offer]?.less(household)
            served += 1
            score += round.offer(at: best.offer, for: round.needs[need].program).map { round.rules.fit(round.needs[need], $0).score } ?? 0
        }
        (self.served, self.score) = (served, score)
    }
}
