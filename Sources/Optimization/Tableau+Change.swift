extension Tableau {
    /// Gives a node another amount and restores the optimum.
    mutating func resize(_ node: Int32, to amount: Int) {
        let more = amount - nodes[node].amount
        set(amount: amount, of: node)
        if more >= 0 {
            set(free: nodes[node].free + more, of: node)
            settle(node)
        } else {
            shrink(node, by: -more)
        }
    }

    private mutating func shrink(_ node: Int32, by units: Int) {
        let spared = min(units, nodes[node].free)
        set(free: nodes[node].free - spared, of: node)
        var left = units - spared
        var emptied: [Int32] = []
        while left > 0 {
            let arc = leastEarning(of: node)
            raise(node, by: gain(arc))
            let taken = min(left, Int(arcs[arc].flow))
            let far = other(arc, than: node)
            set(flow: arcs[arc].flow - Int32(taken), of: arc)
            set(free: nodes[far].free + taken, of: far)
            emptied.append(far)
            left -= taken
        }
        emptied.forEach { settle($0) }
    }

    /// The used arc of a node that earns least above its ends' prices.
    private func leastEarning(of node: Int32) -> Int32 {
        let window = nodes[node]
        var best = list[window.start]
        for place in window.start..<window.start + window.used where gain(list[place]) < gain(best) {
            best = list[place]
        }
        return best
    }

    private mutating func raise(_ node: Int32, by step: Value) {
        if step != .zero { set(price: prices[node] + step, of: node) }
    }

    /// Gives an arc another weight and limit and restores the optimum.
    mutating func revise(_ arc: Int32, weight: Value, limit: Int32) {
        set(weight: weight, of: arc)
        set(limit: limit, of: arc)
        var loose: [Int32] = []
        let excess = gain(arc) < .zero ? arcs[arc].flow : arcs[arc].flow - min(limit, arcs[arc].flow)
        if excess > 0 { drop(excess, from: arc, noting: &loose) }
        if gain(arc) > .zero, arcs[arc].flow < arcs[arc].limit {
            // An offer that has nothing to give may cost anything: nobody has to move for it.
            let offer = arcs[arc].offer
            if nodes[offer].amount == 0 { raise(offer, by: gain(arc)) } else { outbid(with: arc, noting: &loose) }
        }
        loose.forEach { settle($0) }
    }

    private mutating func drop(_ units: Int32, from arc: Int32, noting loose: inout [Int32]) {
        let (need, offer) = (arcs[arc].need, arcs[arc].offer)
        set(flow: arcs[arc].flow - units, of: arc)
        set(free: nodes[need].free + Int(units), of: need)
        set(free: nodes[offer].free + Int(units), of: offer)
        loose += [need, offer]
    }

    /// An arc became the best of its need: the need's price rises to it and what earns less is let go.
    private mutating func outbid(with arc: Int32, noting loose: inout [Int32]) {
        let need = arcs[arc].need
        raise(need, by: gain(arc))
        loose.append(need)
        let window = nodes[need]
        var weak: [Int32] = []
        for place in window.start..<window.start + window.used where gain(list[place]) < .zero {
            weak.append(list[place])
        }
        for arc in weak { drop(arcs[arc].flow, from: arc, noting: &loose) }
    }
}
