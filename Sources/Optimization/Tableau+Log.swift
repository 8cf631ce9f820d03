extension Tableau {
    /// One thing as it was before it changed.
    enum Change: BitwiseCopyable {
        case amount(node: Int32, Int)
        case free(node: Int32, Int)
        case price(node: Int32, Value)
        case weight(arc: Int32, Value)
        case limit(arc: Int32, Int32)
        case flow(arc: Int32, Int32, needPlace: Int32, offerPlace: Int32)
        case window(node: Int32, start: Int32, room: Int32)
        case newArc
        case newNode
    }

    mutating func set(amount: Int, of node: Int32) {
        note(.amount(node: node, nodes[node].amount))
        nodes.base[Int(node)].amount = amount
    }

    mutating func set(free: Int, of node: Int32) {
        note(.free(node: node, nodes[node].free))
        nodes.base[Int(node)].free = free
    }

    mutating func set(price: Value, of node: Int32) {
        note(.price(node: node, prices[node]))
        prices[node] = price
    }

    mutating func set(weight: Value, of arc: Int32) {
        note(.weight(arc: arc, arcs[arc].weight))
        arcs.base[Int(arc)].weight = weight
    }

    mutating func set(limit: Int32, of arc: Int32) {
        note(.limit(arc: arc, arcs[arc].limit))
        arcs.base[Int(arc)].limit = limit
    }

    mutating func set(flow: Int32, of arc: Int32) {
        let link = arcs.base + Int(arc)
        note(.flow(
            arc: arc, link.pointee.flow, needPlace: link.pointee.needPlace, offerPlace: link.pointee.offerPlace))
        let (was, isUsed) = (link.pointee.flow > 0, flow > 0)
        link.pointee.flow = flow
        guard was != isUsed else { return }
        partition(arc, at: link.pointee.need, isUsed: isUsed)
        partition(arc, at: link.pointee.offer, isUsed: isUsed)
    }

    /// Keeps the used arcs of a node in front of its window.
    private mutating func partition(_ arc: Int32, at node: Int32, isUsed: Bool) {
        let window = nodes.base + Int(node)
        if !isUsed { window.pointee.used -= 1 }
        swap(place(of: arc, at: node), window.pointee.start + window.pointee.used, at: node)
        if isUsed { window.pointee.used += 1 }
    }

    private func place(of arc: Int32, at node: Int32) -> Int32 {
        arcs[arc].need == node ? arcs[arc].needPlace : arcs[arc].offerPlace
    }

    private mutating func swap(_ one: Int32, _ two: Int32, at node: Int32) {
        let (first, second) = (list[one], list[two])
        put(first, at: two, of: node)
        put(second, at: one, of: node)
    }

    mutating func put(_ arc: Int32, at place: Int32, of node: Int32) {
        list[place] = arc
        if arcs[arc].need == node {
            arcs.base[Int(arc)].needPlace = place
        } else {
            arcs.base[Int(arc)].offerPlace = place
        }
    }

    @inline(__always)
    mutating func note(_ change: Change) {
        if isLogging { log.append(change) }
    }

    /// From here on every change is remembered until `rollBack`.
    mutating func mark() {
        log.removeAll()
        isLogging = true
        listMark = list.count
    }

    /// Takes back what was logged, newest first, down to the last place in every list.
    mutating func rollBack() {
        guard isLogging else { return }
        isLogging = false
        for index in (0..<log.count).reversed() { undo(log[index]) }
        log.removeAll()
        list.truncate(to: listMark)
    }

    private mutating func undo(_ change: Change) {
        switch change {
        case let .amount(node, old): set(amount: old, of: node)
        case let .free(node, old): set(free: old, of: node)
        case let .price(node, old): set(price: old, of: node)
        case let .weight(arc, old): set(weight: old, of: arc)
        case let .limit(arc, old): set(limit: old, of: arc)
        case let .flow(arc, old, needPlace, offerPlace):
            set(flow: old, of: arc)
            swap(arcs[arc].needPlace, needPlace, at: arcs[arc].need)
            swap(arcs[arc].offerPlace, offerPlace, at: arcs[arc].offer)
        case let .window(node, start, room): relocate(node, to: start, room: room)
        case .newArc: removeLastArc()
        case .newNode: removeLastNode()
        }
    }
}
