extension Market {
    /// The proven optimum of the market for a goal; the same input gives the same answer everywhere.
    ///
    /// - Parameters:
    ///   - patience: the pairs that shortest paths may look at before an auction takes over; by itself ten times all.
    ///   - isCancelled: asked now and then; true ends the work.
    ///   - progress: told the share that is done, from 0 to 1.
    /// - Throws: `tooLarge` or `cancelled`.
    public func solve(
        for goal: Goal = .mostServedThenScore,
        patience: Int? = nil,
        isCancelled: () -> Bool = { false },
        progress: (Double) -> Void = { _ in }
    ) throws(MarketProblem) -> Solution {
        let weights = try Weights(for: self, goal: goal)
        func step(_ done: Int, of all: Int) throws(MarketProblem) {
            guard done % 256 == 0 else { return }
            if isCancelled() { throw .cancelled }
            progress(Double(done) / Double(max(1, all)))
        }
        guard let grid = Grid(self, weights: weights) else { return try solveWide(weights, goal, step) }
        var placement = Placement(grid)
        placement.bid(passes: 4)
        if try placement.settleAll(within: patience ?? 10 * pairCount + 100_000, step) {
            progress(1)
            return placement.solution(of: self, weights, for: goal)
        }
        var auction = Auction(placement)
        try auction.run(isCancelled: isCancelled)
        progress(1)
        return auction.result().solution(of: self, weights, for: goal)
    }

    /// For numbers beyond a word and for pins that contradict each other.
    private func solveWide(
        _ weights: Weights, _ goal: Goal, _ step: (Int, Int) throws(MarketProblem) -> Void
    ) throws(MarketProblem) -> Solution {
        let engine = makeEngine(self, weights: weights)
        for need in 0..<needCount {
            try step(need, needCount)
            engine.settle(Int32(need))
        }
        return LiveMarket(settled: engine, of: self, weights: weights, goal: goal).solution()
    }
}

extension Placement {
    /// Places all free units by shortest paths; false when that took more than `patience` and an auction can take over.
    fileprivate mutating func settleAll(
        within patience: Int, _ step: (Int, Int) throws(MarketProblem) -> Void
    ) throws(MarketProblem) -> Bool {
        var canSwitch: Bool?
        for bidder in 0..<free.count {
            try step(bidder, free.count)
            settle(Int32(bidder))
            guard search.work > patience else { continue }
            let can = canSwitch ?? Auction.canSolve(self)
            if can { return false }
            canSwitch = can
        }
        return true
    }
}
