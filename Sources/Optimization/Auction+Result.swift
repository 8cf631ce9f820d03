extension Auction {
    /// The placement of the last round, with its prices above the floor; `Placement.mend` makes it the optimum.
    consuming func result() -> Placement {
        for object in 0..<objectCount { placement.prices[object] = prices[object] == .max ? 0 : price(of: object) - floor }
        placement.clear()
        for object in 0..<objectCount {
            let first = seatStarts[object]
            for place in first..<first + seatCounts[object] {
                let seat = seats[place]
                placement.change(Int32(object), seat.bidder, seat.link, by: 1)
                placement.free[seat.bidder] -= 1
            }
        }
        return placement
    }
}

extension Placement {
    var totalCapacity: Int {
        var total = 0
        for object in 0..<grid.objectCount { total += grid.objectAmounts[object] }
        return total
    }

    var totalDemand: Int {
        var total = 0
        for bidder in 0..<grid.bidderCount { total += grid.bidderAmounts[bidder] }
        return total
    }

    /// The greatest weight by amount, and how far weights lie apart.
    var weights: (greatest: Int, spread: Int) {
        var least = Int.max, most = Int.min
        for bidder in 0..<grid.bidderCount where grid.hasLinks(bidder) {
            most = max(most, grid.weight(Int(grid.starts[bidder])))
            // The least is the last that is sorted, or one of those that are not.
            for link in Int(grid.sortedEnds[bidder]) - 1..<Int(grid.starts[bidder + 1]) { least = min(least, grid.weight(link)) }
        }
        return most < least ? (0, 0) : (max(abs(least), abs(most)), most - least)
    }

    /// True when every bidder's limits are of a kind that bids can express.
    var bidsEverywhere: Bool {
        for bidder in 0..<Int32(grid.bidderCount) {
            if manners[bidder] == .notAtAll { return false }
        }
        return true
    }

    /// Nothing is placed any more.
    mutating func clear() {
        for object in 0..<objects.count {
            objects.base[object].slotCount = 0
            objects.base[object].free = grid.objectAmounts[object]
        }
        for bidder in 0..<grid.bidderCount { free[bidder] = grid.bidderAmounts[bidder] }
        for link in 0..<flows.count { flows[link] = 0 }
    }
}

extension Grid {
    func hasLinks(_ bidder: Int) -> Bool { starts[bidder] < starts[bidder + 1] }
}
