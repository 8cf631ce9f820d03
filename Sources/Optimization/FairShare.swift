/// Groups of needs that are to be served at least so many units, which may cross: solved by a price for each group.
///
/// The prices give a bound on every solution that keeps the shares; the best one met on the way is reported with its gap,
/// which need not be zero (Lagrangian relaxation).
public struct FairShare: Sendable {
    /// At least `least` units of these needs are to be served.
    public struct Group: Sendable, Hashable {
        public let needs: [Int]
        public let least: Int

        public init(needs: [Int], least: Int) {
            self.needs = needs
            self.least = least
        }
    }

    /// The best solution found that keeps all shares, nil when none was found; its totals are in the true scores.
    public let assignments: [Assignment]?
    public let standing: Standing?
    /// No solution that keeps the shares (and, if the goal says so, serves most) has a higher total score.
    public let bound: Int
    /// The total score without any share to keep: the price of fairness is the difference.
    public let unconstrained: Standing
    /// What a unit of each group is paid beside its score at the bound.
    public let prices: [Int]
    /// The market with the prices added under which the assignments were found, and its proven solution: to explain them by.
    /// Where none were found, with the prices of the bound.
    public let market: Market
    public let solution: Solution

    public var gap: Int? { standing.map { bound - $0.score } }

    /// - Parameter rounds: how often the prices move; each round solves the market once.
    public init(
        of market: Market, keeping groups: [Group], for goal: Goal, rounds: Int = 60, isCancelled: () -> Bool = { false }
    ) throws(MarketProblem) {
        for group in groups {
            for need in group.needs where !market.demands.indices.contains(need) { throw .unknownNeed(need) }
        }
        var search = ShareSearch(market: market, groups: groups, goal: goal)
        unconstrained = try search.visit()
        var idle = 0, pace = 1.0
        for _ in 0..<rounds where !search.isDone {
            let before = search.bound
            search.movePrices(pace: pace)
            if isCancelled() { throw .cancelled }
            _ = try search.visit()
            idle = search.bound < before ? 0 : idle + 1
            if idle == 4 { (idle, pace) = (0, pace / 2) }
        }
        assignments = search.best?.solution.assignments
        standing = search.best?.standing
        bound = search.bound
        prices = search.boundPrices
        self.market = market.adding(search.bonus(at: search.best?.prices ?? prices))
        if let best = search.best { solution = best.solution } else { solution = try self.market.solve(for: goal) }
    }
}

/// The prices of groups under way.
private struct ShareSearch {
    let market: Market
    let groups: [FairShare.Group]
    let goal: Goal
    var prices: [Int]
    var boundPrices: [Int]
    var bound = Int.max
    var best: (solution: Solution, standing: Standing, prices: [Int])?
    /// By group: units served less units wanted, in the last round.
    var surplus: [Int]
    var value = 0

    init(market: Market, groups: [FairShare.Group], goal: Goal) {
        self.market = market
        self.groups = groups
        self.goal = goal
        prices = groups.map { _ in 0 }
        boundPrices = prices
        surplus = prices
    }

    var isDone: Bool { best.map { $0.standing.score == bound } ?? false || zip(surplus, prices).allSatisfy { $0 >= 0 && ($0 == 0 || $1 == 0) } }

    /// What is added to the scores of each need.
    func bonus(at prices: [Int]) -> [Int] {
        var bonus = [Int](repeating: 0, count: market.needCount)
        for (group, price) in zip(groups, prices) {
            for need in group.needs { bonus[need] += price }
        }
        return bonus
    }

    mutating func visit() throws(MarketProblem) -> Standing {
        let solution = try market.adding(bonus(at: prices)).solve(for: goal)
        let standing = try Standing(of: solution.assignments, in: market)
        var served = [Int](repeating: 0, count: market.needCount)
        for item in solution.assignments { served[item.need] += item.units }
        surplus = groups.map { group in group.needs.reduce(0) { $0 + served[$1] } - group.least }
        value = solution.score - zip(groups, prices).reduce(0) { $0 + $1.0.least * $1.1 }
        if value < bound { (bound, boundPrices) = (value, prices) }
        if surplus.allSatisfy({ $0 >= 0 }), best.map({ $0.standing.score < standing.score }) ?? true {
            best = (solution, standing, prices)
        }
        return standing
    }

    mutating func movePrices(pace: Double) {
        let norm = surplus.reduce(0.0) { $0 + Double($1) * Double($1) }
        guard norm > 0 else { return }
        let aim = Double(best?.standing.score ?? (bound - max(1, abs(bound) / 50)))
        let step = max(pace * (Double(value) - aim) / norm, pace * Double(market.peak) / norm / 8)
        for group in prices.indices {
            let change = -Double(surplus[group]) * step
            prices[group] = min(max(0, prices[group] + Int(change.rounded(.awayFromZero))), market.peak * 4 + 4)
        }
    }
}

extension Market {
    /// The same market with something added to every score of a need, by need.
    public func adding(_ bonus: [Int]) -> Market {
        var raised = links.indices.map { score(at: $0) }
        for need in demands.indices where bonus[need] != 0 {
            for pair in range(of: need) { raised[pair] += bonus[need] }
        }
        let isNarrow = raised.allSatisfy { Int32(exactly: $0) != nil }
        return Market(
            demands: demands, capacities: capacities, pins: pins, starts: starts,
            links: zip(links, raised).map { Link(object: $0.object, score: Int32(truncatingIfNeeded: $1)) },
            wide: isNarrow ? [] : raised, limits: limits)
    }
}
