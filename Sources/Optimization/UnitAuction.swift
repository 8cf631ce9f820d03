/// An auction for one unit on each side and a place for everyone, which needs no keeper: assignment problems.
///
/// Gauss-Seidel bidding with falling increments (Bertsekas 1979, 1988). Where not everyone can be placed it would never
/// end, so it gives up after many bids or at high prices, and the general methods take over.
struct UnitAuction<Price: FixedWidthInteger & SignedInteger & BitwiseCopyable>: ~Copyable {
    private let scale: Int
    private let spread: Int
    private let count: Int
    private let prices: Buffer<Price>
    /// By object: the bidder that holds it; by bidder: the link by which it holds one; or -1.
    private let owners: Buffer<Int32>
    private let held: Buffer<Int32>
    private var waiting = Buffer<Int32>()
    private var increment: Int
    /// Bids that may still be made.
    private var patience: Int
    /// No price is lower.
    private var floor = 0

    /// True when every bidder and every object has one unit, and all are to be placed.
    static func suits(_ grid: borrowing Grid) -> Bool {
        guard grid.base > 0, grid.bidderCount == grid.objectCount, grid.bidderCount > 1, !grid.hasLimits else { return false }
        for bidder in 0..<grid.bidderCount where grid.bidderAmounts[bidder] != 1 || !grid.hasLinks(bidder) { return false }
        for object in 0..<grid.objectCount where grid.objectAmounts[object] != 1 { return false }
        return true
    }

    init?(_ grid: borrowing Grid) {
        count = grid.bidderCount
        grid.orderAll()
        var least = Int.max, most = Int.min
        for bidder in 0..<count {
            most = max(most, Int(grid.links[grid.starts[bidder]].score))
            least = min(least, Int(grid.links[grid.starts[bidder + 1] - 1].score))
        }
        spread = most - least + 1
        scale = count + 1
        guard max(spread, abs(most), abs(least)) < Int(Price.max) / 8 / scale else { return nil }
        prices = Buffer(repeating: 0, count: count)
        held = Buffer(repeating: -1, count: count)
        owners = Buffer(repeating: -1, count: count)
        increment = max(1, spread * scale / 16)
        patience = 3000 * count + 1_000_000
    }

    /// Places everyone; false when it gave up.
    mutating func run(_ grid: borrowing Grid, isCancelled: () -> Bool) -> Bool {
        while true {
            open(grid)
            while waiting.count > 0 {
                patience -= 1
                if patience & 4095 == 0, patience <= 0 || isCancelled() { return false }
                guard bid(waiting.removeLast(), grid) else { return false }
            }
            if increment == 1 { return true }
            increment = max(1, increment / 8)
        }
    }

    /// Whoever is content with what it holds under the new increment keeps it; everyone else bids.
    private mutating func open(_ grid: borrowing Grid) {
        var least = prices[0]
        for object in 0..<count { least = min(least, prices[object]) }
        floor = Int(least)
        for bidder in (0..<Int32(count)).reversed() { if !isContent(bidder, grid) { waiting.append(bidder) } }
        for object in 0..<count where owners[object] >= 0 && held[owners[object]] < 0 { owners[object] = -1 }
    }

    private func isContent(_ bidder: Int32, _ grid: borrowing Grid) -> Bool {
        let mine = held[bidder]
        guard mine >= 0 else { return false }
        let enough = value(of: Int(mine), grid) + increment
        for link in Int(grid.starts[bidder])..<Int(grid.starts[bidder + 1]) {
            if Int(grid.links[link].score) * scale - floor <= enough { break }
            if value(of: link, grid) > enough {
                held[bidder] = -1
                return false
            }
        }
        return true
    }

    private func value(of link: Int, _ grid: borrowing Grid) -> Int {
        Int(grid.links[link].score) * scale - Int(prices[grid.links[link].object])
    }

    /// For the best object, as much as makes it no better than the second best, and one increment more.
    private mutating func bid(_ bidder: Int32, _ grid: borrowing Grid) -> Bool {
        let first = Int(grid.starts[bidder]), end = Int(grid.starts[bidder + 1])
        let links = grid.links.base, prices = prices.base, scale = scale, floor = floor
        var best = Int.min, second = Int.min, chosen = first
        var link = first
        while link < end {
            let weight = Int(links[link].score) &* scale
            if second != .min, weight &- floor <= second { break }
            let value = weight &- Int(prices[Int(links[link].object)])
            // No branch: nobody could foretell it.
            second = max(second, min(best, value))
            chosen = value > best ? link : chosen
            best = max(best, value)
            link += 1
        }
        if second == .min { second = best - spread * scale }
        let object = Int(links[chosen].object), price = Int(prices[object]) + best - second + increment
        guard price < Int(Price.max) / 2 else { return false }
        prices[object] = Price(truncatingIfNeeded: price)
        if owners[object] >= 0 {
            held[owners[object]] = -1
            waiting.append(owners[object])
        }
        owners[object] = bidder
        held[bidder] = Int32(truncatingIfNeeded: chosen)
        return true
    }

    /// Hands the places and whole prices over; see `Auction.result` for why rounding keeps the proof.
    consuming func place(into placement: inout Placement) {
        let rounding = Rounding((0..<count).map { Int(prices[$0]) }, scale: scale)
        var least = Int.max
        for object in 0..<count { least = min(least, rounding.whole(Int(prices[object]))) }
        for object in 0..<count {
            let bidder = owners[object]
            placement.change(Int32(object), bidder, held[bidder], by: 1)
            placement.free[bidder] = 0
            placement.prices[object] = rounding.whole(Int(prices[object])) - least
            placement.values[bidder] = placement.grid.weight(Int(held[bidder])) - placement.prices[object]
        }
    }
}

/// Whole prices from scaled ones.
///
/// Scaled prices obey every comparison up to less than the widest gap between their fractions; rounded down past that
/// gap, they obey all of them exactly.
struct Rounding {
    private let scale: Int
    private let shift: Int

    init(_ prices: [Int], scale: Int) {
        self.scale = scale
        let fractions = prices.map { Self.remainder($0, scale) }.sorted()
        guard let first = fractions.first, let last = fractions.last else {
            shift = 0
            return
        }
        var widest = first + scale - last, edge = first
        for index in fractions.indices.dropFirst() where fractions[index] - fractions[index - 1] > widest {
            widest = fractions[index] - fractions[index - 1]
            edge = fractions[index]
        }
        shift = scale - edge
    }

    func whole(_ price: Int) -> Int {
        let shifted = price + shift
        return (shifted - Self.remainder(shifted, scale)) / scale
    }

    private static func remainder(_ number: Int, _ divisor: Int) -> Int {
        let rest = number % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
