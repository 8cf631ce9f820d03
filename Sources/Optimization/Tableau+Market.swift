extension Tableau {
    /// The columns of a market without flow; need `i` is node `i`, offer `j` is node `needCount + j`.
    init(_ market: Market, weigh: (_ score: Int, _ isPinned: Bool) -> Value) {
        self.init()
        for amount in market.demands + market.capacities { _ = appendNode(amount: amount) }
        let shift = Int32(market.needCount)
        arcs = Buffer(room: market.pairCount + market.pins.count)
        var columns = Buffer<Arc>(room: market.pairCount + market.pins.count)
        market.forEachColumn { need, pair, limit, isPinned in
            columns.append(Arc(
                weight: weigh(market.score(at: pair), isPinned), flow: 0, limit: limit, need: Int32(need),
                offer: shift + market.links[pair].object, needPlace: 0, offerPlace: 0))
        }
        arcs = columns
        link()
        for need in 0..<shift { prices[need] = bestWeight(of: need) }
    }

    /// Lays out the windows of all nodes, each with room for a few arcs more: the first ones to come then move nothing.
    private mutating func link() {
        for arc in 0..<arcs.count {
            nodes.base[Int(arcs[arc].need)].room += 1
            nodes.base[Int(arcs[arc].offer)].room += 1
        }
        var start: Int32 = 0
        for node in 0..<nodes.count {
            nodes.base[node].start = start
            nodes.base[node].room += 2 + nodes[node].room / 8
            start += nodes[node].room
        }
        list = Buffer(repeating: -1, count: Int(start))
        for arc in 0..<arcs.count {
            for node in [arcs[arc].need, arcs[arc].offer] {
                let window = nodes.base + Int(node)
                put(Int32(arc), at: window.pointee.start + window.pointee.count, of: node)
                window.pointee.count += 1
            }
        }
    }

    private func bestWeight(of need: Int32) -> Value {
        let window = nodes[need]
        var best = Value.zero
        for place in window.start..<window.start + window.count where arcs[list[place]].limit > 0 {
            best = max(best, arcs[list[place]].weight)
        }
        return best
    }

    /// Takes over the flow and the prices of a solution that was verified.
    mutating func load(_ solution: Solution, of market: Market, convert: (Int128) -> Value) {
        let needs = market.needCount
        for (need, price) in solution.certificate.needPrices.enumerated() { prices[need] = convert(price) }
        for (offer, price) in solution.certificate.offerPrices.enumerated() { prices[needs + offer] = convert(price) }
        var arc: Int32 = 0
        for assignment in solution.assignments {
            var left = assignment.units
            let (need, offer) = (Int32(assignment.need), Int32(needs + assignment.offer))
            while arcs[arc].need != need || arcs[arc].offer != offer { arc += 1 }
            while left > 0 {
                let units = min(left, Int(arcs[arc].limit))
                set(flow: Int32(units), of: arc)
                left -= units
                arc += 1
            }
            set(free: nodes[need].free - assignment.units, of: need)
            set(free: nodes[offer].free - assignment.units, of: offer)
        }
    }

    func certificate(needs: [Int32], offers: [Int32], weights: Weights, convert: (Value) -> Int128) -> Certificate {
        Certificate(
            weights: weights, needPrices: needs.map { convert(prices[$0]) },
            offerPrices: offers.map { convert(prices[$0]) })
    }
}
