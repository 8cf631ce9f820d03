/// A bound on a part of all solutions, from prices for what is relaxed (Held and Karp; Fisher 1981), in whole numbers.
protocol SizedBound {
    /// What one unit of worth counts in prices.
    static var scale: Int { get }
    /// Scaled; no solution in the part is worth more.
    var value: Int { get }
    /// The option on which to branch; nil when the relaxed solution is allowed.
    var branch: Int? { get }
    /// A placement suggested by the relaxed solution: options by urgency.
    var suggestions: [Int] { get }
    mutating func evaluate(_ node: SizedNode)
    /// Roughly the additions that an evaluation takes.
    var effort: Int { get }
    /// Moves the prices against what the relaxed solution does wrong; false when it does nothing wrong.
    mutating func adjust(_ node: SizedNode, target: Int, pace: Double) -> Bool
    /// The options without which, or with which only, the part cannot beat `worth`.
    func settled(_ node: SizedNode, beating worth: Int) -> (ruledOut: [Int], forced: [Int])
}

extension SizedBound {
    var whole: Int { value >= 0 ? value / Self.scale : -((-value + Self.scale - 1) / Self.scale) }
}
