/// Prices each family's place in the plan and fills every place on its own, exactly, by dynamic programming: stronger
/// than the linear program, for one dimension of moderate size (Fisher, Jaikumar and Van Wassenhove 1986).
///
/// Its tables are of `Cell`: when that is half as wide, the processor adds more of them at a time.
struct KnapsackBound<Cell: FixedWidthInteger & BitwiseCopyable>: SizedBound, ~Copyable {
    static var scale: Int { 64 }
    var prices: [Int]
    private(set) var value = 0
    private(set) var branch: Int?
    private var counts: [Int]
    private var isTaken: [Bool]
    let effort: Int
    /// By option: its family, its scaled worth and its size.
    private let columns: Buffer<KnapsackColumn>
    /// By place: the options that pay at these prices.
    private var paying: [[Int]]
    /// By place, row and room: the best value of as many paying options.
    private let tables: Buffer<Cell>
    private let tableStarts: [Int]
    /// Room for one place: the best value by room of the options after one.
    private let after: Buffer<Cell>

    /// True when the tables stay small and no sum in them overflows.
    static func suits(_ market: SizedMarket) -> Bool {
        guard market.dimensions == 1, market.greatest < Int(Cell.max) / scale else { return false }
        let widest = market.capacities.reduce(0) { max($0, $1[0]) }
        return widest < 20_000 && market.options.count * (widest + 1) < 20_000_000
    }

    init(_ market: SizedMarket) {
        prices = (0..<market.familyCount).map { family in
            let worths = market.options[market.starts[family]..<market.starts[family + 1]].map(\.worth).sorted(by: >)
            return max(0, worths.dropFirst().first ?? worths.first ?? 0) * Self.scale
        }
        counts = Array(repeating: 0, count: market.familyCount)
        isTaken = Array(repeating: false, count: market.options.count)
        effort = market.options.reduce(0) { $0 + market.capacities[$1.place][0] + 1 }
        columns = Buffer(market.options.map { KnapsackColumn(family: Int32($0.family), size: Int32($0.sizes[0]), worth: $0.worth * Self.scale) })
        paying = market.capacities.map { _ in [] }
        var starts = [0], rows = market.capacities.map { _ in 1 }
        for option in market.options { rows[option.place] += 1 }
        for (place, amounts) in market.capacities.enumerated() { starts.append(starts[place] + rows[place] * (amounts[0] + 1)) }
        tables = Buffer(room: starts[rows.count])
        tableStarts = starts
        after = Buffer(repeating: 0, count: market.capacities.reduce(1) { max($0, $1[0] + 1) })
    }

    private func profit(_ option: Int) -> Int {
        columns[option].worth - prices[Int(columns[option].family)]
    }

    mutating func evaluate(_ node: SizedNode) {
        value = node.worth * Self.scale
        for family in counts.indices {
            counts[family] = 0
            // Whoever can go nowhere is worth nothing, whatever its price.
            if node.fixed[family] < 0 {
                if node.openCounts[family] == 0 { prices[family] = 0 }
                value += prices[family]
            }
        }
        for place in paying.indices { fill(place, node) }
        chooseBranch(node)
    }

    private mutating func fill(_ place: Int, _ node: SizedNode) {
        let capacity = node.left[place][0], width = capacity + 1
        paying[place].removeAll(keepingCapacity: true)
        for option in node.byPlace[place] {
            isTaken[option] = false
            if node.isOpen[option], profit(option) > 0 { paying[place].append(option) }
        }
        var row = tables.base + tableStarts[place]
        row.initialize(repeating: 0, count: width)
        for option in paying[place] {
            let next = row + width, size = Int(columns[option].size), profit = Cell(profit(option))
            next.initialize(from: row, count: size)
            Self.fill(next + size, from: row, or: row + size, width - size, profit)
            row = next
        }
        value += Int(row[capacity])
        var room = capacity
        for option in paying[place].reversed() {
            let before = row - width
            if row[room] != before[room] {
                isTaken[option] = true
                counts[Int(columns[option].family)] += 1
                room -= Int(columns[option].size)
            }
            row = before
        }
    }

    /// The better of what there is without an option and with it; nothing here can trap, so several are computed at a time.
    private static func fill(
        _ target: UnsafeMutablePointer<Cell>, from less: UnsafePointer<Cell>, or same: UnsafePointer<Cell>, _ count: Int, _ profit: Cell
    ) {
        for room in 0..<count { target[room] = max(same[room], less[room] &+ profit) }
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

    var suggestions: [Int] { isTaken.indices.filter { isTaken[$0] } }

    mutating func adjust(_ node: SizedNode, target: Int, pace: Double) -> Bool {
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

    func settled(_ node: SizedNode, beating worth: Int) -> (ruledOut: [Int], forced: [Int]) {
        var ruledOut: [Int] = [], forced: [Int] = []
        let slack = value - (worth + 1) * Self.scale
        for place in paying.indices { settle(place, node, slack, &ruledOut, &forced) }
        for family in counts.indices where node.fixed[family] < 0 && node.openCounts[family] == 1 && prices[family] > slack {
            // It has to go somewhere, and there is one way left.
            if let only = node.options(of: family).first(where: { node.isOpen[$0] }) { forced.append(only) }
        }
        return (ruledOut, forced)
    }

    /// The options of a place that would lower its value by more than `slack` if taken, or if not taken.
    private func settle(_ place: Int, _ node: SizedNode, _ slack: Int, _ ruledOut: inout [Int], _ forced: inout [Int]) {
        let capacity = node.left[place][0], width = capacity + 1, table = tables.base + tableStarts[place], after = after.base
        let last = table + paying[place].count * width, best = last[capacity]
        for option in node.byPlace[place] where node.isOpen[option] && profit(option) <= 0 {
            if Int(best - last[capacity - Int(columns[option].size)]) - profit(option) > slack { ruledOut.append(option) }
        }
        after.update(repeating: 0, count: width)
        for (number, option) in paying[place].enumerated().reversed() {
            let size = isTaken[option] ? 0 : Int(columns[option].size), rest = capacity - size, before = table + number * width
            var other: Cell = 0
            for room in 0...rest { other = max(other, before[room] &+ after[rest &- room]) }
            if isTaken[option] {
                if Int(best - other) > slack { forced.append(option) }
            } else if Int(best - other) - profit(option) > slack {
                ruledOut.append(option)
            }
            add(option, capacity)
        }
    }

    private func add(_ option: Int, _ capacity: Int) {
        let size = Int(columns[option].size), profit = Cell(profit(option)), after = after.base
        for room in stride(from: capacity, through: size, by: -1) { after[room] = max(after[room], after[room - size] &+ profit) }
    }
}

/// An option as a place sees it, its worth scaled.
private struct KnapsackColumn: BitwiseCopyable {
    let family: Int32
    let size: Int32
    let worth: Int
}

extension SizedMarket {
    /// No solution is worth more, nor is a part of one worth less than the opposite.
    fileprivate var greatest: Int {
        (0..<familyCount).reduce(0) { sum, family in sum + (options[starts[family]..<starts[family + 1]].map { abs($0.worth) }.max() ?? 0) }
    }
}
