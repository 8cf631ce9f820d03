extension Explanation {
    /// What one more offer would bring: an offer of this capacity with these pairs (need, score, limit; `offer` is not read).
    ///
    /// Exact, by a local search: ask for each kind of offer that the town could recruit, and compare.
    public func outcome(ofOffer capacity: Int, pairs: [Pair]) throws(MarketProblem) -> Outcome {
        try live.outcome { live throws(MarketProblem) in try live.addOffer(capacity: capacity, pairs: pairs) }
    }

    /// What one more need would bring or, where it takes a place from others, cost them.
    public func outcome(ofNeed demand: Int, pairs: [Pair]) throws(MarketProblem) -> Outcome {
        try live.outcome { live throws(MarketProblem) in try live.addNeed(demand: demand, pairs: pairs) }
    }

    /// No offer of this kind brings more than this, read from the prices in one pass: to leave out kinds that promise nothing.
    ///
    /// A unit given to a need is worth at most its weight less what the need's position is worth already (weak duality).
    public func promise(ofOffer capacity: Int, pairs: [Pair]) throws(MarketProblem) -> Standing {
        var gains: [(gain: Int128, units: Int)] = []
        for pair in pairs {
            let price = try live.price(ofNeed: pair.need), gain = live.weights.column(pair.score, isPinned: false) - price
            if gain > 0 { gains.append((gain, min(capacity, try live.demand(of: pair.need), pair.limit ?? .max))) }
        }
        var left = capacity, total: Int128 = 0
        for item in gains.sorted(by: { $0.gain > $1.gain }) {
            let units = min(left, item.units)
            left -= units
            total += item.gain * Int128(units)
        }
        return live.weights.rounded(total)
    }
}
