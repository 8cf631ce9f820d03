extension Auction {
    mutating func bid(_ bidder: Int32) {
        let first = Int(placement.grid.starts[bidder]), end = Int(placement.grid.starts[bidder + 1])
        work += 1
        if placement.grid.bidderAmounts[bidder] > 1, placement.grid.hasLimits,
           placement.manners[bidder] == .distinctly {
            bidDistinctly(bidder, first, end)
        } else {
            bidOnce(bidder, first, end)
            if placement.free[bidder] > 0 { waiting.append(bidder) }
        }
    }

    /// A unit bids for its best place as much as makes that no better than the second best, and one increment more.
    private mutating func bidOnce(_ bidder: Int32, _ first: Int, _ end: Int) {
        var best = -price(of: objectCount), second = Int.min / 2, chosen = -1
        let links = placement.grid.links.base, prices = prices.base
        let base = placement.grid.base, floor = floor, sortedEnd = Int(placement.grid.sortedEnds[bidder])
        for link in first..<end {
            if link == sortedEnd { placement.grid.order(Int(bidder)) }
            let weight = base &+ Int(links[link].score)
            if weight &- floor <= second { break }
            let value = weight &- max(prices[Int(links[link].object)], floor)
            // No branch: nobody could foretell it.
            second = max(second, min(best, value))
            chosen = value > best ? link : chosen
            best = max(best, value)
        }
        let object = chosen < 0 ? objectCount : Int(links[chosen].object)
        take(object, bidder, chosen, level: price(of: object) + best - second + increment)
    }

    /// One unit a pair: the best free pairs are taken together, and every held unit's level rises to the same threshold.
    private mutating func bidDistinctly(_ bidder: Int32, _ first: Int, _ end: Int) {
        let wanted = placement.free[bidder], outsideValue = -price(of: objectCount), sortedEnd = Int(placement.grid.sortedEnds[bidder])
        placement.top.removeAll()
        for link in first..<end {
            if link == sortedEnd { placement.grid.order(Int(bidder)) }
            let most = placement.top.count > wanted ? placement.top[wanted].value : outsideValue
            if placement.grid.weight(link) - floor <= most { break }
            guard placement.flows[link] == 0 else { continue }
            let value = value(of: link)
            if value > outsideValue { placement.keepTop(Placement.Ranked(value: value, link: link), atMost: wanted + 1) }
        }
        let taken = min(wanted, placement.top.count)
        let threshold = placement.top.count > wanted ? placement.top[wanted].value : outsideValue
        for link in first..<end where placement.flows[link] > 0 {
            raise(link, to: placement.grid.weight(link) - threshold + increment)
        }
        for rank in 0..<taken {
            let link = placement.top[rank].link
            let level = placement.grid.weight(link) - threshold + increment
            take(Int(placement.grid.links[link].object), bidder, link, level: level)
        }
        for _ in taken..<wanted { take(objectCount, bidder, -1, level: increment - outsideValue) }
    }

    func price(of object: Int) -> Int {
        max(prices[object], floor)
    }

    private func value(of link: Int) -> Int {
        placement.grid.weight(link) - price(of: Int(placement.grid.links[link].object))
    }

    /// Puts a unit into the cheapest slot of an object: the keeper's, an empty one, or that of the lowest level.
    private mutating func take(_ object: Int, _ bidder: Int32, _ link: Int, level: Int) {
        if kept[object] > 0 {
            kept[object] -= 1
            keeperFree += 1
        } else if empty[object] > 0, opening[object] == lows[object] {
            empty[object] -= 1
        } else {
            dismissLowest(of: object)
        }
        placement.free[bidder] -= 1
        if object == objectCount {
            outside.insert(bidder, level: level)
        } else {
            seats[seatStarts[object] + seatCounts[object]] = Seat(bidder: bidder, link: Int32(link), level: level)
            seatCounts[object] += 1
            if placement.flows.count > 0 { placement.flows[link] += 1 }
        }
        refreshLow(of: object)
        showPrice(of: object)
    }

    private mutating func raise(_ link: Int, to level: Int) {
        let object = Int(placement.grid.links[link].object), first = seatStarts[object]
        for place in first..<first + seatCounts[object] where seats[place].link == Int32(link) {
            seats.base[place].level = max(seats[place].level, level)
        }
        refreshLow(of: object)
        showPrice(of: object)
    }
}
