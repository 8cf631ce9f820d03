/// The totals of a solution, or the difference of two: pinned units kept, units served, score.
public struct Standing: Sendable, Hashable, Codable {
    public var pinned: Int
    public var served: Int
    public var score: Int

    public init(pinned: Int = 0, served: Int = 0, score: Int = 0) {
        self.pinned = pinned
        self.served = served
        self.score = score
    }

    public static let zero = Standing()

    public static func + (left: Standing, right: Standing) -> Standing {
        Standing(pinned: left.pinned + right.pinned, served: left.served + right.served, score: left.score + right.score)
    }

    public static func - (left: Standing, right: Standing) -> Standing {
        Standing(pinned: left.pinned - right.pinned, served: left.served - right.served, score: left.score - right.score)
    }

    public static func * (standing: Standing, units: Int) -> Standing {
        Standing(pinned: standing.pinned * units, served: standing.served * units, score: standing.score * units)
    }

    /// True when the first is worse than the second for a goal.
    public static func isWorse(_ left: Standing, than right: Standing, for goal: Goal) -> Bool {
        if left.pinned != right.pinned { return left.pinned < right.pinned }
        if goal == .mostServedThenScore, left.served != right.served { return left.served < right.served }
        return left.score < right.score
    }

    /// The totals of some assignments in a market, whatever they are.
    /// - Throws: `unlistedPair` when a pair is not allowed.
    public init(of assignments: [Assignment], in market: Market) throws(MarketProblem) {
        self.init()
        var pinned: [Ledger.Seat: Int] = [:]
        for pin in market.pins { pinned[Ledger.Seat(need: pin.need, offer: pin.offer)] = pin.units }
        for item in assignments {
            guard let pair = market.pair(item.need, item.offer) else {
                throw .unlistedPair(need: item.need, offer: item.offer)
            }
            if !pinned.isEmpty {
                let fixed = pinned[Ledger.Seat(need: item.need, offer: item.offer)] ?? 0
                self.pinned += min(item.units, fixed)
            }
            served += item.units
            score += item.units * pair.score
        }
    }
}
