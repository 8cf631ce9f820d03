/// All ways of each half of the families that keep to a budget, and the best pair of ways that fits.
struct TwoHalves: ~Copyable {
    private var first = HalfWays()
    private var second = HalfWays()
    private var keys: [Key] = []
    /// The options of the pair that was found.
    private(set) var found: [Int32] = []
    /// Additions, roughly, of what was done last.
    private(set) var effort = 0
    /// Whether all pairs were looked at; there may be too many.
    private(set) var isWhole = true
    private static let limit = 20_000_000

    /// Where a way of the second half is found: by the room that it takes at two places.
    private struct Key {
        let order: UInt64
        let way: Int32
    }

    /// False when there are too many.
    mutating func fill(
        _ part: borrowing PlacePart, _ budget: Int, _ table: borrowing LossTable
    ) -> Bool {
        let free = budget - part.settledLoss
        isWhole = first.fill(part, half: 0, budget: free - part.leastLosses[1], table)
            && second.fill(part, half: 1, budget: free - part.leastLosses[0], table)
        effort = 32 * (first.made + second.made)
        return isWhole
    }

    /// Finds the pair of greatest worth; among those worth as much as what there is now, one by chance.
    mutating func join(_ part: borrowing PlacePart, _ budget: Int, _ table: borrowing LossTable, _ chance: inout Chance) -> Bool {
        let scarcity = Scarcity(part, budget, table)
        sort(scarcity)
        effort = 64 * keys.count
        let stride = part.room.count, floor = part.worth - part.settledWorth, room = Buffer(part.room.map { Int32(clamping: $0) })
        var best = floor, pair: (Int, Int)?, ties = 0
        for one in 0..<first.count {
            guard effort < Self.limit else {
                isWhole = false
                break
            }
            let load = first.loads.base + one * stride
            let most = scarcity.rooms.0 - Int(load[scarcity.seats.0]), high = scarcity.rooms.1 - Int(load[scarcity.seats.1])
            let low = max(0, high - scarcity.slacks.1)
            for step in max(0, most - scarcity.slacks.0) / scarcity.bucket...most / scarcity.bucket {
                var index = position(of: UInt64(step) << 32 | UInt64(low))
                let end = UInt64(step) << 32 | UInt64(high)
                effort += 40
                while index < keys.count, keys[index].order <= end {
                    let two = Int(keys[index].way), worth = first.worths[one] + second.worths[two]
                    index += 1
                    effort += 4
                    guard worth >= best, fits(load, second.loads.base + two * stride, room) else { continue }
                    ties = worth > best ? 1 : ties + 1
                    if worth > best || chance.below(ties) == 0 { pair = (one, two) }
                    best = worth
                }
            }
        }
        guard let pair else { return false }
        found = first.options(of: pair.0) + second.options(of: pair.1)
        return true
    }

    private func fits(_ one: UnsafePointer<Int32>, _ two: UnsafePointer<Int32>, _ room: borrowing Buffer<Int32>) -> Bool {
        for index in 0..<room.count where room[index] &- one[index] < two[index] { return false }
        return true
    }

    private mutating func sort(_ scarcity: Scarcity) {
        keys.removeAll(keepingCapacity: true)
        for way in 0..<second.count {
            let load = second.loads.base + way * scarcity.stride
            let bucket = Int(load[scarcity.seats.0]) / scarcity.bucket
            keys.append(Key(order: UInt64(bucket) << 32 | UInt64(load[scarcity.seats.1]), way: Int32(way)))
        }
        keys.sort { ($0.order, $0.way) < ($1.order, $1.way) }
    }

