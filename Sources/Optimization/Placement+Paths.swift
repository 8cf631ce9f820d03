extension Placement {
    /// Places the free units of a bidder by shortest paths until none is left or staying out costs nothing.
    mutating func settle(_ bidder: Int32) {
        while free[bidder] > 0, values[bidder] > 0 {
            findPath(from: bidder)
            augment(from: bidder)
        }
    }

    private mutating func findPath(from start: Int32) {
        search.begin()
        search.best = values[start]
        search.sink = start
        search.sinkIsObject = false
        label(bidder: start, 0, from: -1, by: -1)
        expand(bidder: start, 0)
        while !search.heap.isEmpty, search.heap.least.key < search.best {
            let entry = search.heap.pop()
            if entry.node < 0 {
                if search.bidders[~entry.node].distance == entry.key { expand(bidder: ~entry.node, entry.key) }
            } else if search.objects[entry.node].distance == entry.key {
                expand(object: entry.node, entry.key)
            }
        }
        movePrices()
    }

    private mutating func expand(bidder: Int32, _ distance: Int) {
        let base = distance &+ values[bidder]
        if base < search.best {
            search.best = base
            search.sink = bidder
            search.sinkIsObject = false
        }
        let first = Int(grid.starts[bidder]), end = Int(grid.starts[bidder + 1])
        let links = grid.links.base, prices = prices.base, labels = search.objects.base
        let offset = base &- grid.base, round = search.round, sortedEnd = Int(grid.sortedEnds[bidder])
        var best = search.best, scanned = end
        for link in first..<end {
            if link == sortedEnd { grid.order(Int(bidder)) }
            let object = links[link].object, least = offset &- Int(links[link].score)
            if least >= best {
                scanned = link
                break
            }
            let reached = least &+ prices[Int(object)]
            guard reached < best else { continue }
            let label = labels + Int(object)
            if label.pointee.stamp == round {
                guard reached < label.pointee.distance else { continue }
            }
            guard hasRoom(link) else { continue }
            if label.pointee.stamp != round { search.reachedObjects.append(object) }
            label.pointee = PlacementSearch.Label(distance: reached, stamp: round, link: Int32(link), from: bidder)
            if objects.base[Int(object)].free > 0 {
                best = reached
                search.best = reached
                search.sink = object
                search.sinkIsObject = true
            } else {
                search.heap.push(reached, object)
            }
        }
        search.work &+= scanned &- first &+ 1
    }

    private mutating func expand(object: Int32, _ distance: Int) {
        let seat = objects[object], price = prices[object]
        search.work &+= Int(seat.slotCount)
        for place in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) {
            let slot = slots[place]
            let step = grid.weight(Int(slot.link)) &- price &- values[slot.bidder]
            let reached = distance &+ step
            guard reached < search.best else { continue }
            let known = search.bidders[slot.bidder]
            guard known.stamp != search.round || reached < known.distance else { continue }
            label(bidder: slot.bidder, reached, from: object, by: slot.link)
            if step == 0 { expand(bidder: slot.bidder, reached) } else { search.heap.push(reached, ~slot.bidder) }
        }
    }

    mutating func label(bidder: Int32, _ distance: Int, from object: Int32, by link: Int32) {
        if search.bidders[bidder].stamp != search.round { search.reachedBidders.append(bidder) }
        search.bidders[bidder] = PlacementSearch.Label(
            distance: distance, stamp: search.round, link: link, from: object)
    }

    private mutating func movePrices() {
        for index in 0..<search.reachedBidders.count {
            let bidder = search.reachedBidders[index]
            let slack = search.best - search.bidders[bidder].distance
            if slack > 0 { values[bidder] -= slack }
        }
        for index in 0..<search.reachedObjects.count {
            let object = search.reachedObjects[index]
            let slack = search.best - search.objects[object].distance
            if slack > 0 { prices[object] += slack }
        }
    }

    private mutating func augment(from start: Int32) {
        let units = bottleneck(from: start)
        guard units > 0 else { return }
        var bidder = search.sink
        if search.sinkIsObject {
            bidder = enter(search.sink, units)
        } else {
            free[bidder] += units
        }
        while bidder != start {
            let label = search.bidders[bidder]
            change(label.from, bidder, label.link, by: -Int32(units))
            bidder = enter(label.from, units)
        }
        free[start] -= units
    }

    private mutating func enter(_ object: Int32, _ units: Int) -> Int32 {
        let label = search.objects[object]
        change(object, label.from, label.link, by: Int32(units))
        return label.from
    }

    private func bottleneck(from start: Int32) -> Int {
        var units = free[start]
        var bidder = search.sink
        if search.sinkIsObject {
            units = min(units, objects[search.sink].free, room(into: search.sink))
            bidder = search.objects[search.sink].from
        } else if bidder == start {
            return 0
        }
        while bidder != start {
            let label = search.bidders[bidder]
            units = min(units, Int(held(label.from, label.link)), room(into: label.from))
            bidder = search.objects[label.from].from
        }
        return units
    }

    private func room(into object: Int32) -> Int {
        room(on: Int(search.objects[object].link))
    }

    /// How many units a link can still take.
    func room(on link: Int) -> Int {
        flows.count == 0 ? .max : Int(grid.limit(of: link) - flows[link])
    }

    func held(_ object: Int32, _ link: Int32) -> Int32 {
        let seat = objects[object]
        for slot in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) where slots[slot].link == link {
            return slots[slot].units
        }
        return 0
    }
}
