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
}
