extension SizedSearch where Bound: ~Copyable {
    /// Fixes, step by step, what the relaxed solutions agree on most, while prices follow; ends where nothing better than the
    /// best can come of it (diving: Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa 2019; the shares that options have in
    /// relaxed solutions on the way: Barahona and Anbil 2000). Chance makes one dive differ from the next.
    ///
    /// A near dive begins by keeping most of what the best has in common with the relaxed solution (relaxation induced
    /// neighbourhoods: Danna, Rothberg and Le Pape 2005). It is the cheaper the more it keeps.
    ///
    /// The bound has to be that of the node, and is so again afterwards.
    mutating func dive(_ shouldStop: () -> Bool) {
        let mark = node.mark, prices = bound.prices, begin = spent, isNear = dives.isNearNext
        if isNear { keepMost() }
        var shares = Shares(options: market.options.count), steps = 0, isAlive = true, isOpen = true
        while isAlive, isOpen, !isOver(shouldStop) {
            relax(&shares)
            steps += 1
            isAlive = bound.whole > best.worth
            if isAlive { isOpen = fixMost(shares) }
        }
        if isAlive { land(shouldStop) }
        node.undo(to: mark)
        bound.prices = prices
        bound.evaluate(node)
        spent += bound.effort
        dives.note(isNear: isNear, cost: spent - begin, end: spent, wasShort: steps == 1, isAlive: isAlive)
    }

    private mutating func relax(_ shares: inout Shares) {
        for _ in 0..<10 {
            bound.evaluate(node)
            spent += bound.effort
            shares.add(bound.taken)
            guard bound.adjust(node, target: best.worth, pace: 1) else { return }
        }
    }

    /// Fixes most families to where the best has them and the relaxed solution, too.
    private mutating func keepMost() {
        var agrees = [Bool](repeating: false, count: market.options.count)
        for option in bound.taken { agrees[option] = true }
        for option in best.chosen where option >= 0 && agrees[option] && node.isOpen[option] {
            if node.fits(option), dives.keepsNext() { node.fix(option) }
        }
    }

    /// Fixes some of the options of the greatest shares; false when there are none left.
    private mutating func fixMost(_ shares: Shares) -> Bool {
        var ranked: [(share: Double, option: Int)] = [], families = 0
        for family in 0..<market.familyCount where node.fixed[family] < 0 && node.openCounts[family] > 0 {
            families += 1
            for option in node.options(of: family) where node.isOpen[option] {
                ranked.append((shares.of[option] + 0.1 * dives.draw(), option))
            }
        }
        ranked.sort { ($1.share, $0.option) < ($0.share, $1.option) }
        var fixed = 0
        for (share, option) in ranked where fixed == 0 || share > 0.5 {
            guard node.isOpen[option], node.fits(option) else { continue }
            node.fix(option)
            fixed += 1
            if fixed * 10 >= families { break }
        }
        return fixed > 0
    }

    private mutating func land(_ shouldStop: () -> Bool) {
        var packing = Packing(market)
        for option in node.fixed where option >= 0 { packing.place(option) }
        packing.improve(trying: 3, shouldStop: shouldStop)
        if packing.worth > best.worth { best = packing }
    }
}

/// How much of the lately relaxed solutions each option was part of.
private struct Shares {
    private(set) var of: [Double]

    init(options: Int) {
        of = Array(repeating: 0, count: options)
    }

    mutating func add(_ taken: [Int]) {
        for option in of.indices { of[option] *= 0.9 }
        for option in taken { of[option] += 0.1 }
    }
}

/// What dives have cost, which kind is next, and how much a near one keeps.
struct Dives {
    /// From the relaxed solution alone.
    private(set) var far = 0
    private var cost = (far: 0, near: 0)
    private var last = (end: 0, cost: 0)
    private var kept = 0.8
    private var chance = Chance(7)

    /// Both kinds are given as much.
    var isNearNext: Bool { cost.near < cost.far }

    /// Half as much goes to dives as to the rest.
    func areDue(at spent: Int) -> Bool { spent - last.end > 2 * last.cost }

    mutating func draw() -> Double { Double(chance.below(1 << 20)) / Double(1 << 20) }

    mutating func keepsNext() -> Bool { draw() < kept }

    /// A near dive that ended at once kept too much; one that was lost on the way, too little.
    mutating func note(isNear: Bool, cost spent: Int, end: Int, wasShort: Bool, isAlive: Bool) {
        last = (end, spent)
        guard isNear else {
            far += 1
            cost.far += spent
            return
        }
        cost.near += max(1, spent)
        kept = min(0.97, max(0.3, kept + (isAlive ? 0 : wasShort ? -0.03 : 0.02)))
    }
}
