import Optimization
import Testing

/// People who may or may not be brought together, by a rule that only this test knows.
private struct People {
    private let needs: [(town: Int, hasChildren: Bool, wantsWoman: Bool)]
    private let offers: [(town: Int, isScreened: Bool, isWoman: Bool)]
    private let forbidden: Set<[Int]>
    let asked: Int

    init(_ dice: inout Dice) {
        let size = 65
        needs = (0..<size).map { _ in (dice.roll(0...1), dice.happens(50), dice.happens(30)) }
        offers = (0..<size).map { _ in (dice.roll(0...1), dice.happens(70), dice.happens(50)) }
        forbidden = Set((0..<100).map { _ in [dice.roll(0...size - 1), dice.roll(0...size - 1)] })
        asked = size * size
    }

    func mayMeet(_ need: Int, _ offer: Int) -> Bool {
        let (household, volunteer) = (needs[need], offers[offer])
        return household.town == volunteer.town && (volunteer.isScreened || !household.hasChildren)
            && (volunteer.isWoman || !household.wantsWoman) && !forbidden.contains([need, offer])
    }

    func market(_ dice: inout Dice) throws -> Market {
        var pairs: [Pair] = []
        for need in needs.indices {
            for offer in offers.indices where mayMeet(need, offer) { pairs.append(Pair(need: need, offer: offer, score: dice.roll(0...999))) }
        }
        return try Market(demands: needs.map { _ in 1 }, capacities: offers.map { _ in dice.roll(0...2) }, pairs: pairs)
    }
}

struct SafeguardingTests {
    @Test func `of a million pairs none that may not meet is ever in an answer`() throws {
        var dice = Dice(1), asked = 0, illegal = 0
        while asked < 1_000_000 {
            let people = People(&dice)
            asked += people.asked
            func check(_ assignments: [Assignment]) { for item in assignments where !people.mayMeet(item.need, item.offer) { illegal += 1 } }
            let market = try people.market(&dice), solution = try market.solve(for: dice.happens(50) ? .score : .mostServedThenScore)
            check(solution.assignments)
            check(try market.solve(patience: -1).assignments)
            let live = try LiveMarket(market, solution), explanation = Explanation(of: live)
            for _ in 0..<8 {
                let need = dice.roll(0...market.needCount - 1)
                for found in try explanation.alternatives(of: need) {
                    if !people.mayMeet(need, found.offer) { illegal += 1 }
                    for move in found.outcome?.moves ?? [] { if let to = move.to, !people.mayMeet(move.need, to) { illegal += 1 } }
                }
                guard let pair = try live.pairs(of: need).randomElement(using: &dice) else { continue }
                try live.pin(pair.need, pair.offer)
                try live.setDemand(of: dice.roll(0...market.needCount - 1), to: dice.roll(0...2))
                try live.setCapacity(of: dice.roll(0...market.offerCount - 1), to: dice.roll(0...2))
                check(live.solution().assignments)
                if dice.happens(50) { try live.forbid(pair.need, pair.offer) }
                check(try live.market().solve().assignments)
            }
        }
        #expect(illegal == 0)
    }

    @Test func `a forbidden pair does not come back by another change`() throws {
        var dice = Dice(2)
        let people = People(&dice), market = try people.market(&dice)
        let live = try LiveMarket(market, market.solve())
        let gone = live.solution().assignments.prefix(10)
        for item in gone { try live.forbid(item.need, item.offer) }
        for offer in 0..<market.offerCount { try live.setCapacity(of: offer, to: 3) }
        for item in gone { #expect(try live.units(item.need, item.offer) == 0) }
    }
}
