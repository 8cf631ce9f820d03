/// What a unit earns beside its score, so that one sum of whole numbers orders solutions as the goal does.
///
/// A served unit outweighs all scores together and a pinned unit all served units, by construction from the size of the
/// market, so the sum is the lexicographic order itself and not an approximation of it.
public struct Weights: Sendable, Equatable, Codable {
    public let served: Int128
    public let pinned: Int128

    /// Weights that were kept; whether they suffice for a market the verifier says.
    public init(served: Int128, pinned: Int128) { (self.served, self.pinned) = (served, pinned) }

    /// - Parameters:
    ///   - units: the most units that can be served.
    ///   - peak: the greatest absolute score.
    ///   - pins: whether pinned units need a weight even where whole words are too narrow for one.
    init(for goal: Goal, units: Int, peak: Int, pins: Bool) throws(MarketProblem) {
        let total = Int128(Self.roomy(units, 64)) * Int128(Self.roomy(peak, 1024))
        guard total <= Bounds.total else { throw .tooLarge }
        served = goal == .score ? 0 : 4 * total + 4
        let above = 4 * (Int128(Self.roomy(units, 64)) * served + total) + 4
        pinned = pins || above < Bounds.total >> 6 ? above : 0
        guard pinned < Bounds.weight / Int128(max(1, units)) else { throw .tooLarge }
    }

    /// The next power of two, so that a market can grow for a while under the same weights.
    private static func roomy(_ number: Int, _ least: Int) -> Int {
        var power = least
        while power < number { power *= 2 }
        return power
    }

    init(for market: Market, goal: Goal) throws(MarketProblem) {
        try self.init(for: goal, units: market.units, peak: market.peak, pins: !market.pins.isEmpty)
    }

    /// True when a solution that is best by weight is best by the goal: each level outweighs the levels below.
    func suffice(for goal: Goal, units: Int, peak: Int, pins: Bool) -> Bool {
        let total = Int128(units) * Int128(peak)
        let servedIsEnough = goal == .score ? served == 0 : served > 2 * total
        let (above, isTooMuch) = Int128(units).multipliedReportingOverflow(by: served)
        return servedIsEnough && (!pins || !isTooMuch && pinned - 2 * total > above)
    }

    /// The weight of forcing a pair above everything, pins included.
    func forced(peak: Int) -> Int128 {
        4 * (pinned + served + Int128(peak)) + 4
    }

    /// True when prices and distances under these weights fit a whole word.
    func fitInt(peak: Int) -> Bool {
        forced(peak: peak) < Bounds.total
    }

    func column(_ score: Int, isPinned: Bool) -> Int128 {
        Int128(score) + served + (isPinned ? pinned : 0)
    }
}

extension Market {
    /// The most units that any solution can serve, by amounts alone.
    var units: Int { min(demands.reduce(0, +), capacities.reduce(0, +)) }
}

extension Weights {
    /// What these totals come to in one number.
    public func value(of standing: Standing) -> Int128 {
        Int128(standing.score) + Int128(standing.served) * served + Int128(standing.pinned) * pinned
    }

    /// The totals nearest to a sum of weights; pinned units are not told apart.
    func rounded(_ value: Int128) -> Standing {
        guard served > 0 else { return Standing(score: Int(clamping: value)) }
        let units = (value + served / 2) / served
        return Standing(served: Int(clamping: units), score: Int(clamping: value - units * served))
    }

    /// What one unit on a column of this weight adds.
    func standing(of weight: Int128) -> Standing {
        let isPinned = pinned > 0 && weight > pinned / 2
        return Standing(pinned: isPinned ? 1 : 0, served: 1, score: Int(weight - served - (isPinned ? pinned : 0)))
    }
}
