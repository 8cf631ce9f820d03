extension Placement {
    /// Makes the optimum of a placement that is near it, whatever its prices are, as long as none is below zero.
    ///
    /// Units that are better elsewhere leave; then shortest paths bring every free unit to a slot, and every free slot
    /// either a unit or the price zero (successive shortest paths from both sides, see `Tableau`). Near the optimum the
    /// paths are short.
    mutating func mend(_ isCancelled: () -> Bool) throws(MarketProblem) {
        for bidder in 0..<grid.bidderCount { values[bidder] = bestValue(of: bidder) }
        for object in 0..<Int32(objects.count) { releaseDiscontent(at: object) }
        for bidder in 0..<Int32(grid.bidderCount) {
            if bidder & 255 == 0, isCancelled() { throw .cancelled }
            settle(bidder)
        }
        guard hasPricedRoom else { return }
        let incoming = Incoming(grid)
        for object in 0..<Int32(objects.count) {
            if object & 255 == 0, isCancelled() { throw .cancelled }
            settle(object: object, incoming)
        }
    }

    private mutating func releaseDiscontent(at object: Int32) {
        let first = Int(objects[object].slotStart)
        var place = first
        while place < first + Int(objects[object].slotCount) {
            let slot = slots[place]
            if grid.weight(Int(slot.link)) - prices[object] >= values[slot.bidder] {
                place += 1
            } else {
                free[slot.bidder] += Int(slot.units)
                change(object, slot.bidder, slot.link, by: -slot.units)
            }
        }
    }

    private var hasPricedRoom: Bool {
        for object in 0..<objects.count where objects[object].free > 0 && prices[object] > 0 { return true }
        return false
    }

    /// Fills the free slots of an object or lowers its price until they cost nothing.
    private mutating func settle(object: Int32, _ incoming: borrowing Incoming) {
        while objects[object].free > 0, prices[object] > 0 {
            findUnit(for: object, incoming)
            draw(to: object)
        }
    }

    /// Finds whose unit gains most by a free slot, straight or by a chain of moves, and moves the prices of what is nearer.
    private mutating func findUnit(for start: Int32, _ incoming: borrowing Incoming) {
        search.begin()
        search.best = prices[start]
        search.sink = start
        search.sinkIsObject = true
        label(object: start, 0, from: -1, by: -1)
        vacate(start, 0, incoming)
        while !search.heap.isEmpty, search.heap.least.key < search.best {
            let entry = search.heap.pop()
            if entry.node < 0 {
                if search.bidders[~entry.node].distance == entry.key { move(~entry.node, entry.key) }
            } else if search.objects[entry.node].distance == entry.key {
                vacate(entry.node, entry.key, incoming)
            }
        }
        lowerPrices()
    }

    /// A slot of an object is free: it may stay free, or take a unit of any bidder that has a link with room.
    private mutating func vacate(_ object: Int32, _ distance: Int, _ incoming: borrowing Incoming) {
        let base = distance &+ prices[object]
        if base < search.best {
            search.best = base
            search.sink = object
            search.sinkIsObject = true
        }
        let offset = base &- grid.base
        for place in Int(incoming.starts[object])..<Int(incoming.starts[object + 1]) {
            let entry = incoming.entries[place]
            let reached = offset &+ values[entry.bidder] &- Int(entry.score)
            guard reached < search.best else { continue }
            let known = search.bidders[entry.bidder]
            guard known.stamp != search.round || reached < known.distance else { continue }
            if grid.hasLimits, !hasRoom(grid.link(of: entry.bidder, to: object)) { continue }
            label(bidder: entry.bidder, reached, from: object, by: -1)
            if free[entry.bidder] > 0 {
                search.best = reached
                search.sink = entry.bidder
                search.sinkIsObject = false
            } else {
                search.heap.push(reached, ~entry.bidder)
            }
        }
    }

    /// A unit of a bidder leaves one of the objects where it has any.
    private mutating func move(_ bidder: Int32, _ distance: Int) {
        let value = values[bidder], sortedEnd = Int(grid.sortedEnds[bidder])
        for link in Int(grid.starts[bidder])..<Int(grid.starts[bidder + 1]) {
            if link == sortedEnd { grid.order(Int(bidder)) }
            let weight = grid.weight(link)
            if weight < value { break }
            let object = grid.links[link].object, step = weight &- prices[object] &- value, reached = distance &+ step
            guard step >= 0, reached < search.best else { continue }
            let known = search.objects[object]
            guard known.stamp != search.round || reached < known.distance, held(object, Int32(link)) > 0 else { continue }
            label(object: object, reached, from: bidder, by: Int32(link))
            search.heap.push(reached, object)
        }
    }

    private mutating func label(object: Int32, _ distance: Int, from bidder: Int32, by link: Int32) {
        if search.objects[object].stamp != search.round { search.reachedObjects.append(object) }
        search.objects[object] = PlacementSearch.Label(distance: distance, stamp: search.round, link: link, from: bidder)
    }

    private func lowerPrices() {
        for index in 0..<search.reachedBidders.count {
            let bidder = search.reachedBidders[index]
            values[bidder] += max(0, search.best - search.bidders[bidder].distance)
        }
        for index in 0..<search.reachedObjects.count {
            let object = search.reachedObjects[index]
            prices[object] -= max(0, search.best - search.objects[object].distance)
        }
    }

    /// Moves units along the path that was found; none when it ends where it began.
    private mutating func draw(to start: Int32) {
        if search.sinkIsObject, search.sink == start { return }
        let units = mostUnits(to: start)
        var object = search.sink
        if !search.sinkIsObject {
            free[search.sink] -= units
            object = enter(by: search.sink, units)
        }
        while object != start {
            let left = search.objects[object]
            change(object, left.from, left.link, by: -Int32(units))
            object = enter(by: left.from, units)
        }
    }

    private mutating func enter(by bidder: Int32, _ units: Int) -> Int32 {
        let object = search.bidders[bidder].from
        change(object, bidder, Int32(grid.link(of: bidder, to: object)), by: Int32(units))
        return object
    }

    private func mostUnits(to start: Int32) -> Int {
        var units = objects[start].free, object = search.sink
        if !search.sinkIsObject {
            units = min(units, free[search.sink], room(by: search.sink))
            object = search.bidders[search.sink].from
        }
        while object != start {
            let left = search.objects[object]
            units = min(units, Int(held(object, left.link)), room(by: left.from))
            object = search.bidders[left.from].from
        }
        return units
    }

    private func room(by bidder: Int32) -> Int {
        grid.hasLimits ? room(on: grid.link(of: bidder, to: search.bidders[bidder].from)) : .max
    }
}

