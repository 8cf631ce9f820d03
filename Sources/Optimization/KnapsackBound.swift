/// Prices each family's place in the plan and fills every place on its own, exactly, by dynamic programming: stronger
/// than the linear program, for places of moderate size in all dimensions together (Fisher, Jaikumar and Van Wassenhove 1986).
///
/// Its tables are of `Cell`: when that is half as wide, the processor adds more of them at a time.
struct KnapsackBound<Cell: FixedWidthInteger & BitwiseCopyable>: SizedBound, ~Copyable {
    static var scale: Int { 64 }
    var prices: [Int]
    private(set) var value = 0
    private(set) var branch: Int?
    private var counts: [Int]
    private var isTaken: [Bool]
    private(set) var effort = 0
    /// Whether all places could be filled at the prices; not where too many options are in doubt.
    private var isFilled = false
    /// By option: its family and its scaled worth.
    private let columns: Buffer<KnapsackColumn>
    /// By place and dimension: what a unit costs there, by which most options are told without a table.
    private var rents: [[Int]]
    private var filling: PlaceFilling<Cell>
    /// By option: what its place loses when it is taken, or is not though it is now.
    private var losses: [Int]

    /// True when no table grows large where no more than an eighth of the options are in doubt, and no sum in one overflows.
    static func suits(_ market: SizedMarket) -> Bool {
        guard market.dimensions > 0, market.greatest < Int(Cell.max) / scale else { return false }
        var inDoubt = [Int](repeating: 8, count: market.capacities.count)
        for option in market.options { inDoubt[option.place] += 1 }
        return zip(market.cells, inDoubt).allSatisfy { $0 < 100_000 && $0 * ($1 / 8) < PlaceFilling<Cell>.mostCells }
    }

    init(_ market: SizedMarket) {
        prices = (0..<market.familyCount).map { family in
            let worths = market.options[market.starts[family]..<market.starts[family + 1]].map(\.worth).sorted(by: >)
            return max(0, worths.dropFirst().first ?? worths.first ?? 0) * Self.scale
        }
        counts = Array(repeating: 0, count: market.familyCount)
        isTaken = Array(repeating: false, count: market.options.count)
        columns = Buffer(market.options.map { KnapsackColumn(family: Int32($0.family), worth: $0.worth * Self.scale) })
        rents = market.capacities.map { $0.map { _ in 0 } }
        filling = PlaceFilling(market)
        losses = Array(repeating: 0, count: market.options.count)
    }

    /// Begins where the linear program ends: no bound is above its own from there.
    mutating func begin(_ market: SizedMarket, linear: [[Int]]) {
        rents = linear.map { $0.map { $0 / (CapacityBound.scale / Self.scale) } }
        for family in prices.indices {
            prices[family] = market.options[market.starts[family]..<market.starts[family + 1]].reduce(0) { most, option in
                let rent = zip(option.sizes, linear[option.place]).reduce(0) { $0 + $1.0 * $1.1 }
                return max(most, option.worth * Self.scale - rent / (CapacityBound.scale / Self.scale))
            }
        }
    }

    private func profit(_ option: Int) -> Int {
        columns[option].worth - prices[Int(columns[option].family)]
    }

    mutating func evaluate(_ node: SizedNode) {
        (value, effort, isFilled) = (node.worth * Self.scale, 0, true)
        for family in counts.indices {
            counts[family] = 0
            // Whoever can go nowhere is worth nothing, whatever its price.
            if node.fixed[family] < 0 {
                if node.openCounts[family] == 0 { prices[family] = 0 }
                value += prices[family]
            }
        }
        for place in rents.indices where isFilled { fill(place, node) }
        if !isFilled { (value, effort) = (.max / 2, 0) }
        chooseBranch(node)
    }

    private mutating func fill(_ place: Int, _ node: SizedNode) {
        filling.begin()
        for option in node.byPlace[place] where node.isOpen[option] {
            let profit = profit(option)
            if profit > 0 { filling.offer(option, profit: profit) } else { isTaken[option] = false }
        }
        isFilled = filling.fill(node.left[place], &rents[place]) { isTaken[$0] }
        for option in node.byPlace[place] { isTaken[option] = false }
        guard isFilled else { return }
        for option in filling.taken {
            isTaken[option] = true
            counts[Int(columns[option].family)] += 1
        }
        value += filling.value
        effort += filling.effort + 8 * node.byPlace[place].count
    }

