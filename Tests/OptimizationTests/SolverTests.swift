import Optimization
import Testing

struct SolverTests {
    @Test(arguments: Goal.allCases)
    func `the solution is the best of all solutions, with a proof`(_ goal: Goal) throws {
        for seed in 0..<600 {
            let market = try SmallMarket(seed: seed).market()
            let solution = try market.solve(for: goal)
            let best = try #require(BruteForce.best(of: market, for: goal))
            #expect(solution.standing.decided(by: goal) == best.decided(by: goal), "seed \(seed)")
            #expect(throws: Never.self, "seed \(seed)") { try Verifier(of: market).verify(solution) }
        }
    }

    @Test(arguments: Goal.allCases)
    func `the auction finds the same best, with a proof`(_ goal: Goal) throws {
        for seed in 0..<1500 {
            let market = try SmallMarket(seed: seed).market()
            let solution = try market.solve(for: goal, patience: -1)
            let best = try market.solve(for: goal)
            #expect(solution.standing.decided(by: goal) == best.standing.decided(by: goal), "seed \(seed)")
            #expect(throws: Never.self, "seed \(seed)") { try Verifier(of: market).verify(solution) }
        }
    }

    @Test func `the same market gives the same answer whatever the order of its pairs`() throws {
        for seed in 0..<50 {
            let small = SmallMarket(seed: seed)
            let turned = try Market(
                demands: small.demands, capacities: small.capacities, pairs: small.pairs.reversed(), pins: small.pins)
            #expect(try turned.solve() == small.market().solve())
        }
    }

    @Test func `an empty market has an empty solution`() throws {
        let solution = try Market(demands: [], capacities: [], pairs: []).solve()
        #expect(solution.assignments.isEmpty)
        #expect(solution.standing == .zero)
    }

    @Test func `most served comes before the score`() throws {
        let market = try Market(demands: [1, 1], capacities: [1, 1], pairs: [
            Pair(need: 0, offer: 0, score: 1_000_000_000), Pair(need: 0, offer: 1, score: -1_000_000_000),
            Pair(need: 1, offer: 0, score: -1_000_000_000),
        ])
        #expect(try market.solve(for: .mostServedThenScore).served == 2)
        #expect(try market.solve(for: .score).served == 1)
    }

    @Test func `a pin is kept before all else`() throws {
        let pairs = [Pair(need: 0, offer: 0, score: -9), Pair(need: 1, offer: 0, score: 5), Pair(need: 0, offer: 1, score: 9)]
        let market = try Market(demands: [1, 1], capacities: [1, 1], pairs: pairs, pins: [Pin(need: 0, offer: 0)])
        let solution = try market.solve(for: .score)
        #expect(solution.assignments == [Assignment(need: 0, offer: 0, units: 1)])
        #expect(solution.standing == Standing(pinned: 1, served: 1, score: -9))
    }

    @Test func `scores and amounts at the edge of what is computed give the right answer or a refusal`() throws {
        let high = 1 << 50
        let market = try Market(demands: [2], capacities: [2], pairs: [Pair(need: 0, offer: 0, score: high)])
        #expect(try market.solve().score == 2 * high)
        let over = try Market(
            demands: [1 << 30], capacities: [1 << 30], pairs: [Pair(need: 0, offer: 0, score: high)])
        #expect(throws: MarketProblem.tooLarge) { try over.solve() }
        #expect(throws: MarketProblem.tooLarge) {
            try Market(demands: [1], capacities: [1], pairs: [Pair(need: 0, offer: 0, score: .min)])
        }
    }

    @Test func `a cancelled solution ends with a refusal`() throws {
        let market = try Market(demands: [1], capacities: [1], pairs: [Pair(need: 0, offer: 0, score: 1)])
        #expect(throws: MarketProblem.cancelled) { try market.solve(isCancelled: { true }) }
    }
}
