extension Auction {
    /// At the opening the keeper fills the cheapest slots at their price; the floor is that of the cheapest left over.
    mutating func keeperTakesOpening() {
        floor = 0
        while keeperFree > 0, let object = cheapest() {
            let units = min(keeperFree, empty[object])
            empty[object] -= units
            kept[object] += units
            keeperFree -= units
            refreshLow(of: object)
        }
        if let object = cheapest() { floor = lows[object] }
    }

    /// The keeper takes back the cheapest slots; the floor rises above the next one.
    mutating func keeperBids() {
        while keeperFree > 0, let object = cheapest() {
            if empty[object] > 0, opening[object] == lows[object] {
                empty[object] -= 1
            } else {
                dismissLowest(of: object)
            }
            kept[object] += 1
            keeperFree -= 1
            refreshLow(of: object)
            showPrice(of: object)
        }
        if let object = cheapest() { floor = max(floor, lows[object] + increment) }
    }

    /// The object with the lowest level that the keeper does not hold; an entry that has become too low sinks when it is met.
    mutating func cheapest() -> Int? {
        while !lowest.isEmpty {
            let entry = lowest.least, object = Int(entry.node), low = lows[object]
            if entry.key != keys[object] {
                _ = lowest.pop()
            } else if low == entry.key {
                return object
            } else {
                keys[object] = low
                if low == .max { _ = lowest.pop() } else { lowest.replaceLeast(low, entry.node) }
            }
        }
        return nil
    }

    /// The unit with the lowest level loses its place.
    mutating func dismissLowest(of object: Int) {
        if object == objectCount {
            release(outside.removeLeast())
            return
        }
        let first = seatStarts[object], last = first + seatCounts[object] - 1
        var least = first
        for place in first...last where seats[place].level < seats[least].level { least = place }
        let gone = seats[least]
        seats[least] = seats[last]
        seatCounts[object] -= 1
        if placement.flows.count > 0 { placement.flows[gone.link] -= 1 }
        release(gone.bidder)
    }

    mutating func release(_ bidder: Int32) {
        placement.free[bidder] += 1
        waiting.append(bidder)
    }

    mutating func refreshLow(of object: Int) {
        var low = empty[object] > 0 ? opening[object] : Int.max
        if object == objectCount {
            low = min(low, outside.least ?? .max)
        } else {
            let first = seatStarts[object]
            for place in first..<first + seatCounts[object] { low = min(low, seats[place].level) }
        }
        guard low != lows[object] || low == .max else { return }
        lows[object] = low
        if low < keys[object] {
            keys[object] = low
            lowest.push(low, Int32(object))
        }
    }
}
