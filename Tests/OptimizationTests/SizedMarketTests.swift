import Optimization
import Testing

struct SizedMarketTests {
    /// Small enough to try every placement; counted in small units places are filled exactly for a bound, in large ones priced by the unit.
    private func random(_ seed: Int, dimensions: Int, unit: Int) throws -> SizedMarket {
        var dice = Dice(seed)
        let families = dice.roll(0...6), places = dice.roll(1...3)
        var options: [SizedMarket.Option] = []
        for family in 0..<families {
            for place in 0..<places where dice.happens(80) {
                options.append(SizedMarket.Option(
                    family: family, place: place, worth: dice.roll(-3...20), sizes: (0..<dimensions).map { _ in unit * dice.roll(0...4) }))
            }
        }
        let capacities = (0..<places).map { _ in (0..<dimensions).map { _ in unit * dice.roll(0...8) } }
        return try SizedMarket(dimensions: dimensions, families: families, capacities: capacities, options: options)
    }

    private func brute(_ market: SizedMarket, _ family: Int, _ left: [[Int]]) -> Int {
        guard family < market.familyCount else { return 0 }
        var best = brute(market, family + 1, left)
        for option in market.options where option.family == family {
            var room = left
            for dimension in option.sizes.indices { room[option.place][dimension] -= option.sizes[dimension] }
            guard room[option.place].allSatisfy({ $0 >= 0 }) else { continue }
            best = max(best, option.worth + brute(market, family + 1, room))
        }
        return best
    }

    @Test(arguments: [1, 2, 3, 4], [1, 1_000_000])
    func `small markets of sizes are solved to the proven best`(_ dimensions: Int, _ unit: Int) throws {
        for seed in 0..<200 {
            let market = try random(seed, dimensions: dimensions, unit: unit)
            let solution = market.solve()
            #expect(solution.isOptimal)
            #expect(market.allows(solution), "seed \(seed)")
            #expect(solution.worth == brute(market, 0, market.capacities), "seed \(seed)")
        }
    }

    /// What a family is worth falls with what it takes, and places are nearly full: bounds leave a gap, so families are moved.
    private func tight(_ seed: Int, families: Int, places: Int, dimensions: Int, unit: Int = 1) throws -> SizedMarket {
        var dice = Dice(seed)
        var options: [SizedMarket.Option] = [], needed = [Int](repeating: 0, count: dimensions)
        for family in 0..<families {
            for place in 0..<places {
                let sizes = (0..<dimensions).map { _ in dice.roll(1...100) }
                for dimension in 0..<dimensions { needed[dimension] += sizes[dimension] }
                options.append(SizedMarket.Option(
                    family: family, place: place, worth: unit * (sizes[0] - 111 + dice.roll(-10...10)), sizes: sizes))
            }
        }
        let capacities = (0..<places).map { _ in needed.map { $0 * 17 / 20 / places / places } }
        return try SizedMarket(dimensions: dimensions, families: families, capacities: capacities, options: options)
    }

    private func bruteOfAll(_ market: SizedMarket, _ family: Int, _ left: [[Int]]) -> Int? {
        guard family < market.familyCount else { return 0 }
        var best: Int?
        for option in market.options where option.family == family {
            var room = left
            for dimension in option.sizes.indices { room[option.place][dimension] -= option.sizes[dimension] }
            guard room[option.place].allSatisfy({ $0 >= 0 }), let rest = bruteOfAll(market, family + 1, room) else { continue }
            best = max(best ?? .min, option.worth + rest)
        }
        return best
    }

    @Test(arguments: [1, 2])
    func `all families of a market that is nearly full are placed at the proven best`(_ dimensions: Int) throws {
        for seed in 0..<40 {
            let market = try tight(seed, families: 8, places: 3, dimensions: dimensions)
            let solution = try market.solvePlacingAll(), best = bruteOfAll(market, 0, market.capacities)
            #expect(solution?.worth == best, "seed \(seed)")
            #expect(solution?.isOptimal != false && solution.map(market.allows) != false, "seed \(seed)")
        }
    }

    @Test func `worth in large units is proved as well`() throws {
        let ones = try tight(5, families: 9, places: 3, dimensions: 2), thousands = try tight(5, families: 9, places: 3, dimensions: 2, unit: 1000)
        let one = try #require(try ones.solvePlacingAll()), thousand = try #require(try thousands.solvePlacingAll())
        #expect(one.isOptimal && thousand.isOptimal)
        #expect(thousand.worth == 1000 * one.worth)
    }

