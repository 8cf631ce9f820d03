extension LiveMarket {
    /// The market as it is now.
    public func market() throws(MarketProblem) -> Market {
        var pairs: [Pair] = [], pins: [Pin] = []
        for need in 0..<needCount {
            for (offer, columns) in columns(of: need) {
                let limit = total(of: columns)
                guard limit > 0 else { continue }
                pairs.append(Pair(
                    need: need, offer: offer, score: score(of: columns), limit: limit == .max ? nil : Int(limit)))
                let fixed = columns.pinned.map { Int(engine.state(of: $0).limit) } ?? 0
                if fixed > 0 { pins.append(Pin(need: need, offer: offer, units: fixed)) }
            }
        }
        return try Market(
            demands: needNodes.map { engine.amount(of: $0) }, capacities: offerNodes.map { engine.amount(of: $0) },
            pairs: pairs, pins: pins)
    }

    /// The optimum as it is now, with its certificate.
    public func solution() -> Solution {
        var assignments: [Assignment] = [], standing = Standing.zero
        for need in 0..<needCount {
            for (offer, columns) in columns(of: need) {
                let used = [columns.plain, columns.pinned].compactMap(\.self).map { engine.state(of: $0) }
                let units = used.reduce(0) { $0 + $1.flow }
                guard units > 0 else { continue }
                assignments.append(Assignment(need: need, offer: offer, units: units))
                for state in used { standing = standing + weights.standing(of: state.weight) * state.flow }
            }
        }
        let certificate = Certificate(
            weights: weights, needPrices: needNodes.map { engine.price(of: $0) },
            offerPrices: offerNodes.map { engine.price(of: $0) })
        return Solution(goal: goal, assignments: assignments, standing: standing, certificate: certificate)
    }

    /// The columns of a need by offer, in order.
    private func columns(of need: Int) -> [(offer: Int, columns: Columns)] {
        var found: [Int32: Columns] = [:]
        for arc in engine.arcs(of: needNodes[need]) {
            let state = engine.state(of: arc)
            if isPinned(state) {
                found[~owners[Int(state.offer)], default: Columns()].pinned = arc
            } else {
                found[~owners[Int(state.offer)], default: Columns()].plain = arc
            }
        }
        return found.sorted { $0.key < $1.key }.map { (Int($0.key), $0.value) }
    }

    func rebuild(under larger: Weights, peak: Int) throws(MarketProblem) {
        let now = try market()
        weights = larger
        engine = makeEngine(now, weights: larger)
        needNodes = Array(0..<Int32(now.needCount))
        offerNodes = (0..<now.offerCount).map { Int32(now.needCount + $0) }
        owners = needNodes + (0..<Int32(now.offerCount)).map { ~$0 }
        needNodes.forEach { engine.settle($0) }
    }
}

extension LiveMarket {
    /// The allowed pairs of a need, by offer.
    public func pairs(of need: Int) throws(MarketProblem) -> [Pair] {
        _ = try node(need: need)
        return columns(of: need).compactMap { offer, columns in
            let limit = total(of: columns)
            guard limit > 0 else { return nil }
            return Pair(need: need, offer: offer, score: score(of: columns), limit: limit == .max ? nil : Int(limit))
        }
    }

    /// The units that an offer gives to a need.
    public func units(_ need: Int, _ offer: Int) throws(MarketProblem) -> Int {
        let found = try columns(need, offer)
        return [found.plain, found.pinned].compactMap(\.self).reduce(0) { $0 + engine.state(of: $1).flow }
    }
}
