/// The best way to fill one place, exactly, by dynamic programming over the few options that rents leave open.
///
/// Rents for what the place holds say at most how much a filling is worth, and how much less it is with an option or
/// without it. What a filling at hand then shows to be part of every better one, or of none, needs no table: the core of
/// the problem is left (Balas and Zemel 1980).
struct PlaceFilling<Cell: FixedWidthInteger & BitwiseCopyable>: ~Copyable {
    /// By option and dimension.
    private let sizes: Buffer<Int32>
    private let dimensions: Int
    /// What the place is worth, filled best.
    private(set) var value = 0
    /// What is part of it.
    private(set) var taken: [Int] = []
    /// What rents allow at most.
    private var most = 0
    private var offered: [Item] = []
    private var certain: [Int] = []
    private var core: [Item] = []
    /// What options that are certain leave.
    private var left: [Int] = []
    private var grid: RoomGrid
    /// By option of the core, and room: the best value of as many of them.
    private var table = Buffer<Cell>()
    /// By room: the best value of the options of the core after one.
    private var after = Buffer<Cell>()
    /// Cells that were made last.
    private(set) var effort = 0

    private struct Item {
        let option: Int
        let profit: Int
        /// What is left of it after the rent.
        var net = 0
    }

    /// 128 MB.
    static var mostCells: Int { 128_000_000 / MemoryLayout<Cell>.size }

    init(_ market: SizedMarket) {
        sizes = Buffer(market.options.flatMap { $0.sizes.map { Int32($0) } })
        dimensions = market.dimensions
        grid = RoomGrid(dimensions: market.dimensions)
    }

    private func sizes(of option: Int) -> UnsafePointer<Int32> { UnsafePointer(sizes.base + option * dimensions) }

    mutating func begin() { offered.removeAll(keepingCapacity: true) }

    mutating func offer(_ option: Int, profit: Int) { offered.append(Item(option: option, profit: profit)) }

    /// Fills the place with what was offered, and lowers what its rents allow.
    ///
    /// - Parameter before: options of a filling that is likely good.
    /// - Returns: false when that takes too many cells.
    mutating func fill(_ room: [Int], _ rents: inout [Int], before: (Int) -> Bool) -> Bool {
        charge(rents, room)
        let least = max(packed(room, first: { before($0.option) }), packed(room, first: { $0.net > 0 }))
        descend(&rents, room, least)
        guard classify(room, slack: most - least) else { return false }
        makeTable()
        choose()
        return true
    }

    private mutating func charge(_ rents: [Int], _ room: [Int]) {
        most = 0
        for dimension in 0..<dimensions { most += rents[dimension] * room[dimension] }
        for index in offered.indices {
            let sizes = sizes(of: offered[index].option)
            var net = offered[index].profit
            for dimension in 0..<dimensions { net -= Int(sizes[dimension]) * rents[dimension] }
            offered[index].net = net
            most += max(0, net)
        }
    }

    /// Moves rents along subgradients (Held and Karp 1971) towards the least that they allow.
    private mutating func descend(_ rents: inout [Int], _ room: [Int], _ least: Int) {
        var lowest = most, best = rents
        for _ in 0..<4 {
            var over = room.map { -$0 }, norm = 0
            for item in offered where item.net > 0 {
                let sizes = sizes(of: item.option)
                for dimension in 0..<dimensions { over[dimension] += Int(sizes[dimension]) }
            }
            for dimension in 0..<dimensions where over[dimension] > 0 || rents[dimension] > 0 { norm += over[dimension] * over[dimension] }
            guard norm > 0 else { break }
            let step = 0.3 * Double(most - least) / Double(norm)
            for dimension in 0..<dimensions { rents[dimension] = max(0, rents[dimension] + Int((Double(over[dimension]) * step).rounded())) }
            charge(rents, room)
            if most < lowest { (lowest, best) = (most, rents) }
        }
        if most != lowest {
            rents = best
            charge(rents, room)
        }
    }

    /// What fits, in the order offered, some of it before the rest.
    private mutating func packed(_ room: [Int], first isFirst: (Item) -> Bool) -> Int {
        left = room
        var worth = 0
        for turn in [true, false] {
            for item in offered where item.profit > 0 && isFirst(item) == turn && take(item.option) { worth += item.profit }
        }
        return worth
    }

    private mutating func take(_ option: Int) -> Bool {
        let sizes = sizes(of: option)
        for dimension in 0..<dimensions where left[dimension] < sizes[dimension] { return false }
        for dimension in 0..<dimensions { left[dimension] -= Int(sizes[dimension]) }
        return true
    }

