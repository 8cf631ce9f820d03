extension SizedMarket {
    /// The best placement found and a proven bound; optimal unless it was stopped.
    ///
    /// Dives along Lagrangian bounds find it, and depth-first branch and bound over them proves it.
    /// - Parameters:
    ///   - effort: in additions, roughly; the search ends with what is known when it took as many, on any machine alike.
    ///   - shouldStop: asked often; true ends the search with what is known.
    public func solve(effort: Int = .max, shouldStop: () -> Bool = { false }) -> SizedSolution {
        let unit = options.reduce(0) { Self.commonDivisor($0, $1.worth) }
        guard unit > 1 else { return search(effort, shouldStop) }
        // Worth that comes in larger units is bounded in these units, so more of what falls short is seen at once.
        guard let market = try? rated({ $0.worth / unit }) else { return search(effort, shouldStop) }
        let found = market.search(effort, shouldStop)
        return SizedSolution(places: found.places, worth: found.worth * unit, bound: found.bound * unit)
    }

    private static func commonDivisor(_ one: Int, _ two: Int) -> Int {
        var (left, right) = (abs(one), abs(two))
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }

    private func search(_ effort: Int, _ shouldStop: () -> Bool) -> SizedSolution {
        if KnapsackBound<Int32>.suits(self) {
            var search = SizedSearch(self, KnapsackBound<Int32>(self), effort: effort)
            return search.run(shouldStop)
        }
        if KnapsackBound<Int>.suits(self) {
            var search = SizedSearch(self, KnapsackBound<Int>(self), effort: effort)
            return search.run(shouldStop)
        }
        var search = SizedSearch(self, CapacityBound(self), effort: effort)
        return search.run(shouldStop)
    }

    /// The placement of all families of the greatest worth; nil when none was found.
    /// - Parameter shouldStop: asked often; true ends the search with what is known.
    public func solvePlacingAll(shouldStop: () -> Bool = { false }) throws(Problem) -> SizedSolution? {
        var least = [Int](repeating: 0, count: familyCount), spread = 0
        for family in 0..<familyCount {
            let worths = options[starts[family]..<starts[family + 1]].map(\.worth)
            guard let low = worths.min(), let high = worths.max() else { return nil }
            least[family] = low
            spread += high - low
        }
        // A family more counts as much as all that can be won otherwise.
        let found = try rated { $0.worth - least[$0.family] + spread + 1 }.solve(shouldStop: shouldStop)
        guard !found.places.contains(nil) else { return nil }
        let shift = least.reduce(0, +) - (spread + 1) * familyCount
        return SizedSolution(places: found.places, worth: found.worth + shift, bound: found.bound + shift)
    }
}
