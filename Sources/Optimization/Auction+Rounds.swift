extension Auction {
    /// A round begins where the last one ended: the floor falls to what the keeper accepts under the new increment, and
    /// whoever would then rather be elsewhere leaves; those outside bid again.
    mutating func reopen() {
        if let object = cheapest() { floor = min(floor, lows[object] + increment) }
        for object in 0...objectCount { opening[object] = price(of: object) }
        for object in 0..<objectCount { releaseDiscontent(at: object) }
        while outside.least != nil {
            empty[objectCount] += 1
            release(outside.removeLeast())
        }
        lowest.removeAll()
        for object in 0...objectCount {
            lows[object] = .max
            keys[object] = .max
            refreshLow(of: object)
            showPrice(of: object)
        }
    }

    private mutating func releaseDiscontent(at object: Int) {
        let first = seatStarts[object]
        var place = first
        while place < first + seatCounts[object] {
            seats.base[place].level = opening[object]
            if isContent(seats[place], at: object) {
                place += 1
                continue
            }
            let gone = seats[place]
            seatCounts[object] -= 1
            seats[place] = seats[first + seatCounts[object]]
            empty[object] += 1
            if placement.flows.count > 0 { placement.flows[gone.link] -= 1 }
            release(gone.bidder)
        }
    }

    private func isContent(_ seat: Seat, at object: Int) -> Bool {
        let enough = placement.grid.weight(Int(seat.link)) - opening[object] + increment
        if -opening[objectCount] > enough { return false }
        let links = placement.grid.links.base, base = placement.grid.base, floor = floor
        let isDistinct = placement.manners[seat.bidder] == .distinctly, sortedEnd = Int(placement.grid.sortedEnds[seat.bidder])
        for link in Int(placement.grid.starts[seat.bidder])..<Int(placement.grid.starts[seat.bidder + 1]) {
            if link == sortedEnd { placement.grid.order(Int(seat.bidder)) }
            let weight = base &+ Int(links[link].score)
            if weight &- floor <= enough { return true }
            if weight &- opening[Int(links[link].object)] > enough, !isDistinct || placement.flows[link] == 0 { return false }
        }
        return true
    }
}
