import Optimization
import Testing

struct VerifierTests {
    let market: Market
    let solution: Solution

    init() throws {
        market = try Market(demands: [1, 2], capacities: [1, 2], pairs: [
            Pair(need: 0, offer: 0, score: 5), Pair(need: 0, offer: 1, score: 4),
            Pair(need: 1, offer: 0, score: 7), Pair(need: 1, offer: 1, score: 3, limit: 1),
        ])
        solution = try market.solve(for: .score)
    }

    private func flaw(
        _ assignments: [Assignment]? = nil, _ standing: Standing? = nil, goal: Goal = .score,
        needPrices: [Int128]? = nil, offerPrices: [Int128]? = nil
    ) -> Flaw? {
        let old = solution.certificate
        let certificate = Certificate(
            weights: old.weights, needPrices: needPrices ?? old.needPrices, offerPrices: offerPrices ?? old.offerPrices)
        let wrecked = Solution(
            goal: goal, assignments: assignments ?? solution.assignments, standing: standing ?? solution.standing,
            certificate: certificate)
        do throws(Flaw) { try Verifier(of: market).verify(wrecked) } catch { return error }
        return nil
    }

    @Test func `the untouched solution passes`() {
        #expect(flaw() == nil)
    }

    @Test func `what is not allowed is named`() {
        #expect(flaw([Assignment(need: 0, offer: 2, units: 1)]) == .unlistedPair(need: 0, offer: 2))
        #expect(flaw([Assignment(need: 0, offer: 0, units: 0)]) == .noUnits(need: 0, offer: 0))
        #expect(flaw([Assignment(need: 1, offer: 1, units: 2)]) == .overLimit(need: 1, offer: 1))
        #expect(flaw([Assignment(need: 0, offer: 1, units: 2)]) == .overDemand(need: 0))
        #expect(flaw([Assignment(need: 1, offer: 0, units: 2)]) == .overCapacity(offer: 0))
        let twice = [Assignment(need: 1, offer: 0, units: 1), Assignment(need: 0, offer: 1, units: 1)]
        #expect(flaw(twice) == .outOfOrder(need: 0, offer: 1))
    }

    @Test func `false totals are named`() {
        let claimed = Standing(pinned: 0, served: 9, score: 99)
        #expect(flaw(nil, claimed) == .wrongTotals(claimed: claimed, actual: solution.standing))
    }

    @Test func `a worse solution leaves a gap`() {
        let worse = [Assignment(need: 0, offer: 0, units: 1)]
        #expect(flaw(worse, Standing(served: 1, score: 5)) == .gap(Int128(solution.score - 5)))
    }

    @Test func `prices that prove nothing are refused`() {
        #expect(flaw(needPrices: []) == .missingPrices)
        #expect(flaw(needPrices: [-1, 0]) == .negativeNeedPrice(need: 0))
        #expect(flaw(offerPrices: [0, -1]) == .negativeOfferPrice(offer: 1))
        #expect(flaw(needPrices: [0, 0], offerPrices: [0, 0]) == .underpriced(need: 0, offer: 0))
        #expect(flaw(needPrices: [99, 99]) != nil)
        #expect(flaw(goal: .mostServedThenScore) == .weakWeights)
        #expect(flaw(needPrices: [.max, .max]) == .overflow)
    }

    /// Numbers at and near the ends of what a word and two words hold.
    private static let extremes: [Int128] = [.min, Int128(Int.min) - 1, -1, 0, 1, 1 << 60, Int128(Int.max), 1 << 120, .max]

    private func pinned() throws -> Market {
        try Market(demands: [1, 2], capacities: [1, 2], pairs: market.pairs(of: 0) + market.pairs(of: 1), pins: [Pin(need: 0, offer: 1)])
    }

    @Test(arguments: extremes, extremes)
    func `whatever prices and weights somebody sends, they are refused and nothing overflows`(_ one: Int128, _ other: Int128) throws {
        for market in [market, try pinned()] {
            let verifier = Verifier(of: market), good = try market.solve(for: .score)
            for weights in [good.certificate.weights, Weights(served: one, pinned: other), Weights(served: 0, pinned: one)] {
                for (needs, offers) in [([one, other], [other, one]), ([one, one], [0, other]), ([0, other], [one, 0])] {
                    let certificate = Certificate(weights: weights, needPrices: needs, offerPrices: offers)
                    _ = try? verifier.bound(by: certificate)
                    for goal in [Goal.score, .mostServedThenScore] {
                        for standing in [good.standing, Standing(pinned: .max, served: .max, score: .max), Standing(pinned: .min, served: .min, score: .min)] {
                            let sent = Solution(goal: goal, assignments: good.assignments, standing: standing, certificate: certificate)
                            if (try? verifier.verify(sent)) != nil { #expect(sent.standing == good.standing && needs.allSatisfy { $0 <= 1 << 60 }) }
                        }
                    }
                }
            }
        }
    }

    @Test func `a bound takes as many prices as there are needs and offers`() {
        for (needs, offers) in [([], []), ([0], [0, 0]), ([0, 0], [0]), ([0, 0, 0], [0, 0])] as [([Int128], [Int128])] {
            #expect(throws: Flaw.missingPrices) { try Verifier(of: market).bound(by: Certificate(weights: solution.certificate.weights, needPrices: needs, offerPrices: offers)) }
        }
    }

    @Test(arguments: [Int.min, -1, 0, 3, Int.max])
    func `whatever units and places somebody sends, they are refused`(_ number: Int) {
        for item in [Assignment(need: number, offer: 0, units: 1), Assignment(need: 0, offer: number, units: 1), Assignment(need: 0, offer: 0, units: number)] where item != Assignment(need: 0, offer: 0, units: 1) {
            #expect(flaw([item]) != nil)
        }
    }

    @Test func `a market whose totals are beyond what is computed exactly is refused`() throws {
        let large = try Market(demands: [Int(Int32.max)], capacities: [Int(Int32.max)], pairs: [Pair(need: 0, offer: 0, score: 1 << 50)])
        let sent = Solution(
            goal: .score, assignments: [Assignment(need: 0, offer: 0, units: Int(Int32.max))], standing: .zero,
            certificate: Certificate(weights: Weights(served: 0, pinned: 0), needPrices: [0], offerPrices: [1 << 50]))
        #expect(throws: Flaw.overflow) { try Verifier(of: large).verify(sent) }
    }
}
