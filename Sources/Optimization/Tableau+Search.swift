extension Tableau {
    /// Finds the cheapest way to place one free unit of `start`, or to leave it or another unit outside, and moves the
    /// prices of the nodes nearer than that. Costs what it scans, not the size of the market.
    mutating func findPath(from start: Int32) {
        search.round &+= 1
        search.heap.removeAll()
        search.touched.removeAll()
        search.best = prices[start]
        search.sink = start
        search.sinkIsNear = true
        label(start, .zero, by: -1, code: ~start)
        expandNear(start, .zero)
        while !search.heap.isEmpty, search.heap.least.key < search.best {
            let entry = search.heap.pop()
            let node = entry.node < 0 ? ~entry.node : entry.node
            if search.distance[node] < entry.key { continue }
            if entry.node < 0 { expandNear(node, entry.key) } else { expandFar(node, entry.key) }
        }
        movePrices()
    }

    /// A unit stands at a node of the starting side: it may stay outside, or go along any arc with room.
    private mutating func expandNear(_ node: Int32, _ distance: Value) {
        let base = distance + prices[node]
        if base < search.best { end(at: node, base, isNear: true) }
        let window = nodes[node]
        let arcs = arcs.base, nodes = nodes.base, prices = prices.base
        search.work += Int(window.count)
        for place in Int(window.start)..<Int(window.start + window.count) {
            let arc = list[place], link = arcs + Int(arc)
            guard link.pointee.flow < link.pointee.limit else { continue }
            let far = link.pointee.need ^ link.pointee.offer ^ node
            let reached = base + prices[Int(far)] - link.pointee.weight
            guard reached < search.best, isNearer(far, reached) else { continue }
            label(far, reached, by: arc, code: far)
            if nodes[Int(far)].free > 0 {
                end(at: far, reached, isNear: false)
            } else {
                search.heap.push(reached, far)
            }
        }
    }

    /// A unit enters a full node of the other side: one of those that hold it must go.
    private mutating func expandFar(_ node: Int32, _ distance: Value) {
        let window = nodes[node]
        search.work += Int(window.used)
        for place in Int(window.start)..<Int(window.start + window.used) {
            let arc = list[place]
            let near = other(arc, than: node)
            let step = gain(arc)
            let reached = distance + step
            guard reached < search.best, isNearer(near, reached) else { continue }
            label(near, reached, by: arc, code: ~near)
            if step == .zero { expandNear(near, reached) } else { search.heap.push(reached, ~near) }
        }
    }

    @inline(__always)
    private func isNearer(_ node: Int32, _ distance: Value) -> Bool {
        search.stamp[node] != search.round || distance < search.distance[node]
    }

    @inline(__always)
    private mutating func label(_ node: Int32, _ distance: Value, by arc: Int32, code: Int32) {
        if search.stamp[node] != search.round {
            search.stamp[node] = search.round
            search.touched.append(code)
        }
        search.distance[node] = distance
        search.parent[node] = arc
    }

    @inline(__always)
    private mutating func end(at node: Int32, _ distance: Value, isNear: Bool) {
        search.best = distance
        search.sink = node
        search.sinkIsNear = isNear
    }

    private mutating func movePrices() {
        for index in 0..<search.touched.count {
            let code = search.touched[index]
            let node = code < 0 ? ~code : code
            let slack = search.best - search.distance[node]
            guard slack > .zero else { continue }
            set(price: code < 0 ? prices[node] - slack : prices[node] + slack, of: node)
        }
    }
}