    /// A family that several places want, or one that none wants while its price is above zero: its best option.
    private mutating func chooseBranch(_ node: SizedNode) {
        var family = -1, most = 0
        for candidate in counts.indices where node.fixed[candidate] < 0 && counts[candidate] != 1 {
            guard counts[candidate] > 1 || prices[candidate] > 0 else { continue }
            let weight = abs(counts[candidate] - 1) * 1_000_000 + prices[candidate] / Self.scale % 1_000_000
            if weight >= most { (family, most) = (candidate, weight) }
        }
        branch = nil
        guard family >= 0 else { return }
        for option in node.options(of: family) where node.isOpen[option] {
            let isBetter = branch.map { best in
                isTaken[option] == isTaken[best]
                    ? node.market.options[option].worth > node.market.options[best].worth : isTaken[option]
            }
            if isBetter ?? true { branch = option }
        }
    }

    var taken: [Int] { isTaken.indices.filter { isTaken[$0] } }

    mutating func adjust(_ node: SizedNode, target: Int, pace: Double) -> Bool {
        guard isFilled else { return false }
        var norm = 0
        for family in counts.indices where node.fixed[family] < 0 && (counts[family] > 1 || prices[family] > 0) {
            norm += (counts[family] - 1) * (counts[family] - 1)
        }
        guard norm > 0, value > target * Self.scale else { return false }
        let step = pace * Double(value - target * Self.scale) / Double(norm)
        for family in counts.indices where node.fixed[family] < 0 {
            prices[family] = max(0, prices[family] + Int((Double(counts[family] - 1) * step).rounded()))
        }
        return true
    }

    mutating func settled(_ node: SizedNode, beating worth: Int) -> (ruledOut: [Int], forced: [Int])? {
        guard isFilled else { return ([], []) }
        var ruledOut: [Int] = [], forced: [Int] = []
        let slack = value - (worth + 1) * Self.scale
        for place in rents.indices { lose(place, node, slack) }
        for family in counts.indices where node.fixed[family] < 0 && node.openCounts[family] > 0 {
            let options = node.options(of: family).filter { node.isOpen[$0] }
            // Wherever it goes, all other places that want it now have to do without.
            let without = options.reduce(0) { isTaken[$1] ? $0 + losses[$1] : $0 }
            let kept = options.filter { without + (isTaken[$0] ? -losses[$0] : losses[$0]) <= slack }
            if kept.count < options.count { ruledOut += options.filter { !kept.contains($0) } }
            guard without + prices[family] > slack else { continue }
            // It has to go somewhere.
            guard let first = kept.first else { return nil }
            if kept.count == 1 { forced.append(first) }
        }
        return (ruledOut, forced)
    }

    private mutating func lose(_ place: Int, _ node: SizedNode, _ slack: Int) {
        filling.begin()
        for option in node.byPlace[place] where node.isOpen[option] { filling.offer(option, profit: profit(option)) }
        for option in node.byPlace[place] { losses[option] = 0 }
        guard filling.fill(node.left[place], &rents[place], before: { isTaken[$0] }) else { return }
        filling.losses(node.left[place], slack: slack, { isTaken[$0] }) { losses[$0] = $1 }
        effort += 2 * filling.effort
    }
}

/// An option as a place sees it, its worth scaled.
private struct KnapsackColumn: BitwiseCopyable {
    let family: Int32
    let worth: Int
}

extension SizedMarket {
    /// By place: the ways to have used some of it.
    fileprivate var cells: [Int] {
        capacities.map { amounts in
            amounts.reduce(1) { $0.multipliedReportingOverflow(by: $1 + 1).overflow ? .max : $0 * ($1 + 1) }
        }
    }

    /// No solution is worth more, nor is a part of one worth less than the opposite.
    fileprivate var greatest: Int {
        (0..<familyCount).reduce(0) { sum, family in sum + (options[starts[family]..<starts[family + 1]].map { abs($0.worth) }.max() ?? 0) }
    }
}
