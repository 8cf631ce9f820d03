extension LiveMarket {
    /// Applies changes, reports what they bring and takes all of them back, whatever happens.
    public func outcome(of change: (LiveMarket) throws(MarketProblem) -> Void) throws(MarketProblem) -> Outcome {
        let saved = Saved(self)
        saved.engine.mark()
        defer { saved.restore(self) }
        try change(self)
        if engine === saved.engine { return ledger(forced: nil).outcome }
        let after = solution()
        saved.restore(self)
        return Ledger.between(solution(), after).outcome
    }

    /// What using at least one unit of an allowed pair would bring, above all else, pins included.
    ///
    /// The pair gets a column that outweighs everything, so one local search finds the best that is left; nil when the
    /// demand or the capacity is zero.
    public func outcome(forcing need: Int, _ offer: Int) throws(MarketProblem) -> Outcome? {
        let found = try listed(need, offer)
        guard try demand(of: need) > 0, try capacity(of: offer) > 0 else { return nil }
        let states = [found.plain, found.pinned].compactMap(\.self).map { engine.state(of: $0) }
        if states.contains(where: { $0.flow > 0 }) { return Outcome(difference: .zero, moves: []) }
        let saved = Saved(self)
        engine.mark()
        defer { saved.restore(self) }
        let (arc, worth) = try force(need, offer, instead: found)
        return ledger(forced: (arc, worth)).outcome
    }

    private func force(_ need: Int, _ offer: Int, instead found: Columns) throws(MarketProblem) -> (Int32, Standing) {
        let worth = Standing(pinned: 0, served: 1, score: score(of: found))
        let arc = try engine.appendArc(need: node(need: need), offer: node(offer: offer))
        var counted = worth
        if let pinned = found.pinned, engine.state(of: pinned).limit > 0 {
            counted.pinned = 1
            lessen(pinned)
        } else if let plain = found.plain {
            lessen(plain)
        }
        engine.revise(arc, weight: weights.forced(peak: peak), limit: 1)
        return (arc, counted)
    }

    private func lessen(_ arc: Int32) {
        let state = engine.state(of: arc)
        if state.limit != .max { engine.revise(arc, weight: state.weight, limit: state.limit - 1) }
    }

    private func ledger(forced: (arc: Int32, worth: Standing)?) -> Ledger {
        var ledger = Ledger()
        for (arc, old) in engine.changedArcs().sorted(by: { $0.key < $1.key }) {
            let now = engine.state(of: arc)
            let seat = Ledger.Seat(need: Int(owners[Int(now.need)]), offer: Int(~owners[Int(now.offer)]))
            let worth = arc == forced?.arc ? forced?.worth ?? .zero : weights.standing(of: now.weight)
            let was = old.flow == 0 ? .zero : weights.standing(of: old.weight) * old.flow
            ledger.note(seat, now.flow - old.flow, worth: (now.flow == 0 ? .zero : worth * now.flow) - was)
        }
        return ledger
    }
}

/// What a market was before a trial.
private struct Saved {
    let engine: any Engine
    private let weights: Weights
    private let nodes: (needs: [Int32], offers: [Int32], owners: [Int32])
    private let totals: (peak: Int, demand: Int, capacity: Int)

    init(_ market: LiveMarket) {
        engine = market.engine
        weights = market.weights
        nodes = (market.needNodes, market.offerNodes, market.owners)
        totals = (market.peak, market.totalDemand, market.totalCapacity)
    }

    /// Harmless when done twice: the engine has nothing left to take back.
    func restore(_ market: LiveMarket) {
        engine.rollBack()
        market.engine = engine
        market.weights = weights
        (market.needNodes, market.offerNodes, market.owners) = nodes
        (market.peak, market.totalDemand, market.totalCapacity) = totals
    }
}
