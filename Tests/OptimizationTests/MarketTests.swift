import Optimization
import Testing

struct MarketTests {
    @Test func `a pair listed twice is refused by name`() {
        #expect(throws: MarketProblem.duplicatePair(need: 0, offer: 1)) {
            try Market(demands: [1], capacities: [1, 1], pairs: [
                Pair(need: 0, offer: 1, score: 1), Pair(need: 0, offer: 0, score: 1), Pair(need: 0, offer: 1, score: 2),
            ])
        }
    }

    @Test(arguments: [
        (Pair(need: 1, offer: 0, score: 0), MarketProblem.unknownNeed(1)),
        (Pair(need: -1, offer: 0, score: 0), .unknownNeed(-1)),
        (Pair(need: 0, offer: 2, score: 0), .unknownOffer(2)),
        (Pair(need: 0, offer: 0, score: 0, limit: -1), .badLimit(need: 0, offer: 0)),
    ])
    func `a pair outside the market is refused`(_ pair: Pair, _ problem: MarketProblem) {
        #expect(throws: problem) { try Market(demands: [1], capacities: [1, 1], pairs: [pair]) }
    }

    @Test func `negative amounts are refused`() {
        #expect(throws: MarketProblem.negativeDemand(need: 1)) { try Market(demands: [0, -1], capacities: [], pairs: []) }
        #expect(throws: MarketProblem.negativeCapacity(offer: 0)) { try Market(demands: [], capacities: [-1], pairs: []) }
    }

    @Test func `a pin on a pair that is not listed is refused`() {
        #expect(throws: MarketProblem.unlistedPair(need: 0, offer: 0)) {
            try Market(demands: [1], capacities: [1], pairs: [], pins: [Pin(need: 0, offer: 0)])
        }
    }

    @Test func `pairs are kept by need and offer`() throws {
        let small = SmallMarket(seed: 7)
        let market = try small.market()
        let kept = (0..<market.needCount).flatMap { market.pairs(of: $0) }
        #expect(kept == small.pairs.sorted { ($0.need, $0.offer) < ($1.need, $1.offer) })
    }
}
