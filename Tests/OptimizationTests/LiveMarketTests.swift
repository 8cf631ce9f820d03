import Optimization
import Testing

struct LiveMarketTests {
    @Test(arguments: Goal.allCases)
    func `after each of ten thousand changes the market stands as if solved from scratch`(_ goal: Goal) throws {
        for seed in 0..<100 {
            let small = SmallMarket(seed: seed)
            var copy = LedgerOfChanges(small, seed: seed)
            let start = try copy.market()
            let live = try LiveMarket(start, start.solve(for: goal))
            for step in 0..<100 {
                try copy.change(live)
                let market = try copy.market(), solution = live.solution()
                #expect(
                    try solution.standing.decided(by: goal) == market.solve(for: goal).standing.decided(by: goal),
                    "seed \(seed), step \(step)")
                #expect(throws: Never.self, "seed \(seed), step \(step)") {
                    try Verifier(of: market).verify(solution)
                }
            }
        }
    }

    @Test func `a trial of many changes is taken back to the last assignment`() throws {
        for seed in 0..<200 {
            let market = try SmallMarket(seed: seed).market()
            let live = try LiveMarket(market, market.solve())
            let before = live.solution()
            var copy = LedgerOfChanges(SmallMarket(seed: seed), seed: seed)
            let outcome = try live.outcome { live throws(MarketProblem) in
                for _ in 0..<20 {
                    do { try copy.change(live) } catch { throw (error as? MarketProblem) ?? .cancelled }
                }
            }
            #expect(live.solution() == before)
            #expect(try outcome.difference == copy.market().solve().standing - before.standing, "seed \(seed)")
        }
    }

    @Test func `what is refused changes nothing`() throws {
        let market = try Market(demands: [1], capacities: [1], pairs: [Pair(need: 0, offer: 0, score: 1)])
        let live = try LiveMarket(market, market.solve())
        #expect(throws: MarketProblem.duplicatePair(need: 0, offer: 0)) { try live.allow(Pair(need: 0, offer: 0, score: 2)) }
        #expect(throws: MarketProblem.unknownNeed(3)) { try live.setDemand(of: 3, to: 1) }
        #expect(throws: MarketProblem.negativeCapacity(offer: 0)) { try live.setCapacity(of: 0, to: -1) }
        #expect(throws: MarketProblem.unlistedPair(need: 0, offer: 0)) {
            try live.forbid(0, 0)
            try live.pin(0, 0)
        }
        #expect(throws: MarketProblem.unknownOffer(7)) {
            try live.addNeed(demand: 1, pairs: [Pair(need: 0, offer: 7, score: 1)])
        }
        #expect(throws: MarketProblem.duplicatePair(need: 1, offer: 0)) {
            try live.addNeed(demand: 1, pairs: [Pair(need: 0, offer: 0, score: 1), Pair(need: 0, offer: 0, score: 2)])
        }
        #expect(live.needCount == 1)
    }
}