    /// The first key that is not below.
    private func position(of order: UInt64) -> Int {
        var low = 0, high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].order < order { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The two kinds of room of a part that may be wasted least, by which halves are joined.
private struct Scarcity {
    let stride: Int
    let seats: (Int, Int)
    let rooms: (Int, Int)
    /// How much of it a way within the budget may leave unused.
    let slacks: (Int, Int)
    /// What a bucket of the first kind spans: no search has to look into more than two.
    let bucket: Int

    init(_ part: borrowing PlacePart, _ budget: Int, _ table: borrowing LossTable) {
        let free = budget - part.settledLoss - part.leastLosses[0] - part.leastLosses[1]
        let room = part.room, prices = part.places.flatMap { place in
            (0..<table.dimensions).map { table.prices[place * table.dimensions + $0] }
        }
        func slack(_ seat: Int) -> Int { prices[seat] > 0 ? min(room[seat], free / prices[seat]) : room[seat] }
        let order = room.indices.sorted { one, two in
            let (left, right) = (slack(one) * (room[two] + 1), slack(two) * (room[one] + 1))
            return (left, one) < (right, two)
        }
        stride = room.count
        seats = (order[0], order[min(1, order.count - 1)])
        rooms = (room[seats.0], room[seats.1])
        slacks = (slack(seats.0), slack(seats.1))
        bucket = slacks.0 + 1
    }
}

/// The ways of one half, made family by family; each remembers the way that it continues.
struct HalfWays: ~Copyable {
    private static let limit = 12_000
    private struct Step: BitwiseCopyable {
        let before: Int32
        let option: Int32
    }

    private var steps = Buffer<Step>()
    private var lasts = Buffer<Int32>()
    private var losses = Buffer<Int>()
    private(set) var worths = Buffer<Int>()
    /// By way, then by seat and dimension.
    private(set) var loads = Buffer<Int32>()
    private var older = Level()
    private(set) var made = 0

    private struct Level: ~Copyable {
        var lasts = Buffer<Int32>()
        var losses = Buffer<Int>()
        var worths = Buffer<Int>()
        var loads = Buffer<Int32>()
    }

    var count: Int { lasts.count }

    /// False when there are too many.
    mutating func fill(
        _ part: borrowing PlacePart, half: Int, budget: Int, _ table: borrowing LossTable
    ) -> Bool {
        begin(part.room.count)
        let room = Buffer(part.room.map { Int32(clamping: $0) })
        var rest = part.leastLosses[half]
        for choice in part.halves[half] {
            rest -= part.losses[choice.start]
            extend(choice, part, budget - rest, room, table)
            made += count
            if count > Self.limit { return false }
        }
        return true
    }

    private mutating func begin(_ stride: Int) {
        steps.removeAll()
        clear()
        made = 0
        lasts.append(-1)
        losses.append(0)
        worths.append(0)
        loads.append(repeating: 0, count: stride)
    }

    private mutating func clear() {
        lasts.removeAll()
        losses.removeAll()
        worths.removeAll()
        loads.removeAll()
    }

    private mutating func extend(
        _ choice: PlacePart.Choice, _ part: borrowing PlacePart, _ budget: Int, _ room: borrowing Buffer<Int32>,
        _ table: borrowing LossTable
    ) {
        swap(&lasts, &older.lasts)
        swap(&losses, &older.losses)
        swap(&worths, &older.worths)
        swap(&loads, &older.loads)
        clear()
        for number in choice.start..<choice.start + choice.count {
            let option = part.ways[number]
            if option < 0 { stay(part.losses[number], budget, room.count) } else {
                let seat = Int(part.seats[table.placeOf[option]]) * table.dimensions
                go(option, to: seat, part.losses[number], budget, room, table)
            }
            if count > Self.limit { return }
        }
    }

    /// The family goes nowhere.
    private mutating func stay(_ loss: Int, _ budget: Int, _ stride: Int) {
        for way in 0..<older.lasts.count where older.losses[way] + loss <= budget {
            lasts.append(older.lasts[way])
            losses.append(older.losses[way] + loss)
            worths.append(older.worths[way])
            _ = loads.append(from: older.loads.base + way * stride, count: stride)
        }
    }

    private mutating func go(
        _ option: Int32, to seat: Int, _ loss: Int, _ budget: Int, _ room: borrowing Buffer<Int32>, _ table: borrowing LossTable
    ) {
        let stride = room.count, dimensions = table.dimensions, worth = table.worths[option]
        let sizes = table.sizes.base + Int(option) * dimensions, room = room.base + seat
        for way in 0..<older.lasts.count where older.losses[way] + loss <= budget {
            let load = older.loads.base + way * stride
            guard Self.fits(load + seat, sizes, room, dimensions) else { continue }
            lasts.append(Int32(steps.count))
            steps.append(Step(before: older.lasts[way], option: option))
            losses.append(older.losses[way] + loss)
            worths.append(older.worths[way] + worth)
            let taken = loads.append(from: load, count: stride) + seat
            for dimension in 0..<dimensions { taken[dimension] += sizes[dimension] }
        }
    }

    private static func fits(_ load: UnsafePointer<Int32>, _ sizes: UnsafePointer<Int32>, _ room: UnsafePointer<Int32>, _ count: Int) -> Bool {
        for index in 0..<count where room[index] - load[index] < sizes[index] { return false }
        return true
    }

    func options(of way: Int) -> [Int32] {
        var options: [Int32] = [], step = lasts[way]
        while step >= 0 {
            options.append(steps[step].option)
            step = steps[step].before
        }
        return options
    }
}
