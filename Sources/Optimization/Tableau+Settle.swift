extension Tableau {
    /// Places the free units of a node until none is left or leaving the rest outside costs nothing.
    mutating func settle(_ node: Int32) {
        while nodes[node].free > 0, prices[node] > .zero {
            findPath(from: node)
            augment(from: node)
        }
    }

    private mutating func augment(from start: Int32) {
        let units = bottleneck(from: start)
        guard units > 0 else { return }
        var node = search.sink
        if search.sinkIsNear {
            set(free: nodes[node].free + units, of: node)
            if node != start { node = push(-units, into: node) }
        } else {
            set(free: nodes[node].free - units, of: node)
        }
        while node != start {
            node = push(units, into: node)
            if node != start { node = push(-units, into: node) }
        }
        set(free: nodes[start].free - units, of: start)
    }

    /// Changes the flow on the arc by which a node was reached and steps back along it.
    private mutating func push(_ units: Int, into node: Int32) -> Int32 {
        let arc = search.parent[node]
        set(flow: arcs[arc].flow + Int32(units), of: arc)
        return other(arc, than: node)
    }

    private func bottleneck(from start: Int32) -> Int {
        var node = search.sink
        guard node != start else { return 0 }
        var units = nodes[start].free
        if search.sinkIsNear {
            units = min(units, Int(arcs[search.parent[node]].flow))
            node = other(search.parent[node], than: node)
        } else {
            units = min(units, nodes[node].free)
        }
        while node != start {
            let entered = search.parent[node]
            units = min(units, Int(arcs[entered].limit - arcs[entered].flow))
            node = other(entered, than: node)
            guard node != start else { break }
            units = min(units, Int(arcs[search.parent[node]].flow))
            node = other(search.parent[node], than: node)
        }
        return units
    }
}
