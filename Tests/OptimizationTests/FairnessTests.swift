import Optimization
import Testing

struct FairnessTests {
    /// Pinned, served, units reaching each band, score: the order that leximin follows.
    private func levels(_ assignments: [Assignment], _ market: Market, _ bands: [Int]) throws -> [Int] {
        let standing = try Standing(of: assignments, in: market)
        let reaching = bands.map { band in
            assignments.filter { market.pair($0.need, $0.offer)?.score ?? 0 >= band }.reduce(0) { $0 + $1.units }
        }
        return [standing.pinned, standing.served] + reaching + [standing.score]
    }

    private func best(_ market: Market, _ bands: [Int]) throws -> [Int] {
        var best: [Int] = []
        try everySolution(of: market) { assignments in
            let found = try levels(assignments, market, bands)
            if best.lexicographicallyPrecedes(found) { best = found }
        }
        return best
    }

    private func everySolution(of market: Market, _ visit: ([Assignment]) throws -> Void) throws {
        let pairs = (0..<market.needCount).flatMap { market.pairs(of: $0) }
        func explore(_ index: Int, _ demands: [Int], _ capacities: [Int], _ chosen: [Assignment]) throws {
            guard index < pairs.count else { return try visit(chosen) }
            let pair = pairs[index]
            for units in 0...min(demands[pair.need], capacities[pair.offer], pair.limit ?? .max) {
                var (fewer, less) = (demands, capacities)
                fewer[pair.need] -= units
                less[pair.offer] -= units
                let item = Assignment(need: pair.need, offer: pair.offer, units: units)
                try explore(index + 1, fewer, less, units > 0 ? chosen + [item] : chosen)
            }
        }
        try explore(0, market.demands, market.capacities, [])
    }

    private func small(_ seed: Int) throws -> Market? {
        let market = try SmallMarket(seed: seed).market()
        return market.pairCount <= 7 ? market : nil
    }

    @Test func `leximin is the first in the order of all solutions`() throws {
        for seed in 0..<300 {
            guard let market = try small(seed) else { continue }
            let bands = [0, 2, 8]
            let found = try Leximin(of: market, bands: bands)
            #expect(try levels(found.assignments, market, bands) == best(market, bands), "seed \(seed)")
            #expect(try [found.standing.pinned, found.standing.served] + found.reaching + [found.standing.score] == best(market, bands))
        }
    }

    @Test func `bands that do not rise are refused`() throws {
        let market = try Market(demands: [], capacities: [], pairs: [])
        #expect(throws: Leximin.Problem.badBands) { try Leximin(of: market, bands: [2, 2]) }
    }

    @Test(arguments: Goal.allCases)
    func `guarantees come first, missing as little as possible, then the goal`(_ goal: Goal) throws {
        for seed in 0..<300 {
            guard let market = try small(seed), market.needCount > 1, market.pins.isEmpty else { continue }
            let groups = [FairShare.Group(needs: [0], least: 1), FairShare.Group(needs: Array(1..<market.needCount), least: 2)]
            func order(_ assignments: [Assignment]) throws -> [Int] {
                let missing = groups.reduce(0) { all, group in
                    let served = assignments.filter { group.needs.contains($0.need) }.reduce(0) { $0 + $1.units }
                    let demand = group.needs.reduce(0) { $0 + market.demands[$1] }
                    return all + max(0, min(group.least, demand) - served)
                }
                let standing = try Standing(of: assignments, in: market)
                return [-missing, goal == .score ? 0 : standing.served, standing.score]
            }
            var best: [Int] = []
            try everySolution(of: market) { assignments in
                let found = try order(assignments)
                if best.lexicographicallyPrecedes(found) { best = found }
            }
            let found = try Guarantee(of: market, keeping: groups, for: goal)
            #expect(try order(found.assignments) == best, "seed \(seed)")
        }
    }

    @Test func `the price of a guarantee is told, and what it misses`() throws {
        let market = try Market(demands: [1, 1], capacities: [1], pairs: [
            Pair(need: 0, offer: 0, score: 9), Pair(need: 1, offer: 0, score: 5),
        ])
        let found = try Guarantee(of: market, keeping: [FairShare.Group(needs: [1], least: 1)], for: .score)
        #expect(found.standing.score == 5)
        #expect(found.missing == [0])
        let both = try Guarantee(of: market, keeping: [FairShare.Group(needs: [1], least: 1), FairShare.Group(needs: [0], least: 1)], for: .score)
        #expect(both.missing.reduce(0, +) == 1)
        #expect(throws: MarketProblem.overlappingGroups(need: 1)) {
            try Guarantee(of: market, keeping: [FairShare.Group(needs: [1], least: 1), FairShare.Group(needs: [0, 1], least: 1)], for: .score)
        }
    }

    @Test func `shares are kept where possible and the bound holds`() throws {
        for seed in 0..<200 {
            guard let market = try small(seed), market.needCount > 1, market.pins.isEmpty else { continue }
            let groups = [FairShare.Group(needs: [0], least: 1), FairShare.Group(needs: Array(1..<market.needCount), least: 1)]
            var best: Int?
            try everySolution(of: market) { assignments in
                let keeps = groups.allSatisfy { group in
                    assignments.filter { group.needs.contains($0.need) }.reduce(0) { $0 + $1.units } >= group.least
                }
                if keeps { best = max(best ?? .min, try Standing(of: assignments, in: market).score) }
            }
            let found = try FairShare(of: market, keeping: groups, for: .score)
            if let best { #expect(found.bound >= best, "seed \(seed)") }
            guard let standing = found.standing, let assignments = found.assignments else { continue }
            #expect(standing.score <= best ?? .min, "seed \(seed)")
            for group in groups {
                #expect(assignments.filter { group.needs.contains($0.need) }.reduce(0) { $0 + $1.units } >= group.least)
            }
        }
    }

    @Test func `the price of a share is shown`() throws {
        let market = try Market(demands: [1, 1], capacities: [1], pairs: [
            Pair(need: 0, offer: 0, score: 9), Pair(need: 1, offer: 0, score: 5),
        ])
        let found = try FairShare(of: market, keeping: [FairShare.Group(needs: [1], least: 1)], for: .score)
        #expect(found.unconstrained.score == 9)
        #expect(found.standing?.score == 5)
        #expect(found.bound == 5)
        #expect(found.prices == [4])
    }
}
