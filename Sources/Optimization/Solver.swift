extension Market {
    /// The proven optimum of the market for a goal; the same input gives the same answer everywhere.
    ///
    /// - Parameters:
    ///   - patience: the pairs that shortest paths may look at before an auction takes over; by itself from a 24th of all to
    ///     ten times all, by how tight the market is.
    ///   - isCancelled: asked now and then; true ends the work.
    ///   - progress: told the share that is done, from 0 to 1.
    /// - Throws: `tooLarge` or `cancelled`.
    public func solve(
        for goal: Goal = .mostServedThenScore,
        patience: Int? = nil,
        isCancelled: @escaping () -> Bool = { false },
        progress: @escaping (Double) -> Void = { _ in }
    ) throws(MarketProblem) -> Solution {
        let weights = try Weights(for: self, goal: goal)
        guard Grid.suits(self, weights), let left = Remainder(of: self) else {
            return try solveWide(weights, goal, Watch(isCancelled, progress, all: needCount))
        }
        let usable = Usable(market: self, left: left, keepsNegative: weights.served > 0)
        let parts = Parts(usable), most = max(needCount, offerCount)
        let numbers = Buffer<Int32>(repeating: -1, count: most), places = Buffer<Int32>(repeating: 0, count: most)
        var draft = Draft(self, left), watch = Watch(isCancelled, progress, all: parts.bidderCount)
        for part in parts.all {
            var placement = Placement(Grid(usable, part, numbers: numbers, places: places, base: Int(weights.served)))
            try placement.place(within: patience, &watch)
            placement.settleLimits()
            draft.take(placement)
        }
        progress(1)
        return draft.solution(weights, for: goal)
    }

    /// For numbers beyond a word and for pins that contradict each other.
    private func solveWide(_ weights: Weights, _ goal: Goal, _ watch: consuming Watch) throws(MarketProblem) -> Solution {
        let engine = makeEngine(self, weights: weights)
        for need in 0..<needCount {
            try watch.step()
            engine.settle(Int32(need))
        }
        return LiveMarket(settled: engine, of: self, weights: weights, goal: goal).solution()
    }
}

extension Placement {
    /// Places all units: bids, then shortest paths; when those took more than `patience`, an auction, and paths that mend it.
    fileprivate mutating func place(within patience: Int?, _ watch: inout Watch) throws(MarketProblem) {
        if patience == nil, UnitAuction<Int>.suits(grid) {
            if placeUnits(Int32.self, watch) || placeUnits(Int.self, watch) { return }
            if watch.isCancelled() { throw .cancelled }
        }
        bid(passes: 6)
        if try settleAll(within: patience, &watch) { return }
        var auction = Auction(self)
        let isDone = auction.run(isCancelled: watch.isCancelled)
        self = auction.result()
        if !isDone { throw .cancelled }
        try mend(watch.isCancelled)
    }

    private mutating func placeUnits<Price: FixedWidthInteger & SignedInteger & BitwiseCopyable>(_: Price.Type, _ watch: Watch) -> Bool {
        guard var auction = UnitAuction<Price>(grid), auction.run(grid, isCancelled: watch.isCancelled) else { return false }
        auction.place(into: &self)
        return true
    }

    /// Places all free units by shortest paths; false when that took more than `patience` and an auction can take over.
    private mutating func settleAll(within patience: Int?, _ watch: inout Watch) throws(MarketProblem) -> Bool {
        var patience = patience ?? usualPatience
        for bidder in 0..<free.count {
            try watch.step()
            settle(Int32(bidder))
            guard search.work > patience else { continue }
            if Auction.canSolve(self) { return false }
            patience = .max
        }
        return true
    }

    /// Paths are short where there is room, and an auction is dear where waiting costs much more than scores differ: its
    /// increments have a long way to fall.
    private var usualPatience: Int {
        let links = grid.links.count, most = 10 * links + 20_000
        if totalCapacity > totalDemand + totalDemand / 8 { return most }
        let weights = weights
        return weights.greatest / 4 > weights.spread ? most : links / 24 + 512
    }
}

/// Whoever waits for a solution: told how far it is, asked now and then whether to go on.
struct Watch {
    let isCancelled: () -> Bool
    private let progress: (Double) -> Void
    private let all: Int
    private var done = 0

    init(_ isCancelled: @escaping () -> Bool, _ progress: @escaping (Double) -> Void, all: Int) {
        self.isCancelled = isCancelled
        self.progress = progress
        self.all = all
    }

    mutating func step() throws(MarketProblem) {
        defer { done += 1 }
        guard done % 256 == 0 else { return }
        if isCancelled() { throw .cancelled }
        progress(Double(done) / Double(max(1, all)))
    }
}
