extension Placement {
    /// Lets every bidder with free units bid a few times; the prices stay a proof for what is placed.
    mutating func bid(passes: Int) {
        for _ in 0..<passes {
            for bidder in 0..<Int32(grid.bidderCount) where free[bidder] > 0 { bid(bidder) }
        }
        setValues()
    }

    private mutating func bid(_ bidder: Int32) {
        let first = Int(grid.starts[bidder]), end = Int(grid.starts[bidder + 1])
        switch manners[bidder] {
        case .freely: while free[bidder] > 0, bidOnce(bidder, first, end) {}
        case .distinctly: while free[bidder] > 0, bidDistinctly(bidder, first, end) {}
        case .notAtAll: return
        }
    }


    /// One unit a pair is common (two different volunteers for a household); other limits are left to the paths.
    static func manner(of bidder: Int, _ grid: borrowing Grid) -> Manner {
        let amount = grid.bidderAmounts[bidder], first = Int(grid.starts[bidder]), end = Int(grid.starts[bidder + 1])
        guard amount > 1, grid.hasLimits else { return .freely }
        var least = grid.limit, most = grid.limit
        if grid.limits.count > 0 {
            (least, most) = (.max, 0)
            for link in first..<end {
                least = min(least, grid.limits[link])
                most = max(most, grid.limits[link])
            }
        }
        if Int(least) >= amount { return .freely }
        return most == 1 && amount <= 16 ? .distinctly : .notAtAll
    }

    /// Bids for as many best objects as there are free units, each as much as makes it no better than the best object
    /// that is left over, and raises what is held already to the same: so no held unit ever earns less than that.
    private mutating func bidDistinctly(_ bidder: Int32, _ first: Int, _ end: Int) -> Bool {
        let wanted = free[bidder]
        let sortedEnd = Int(grid.sortedEnds[bidder])
        top.removeAll()
        for link in first..<end {
            if link == sortedEnd { grid.order(Int(bidder)) }
            let weight = grid.weight(link)
            if weight <= (top.count > wanted ? top[wanted].value : 0) { break }
            guard flows[link] == 0 else { continue }
            let value = weight - prices[grid.links[link].object]
            if value > 0 { keepTop(Ranked(value: value, link: link), atMost: wanted + 1) }
        }
        let threshold = top.count > wanted ? top[wanted].value : 0
        for link in first..<end where flows[link] > 0 { raise(link, to: grid.weight(link) - threshold) }
        var hasPlaced = false
        for rank in 0..<min(wanted, top.count) {
            let link = top[rank].link, object = grid.links[link].object
            let level = grid.weight(link) - threshold
            if objects[object].free == 0, level == prices[object] { continue }
            place(bidder, link, 1, level)
            hasPlaced = true
        }
        return hasPlaced
    }

    mutating func keepTop(_ new: Ranked, atMost count: Int) {
        if top.count == count {
            guard new.value > top[count - 1].value else { return }
            _ = top.removeLast()
        }
        top.append(new)
        var place = top.count - 1
        while place > 0, top[place - 1].value < new.value {
            top[place] = top[place - 1]
            place -= 1
        }
        top[place] = new
    }

    private func raise(_ link: Int, to level: Int) {
        let seat = objects[grid.links[link].object]
        for slot in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) where slots[slot].link == Int32(link) {
            levels[slot] = max(levels[slot], level)
        }
    }

    /// Bids for the best object as much as makes it no better than the second best; false when that gains nothing.
    private mutating func bidOnce(_ bidder: Int32, _ first: Int, _ end: Int) -> Bool {
        var best = 0, second = 0, chosen = -1
        let links = grid.links.base, prices = prices.base, base = grid.base, sortedEnd = Int(grid.sortedEnds[bidder])
        for link in first..<end {
            if link == sortedEnd { grid.order(Int(bidder)) }
            let weight = base &+ Int(links[link].score)
            if weight <= second { break }
            let value = weight &- prices[Int(links[link].object)]
            // No branch: nobody could foretell it.
            second = max(second, min(best, value))
            chosen = value > best ? link : chosen
            best = max(best, value)
        }
        guard chosen >= 0 else { return false }
        let object = links[chosen].object
        let level = prices[Int(object)] &+ best &- second
        let seat = objects[object]
        if seat.free == 0, level == prices[Int(object)] { return false }
        let units = min(free[bidder], grid.objectAmounts[object])
        guard units > 0 else { return false }
        place(bidder, chosen, units, level)
        return true
    }

    private mutating func place(_ bidder: Int32, _ link: Int, _ units: Int, _ level: Int) {
        let object = grid.links[link].object
        free[bidder] -= units
        change(object, bidder, Int32(link), by: Int32(units), level: level)
        while objects[object].free < 0 { displace(at: object) }
        if objects[object].free == 0 { prices[object] = lowestLevel(at: object) }
    }

    /// The units with the lowest level leave an object that holds too many.
    private mutating func displace(at object: Int32) {
        let seat = objects[object]
        var lowest = Int(seat.slotStart)
        for slot in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) where levels[slot] < levels[lowest] {
            lowest = slot
        }
        let slot = slots[lowest], units = min(Int(slot.units), -seat.free)
        free[slot.bidder] += units
        change(object, slot.bidder, slot.link, by: -Int32(units), level: levels[lowest])
    }

    private func lowestLevel(at object: Int32) -> Int {
        let seat = objects[object]
        var lowest = Int.max
        for slot in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) { lowest = min(lowest, levels[slot]) }
        return lowest == .max ? 0 : lowest
    }

    /// The least that a placed unit earns; for bidders with free units the most that another could.
    mutating func setValues() {
        for bidder in 0..<grid.bidderCount { values[bidder] = free[bidder] > 0 ? bestValue(of: bidder) : .max }
        for object in 0..<objects.count {
            let seat = objects[object]
            for slot in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) {
                let bidder = slots[slot].bidder
                let value = grid.weight(Int(slots[slot].link)) - prices[object]
                if free[bidder] == 0 { values[bidder] = min(values[bidder], value) }
            }
        }
        for bidder in 0..<grid.bidderCount where values[bidder] == .max { values[bidder] = bestValue(of: bidder) }
    }

    func bestValue(of bidder: Int) -> Int {
        var best = 0
        let sortedEnd = Int(grid.sortedEnds[bidder])
        for link in Int(grid.starts[bidder])..<Int(grid.starts[bidder + 1]) {
            if link == sortedEnd { grid.order(bidder) }
            if grid.weight(link) <= best { break }
            guard hasRoom(link) else { continue }
            best = max(best, grid.weight(link) - prices[grid.links[link].object])
        }
        return best
    }
}
