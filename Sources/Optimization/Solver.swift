extension Market {
    /// The proven optimum of the market for a goal; the same input gives the same answer everywhere.
    ///
    /// - Parameters:
    ///   - isCancelled: asked now and then; true ends the work.
    ///   - progress: told the share that is done, from 0 to 1.
    /// - Throws: `tooLarge` or `cancelled`.
    public func solve(
        for goal: Goal = .mostServedThenScore,
        isCancelled: () -> Bool = { false },
        progress: (Double) -> Void = { _ in }
    ) throws(MarketProblem) -> Solution {
        let weights = try Weights(for: self, goal: goal)
        let engine = makeEngine(self, weights: weights)
        for need in 0..<needCount {
            if need % 256 == 0 {
                if isCancelled() { throw .cancelled }
                progress(Double(need) / Double(needCount))
            }
            engine.settle(Int32(need))
        }
        progress(1)
        return LiveMarket(settled: engine, of: self, weights: weights, goal: goal).solution()
    }
}
