extension SizedMarket {
    /// The best placement found and a proven bound; optimal unless it was stopped.
    ///
    /// Depth-first branch and bound over Lagrangian bounds, with every option ruled out that its reduced worth excludes.
    /// - Parameter shouldStop: asked often; true ends the search with what is known.
    public func solve(shouldStop: () -> Bool = { false }) -> SizedSolution {
        let unit = options.reduce(0) { Self.commonDivisor($0, $1.worth) }
        guard unit > 1 else { return search(shouldStop) }
        // Worth that comes in larger units is bounded in these units, so more of what falls short is seen at once.
        guard let market = try? rated({ $0.worth / unit }) else { return search(shouldStop) }
        let found = market.search(shouldStop)
        return SizedSolution(places: found.places, worth: found.worth * unit, bound: found.bound * unit)
    }

    private static func commonDivisor(_ one: Int, _ two: Int) -> Int {
        var (left, right) = (abs(one), abs(two))
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }

    private func search(_ shouldStop: () -> Bool) -> SizedSolution {
        if KnapsackBound<Int32>.suits(self) {
            var search = SizedSearch(self, KnapsackBound<Int32>(self))
            return search.run(shouldStop)
        }
        if KnapsackBound<Int>.suits(self) {
            var search = SizedSearch(self, KnapsackBound<Int>(self))
            return search.run(shouldStop)
        }
        var search = SizedSearch(self, CapacityBound(self))
        return search.run(shouldStop)
    }

    /// The placement of all families of the greatest worth; nil when none was found.
    /// - Parameter shouldStop: asked often; true ends the search with what is known.
    public func solvePlacingAll(shouldStop: () -> Bool = { false }) throws(Problem) -> SizedSolution? {
        var least = [Int](repeating: 0, count: familyCount), spread = 0
        for family in 0..<familyCount {
            let worths = options[starts[family]..<starts[family + 1]].map(\.worth)
            guard let low = worths.min(), let high = worths.max() else { return nil }
            least[family] = low
            spread += high - low
        }
        // A family more counts as much as all that can be won otherwise.
        let found = try rated { $0.worth - least[$0.family] + spread + 1 }.solve(shouldStop: shouldStop)
        guard !found.places.contains(nil) else { return nil }
        let shift = least.reduce(0, +) - (spread + 1) * familyCount
        return SizedSolution(places: found.places, worth: found.worth + shift, bound: found.bound + shift)
    }
}

/// A branch and bound under way.
struct SizedSearch<Bound: SizedBound & ~Copyable>: ~Copyable {
    private let market: SizedMarket
    private var node: SizedNode
    private var bound: Bound
    private var best: Packing
    /// Additions that bounds took since better packings had their turn.
    private var effort = 0
    /// Additions that were spent on better packings since one was found.
    private var idle = 0
    /// The bound of all.
    private var root = 0
    /// What is not worth more is not looked for.
    private var aim = Int.min
    /// The greatest bound of the parts that were left unexplored.
    private var open = Int.min

    init(_ market: SizedMarket, _ bound: consuming Bound) {
        self.market = market
        self.bound = bound
        node = SizedNode(market)
        best = Packing(market)
    }

    mutating func run(_ shouldStop: () -> Bool) -> SizedSolution {
        best.improve(shouldStop: shouldStop)
        var linear = CapacityBound(market)
        linear.descend(node, target: best.worth, rounds: 400, shouldStop: shouldStop)
        var annealing = Annealing(best, prices: linear.prices)
        if linear.whole > best.worth { anneal(&annealing, moves: 20_000 * market.familyCount, shouldStop) }
        bound.begin(market, linear: linear.prices)
        bound.descend(node, target: best.worth, rounds: 1000, shouldStop: shouldStop)
        root = min(bound.whole, linear.whole)
        follow(isThorough: true, shouldStop)
        var rearrangement = Rearrangement(best, prices: linear.prices)
        rearrange(&rearrangement, effort: 75_000 * market.options.count, shouldStop)
        deepen(&rearrangement, shouldStop)
        return SizedSolution(places: best.places, worth: best.worth, bound: max(root, best.worth))
    }

