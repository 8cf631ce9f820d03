/// Groups of needs that do not overlap, each guaranteed at least so many units: exact, as a flow.
///
/// Whoever is not served takes a place to wait, of which a group has as many as its guarantee leaves. Placing everyone then
/// keeps all guarantees, and where that is impossible, placing most misses as few units as possible. Groups that overlap
/// are for `FairShare`.
public struct Guarantee: Sendable {
    public let assignments: [Assignment]
    public let standing: Standing
    /// The market with places to wait, which come after its own offers, and its proven solution: to explain the assignments by.
    public let market: Market
    public let solution: Solution
    /// By group: units that no solution could give it without taking them from another group's guarantee.
    public let missing: [Int]
    /// By group: what one unit less of its guarantee would bring at least in score (or, where it is beyond all scores, in units).
    public let prices: [Standing]

    /// Solves with guarantees before the goal, and checks the proof.
    /// - Throws: `overlappingGroups`, `unknownNeed`, `tooLarge`, `cancelled`.
    public init(
        of market: Market, keeping groups: [FairShare.Group], for goal: Goal, isCancelled: @escaping () -> Bool = { false }
    ) throws(MarketProblem) {
        let owners = try Self.owners(groups, in: market)
        _ = try Weights(for: market, goal: goal)
        let weight = goal == .score ? 0 : 2 * market.units * market.peak + 1
        let larger = try Self.extended(market, groups, owners, weight)
        let solution = try larger.solve(for: .mostServedThenScore, isCancelled: isCancelled)
        guard (try? Verifier(of: larger).verify(solution)) != nil else { throw .unproved }
        (self.market, self.solution) = (larger, solution)
        assignments = solution.assignments.filter { $0.offer < market.offerCount }
        standing = try Standing(of: assignments, in: market)
        var served = groups.map { _ in 0 }
        for item in assignments { if let group = owners[item.need] { served[group] += item.units } }
        missing = groups.indices.map { max(0, groups[$0].least - served[$0]) }
        let certificate = solution.certificate
        prices = groups.indices.map { certificate.weights.totals(of: certificate.offerPrices[market.offerCount + $0], served: weight) }
    }

    private static func owners(_ groups: [FairShare.Group], in market: Market) throws(MarketProblem) -> [Int?] {
        var owners = [Int?](repeating: nil, count: market.needCount)
        for (number, group) in groups.enumerated() {
            for need in group.needs {
                guard owners.indices.contains(need) else { throw .unknownNeed(need) }
                guard owners[need] == nil else { throw .overlappingGroups(need: need) }
                owners[need] = number
            }
        }
        return owners
    }

    /// The market with places to wait: one offer a group, and one for everyone else.
    private static func extended(
        _ market: Market, _ groups: [FairShare.Group], _ owners: [Int?], _ weight: Int
    ) throws(MarketProblem) -> Market {
        var demands = [Int](repeating: 0, count: groups.count + 1)
        for (need, owner) in owners.enumerated() { demands[owner ?? groups.count] += market.demands[need] }
        let waiting = demands.enumerated().map { max(0, $0.offset < groups.count ? $0.element - groups[$0.offset].least : $0.element) }
        guard waiting.allSatisfy({ $0 <= Bounds.units }) else { throw .tooLarge }
        var builder = MarketBuilder(demands: market.demands, capacities: market.capacities + waiting)
        builder.reserve(pairs: market.pairCount + market.needCount)
        for need in 0..<market.needCount {
            for pair in market.pairs(of: need) {
                try builder.add(need: need, offer: pair.offer, score: pair.score + weight, limit: pair.limit)
            }
            try builder.add(need: need, offer: market.offerCount + (owners[need] ?? groups.count), score: 0)
        }
        return try builder.market(pins: market.pins)
    }
}

extension Weights {
    /// A price as totals, where `served` is what a unit counts among scores and the weight of a placed unit stands for one, too.
    fileprivate func totals(of price: Int128, served weight: Int) -> Standing {
        let placed = rounded(price)
        guard weight > 0 else { return placed }
        let units = (placed.score + weight / 2) / weight
        return Standing(served: placed.served + units, score: placed.score - units * weight)
    }
}
