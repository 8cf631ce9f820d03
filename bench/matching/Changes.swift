import Optimization

/// A town kept at its optimum while it changes: what each change costs.
struct Changes {
    let needs: Int

    func run() throws {
        for kind in [SampleTown.Kind.town, .hot] {
            let market = try SampleTown(kind, needs: needs, isDistinct: false).market()
            let (solving, solution) = try Timing.seconds { try market.solve() }
            let (opening, live) = try Timing.seconds { try LiveMarket(market, solution) }
            print(kind.rawValue, Text.formatted("with %ld needs: solved in %.3f s, opened in %.3f s", needs, solving, opening))
            var dice = Dice(1), times: [String: [Double]] = [:]
            for _ in 0..<2_000 {
                for (what, work) in try changes(live, market, &dice) {
                    times[what, default: []].append(try Timing.seconds(work).0)
                }
            }
            for (what, found) in times.sorted(by: { $0.key < $1.key }) { Timing.show(what, found) }
            try check(live)
        }
    }

    private func check(_ live: LiveMarket) throws {
        let market = try live.market(), solution = live.solution()
        try Verifier(of: market).verify(solution)
        let anew = try market.solve()
        print(anew.standing == solution.standing ? "equal to solving anew" : "NOT equal to solving anew: \(anew.standing), \(solution.standing)")
    }

    /// One of each kind; what is taken away comes back at once, so the town keeps its shape.
    private func changes(_ live: LiveMarket, _ market: Market, _ dice: inout Dice) throws -> [(String, () throws -> Void)] {
        let need = dice.roll(0...market.needCount - 1), offer = dice.roll(0...market.offerCount - 1)
        let other = dice.roll(0...market.needCount - 1), pairs = market.pairs(of: other)
        guard let pair = pairs.randomElement(using: &dice) else { return [] }
        let demand = try live.demand(of: need), capacity = try live.capacity(of: offer), score = dice.roll(0...1000)
        let fresh = market.pairs(of: dice.roll(0...market.needCount - 1))
        return [
            ("need taken away", { try live.setDemand(of: need, to: 0) }),
            ("need back", { try live.setDemand(of: need, to: demand) }),
            ("offer taken away", { try live.setCapacity(of: offer, to: 0) }),
            ("offer back", { try live.setCapacity(of: offer, to: capacity) }),
            ("pair forbidden", { try live.forbid(pair.need, pair.offer) }),
            ("pair allowed", { try live.allow(pair) }),
            ("score changed", { try live.setScore(pair.need, pair.offer, to: score) }),
            ("score changed back", { try live.setScore(pair.need, pair.offer, to: pair.score) }),
            ("pair pinned", { try live.pin(pair.need, pair.offer) }),
            ("pin taken away", { try live.pin(pair.need, pair.offer, units: 0) }),
            ("new need with pairs", { try live.addNeed(demand: 1, pairs: fresh) }),
        ]
    }
}
