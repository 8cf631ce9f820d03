import Optimization
import Testing

/// Markets of the shapes on which matching programs have collapsed or erred.
enum HardShape: CaseIterable, Sendable {
    case layeredLadder, longChain, allEqual, withoutPairs, withoutCapacity, fewEligible, hugeScores, negativeScores
    case oneLargeOffer, manySmallParts, perfectOnlyByDetour, tooFewFriends, complete, bulk

    func market() throws -> Market {
        switch self {
        case .layeredLadder: return try unit(88) { need in [need, need + 1, need ^ 1].map { ($0, 1 + $0 % 2) } }
        case .longChain: return try unit(500) { need in [(need, 1), (need + 1, 2)] }
        case .allEqual: return try unit(60) { need in (0..<20).map { ((need * 7 + $0) % 60, 5) } }
        case .withoutPairs: return try unit(30) { _ in [] }
        case .withoutCapacity:
            return try Market(demands: [2, 2, 0], capacities: [0, 3, 0], pairs: (0..<9).map { Pair(need: $0 / 3, offer: $0 % 3, score: $0) })
        case .fewEligible: return try Market(demands: Array(repeating: 9, count: 20), capacities: Array(repeating: 9, count: 20), pairs: (0..<20).map { Pair(need: $0, offer: $0 / 2, score: 3, limit: 2) })
        case .hugeScores: return try unit(40) { need in (0..<8).map { ((need + $0 * 5) % 40, 1_000_000_000 - need * $0) } }
        case .negativeScores: return try unit(40) { need in (0..<8).map { ((need + $0 * 5) % 40, -1_000_000_000 + need * $0) } }
        case .oneLargeOffer:
            let pairs = (0..<400).flatMap { [Pair(need: $0, offer: 0, score: $0 % 17), Pair(need: $0, offer: 1 + $0 % 30, score: $0 % 13)] }
            return try Market(demands: Array(repeating: 1, count: 400), capacities: [300] + Array(repeating: 2, count: 30), pairs: pairs)
        case .manySmallParts: return try unit(3_000) { need in [(need, need % 7), (need / 3 * 3, need % 5)] }
        case .perfectOnlyByDetour: return try unit(50) { need in need == 0 ? [(0, 1)] : [(need - 1, 1000), (need, 1)] }
        case .tooFewFriends: return try unit(50) { need in need < 30 ? (0..<10).map { ($0, need + $0) } : [(need, 5), (need % 10, 50)] }
        case .complete: return try unit(70) { need in (0..<70).map { ($0, need * $0 * 31 % 997) } }
        case .bulk:
            let pairs = (0..<900).map { Pair(need: $0 / 30, offer: $0 % 30, score: $0 * 37 % 101, limit: $0 % 5 == 0 ? 400_000 : nil) }
            return try Market(demands: (0..<30).map { 1_000_000 + $0 }, capacities: (0..<30).map { 900_000 + 7_001 * $0 }, pairs: pairs)
        }
    }

    /// One unit on each side; an offer beyond the last or named twice is left out.
    private func unit(_ count: Int, _ pairs: (Int) -> [(offer: Int, score: Int)]) throws -> Market {
        var known: Set<[Int]> = []
        let all = (0..<count).flatMap { need in
            pairs(need).filter { $0.offer < count && known.insert([need, $0.offer]).inserted }.map { Pair(need: need, offer: $0.offer, score: $0.score) }
        }
        return try Market(demands: Array(repeating: 1, count: count), capacities: Array(repeating: 1, count: count), pairs: all)
    }
}

struct HardShapesTests {
    @Test(arguments: HardShape.allCases, Goal.allCases)
    func `both algorithms prove the same best on hard shapes`(_ shape: HardShape, _ goal: Goal) throws {
        let market = try shape.market()
        let usual = try market.solve(for: goal), byAuction = try market.solve(for: goal, patience: -1)
        let byPaths = try market.solve(for: goal, patience: .max)
        for solution in [usual, byAuction, byPaths] {
            #expect(throws: Never.self) { try Verifier(of: market).verify(solution) }
            #expect(solution.standing.decided(by: goal) == usual.standing.decided(by: goal))
        }
    }

    @Test(arguments: HardShape.allCases)
    func `hard shapes stay at their best while they change`(_ shape: HardShape) throws {
        let market = try shape.market()
        let live = try LiveMarket(market, market.solve())
        for need in 0..<min(20, market.needCount) { try live.setDemand(of: need, to: need % 3) }
        for offer in 0..<min(20, market.offerCount) { try live.setCapacity(of: offer, to: offer % 4) }
        let now = try live.market()
        #expect(try live.solution().standing == now.solve().standing)
        #expect(throws: Never.self) { try Verifier(of: now).verify(live.solution()) }
    }

    @Test func `one unit on each side is placed for everyone where that is possible, as by the general method`() throws {
        for seed in 0..<300 {
            var dice = Dice(seed)
            let count = dice.roll(2...9), scale = [0...0, -4...4, 0...1_000_000_000][dice.roll(0...2)]
            var pairs: [Pair] = []
            for need in 0..<count {
                for offer in 0..<count where dice.happens(45) || (offer == need && dice.happens(90)) { pairs.append(Pair(need: need, offer: offer, score: dice.roll(scale))) }
            }
            let market = try Market(demands: Array(repeating: 1, count: count), capacities: Array(repeating: 1, count: count), pairs: pairs)
            let solution = try market.solve()
            #expect(try solution.standing == market.solve(patience: .max).standing, "seed \(seed)")
            #expect(throws: Never.self, "seed \(seed)") { try Verifier(of: market).verify(solution) }
        }
    }

    @Test func `needs with many pairs, of which only the best are sorted first, are proved whatever the limits`() throws {
        for seed in 0..<150 {
            var dice = Dice(seed)
            let market = try crowd(&dice), goal = Goal.allCases[seed % Goal.allCases.count]
            let usual = try market.solve(for: goal)
            for solution in [usual, try market.solve(for: goal, patience: -1), try market.solve(for: goal, patience: .max)] {
                #expect(throws: Never.self, "seed \(seed)") { try Verifier(of: market).verify(solution) }
                #expect(solution.standing.decided(by: goal) == usual.standing.decided(by: goal), "seed \(seed)")
            }
        }
    }

    /// Up to 60 pairs a need, one side scarcer or neither, with no limits, one for all, or one where it happens.
    private func crowd(_ dice: inout Dice) throws -> Market {
        let needs = dice.roll(5...40), offers = dice.roll(18...60), most = dice.roll(1...3)
        let scale = [0...0, 0...3, -20...300, 0...1000][dice.roll(0...3)], limit = [nil, 1, 1, 2][dice.roll(0...3)], always = dice.happens(50)
        var pairs: [Pair] = []
        for need in 0..<needs {
            for offer in 0..<offers where dice.happens(80) {
                pairs.append(Pair(need: need, offer: offer, score: dice.roll(scale), limit: always || dice.happens(70) ? limit : nil))
            }
        }
        let demands = (0..<needs).map { _ in dice.roll(1...most) }, units = demands.reduce(0, +)
        let room = dice.happens(30) ? units / 2 : units
        var capacities = [Int](repeating: 0, count: offers)
        for _ in 0..<room { capacities[dice.roll(0...offers - 1)] += 1 }
        return try Market(demands: demands, capacities: capacities, pairs: pairs)
    }
}
