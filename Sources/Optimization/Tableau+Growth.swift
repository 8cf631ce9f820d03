extension Tableau {
    /// Adds a node with nothing to link it yet.
    mutating func appendNode(amount: Int) -> Int32 {
        note(.newNode)
        nodes.append(Node(start: Int32(list.count), amount: amount, free: amount))
        prices.append(.zero)
        search.stamp.append(0)
        search.distance.append(.zero)
        search.parent.append(-1)
        return Int32(nodes.count - 1)
    }

    mutating func removeLastNode() {
        _ = nodes.removeLast()
        _ = prices.removeLast()
        _ = search.stamp.removeLast()
        _ = search.distance.removeLast()
        _ = search.parent.removeLast()
    }

    /// Adds an arc without flow; the caller restores the optimum with `revise`.
    mutating func appendArc(need: Int32, offer: Int32, weight: Value) -> Int32 {
        let arc = Int32(arcs.count)
        let needPlace = extend(need), offerPlace = extend(offer)
        list[needPlace] = arc
        list[offerPlace] = arc
        arcs.append(Arc(
            weight: weight, flow: 0, limit: 0, need: need, offer: offer, needPlace: needPlace, offerPlace: offerPlace))
        note(.newArc)
        return arc
    }

    /// Undoing comes newest first, so the last arc without flow stands last in both windows.
    mutating func removeLastArc() {
        let arc = arcs.removeLast()
        nodes.base[Int(arc.need)].count -= 1
        nodes.base[Int(arc.offer)].count -= 1
    }

    private mutating func extend(_ node: Int32) -> Int32 {
        if nodes[node].count == nodes[node].room { move(node) }
        let window = nodes.base + Int(node)
        window.pointee.count += 1
        return window.pointee.start + window.pointee.count - 1
    }

    /// Gives a node a window of twice the size at the end of the list.
    private mutating func move(_ node: Int32) {
        let old = nodes[node], start = Int32(list.count)
        let room = max(4, old.room * 2)
        note(.window(node: node, start: old.start, room: old.room))
        list.append(repeating: -1, count: Int(room))
        relocate(node, to: start, room: room)
    }

    mutating func relocate(_ node: Int32, to start: Int32, room: Int32) {
        let window = nodes[node]
        for offset in 0..<window.count {
            put(list[window.start + offset], at: start + offset, of: node)
        }
        nodes.base[Int(node)].start = start
        nodes.base[Int(node)].room = room
    }
}
