extension Auction {
    /// The placement that the last round found, with whole prices that prove it.
    consuming func result() -> Placement {
        var scaled = [floor]
        for object in 0...objectCount { scaled.append(finalPrice(of: object)) }
        let rounding = Rounding(scaled, scale: scale), ground = rounding.whole(floor)
        for object in 0..<objectCount { placement.prices[object] = rounding.whole(scaled[object + 1]) - ground }
        if placement.flows.count > 0 {
            for link in 0..<placement.flows.count { placement.flows[link] = 0 }
        }
        for object in 0..<objectCount {
            let first = seatStarts[object]
            for place in first..<first + seatCounts[object] {
                placement.change(Int32(object), seats[place].bidder, seats[place].link, by: 1)
            }
        }
        for bidder in 0..<placement.grid.bidderCount { placement.free[bidder] = placement.grid.bidderAmounts[bidder] }
        for object in 0..<objectCount {
            let first = seatStarts[object]
            for place in first..<first + seatCounts[object] { placement.free[seats[place].bidder] -= 1 }
        }
        placement.setValues()
        return placement
    }

    /// An object without any slot has the price of the ground; its pairs take no part.
    private func finalPrice(of object: Int) -> Int {
        prices[object] == .max ? floor : max(prices[object], floor)
    }
}

extension Placement {
    var totalCapacity: Int {
        var total = 0
        for object in 0..<grid.objectCount { total += grid.objectAmounts[object] }
        return total
    }

    var greatestWeight: Int {
        var greatest = 0
        for link in 0..<grid.links.count { greatest = max(greatest, abs(grid.weight(link))) }
        return greatest
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