extension Grid {
    /// The link between the two, which there must be; looked for, so only where it is rarely asked.
    func link(of bidder: Int32, to object: Int32) -> Int {
        order(Int(bidder))
        var link = Int(starts[bidder])
        while links[link].object != object { link += 1 }
        return link
    }
}

/// The links of a grid by object.
struct Incoming: ~Copyable {
    struct Entry: BitwiseCopyable {
        let bidder: Int32
        let score: Int32
    }

    /// The entries of object `i` are `starts[i]..<starts[i + 1]`.
    let starts: Buffer<Int32>
    let entries: Buffer<Entry>

    init(_ grid: borrowing Grid) {
        let count = grid.objectCount
        starts = Buffer(repeating: 0, count: count + 1)
        entries = Buffer(repeating: Entry(bidder: -1, score: 0), count: grid.links.count)
        let links = grid.links.base, starts = starts.base, entries = entries.base
        for link in 0..<grid.links.count { starts[Int(links[link].object) + 1] &+= 1 }
        for object in 0..<count { starts[object + 1] &+= starts[object] }
        // Each object's entries are put in from the end, so that its end has become its start when all are there.
        for bidder in (0..<grid.bidderCount).reversed() {
            for link in Int(grid.starts[bidder])..<Int(grid.starts[bidder + 1]) {
                let end = starts + Int(links[link].object) + 1
                end.pointee &-= 1
                entries[Int(end.pointee)] = Entry(bidder: Int32(bidder), score: links[link].score)
            }
        }
        for object in 0..<count { starts[object] = starts[object + 1] }
        starts[count] = Int32(grid.links.count)
    }
}
