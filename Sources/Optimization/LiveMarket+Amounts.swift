extension LiveMarket {
    /// Gives a need another demand.
    public func setDemand(of need: Int, to units: Int) throws(MarketProblem) {
        _ = try node(need: need)
        guard units >= 0 else { throw .negativeDemand(need: need) }
        let before = try demand(of: need)
        try admit(units: units, demand: totalDemand - before + units, capacity: totalCapacity, peak: peak)
        engine.resize(try node(need: need), to: units)
    }

    /// Gives an offer another capacity.
    public func setCapacity(of offer: Int, to units: Int) throws(MarketProblem) {
        _ = try node(offer: offer)
        guard units >= 0 else { throw .negativeCapacity(offer: offer) }
        let before = try capacity(of: offer)
        try admit(units: units, demand: totalDemand, capacity: totalCapacity - before + units, peak: peak)
        engine.resize(try node(offer: offer), to: units)
    }

    /// Adds a need with its pairs (offer, score, limit; `need` in them is not read) and returns its number.
    @discardableResult
    public func addNeed(demand: Int, pairs: [Pair] = []) throws(MarketProblem) -> Int {
        guard demand >= 0 else { throw .negativeDemand(need: needCount) }
        for pair in pairs { _ = try node(offer: pair.offer) }
        let number = needCount
        let all = pairs.map { Pair(need: number, offer: $0.offer, score: $0.score, limit: $0.limit) }
        try admit(new: all)
        needNodes.append(engine.appendNode())
        owners.append(Int32(number))
        try link(all)
        try setDemand(of: number, to: demand)
        return number
    }

    /// Adds an offer with its pairs (need, score, limit; `offer` in them is not read) and returns its number.
    @discardableResult
    public func addOffer(capacity: Int, pairs: [Pair] = []) throws(MarketProblem) -> Int {
        guard capacity >= 0 else { throw .negativeCapacity(offer: offerCount) }
        for pair in pairs { _ = try node(need: pair.need) }
        let number = offerCount
        let all = pairs.map { Pair(need: $0.need, offer: number, score: $0.score, limit: $0.limit) }
        try admit(new: all)
        offerNodes.append(engine.appendNode())
        owners.append(~Int32(number))
        try link(all)
        try setCapacity(of: number, to: capacity)
        return number
    }

    /// Refuses pairs of one new need or offer before anything has changed.
    private func admit(new pairs: [Pair]) throws(MarketProblem) {
        var known: Set<[Int]> = []
        for pair in pairs {
            guard known.insert([pair.need, pair.offer]).inserted else { throw .duplicatePair(need: pair.need, offer: pair.offer) }
            try check(pair)
        }
        let peak = pairs.reduce(peak) { max($0, abs($1.score)) }
        try admit(units: 0, demand: totalDemand, capacity: totalCapacity, peak: peak)
    }

    /// Lists pairs of which one side is new, and so has no unit yet: nobody moves.
    private func link(_ pairs: [Pair]) throws(MarketProblem) {
        for pair in pairs {
            let arc = engine.appendArc(need: try node(need: pair.need), offer: try node(offer: pair.offer))
            engine.revise(arc, weight: weights.column(pair.score, isPinned: false), limit: limit(of: pair))
        }
    }

    /// Takes a need away; what it held is given to others where that is better.
    public func removeNeed(_ need: Int) throws(MarketProblem) {
        try setDemand(of: need, to: 0)
        close(try node(need: need))
    }

    /// Takes an offer away; those it served are placed anew where possible.
    public func removeOffer(_ offer: Int) throws(MarketProblem) {
        try setCapacity(of: offer, to: 0)
        close(try node(offer: offer))
    }

    private func close(_ node: Int32) {
        for arc in engine.arcs(of: node) {
            engine.revise(arc, weight: engine.state(of: arc).weight, limit: 0)
        }
    }

    /// Makes sure that the weights still order solutions as the goal does; rebuilds under larger ones when they don't.
    func admit(units: Int, demand: Int, capacity: Int, peak: Int, pins: Bool = false) throws(MarketProblem) {
        guard units <= Bounds.units, peak <= Bounds.score else { throw .tooLarge }
        let most = min(demand, capacity)
        let hasPins = weights.pinned > 0
        if !weights.suffice(for: goal, units: most, peak: peak, pins: hasPins) || (pins && !hasPins) {
            let larger = try Weights(for: goal, units: most, peak: peak, pins: hasPins || pins)
            try rebuild(under: larger, peak: peak)
        }
        totalDemand = demand
        totalCapacity = capacity
        self.peak = peak
    }
}
