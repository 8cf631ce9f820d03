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

    @Test(arguments: Goal.allCases)
    func `where every place is wanted, the auction and what mends it find the same best as paths alone`(_ goal: Goal) throws {
        for seed in 0..<150 {
            let market = try Self.crowded(seed)
            let byAuction = try market.solve(for: goal, patience: -1), byPaths = try market.solve(for: goal, patience: .max)
            #expect(byAuction.standing.decided(by: goal) == byPaths.standing.decided(by: goal), "seed \(seed)")
            #expect(throws: Never.self, "seed \(seed)") { try Verifier(of: market).verify(byAuction) }
            #expect(throws: Never.self, "seed \(seed)") { try Verifier(of: market).verify(byPaths) }
        }
    }

    /// Some fifty needs and offers of several units, as many on one side as on the other or nearly.
    private static func crowded(_ seed: Int) throws -> Market {
        var dice = Dice(seed)
        let count = dice.roll(20...60), scale = [0...1000, -300...300, 0...3, 999_999_000...1_000_000_000][dice.roll(0...3)]
        let limit = [nil, 1, 2][dice.roll(0...2)], differs = dice.happens(30), hot = dice.happens(50)
        let demands = (0..<count).map { _ in dice.roll(1...3) }
        var capacities = (0..<count).map { _ in dice.roll(1...3) }
        let slack = demands.reduce(0, +) - capacities.reduce(0, +) + dice.roll(-2...2)
        capacities[0] = max(0, capacities[0] + slack)
        var pairs: [Pair] = []
        for need in 0..<count {
            for offer in 0..<count where dice.happens(hot && offer > count / 5 ? 5 : 25) {
                pairs.append(Pair(need: need, offer: offer, score: dice.roll(scale), limit: differs ? dice.roll(0...3) : limit))
            }
        }
        return try Market(demands: demands, capacities: capacities, pairs: pairs)
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