    @Test(arguments: [1, 3])
    func `whenever it is stopped, a placement is allowed, within its bound, and the same as before`(_ dimensions: Int) throws {
        let market = try tight(dimensions, families: 60, places: 6, dimensions: dimensions)
        func stopped(after most: Int) throws -> SizedSolution? {
            var calls = 0
            return try market.solvePlacingAll {
                calls += 1
                return calls > most
            }
        }
        var greatest = Int.min, least = Int.max
        for most in [10, 1_000, 3_000, 4_000, 6_000, 8_000] {
            guard let solution = try stopped(after: most) else { continue }
            #expect(market.allows(solution))
            #expect(try stopped(after: most) == solution)
            (greatest, least) = (max(greatest, solution.worth), min(least, solution.bound))
        }
        #expect(greatest <= least)
        #expect(greatest > .min)
    }

    /// Stopped early, the bound comes from parts that were proved and parts that were not begun.
    @Test(arguments: [1, 2, 3])
    func `stopped at any moment, the bound is never below the best there is`(_ dimensions: Int) throws {
        for seed in 0..<6 {
            let market = try tight(seed, families: 9, places: 3, dimensions: dimensions)
            guard let best = bruteOfAll(market, 0, market.capacities) else { continue }
            for most in stride(from: 0, through: 3_000, by: 150) {
                var calls = 0
                let found = try market.solvePlacingAll {
                    calls += 1
                    return calls > most
                }
                #expect(found.map { $0.worth <= best && best <= $0.bound } ?? true, "seed \(seed), \(most)")
            }
        }
    }

    @Test func `a search that is stopped says what it does not know`() throws {
        let market = try SizedSample(families: 60, places: 5, seed: 3).market()
        var calls = 0
        let solution = market.solve {
            calls += 1
            return calls > 200
        }
        #expect(market.allows(solution))
        #expect(solution.bound >= market.solve { false }.worth)
    }

    @Test func `placing all comes before the worth`() throws {
        let market = try SizedMarket(dimensions: 1, families: 2, capacities: [[2], [1]], options: [
            SizedMarket.Option(family: 0, place: 0, worth: -1, sizes: [2]),
            SizedMarket.Option(family: 1, place: 0, worth: -1, sizes: [1]),
            SizedMarket.Option(family: 1, place: 1, worth: -90, sizes: [1]),
        ])
        let solution = try #require(try market.solvePlacingAll())
        #expect(solution == SizedSolution(places: [0, 1], worth: -91, bound: -91))
    }

    @Test(arguments: [1, 4])
    func `the largest sizes, capacities and worths that are taken overflow nothing`(_ dimensions: Int) throws {
        let most = Int(Int32.max), places = 40
        for seed in 0..<6 {
            var dice = Dice(seed)
            let options = (0..<60).flatMap { family in
                (0..<places).map { place in
                    let sizes = (0..<dimensions).map { _ in dice.happens(50) ? most : dice.roll(1...most) }
                    return SizedMarket.Option(family: family, place: place, worth: dice.happens(50) ? 1 << 31 : dice.roll(-(1 << 31)...1 << 31), sizes: sizes)
                }
            }
            let capacities = (0..<places).map { _ in [Int](repeating: most, count: dimensions) }
            let market = try SizedMarket(dimensions: dimensions, families: 60, capacities: capacities, options: options)
            let solution = market.solve(effort: 20_000_000)
            #expect(market.allows(solution) && solution.worth > 0 && solution.bound <= 60 << 31)
        }
    }

    @Test func `sizes that make no sense are refused`() {
        #expect(throws: SizedMarket.Problem.wrongDimensions(family: 0, place: 0)) {
            try SizedMarket(dimensions: 2, families: 1, capacities: [[1, 1]], options: [
                SizedMarket.Option(family: 0, place: 0, worth: 1, sizes: [1]),
            ])
        }
        #expect(throws: SizedMarket.Problem.negativeCapacity(place: 0)) {
            try SizedMarket(dimensions: 1, families: 0, capacities: [[-1]], options: [])
        }
        #expect(throws: SizedMarket.Problem.unknownPlace(1)) {
            try SizedMarket(dimensions: 1, families: 1, capacities: [[1]], options: [
                SizedMarket.Option(family: 0, place: 1, worth: 1, sizes: [1]),
            ])
        }
    }
}

/// Families of two to five sizes against places of three dimensions, nearly full.
struct SizedSample {
    let families: Int
    let places: Int
    let seed: Int

    func market() throws -> SizedMarket {
        var dice = Dice(seed)
        let sizes = (0..<families).map { _ in [dice.roll(0...4), dice.roll(1...3), dice.happens(15) ? 1 : 0] }
        var options: [SizedMarket.Option] = []
        for family in 0..<families {
            for place in 0..<places where dice.happens(85) {
                options.append(SizedMarket.Option(
                    family: family, place: place, worth: dice.roll(1...1000), sizes: sizes[family]))
            }
        }
        let needed = (0..<3).map { dimension in sizes.reduce(0) { $0 + $1[dimension] } }
        let capacities = (0..<places).map { _ in needed.map { $0 * dice.roll(85...105) / 100 / places + 1 } }
        return try SizedMarket(dimensions: 3, families: families, capacities: capacities, options: options)
    }
}