    /// Tells what is part of every filling that lacks no more than this to `most`, and of some.
    private mutating func classify(_ room: [Int], slack: Int) -> Bool {
        certain.removeAll(keepingCapacity: true)
        core.removeAll(keepingCapacity: true)
        left = room
        value = 0
        for item in offered where item.profit > 0 {
            if item.net > slack {
                guard take(item.option) else { return false }
                certain.append(item.option)
                value += item.profit
            } else if item.net >= -slack {
                core.append(item)
            }
        }
        grid.shape(left)
        effort = (core.count + 1) * grid.count
        return effort <= Self.mostCells
    }

    private mutating func makeTable() {
        let count = grid.count
        table.reserve(effort)
        var row = table.base
        row.initialize(repeating: 0, count: count)
        for item in core {
            fill(row + count, from: row, item.option, Cell(item.profit))
            row += count
        }
        value += Int(row[count - 1])
    }

    private mutating func choose() {
        taken = certain
        let count = grid.count
        var row = table.base + core.count * count, room = count - 1
        for item in core.reversed() {
            let before = row - count
            if row[room] != before[room] {
                taken.append(item.option)
                room -= grid.offset(sizes(of: item.option))
            }
            row = before
        }
    }

    /// A row with one more option than the row before.
    private func fill(_ next: UnsafeMutablePointer<Cell>, from row: UnsafeMutablePointer<Cell>, _ option: Int, _ profit: Cell) {
        let sizes = sizes(of: option), offset = grid.offset(sizes), width = grid.width
        for line in 0..<grid.lines {
            let start = line * width, length = grid.covers(line, sizes) ? min(width, grid.length(sizes)) : width
            (next + start).initialize(from: row + start, count: length)
            if length < width {
                Self.fill(next + start + length, from: row + start + length - offset, or: row + start + length, width - length, profit)
            }
        }
    }

    /// The better of what there is without an option and with it; nothing here can trap, so several are computed at a time.
    private static func fill(
        _ target: UnsafeMutablePointer<Cell>, from less: UnsafePointer<Cell>, or same: UnsafePointer<Cell>, _ count: Int, _ profit: Cell
    ) {
        for room in 0..<count { target[room] = max(same[room], less[room] &+ profit) }
    }

    /// Tells, of each option offered, how much lower the value is if it is taken, or is not though it is now.
    ///
    /// - Parameter slack: what is lowered more need not be told exactly.
    mutating func losses(_ room: [Int], slack: Int, _ isTaken: (Int) -> Bool, _ told: (_ option: Int, _ loss: Int) -> Void) {
        let best = value, wide = most - best + slack
        guard classify(room, slack: wide) else { return offered.forEach { told($0.option, 0) } }
        makeTable()
        let count = grid.count, sum = value - Int(table[(core.count + 1) * count - 1]), last = table.base + core.count * count
        for option in certain { told(option, slack + 1) }
        for item in offered where item.profit <= 0 {
            let isPossible = item.net >= -wide && fits(item.option)
            told(item.option, isPossible ? best - sum - Int(last[count - 1 - grid.offset(sizes(of: item.option))]) - item.profit : slack + 1)
        }
        for item in offered where item.profit > 0 && item.net < -wide { told(item.option, slack + 1) }
        after.reserve(count)
        after.base.initialize(repeating: 0, count: count)
        for (number, item) in core.enumerated().reversed() {
            if isTaken(item.option) {
                told(item.option, best - sum - Int(join(table.base + number * count, less: nil)))
            } else {
                told(item.option, fits(item.option) ? best - sum - item.profit - Int(join(table.base + number * count, less: sizes(of: item.option))) : slack + 1)
            }
            add(item.option, Cell(item.profit))
        }
        value = best
    }

    private func fits(_ option: Int) -> Bool {
        let sizes = sizes(of: option)
        for dimension in 0..<dimensions where left[dimension] < sizes[dimension] { return false }
        return true
    }

    /// The best of the options before one and after it together, in what is left less these sizes.
    private func join(_ before: UnsafeMutablePointer<Cell>, less sizes: UnsafePointer<Int32>?) -> Cell {
        let after = after.base, rest = grid.count - 1 - (sizes.map { grid.offset($0) } ?? 0), length = grid.width - (sizes.map { grid.length($0) } ?? 0)
        var best: Cell = 0
        for line in 0..<grid.lines where grid.isWithin(line, left, less: sizes) {
            let start = line * grid.width
            for room in start..<start + length { best = max(best, before[room] &+ after[rest &- room]) }
        }
        return best
    }

    private func add(_ option: Int, _ profit: Cell) {
        let sizes = sizes(of: option), offset = grid.offset(sizes), width = grid.width, after = after.base
        for line in (0..<grid.lines).reversed() where grid.covers(line, sizes) {
            let start = line * width
            guard grid.length(sizes) < width else { continue }
            for room in stride(from: start + width - 1, through: start + grid.length(sizes), by: -1) {
                after[room] = max(after[room], after[room - offset] &+ profit)
            }
        }
    }

}
