/// Why a solution is as it is: exact answers about a market and its optimum, each by local search.
public struct Explanation {
    /// An allowed offer of a need and what forcing it would bring; nil when it has no capacity at all.
    public struct Alternative: Sendable, Hashable {
        public let offer: Int
        public let score: Int
        /// Units that the need has there now.
        public let units: Int
        public let outcome: Outcome?
    }

    let live: LiveMarket

    /// - Throws: a `Flaw` when the solution is not the optimum of the market.
    public init(of market: Market, _ solution: Solution) throws(Flaw) {
        live = try LiveMarket(market, solution)
    }

    public init(of live: LiveMarket) {
        self.live = live
    }

    /// The totals that using at least one unit of this pair would cost, never below zero; nil when it cannot be used.
    public func loss(ofForcing need: Int, _ offer: Int) throws(MarketProblem) -> Standing? {
        try live.outcome(forcing: need, offer).map { .zero - $0.difference }
    }

    /// The same with who would move and who would be left waiting; the need of the pair comes first.
    public func outcome(ofForcing need: Int, _ offer: Int) throws(MarketProblem) -> Outcome? {
        try live.outcome(forcing: need, offer)
    }

    /// All allowed offers of a need, the least loss first; what cannot be used comes last.
    public func alternatives(of need: Int) throws(MarketProblem) -> [Alternative] {
        var found: [Alternative] = []
        for pair in try live.pairs(of: need) {
            found.append(Alternative(
                offer: pair.offer, score: pair.score, units: try live.units(need, pair.offer),
                outcome: try live.outcome(forcing: need, pair.offer)))
        }
        return found.sorted { isBetter($0, than: $1) }
    }

    private func isBetter(_ left: Alternative, than right: Alternative) -> Bool {
        guard let one = left.outcome?.difference, let two = right.outcome?.difference else {
            return left.outcome != nil ? true : right.outcome == nil && left.offer < right.offer
        }
        if one == two { return left.offer < right.offer }
        return Standing.isWorse(two, than: one, for: live.goal)
    }

    /// What more capacity at an offer would bring.
    public func outcome(ofCapacity units: Int = 1, moreAt offer: Int) throws(MarketProblem) -> Outcome {
        try live.outcome { live throws(MarketProblem) in
            try live.setCapacity(of: offer, to: live.capacity(of: offer) + units)
        }
    }

    /// What more demand of a need would bring.
    public func outcome(ofDemand units: Int = 1, moreOf need: Int) throws(MarketProblem) -> Outcome {
        try live.outcome { live throws(MarketProblem) in
            try live.setDemand(of: need, to: live.demand(of: need) + units)
        }
    }

    /// What allowing this pair would bring.
    public func outcome(ofAllowing pair: Pair) throws(MarketProblem) -> Outcome {
        try live.outcome { live throws(MarketProblem) in try live.allow(pair) }
    }

    /// What any changes together would bring; they are taken back.
    public func outcome(
        of change: (LiveMarket) throws(MarketProblem) -> Void
    ) throws(MarketProblem) -> Outcome {
        try live.outcome(of: change)
    }
}
