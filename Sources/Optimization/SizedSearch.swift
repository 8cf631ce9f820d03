/// A search for the best placement under way: dives, then branch and bound, over one kind of bound.
struct SizedSearch<Bound: SizedBound & ~Copyable>: ~Copyable {
    let market: SizedMarket
    var node: SizedNode
    var bound: Bound
    var best: Packing
    /// The bound of all.
    private(set) var root = Int.max
    /// What is not worth more is not looked for.
    private var aim = Int.min
    /// The greatest bound of the parts that were left unexplored.
    private var open = Int.min
    /// Additions that were made, and how many are made at most.
    var spent = 0
    let effort: Int
    var dives = Dives()

    init(_ market: SizedMarket, _ bound: consuming Bound, effort: Int) {
        self.market = market
        self.bound = bound
        self.effort = effort
        node = SizedNode(market)
        best = Packing(market)
    }

    mutating func run(_ shouldStop: () -> Bool) -> SizedSolution {
        best.improve(shouldStop: shouldStop)
        var linear = CapacityBound(market)
        spent += linear.descend(node, target: best.worth, rounds: 400, most: effort, shouldStop: shouldStop)
        bound.begin(market, linear: linear.prices)
        descend(rounds: 1000, shouldStop)
        root = min(bound.whole, linear.whole)
        follow(trying: 20, shouldStop)
        approach(shouldStop)
        descend(rounds: min(5000, 200 + 1_000_000_000 / max(1, bound.effort)), patience: 60, shouldStop)
        reduce()
        deepen(shouldStop)
        return SizedSolution(places: best.places, worth: best.worth, bound: max(root, best.worth))
    }

    func isOver(_ shouldStop: () -> Bool) -> Bool { spent >= effort || shouldStop() }

    /// What must be beaten.
    var goal: Int { max(best.worth, aim) }

    mutating func descend(rounds: Int, patience: Int = 8, _ shouldStop: () -> Bool) {
        spent += bound.descend(node, target: goal, rounds: rounds, patience: patience, most: effort - spent, shouldStop: shouldStop)
    }

    /// Dives as long as they find better placements.
    private mutating func approach(_ shouldStop: () -> Bool) {
        reduce()
        var enough = dives.far + 4
        while dives.far < enough, root > best.worth, !isOver(shouldStop) {
            let before = best.worth
            dive(shouldStop)
            guard best.worth > before else { continue }
            enough = dives.far + 4
            descend(rounds: 100, patience: 20, shouldStop)
            reduce()
        }
    }

    /// Rules out for good what can't be part of anything better than the best.
    private mutating func reduce() {
        root = min(root, max(bound.whole, best.worth))
        if root > best.worth, !settle(beating: best.worth) { root = best.worth }
    }

    /// Rules out and fixes what the bound shows; false when nothing here beats this worth.
    mutating func settle(beating worth: Int) -> Bool {
        guard bound.whole > worth else { return false }
        guard let settled = bound.settled(node, beating: worth) else { return false }
        spent += 2 * bound.effort
        if settled.ruledOut.isEmpty && settled.forced.isEmpty { return true }
        for option in settled.ruledOut { node.ruleOut(option) }
        for option in settled.forced where node.fixed[market.options[option].family] < 0 {
            guard node.fits(option) else { return false }
            node.fix(option)
        }
        bound.evaluate(node)
        return bound.whole > worth
    }

    /// Turns the relaxed solution into a real one.
    mutating func follow(trying rounds: Int = 1, _ shouldStop: () -> Bool) {
        var packing = Packing(market)
        for option in node.fixed where option >= 0 { packing.place(option) }
        for option in bound.taken where packing.chosen[market.options[option].family] < 0 && packing.fits(option) {
            packing.place(option)
        }
        packing.improve(trying: rounds, shouldStop: shouldStop)
        if packing.worth > best.worth { best = packing }
    }

    /// Asks first for what is hardly worth less than the bound, then for ever less: where there is none, that is soon proved and
    /// lowers the bound; where there is, it is found without a search through all that is better than the best known (Korf 1985).
    private mutating func deepen(_ shouldStop: () -> Bool) {
        aim = root
        let prices = bound.prices
        let step = max(1, (root - best.worth) / 32)
        while root > best.worth, !isOver(shouldStop) {
            (aim, open) = (aim - step, .min)
            bound.prices = prices
            explore(shouldStop)
            root = min(root, max(open, aim, best.worth))
        }
    }

    /// Halves parts of all solutions in turn, depth first, without a call inside another: a path may be as long as there are options.
    private mutating func explore(_ shouldStop: () -> Bool) {
        var forks: [Fork] = []
        while true {
            let mark = node.mark
            if let option = look(depth: forks.count, shouldStop) {
                forks.append(Fork(option: option, before: mark, after: node.mark, prices: bound.prices))
                node.fix(option)
                continue
            }
            node.undo(to: mark)
            while let last = forks.last, last.isSecond {
                node.undo(to: last.before)
                forks.removeLast()
            }
            guard let last = forks.indices.last else { return }
            node.undo(to: forks[last].after)
            bound.prices = forks[last].prices
            node.ruleOut(forks[last].option)
            forks[last].isSecond = true
        }
    }

    /// A part that is halved: first with an option, then without it.
    private struct Fork {
        let option: Int
        /// Where the node stood before this part was looked at, and where it was halved.
        let before: Int, after: Int
        let prices: Bound.Prices
        var isSecond = false
    }

    /// Bounds a part, and gives the option on which to halve it; nil where nothing better than the goal is in it, or it is left open.
    private mutating func look(depth: Int, _ shouldStop: () -> Bool) -> Int? {
        descend(rounds: depth == 0 ? 200 : 25, shouldStop)
        let limit = bound.whole
        guard limit > goal else { return nil }
        guard !isOver(shouldStop) else {
            open = max(open, limit)
            return nil
        }
        if depth % 8 == 0 { follow(shouldStop) }
        if dives.areDue(at: spent) { dive(shouldStop) }
        guard settle(beating: goal) else { return nil }
        if let option = bound.branch { return option }
        // The relaxed solution is allowed: it is the best of this part, or any open option is left to try.
        follow(shouldStop)
        return bound.whole > goal ? node.isOpen.firstIndex(of: true) : nil
    }
}