    /// Turns the relaxed solution into a real one.
    private mutating func follow(isThorough: Bool, _ shouldStop: () -> Bool) {
        var packing = Packing(market)
        for option in node.fixed where option >= 0 { packing.place(option) }
        for option in bound.suggestions where packing.chosen[market.options[option].family] < 0 && packing.fits(option) {
            packing.place(option)
        }
        if isThorough { packing.improve(shouldStop: shouldStop) } else { packing.improve(trying: 1, shouldStop: shouldStop) }
        if packing.worth > best.worth { best = packing }
    }

    private mutating func anneal(_ annealing: inout Annealing, moves: Int, _ shouldStop: () -> Bool) {
        effort = 0
        annealing.run(moves: moves, shouldStop: shouldStop)
        if annealing.bestWorth > best.worth { best = annealing.packing }
    }

    private var goal: Int { max(best.worth, aim) }

    /// How much effort better packings get for what the proof takes: most while the proof is far, ever less while none is found.
    private var share: Double {
        let missing = root - best.worth, most = missing > 4 ? 4.0 : missing > 2 ? 1 : 0.125
        return max(0.125, most / Double(1 << min(5, idle / 300_000_000)))
    }

    private mutating func rearrange(_ rearrangement: inout Rearrangement, effort most: Int, _ shouldStop: () -> Bool) {
        effort = 0
        guard bound.whole > best.worth else { return }
        if best.worth > rearrangement.worth { rearrangement.restart(from: best) }
        idle += rearrangement.run(effort: most, shouldStop: shouldStop)
        guard rearrangement.worth > best.worth else { return }
        best = rearrangement.packing
        idle = 0
    }

    /// Asks first for what is hardly worth less than the bound, then for ever less: where there is none, that is soon proved and
    /// lowers the bound; where there is, it is found without a search through all that is better than the best known (Korf 1985).
    private mutating func deepen(_ rearrangement: inout Rearrangement, _ shouldStop: () -> Bool) {
        bound.descend(node, target: best.worth, rounds: min(5000, 200 + 1_000_000_000 / max(1, bound.effort)), patience: 60, shouldStop: shouldStop)
        root = min(root, bound.whole)
        aim = root
        let prices = bound.prices
        let step = max(1, (root - best.worth) / 32)
        while root > best.worth, !shouldStop() {
            (aim, open) = (aim - step, .min)
            bound.prices = prices
            explore(depth: 0, &rearrangement, shouldStop)
            root = min(root, max(open, aim, best.worth))
        }
    }

    private mutating func explore(depth: Int, _ rearrangement: inout Rearrangement, _ shouldStop: () -> Bool) {
        effort += bound.effort * bound.descend(node, target: goal, rounds: depth == 0 ? 200 : 25, shouldStop: shouldStop)
        let limit = bound.whole
        guard limit > goal else { return }
        guard !shouldStop() else {
            open = max(open, limit)
            return
        }
        if depth % 8 == 0 { follow(isThorough: false, shouldStop) }
        rearrange(&rearrangement, effort: Int(share * Double(effort)), shouldStop)
        let mark = node.mark
        defer { node.undo(to: mark) }
        let settled = bound.settled(node, beating: goal)
        settled.ruledOut.forEach { node.ruleOut($0) }
        for option in settled.forced where node.fixed[market.options[option].family] < 0 {
            guard node.fits(option) else { return }
            node.fix(option)
        }
        if !settled.forced.isEmpty || !settled.ruledOut.isEmpty { bound.evaluate(node) }
        guard bound.whole > goal else { return }
        guard let option = bound.branch else {
            follow(isThorough: false, shouldStop)
            return close(depth, &rearrangement, shouldStop)
        }
        split(on: option, depth, &rearrangement, shouldStop)
    }

    /// The relaxed solution is allowed: it is the best of this part, or any open option is left to try.
    private mutating func close(_ depth: Int, _ rearrangement: inout Rearrangement, _ shouldStop: () -> Bool) {
        guard bound.whole > goal, let option = node.isOpen.firstIndex(of: true) else { return }
        split(on: option, depth, &rearrangement, shouldStop)
    }

    private mutating func split(on option: Int, _ depth: Int, _ rearrangement: inout Rearrangement, _ shouldStop: () -> Bool) {
        let prices = bound.prices, mark = node.mark
        node.fix(option)
        explore(depth: depth + 1, &rearrangement, shouldStop)
        node.undo(to: mark)
        bound.prices = prices
        node.ruleOut(option)
        explore(depth: depth + 1, &rearrangement, shouldStop)
        node.undo(to: mark)
    }
}
