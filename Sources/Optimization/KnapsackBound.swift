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
    /// Whether the tables are those of the prices; at prices at which too many options pay they are not made.
    private var isFilled = false
    /// By option: its family and its scaled worth.
    private let columns: Buffer<KnapsackColumn>
    /// By option and dimension.
    private let sizes: Buffer<Int32>
    private let dimensions: Int
    private var grid: RoomGrid
    /// By place: the options that pay at these prices.
    private var paying: [[Int]]
    /// By place, row and room: the best value of as many paying options.
    private var tables = Buffer<Cell>()
    private var tableStarts: [Int]
    /// Room for one place: the best value by room of the options after one.
    private let after: Buffer<Cell>

    /// In all tables together: 256 MB.
    private static var mostCells: Int { 256_000_000 / MemoryLayout<Cell>.size }

    /// True when the tables stay small, if no more than an eighth of the options pay, and no sum in them overflows.
    static func suits(_ market: SizedMarket) -> Bool {
        guard market.dimensions > 0, market.greatest < Int(Cell.max) / scale else { return false }
        let cells = market.cells
        return cells.max() ?? 0 < 100_000 && market.options.reduce(cells.reduce(0, +)) { $0 + cells[$1.place] } / 8 < mostCells
    }

    init(_ market: SizedMarket) {
        prices = (0..<market.familyCount).map { family in
            let worths = market.options[market.starts[family]..<market.starts[family + 1]].map(\.worth).sorted(by: >)
            return max(0, worths.dropFirst().first ?? worths.first ?? 0) * Self.scale
        }
        counts = Array(repeating: 0, count: market.familyCount)
        isTaken = Array(repeating: false, count: market.options.count)
        columns = Buffer(market.options.map { KnapsackColumn(family: Int32($0.family), worth: $0.worth * Self.scale) })
        sizes = Buffer(market.options.flatMap { $0.sizes.map { Int32($0) } })
        dimensions = market.dimensions
        grid = RoomGrid(dimensions: market.dimensions)
        paying = market.capacities.map { _ in [] }
        tableStarts = market.capacities.map { _ in 0 }
        after = Buffer(repeating: 0, count: market.cells.max() ?? 1)
    }

    /// Begins where the linear program ends: no bound is above its own from there.
    mutating func begin(_ market: SizedMarket, linear: [[Int]]) {
        for family in prices.indices {
            prices[family] = market.options[market.starts[family]..<market.starts[family + 1]].reduce(0) { most, option in
                let rent = zip(option.sizes, linear[option.place]).reduce(0) { $0 + $1.0 * $1.1 }
                return max(most, option.worth * Self.scale - rent / (CapacityBound.scale / Self.scale))
            }
        }
    }

    private func sizes(of option: Int) -> UnsafePointer<Int32> { UnsafePointer(sizes.base + option * dimensions) }

    private func profit(_ option: Int) -> Int {
        columns[option].worth - prices[Int(columns[option].family)]
    }

    mutating func evaluate(_ node: SizedNode) {
        (value, effort) = (node.worth * Self.scale, 0)
        for family in counts.indices {
            counts[family] = 0
            // Whoever can go nowhere is worth nothing, whatever its price.
            if node.fixed[family] < 0 {
                if node.openCounts[family] == 0 { prices[family] = 0 }
                value += prices[family]
            }
        }
        for place in paying.indices {
            choose(place, node)
            tableStarts[place] = effort
            effort += (paying[place].count + 1) * node.left[place].reduce(1) { $0 * ($1 + 1) }
        }
        isFilled = effort <= Self.mostCells
        if isFilled {
            tables.reserve(effort)
            for place in paying.indices { fill(place, node) }
        } else {
            (value, effort) = (.max / 2, 0)
        }
        chooseBranch(node)
    }

    /// The options of a place that pay.
    private mutating func choose(_ place: Int, _ node: SizedNode) {
        paying[place].removeAll(keepingCapacity: true)
        for option in node.byPlace[place] {
            isTaken[option] = false
            if node.isOpen[option], profit(option) > 0 { paying[place].append(option) }
        }
    }

    private mutating func fill(_ place: Int, _ node: SizedNode) {
        grid.shape(node.left[place])
        let count = grid.count
        var row = tables.base + tableStarts[place]
        row.initialize(repeating: 0, count: count)
        for option in paying[place] {
            fill(row + count, from: row, option)
            row += count
        }
        value += Int(row[count - 1])
        var room = count - 1
        for option in paying[place].reversed() {
            let before = row - count
            if row[room] != before[room] {
                isTaken[option] = true
                counts[Int(columns[option].family)] += 1
                room -= grid.offset(sizes(of: option))
            }
            row = before
        }
    }

    /// A row with one more option than the row before.
    private func fill(_ next: UnsafeMutablePointer<Cell>, from row: UnsafeMutablePointer<Cell>, _ option: Int) {
        let sizes = sizes(of: option), offset = grid.offset(sizes), width = grid.width, profit = Cell(profit(option))
        for line in 0..<grid.lines {
            let start = line * width, length = grid.covers(line, sizes) ? grid.length(sizes) : width
            (next + start).initialize(from: row + start, count: length)
            Self.fill(next + start + length, from: row + start + length - offset, or: row + start + length, width - length, profit)
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

    mutating func settled(_ node: SizedNode, beating worth: Int) -> (ruledOut: [Int], forced: [Int]) {
        var ruledOut: [Int] = [], forced: [Int] = []
        guard isFilled else { return ([], []) }
        let slack = value - (worth + 1) * Self.scale
        for place in paying.indices { settle(place, node, slack, &ruledOut, &forced) }
        for family in counts.indices where node.fixed[family] < 0 && node.openCounts[family] == 1 && prices[family] > slack {
            // It has to go somewhere, and there is one way left.
            if let only = node.options(of: family).first(where: { node.isOpen[$0] }) { forced.append(only) }
        }
        return (ruledOut, forced)
    }

    /// The options of a place that would lower its value by more than `slack` if taken, or if not taken.
    private mutating func settle(_ place: Int, _ node: SizedNode, _ slack: Int, _ ruledOut: inout [Int], _ forced: inout [Int]) {
        grid.shape(node.left[place])
        let count = grid.count, table = tables.base + tableStarts[place], last = table + paying[place].count * count, best = last[count - 1]
        for option in node.byPlace[place] where node.isOpen[option] && profit(option) <= 0 {
            if Int(best - last[count - 1 - grid.offset(sizes(of: option))]) - profit(option) > slack { ruledOut.append(option) }
        }
        after.base.update(repeating: 0, count: count)
        for (number, option) in paying[place].enumerated().reversed() {
            let other = join(table + number * count, node.left[place], less: isTaken[option] ? nil : sizes(of: option))
            if isTaken[option] {
                if Int(best - other) > slack { forced.append(option) }
            } else if Int(best - other) - profit(option) > slack {
                ruledOut.append(option)
            }
            add(option)
        }
    }

    /// The best of the options before one and after it together, in what is left less these sizes.
    private func join(_ before: UnsafeMutablePointer<Cell>, _ left: [Int], less sizes: UnsafePointer<Int32>?) -> Cell {
        let after = after.base, rest = grid.count - 1 - (sizes.map { grid.offset($0) } ?? 0), length = grid.width - (sizes.map { grid.length($0) } ?? 0)
        var best: Cell = 0
        for line in 0..<grid.lines where grid.isWithin(line, left, less: sizes) {
            let start = line * grid.width
            for room in start..<start + length { best = max(best, before[room] &+ after[rest &- room]) }
        }
        return best
    }

    private func add(_ option: Int) {
        let sizes = sizes(of: option), offset = grid.offset(sizes), width = grid.width, profit = Cell(profit(option)), after = after.base
        for line in (0..<grid.lines).reversed() where grid.covers(line, sizes) {
            let start = line * width
            for room in stride(from: start + width - 1, through: start + grid.length(sizes), by: -1) {
                after[room] = max(after[room], after[room - offset] &+ profit)
            }
        }
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
