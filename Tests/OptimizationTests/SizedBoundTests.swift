@testable import Optimization
import Testing

struct SizedBoundTests {
    @Test(arguments: [1, 2, 3])
    func `a place is filled as well as can be, and what each option would lose is told exactly`(_ dimensions: Int) throws {
        for seed in 0..<200 {
            var dice = Dice(seed)
            let count = dice.roll(0...9), room = (0..<dimensions).map { _ in dice.roll(0...14) }
            let options = (0..<count).map { SizedMarket.Option(family: $0, place: 0, worth: 1, sizes: (0..<dimensions).map { _ in dice.roll(0...6) }) }
            let market = try SizedMarket(dimensions: dimensions, families: count, capacities: [room], options: options), profits = market.options.map { _ in dice.roll(-20...60) }
            func best(where allowed: (Int) -> Bool) -> Int {
                (0..<1 << profits.count).filter(allowed).map { set in
                    let taken = profits.indices.filter { set >> $0 & 1 == 1 }
                    let fits = room.indices.allSatisfy { dimension in taken.reduce(0) { $0 + market.options[$1].sizes[dimension] } <= room[dimension] }
                    return fits ? taken.reduce(0) { $0 + profits[$1] } : -1_000
                }.max() ?? -1_000
            }
            var filling = PlaceFilling<Int32>(market), rents = room.map { _ in dice.roll(0...9) }
            filling.begin()
            for option in profits.indices { filling.offer(option, profit: profits[option]) }
            let before = Set(profits.indices.filter { _ in dice.happens(50) })
            #expect(filling.fill(room, &rents, before: before.contains))
            let most = best { _ in true }, taken = Set(filling.taken)
            #expect(filling.value == most, "seed \(seed)")
            let slack = dice.roll(0...80)
            var told: [Int: Int] = [:]
            filling.losses(room, slack: slack, taken.contains) { told[$0] = $1 }
            #expect(filling.value == most)
            for option in profits.indices {
                let loss = most - best { ($0 >> option & 1 == 1) != taken.contains(option) }
                #expect(min(try #require(told[option]), slack + 1) == min(loss, slack + 1), "seed \(seed)")
            }
        }
    }

    @Test func `the same effort ends with the same placement, and any bound is kept by the best of all`() throws {
        let market = try SizedSample(families: 40, places: 5, seed: 8).market(), best = market.solve()
        #expect(best.isOptimal)
        var gaps: Set<Int> = []
        for effort in [0, 10_000, 1_000_000, 5_000_000, 20_000_000] {
            let found = market.solve(effort: effort)
            #expect(found == market.solve(effort: effort))
            #expect(market.allows(found) && found.worth <= best.worth && best.worth <= found.bound)
            gaps.insert(found.bound - found.worth)
        }
        #expect(gaps.count > 2)
    }
}
