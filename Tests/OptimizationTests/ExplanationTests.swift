import Optimization
import Testing

struct ExplanationTests {
    @Test(arguments: Goal.allCases)
    func `the loss of forcing a pair is that of solving anew with it`(_ goal: Goal) throws {
        for seed in 0..<400 {
            let market = try SmallMarket(seed: seed).market()
            let solution = try market.solve(for: goal)
            let explanation = try Explanation(of: market, solution)
            for need in 0..<market.needCount {
                for pair in market.pairs(of: need) where pair.limit != 0 {
                    let forced = BruteForce.best(of: market, for: goal, forcing: (need, pair.offer))
                    let loss = try explanation.loss(ofForcing: need, pair.offer)
                    let expected = forced.map { (solution.standing - $0).decided(by: goal) }
                    #expect(loss?.decided(by: goal) == expected, "seed \(seed), \(need) to \(pair.offer)")
                }
            }
        }
    }

    @Test func `the moves of an outcome lead from one solution to the other`() throws {
        for seed in 0..<300 {
            let market = try SmallMarket(seed: seed).market()
            let solution = try market.solve()
            let explanation = try Explanation(of: market, solution)
            for pair in (0..<market.needCount).flatMap({ market.pairs(of: $0) }) where pair.limit != 0 {
                guard let outcome = try explanation.outcome(ofForcing: pair.need, pair.offer) else { continue }
                let after = Moved(solution.assignments, by: outcome.moves).assignments
                let totals = try Standing(of: after, in: market)
                #expect(totals - solution.standing == outcome.difference, "seed \(seed)")
                #expect(after.contains { $0.need == pair.need && $0.offer == pair.offer })
            }
        }
    }

    @Test func `one more unit is worth what solving anew says`() throws {
        for seed in 0..<200 {
            let small = SmallMarket(seed: seed)
            let market = try small.market(), solution = try market.solve()
            let explanation = try Explanation(of: market, solution)
            for offer in small.capacities.indices {
                var more = small.capacities
                more[offer] += 1
                let larger = try Market(demands: small.demands, capacities: more, pairs: small.pairs, pins: small.pins)
                let gain = try explanation.outcome(moreAt: offer).difference
                #expect(try gain == larger.solve().standing - solution.standing, "seed \(seed)")
            }
            for need in small.demands.indices {
                var more = small.demands
                more[need] += 1
                let larger = try Market(demands: more, capacities: small.capacities, pairs: small.pairs, pins: small.pins)
                let gain = try explanation.outcome(moreOf: need).difference
                #expect(try gain == larger.solve().standing - solution.standing, "seed \(seed)")
            }
        }
    }

    @Test(arguments: Goal.allCases)
    func `one more offer brings what solving anew says, and no more than it promises`(_ goal: Goal) throws {
        for seed in 0..<300 {
            let small = SmallMarket(seed: seed)
            guard small.pins.isEmpty else { continue }
            var dice = Dice(seed)
            let market = try small.market(), solution = try market.solve(for: goal)
            let new = market.demands.indices.filter { _ in dice.happens(60) }.map { Pair(need: $0, offer: market.offerCount, score: dice.roll(-3...20)) }
            let capacity = dice.roll(0...2), explanation = try Explanation(of: market, solution)
            let larger = try Market(demands: small.demands, capacities: small.capacities + [capacity], pairs: small.pairs + new)
            let gain = try explanation.outcome(ofOffer: capacity, pairs: new).difference, promise = try explanation.promise(ofOffer: capacity, pairs: new)
            #expect(try gain.decided(by: goal) == (larger.solve(for: goal).standing - solution.standing).decided(by: goal), "seed \(seed)")
            #expect(!Standing.isWorse(promise.decided(by: goal), than: gain.decided(by: goal), for: goal), "seed \(seed)")
        }
    }

    @Test func `a displaced chain is told from the forced pair to the one who waits`() throws {
        let market = try Market(demands: [1, 1], capacities: [1, 1], pairs: [
            Pair(need: 0, offer: 0, score: 9), Pair(need: 0, offer: 1, score: 5), Pair(need: 1, offer: 1, score: 8),
        ])
        let explanation = try Explanation(of: market, market.solve())
        let outcome = try #require(try explanation.outcome(ofForcing: 0, 1))
        #expect(outcome.difference == Standing(served: -1, score: -12))
        #expect(outcome.moves == [Move(need: 0, from: 0, to: 1, units: 1), Move(need: 1, from: 1, to: nil, units: 1)])
    }

    @Test func `alternatives come in order of what they cost`() throws {
        let market = try Market(demands: [1, 1], capacities: [1, 1, 0], pairs: [
            Pair(need: 0, offer: 0, score: 9), Pair(need: 0, offer: 1, score: 5), Pair(need: 0, offer: 2, score: 50),
            Pair(need: 1, offer: 1, score: 8),
        ])
        let found = try Explanation(of: market, market.solve()).alternatives(of: 0)
        #expect(found.map(\.offer) == [0, 1, 2])
        #expect(found.map(\.units) == [1, 0, 0])
        #expect(found.last?.outcome == nil)
    }

    @Test func `asking changes nothing`() throws {
        for seed in 0..<100 {
            let market = try SmallMarket(seed: seed).market()
            let live = try LiveMarket(market, market.solve())
            let before = live.solution()
            let explanation = Explanation(of: live)
            for need in 0..<market.needCount { _ = try explanation.alternatives(of: need) }
            for offer in 0..<market.offerCount { _ = try explanation.outcome(ofCapacity: 1000, moreAt: offer) }
            #expect(live.solution() == before)
        }
    }

    @Test func `a solution that is not the best is not explained`() throws {
        let market = try Market(demands: [1], capacities: [1], pairs: [Pair(need: 0, offer: 0, score: 5)])
        let best = try market.solve()
        let idle = Solution(goal: best.goal, assignments: [], standing: .zero, certificate: best.certificate)
        #expect(throws: Flaw.self) { try Explanation(of: market, idle) }
    }
}

/// Assignments after some moves.
private struct Moved {
    let assignments: [Assignment]

    init(_ before: [Assignment], by moves: [Move]) {
        var units: [[Int]: Int] = [:]
        for item in before { units[[item.need, item.offer]] = item.units }
        for move in moves {
            if let from = move.from { units[[move.need, from], default: 0] -= move.units }
            if let to = move.to { units[[move.need, to], default: 0] += move.units }
        }
        assignments = units.filter { $0.value != 0 }.map { Assignment(need: $0[0], offer: $0[1], units: $1) }
    }
}
