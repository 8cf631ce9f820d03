extension LiveMarket {
    /// Allows a pair that was not listed or was forbidden.
    public func allow(_ pair: Pair) throws(MarketProblem) {
        var found = try columns(pair.need, pair.offer)
        guard total(of: found) == 0 else { throw .duplicatePair(need: pair.need, offer: pair.offer) }
        try check(pair)
        try admitScore(pair.score)
        found = try columns(pair.need, pair.offer)
        let arc = try column(found.plain, pair.need, pair.offer)
        engine.revise(arc, weight: weights.column(pair.score, isPinned: false), limit: limit(of: pair))
    }

    func check(_ pair: Pair) throws(MarketProblem) {
        guard pair.limit ?? 0 >= 0 else { throw .badLimit(need: pair.need, offer: pair.offer) }
        guard pair.score >= -Bounds.score, pair.score <= Bounds.score else { throw .tooLarge }
    }

    func limit(of pair: Pair) -> Int32 {
        pair.limit.map { Int32(clamping: $0) } ?? .max
    }

    /// Forbids a pair; its pin goes too.
    public func forbid(_ need: Int, _ offer: Int) throws(MarketProblem) {
        let found = try listed(need, offer)
        for arc in [found.plain, found.pinned].compactMap(\.self) {
            engine.revise(arc, weight: engine.state(of: arc).weight, limit: 0)
        }
    }

    /// Gives an allowed pair another score.
    public func setScore(_ need: Int, _ offer: Int, to score: Int) throws(MarketProblem) {
        _ = try listed(need, offer)
        try admitScore(score)
        let found = try listed(need, offer)
        for (arc, isPinned) in [(found.plain, false), (found.pinned, true)] {
            guard let arc else { continue }
            engine.revise(
                arc, weight: weights.column(score, isPinned: isPinned), limit: engine.state(of: arc).limit)
        }
    }

    /// Pins this many units of an allowed pair; zero takes the pin away.
    public func pin(_ need: Int, _ offer: Int, units: Int = 1) throws(MarketProblem) {
        guard units >= 0, units <= Bounds.units else { throw .badPin(need: need, offer: offer) }
        _ = try listed(need, offer)
        try admit(units: 0, demand: totalDemand, capacity: totalCapacity, peak: peak, pins: true)
        let found = try listed(need, offer)
        guard let plain = found.plain else { throw .unlistedPair(need: need, offer: offer) }
        let all = total(of: found), fixed = min(all, Int32(clamping: units))
        let score = score(of: found)
        if fixed > 0 || found.pinned != nil {
            let arc = try column(found.pinned, need, offer)
            engine.revise(arc, weight: weights.column(score, isPinned: true), limit: fixed)
        }
        engine.revise(plain, weight: weights.column(score, isPinned: false), limit: all == .max ? .max : all - fixed)
    }

    private func column(_ known: Int32?, _ need: Int, _ offer: Int) throws(MarketProblem) -> Int32 {
        if let known { return known }
        return engine.appendArc(need: try node(need: need), offer: try node(offer: offer))
    }

    func listed(_ need: Int, _ offer: Int) throws(MarketProblem) -> Columns {
        let found = try columns(need, offer)
        guard total(of: found) > 0 else { throw .unlistedPair(need: need, offer: offer) }
        return found
    }

    /// The limit of a pair, pinned units included; zero when it is forbidden.
    func total(of columns: Columns) -> Int32 {
        let plain = columns.plain.map { engine.state(of: $0).limit } ?? 0
        let pinned = columns.pinned.map { engine.state(of: $0).limit } ?? 0
        return plain == .max ? .max : plain + pinned
    }

    func score(of columns: Columns) -> Int {
        guard let plain = columns.plain else { return 0 }
        return weights.standing(of: engine.state(of: plain).weight).score
    }

    private func admitScore(_ score: Int) throws(MarketProblem) {
        guard score >= -Bounds.score, score <= Bounds.score else { throw .tooLarge }
        try admit(units: 0, demand: totalDemand, capacity: totalCapacity, peak: max(peak, abs(score)))
    }
}
