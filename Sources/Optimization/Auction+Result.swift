extension Auction {
    /// The placement that the last round found, with whole prices that prove it.
    ///
    /// Scaled prices obey every comparison up to less than the widest gap between their fractions; rounded down past
    /// that gap, they obey all of them exactly.
    consuming func result() -> Placement {
        let shift = roundingShift()
        let ground = Self.floorDivide(floor + shift, scale)
        for object in 0..<objectCount {
            let price = finalPrice(of: object)
            placement.prices[object] = Self.floorDivide(price + shift, scale) - ground
        }
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

    /// What to add so that the widest gap between fractions lies just below the next whole number.
    private func roundingShift() -> Int {
        var fractions = [Self.remainder(floor, scale)]
        for object in 0...objectCount { fractions.append(Self.remainder(finalPrice(of: object), scale)) }
        fractions.sort()
        var widest = fractions[0] + scale - fractions[fractions.count - 1], edge = fractions[0]
        for index in fractions.indices.dropFirst() where fractions[index] - fractions[index - 1] > widest {
            widest = fractions[index] - fractions[index - 1]
            edge = fractions[index]
        }
        return scale - edge
    }

    /// An object without any slot has the price of the ground; its pairs take no part.
    private func finalPrice(of object: Int) -> Int {
        prices[object] == .max ? floor : max(prices[object], floor)
    }

    private static func remainder(_ number: Int, _ divisor: Int) -> Int {
        let rest = number % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
        (number - remainder(number, divisor)) / divisor
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
            if case .notAtAll = manner(of: bidder, Int(grid.starts[bidder]), Int(grid.starts[bidder + 1])) { return false }
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
