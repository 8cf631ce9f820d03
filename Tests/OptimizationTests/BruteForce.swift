import Optimization

/// Tries every allowed solution of a small market.
struct BruteForce {
    let market: Market
    let goal: Goal
    private let pairs: [Pair]
    private let pinned: [[Int]: Int]
    private var best: Standing?

    init(_ market: Market, _ goal: Goal) {
        self.market = market
        self.goal = goal
        pairs = (0..<market.needCount).flatMap { market.pairs(of: $0) }
        pinned = Dictionary(uniqueKeysWithValues: market.pins.map { ([$0.need, $0.offer], $0.units) })
    }

    /// The best totals, with at least one unit on `forced` when it is given; nil when that is impossible.
    static func best(of market: Market, for goal: Goal, forcing forced: (need: Int, offer: Int)? = nil) -> Standing? {
        var search = BruteForce(market, goal)
        var demands = market.demands, capacities = market.capacities
        search.explore(0, &demands, &capacities, .zero, forced)
        return search.best
    }

    private mutating func explore(
        _ index: Int, _ demands: inout [Int], _ capacities: inout [Int], _ standing: Standing,
        _ forced: (need: Int, offer: Int)?
    ) {
        guard index < pairs.count else {
            if let best, !Standing.isWorse(best, than: standing, for: goal) { return }
            best = standing
            return
        }
        let pair = pairs[index]
        let isForced = forced.map { $0.need == pair.need && $0.offer == pair.offer } ?? false
        let most = min(demands[pair.need], capacities[pair.offer], pair.limit ?? .max)
        let least = isForced ? 1 : 0
        guard least <= most else { return }
        for units in least...most {
            demands[pair.need] -= units
            capacities[pair.offer] -= units
            let kept = min(units, pinned[[pair.need, pair.offer]] ?? 0)
            let gained = Standing(pinned: kept, served: units, score: units * pair.score)
            explore(index + 1, &demands, &capacities, standing + gained, forced)
            demands[pair.need] += units
            capacities[pair.offer] += units
        }
    }
}

extension Standing {
    /// The part of the totals that the goal decides: by score alone, as many units may be served in several ways.
    func decided(by goal: Goal) -> Standing {
        Standing(pinned: pinned, served: goal == .score ? 0 : served, score: score)
    }
}
