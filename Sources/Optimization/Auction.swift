/// Brings a placement near its optimum by an auction with falling increments, which does not collapse where capacity is tight.
///
/// After Bertsekas and Castañón's auctions for transportation problems (1989), made balanced by one keeper: it bids for
/// every slot that nobody else fills, and for the places outside, so unused slots all stand at one price, the floor.
/// Units are served inside objects or outside; outside is one more object, as large as the demand.
/// It stops at an increment of a few units of score: what is then not at its best is little, and short paths mend that
/// (`Placement.mend`) much sooner than bids by smaller and smaller increments would.
struct Auction: ~Copyable {
    /// A unit in a slot, and the price at which it would rather go elsewhere.
    struct Seat: BitwiseCopyable {
        let bidder: Int32
        let link: Int32
        var level: Int
    }

    var placement: Placement
    var increment: Int
    /// The increment of the last round.
    private let least: Int
    /// The price of everything that the keeper holds.
    var floor = 0
    /// By object, outside last: the lowest level of what the keeper does not hold, or the least number when it holds some.
    let prices: Buffer<Int>
    let lows: Buffer<Int>
    /// By object: the key of its entry in `lowest`, at most its low; the greatest number when it has none.
    let keys: Buffer<Int>
    let kept: Buffer<Int>
    /// Slots that nobody has taken in this round, and their price.
    let empty: Buffer<Int>
    let opening: Buffer<Int>
    let seatStarts: Buffer<Int>
    let seatCounts: Buffer<Int>
    let seats: Buffer<Seat>
    var outside: Outside
    var keeperFree = 0
    var lowest = Heap<Int>()
    var waiting = Buffer<Int32>()
    /// Bids so far.
    var work = 0

    var objectCount: Int { placement.grid.objectCount }

    /// - Returns: nil when the numbers or the limits of the placement are beyond this method.
    static func canSolve(_ placement: borrowing Placement) -> Bool {
        let grid = placement.grid.links.count
        // It seats single units: amounts in bulk are left to the paths, which move them together.
        guard grid > 0, placement.totalCapacity <= 8 * grid + 4096, placement.bidsEverywhere else { return false }
        return placement.weights.greatest < 1 << 57
    }

    /// Starts from the prices that the placement has reached, and so with an increment well below the greatest weight.
    init(_ old: consuming Placement) {
        let count = old.grid.objectCount + 1, weights = old.weights
        increment = max(1, weights.greatest / 32)
        least = max(1, weights.spread / 256)
        prices = Buffer(repeating: 0, count: count)
        lows = Buffer(repeating: 0, count: count)
        keys = Buffer(repeating: .max, count: count)
        kept = Buffer(repeating: 0, count: count)
        empty = Buffer(repeating: 0, count: count)
        opening = Buffer(repeating: 0, count: count)
        seatCounts = Buffer(repeating: 0, count: count)
        var starts = Buffer<Int>(room: count), total = 0
        for object in 0..<count - 1 {
            starts.append(total)
            total += old.grid.objectAmounts[object]
        }
        starts.append(total)
        seatStarts = starts
        seats = Buffer(repeating: Seat(bidder: -1, link: -1, level: 0), count: total)
        outside = Outside()
        for object in 0..<count - 1 { prices[object] = old.prices[object] }
        placement = old
    }

    /// One round for each increment; false when it was cancelled.
    mutating func run(isCancelled: () -> Bool) -> Bool {
        open()
        while true {
            while let bidder = nextBidder() {
                if work & 4095 == 0, isCancelled() { return false }
                bid(bidder)
            }
            if increment <= least { return true }
            increment = max(1, increment / 8)
            reopen()
        }
    }

    /// All slots are free at the prices of the placement, then the keeper takes the cheapest.
    private mutating func open() {
        let last = objectCount
        for object in 0...last {
            opening[object] = prices[object] == .max ? floor : max(prices[object], floor)
            kept[object] = 0
            seatCounts[object] = 0
        }
        placement.clear()
        outside.removeAll()
        waiting.removeAll()
        lowest.removeAll()
        var demand = 0
        for bidder in (0..<placement.grid.bidderCount).reversed() where placement.grid.hasLinks(bidder) {
            demand += placement.free[bidder]
            waiting.append(Int32(bidder))
        }
        for object in 0..<last { empty[object] = placement.grid.objectAmounts[object] }
        empty[last] = demand
        keeperFree = placement.totalCapacity
        for object in 0...last {
            lows[object] = empty[object] > 0 ? opening[object] : .max
            keys[object] = lows[object]
            if empty[object] > 0 { lowest.push(lows[object], Int32(object)) }
        }
        keeperTakesOpening()
        for object in 0...last { showPrice(of: object) }
    }

    /// Those who lost a place come first; the keeper waits until nobody else does.
    private mutating func nextBidder() -> Int32? {
        while true {
            while waiting.count > 0 {
                let bidder = waiting.removeLast()
                if placement.free[bidder] > 0 { return bidder }
            }
            guard keeperFree > 0 else { return nil }
            keeperBids()
        }
    }

    func showPrice(of object: Int) {
        prices[object] = kept[object] > 0 ? .min : lows[object]
    }
}

/// Units that stay outside, the cheapest to send back first.
struct Outside: ~Copyable {
    private var bidders = Buffer<Int32>()
    private var heap = Heap<Int>()

    /// The lowest level, or nil when nobody is outside.
    var least: Int? { heap.isEmpty ? nil : heap.least.key }

    mutating func removeAll() {
        bidders.removeAll()
        heap.removeAll()
    }

    mutating func insert(_ bidder: Int32, level: Int) {
        heap.push(level, Int32(bidders.count))
        bidders.append(bidder)
    }

    mutating func removeLeast() -> Int32 {
        bidders[heap.pop().node]
    }
}
