/// A bound on a part of all solutions, from prices for what is relaxed (Held and Karp; Fisher 1981), in whole numbers.
protocol SizedBound: ~Copyable {
    associatedtype Prices
    /// What one unit of worth counts in prices.
    static var scale: Int { get }
    var prices: Prices { get set }
    /// Scaled; no solution in the part is worth more.
    var value: Int { get }
    /// The option on which to branch; nil when the relaxed solution is allowed.
    var branch: Int? { get }
    /// The options that the relaxed solution takes, the most urgent first.
    var taken: [Int] { get }
    /// Takes over what the linear program's prices (`CapacityBound`) say.
    mutating func begin(_ market: SizedMarket, linear: [[Int]])
    mutating func evaluate(_ node: SizedNode)
    /// Roughly the additions that an evaluation takes.
    var effort: Int { get }
    /// Moves the prices against what the relaxed solution does wrong; false when it does nothing wrong.
    mutating func adjust(_ node: SizedNode, target: Int, pace: Double) -> Bool
    /// The options without which, or with which only, the part cannot beat `worth`; nil when it can't beat it at all.
    mutating func settled(_ node: SizedNode, beating worth: Int) -> (ruledOut: [Int], forced: [Int])?
}

extension SizedBound where Self: ~Copyable {
    var whole: Int { value >= 0 ? value / Self.scale : -((-value + Self.scale - 1) / Self.scale) }

    /// Lowers the bound by moving prices along subgradients, and ends with the prices that gave the lowest.
    ///
    /// - Parameters:
    ///   - target: a worth that was reached; the bound need not fall below it.
    ///   - patience: after so many rounds without a lower bound, steps are half as long.
    ///   - most: additions that are made at most.
    ///   - shouldStop: asked once a round.
    /// - Returns: the additions that it took.
    mutating func descend(_ node: SizedNode, target: Int, rounds: Int, patience: Int = 8, most: Int, shouldStop: () -> Bool) -> Int {
        evaluate(node)
        var lowest = value, best = prices, pace = 1.2, idle = 0, round = 0, spent = effort
        while round < rounds, lowest >= (target + 1) * Self.scale, pace > 0.005, spent < most, !shouldStop() {
            round += 1
            guard adjust(node, target: target, pace: pace) else { break }
            evaluate(node)
            spent += effort
            if value < lowest {
                (lowest, best, idle) = (value, prices, 0)
            } else {
                idle += 1
                if idle < patience { continue }
                (pace, idle, prices) = (pace / 2, 0, best)
                evaluate(node)
            }
        }
        if value != lowest {
            prices = best
            evaluate(node)
        }
        return spent
    }
}
