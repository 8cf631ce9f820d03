/// Units of bidders in the slots of objects, with prices: the state of solving a whole market at once.
///
/// It keeps what `Tableau` keeps, one-sided and packed. Bidding follows the auction of Bertsekas (1979) with no
/// increment, a start that leaves few units unplaced; local shortest paths place those.
struct Placement: ~Copyable {
    struct Object: BitwiseCopyable {
        var slotStart: Int32
        var slotCount: Int32
        var free: Int
    }

    /// Units that one link holds at its object.
    struct Slot: BitwiseCopyable {
        let bidder: Int32
        let link: Int32
        var units: Int32
    }

    /// A link and what it would earn.
    struct Ranked: BitwiseCopyable {
        let value: Int
        let link: Int
    }

    /// How a bidder bids, by the limits of its links.
    enum Manner: UInt8, BitwiseCopyable { case freely, distinctly, notAtAll }

    let grid: Grid
    let manners: Buffer<Manner>
    var objects: Buffer<Object>
    var prices: Buffer<Int>
    var slots: Buffer<Slot>
    /// By slot: the price at which the bidder would rather go elsewhere.
    var levels: Buffer<Int>
    var free: Buffer<Int>
    var values: Buffer<Int>
    /// Units on each link; kept only where limits bind.
    var flows: Buffer<Int32>
    var search: PlacementSearch
    var top = Buffer<Ranked>()

    init(_ grid: consuming Grid) {
        let mostSlots = Self.mostSlots(grid)
        objects = Buffer(room: grid.objectCount)
        var start: Int32 = 0
        for object in 0..<grid.objectCount {
            objects.append(Object(slotStart: start, slotCount: 0, free: grid.objectAmounts[object]))
            start += mostSlots[object]
        }
        prices = Buffer(repeating: 0, count: grid.objectCount)
        slots = Buffer(repeating: Slot(bidder: -1, link: -1, units: 0), count: Int(start))
        levels = Buffer(repeating: 0, count: Int(start))
        free = Buffer(room: grid.bidderCount)
        for bidder in 0..<grid.bidderCount { free.append(grid.bidderAmounts[bidder]) }
        values = Buffer(repeating: 0, count: grid.bidderCount)
        flows = Buffer(repeating: 0, count: grid.hasLimits ? grid.links.count : 0)
        var manners = Buffer<Manner>(room: grid.bidderCount)
        for bidder in 0..<grid.bidderCount { manners.append(Self.manner(of: bidder, grid)) }
        self.manners = manners
        search = PlacementSearch(bidders: grid.bidderCount, objects: grid.objectCount)
        self.grid = grid
    }

    /// By object: one for each unit, and one for a bid that displaces another; where units are many, one for each link.
    private static func mostSlots(_ grid: borrowing Grid) -> Buffer<Int32> {
        var most = Buffer<Int32>(room: grid.objectCount), total = 0
        for object in 0..<grid.objectCount {
            let units = min(grid.objectAmounts[object], grid.links.count) + 1
            most.append(Int32(units))
            total += units
        }
        guard total > grid.links.count else { return most }
        let incoming = Buffer<Int32>(repeating: 0, count: grid.objectCount)
        for link in 0..<grid.links.count { incoming[grid.links[link].object] += 1 }
        for object in 0..<grid.objectCount { most[object] = min(most[object], incoming[object]) }
        return most
    }

    /// What a full pair earns beyond its prices goes to one of them, where the limit held back no more than an amount does:
    /// the limit may then be left out, and the prices stay a proof.
    mutating func settleLimits() {
        guard grid.hasLimits, grid.limits.count == 0 else { return }
        for object in 0..<Int32(objects.count) {
            let seat = objects[object]
            for place in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) where slots[place].units == grid.limit {
                let slot = slots[place], gain = grid.weight(Int(slot.link)) - prices[object] - values[slot.bidder]
                guard gain > 0 else { continue }
                if grid.bidderAmounts[slot.bidder] <= Int(grid.limit) {
                    values[slot.bidder] += gain
                } else if grid.objectAmounts[object] <= Int(grid.limit) {
                    prices[object] += gain
                }
            }
        }
    }

    @inline(__always)
    func hasRoom(_ link: Int) -> Bool {
        flows.count == 0 || flows.base[link] < grid.limit(of: link)
    }

    /// Adds units of a link to an object, or takes them away when negative.
    mutating func change(_ object: Int32, _ bidder: Int32, _ link: Int32, by units: Int32, level: Int = 0) {
        if flows.count > 0 { flows[link] += units }
        let seat = objects.base + Int(object)
        seat.pointee.free -= Int(units)
        let first = Int(seat.pointee.slotStart), count = Int(seat.pointee.slotCount)
        for slot in first..<first + count where slots.base[slot].link == link {
            slots.base[slot].units += units
            levels.base[slot] = max(level, levels.base[slot])
            if slots.base[slot].units == 0 { removeSlot(slot, of: seat) }
            return
        }
        slots[first + count] = Slot(bidder: bidder, link: link, units: units)
        levels[first + count] = level
        seat.pointee.slotCount += 1
    }

    private func removeSlot(_ slot: Int, of seat: UnsafeMutablePointer<Object>) {
        seat.pointee.slotCount -= 1
        let last = Int(seat.pointee.slotStart + seat.pointee.slotCount)
        slots[slot] = slots[last]
        levels[slot] = levels[last]
    }
}
