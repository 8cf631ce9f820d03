import Optimization

/// A market in which the best choice keeps the shares of groups, with that choice and its proof.
///
/// Groups of one trait do not overlap: their guarantees are a flow, exact (`Guarantee`). Groups of several traits cross:
/// there a price for each brings the best choice to keep the shares, and what is left open is told (`FairShare`).
struct FairMarket {
    let market: Market
    let solution: Solution
    let leasts: [Int]
    let gap: Int?

    /// How often the prices of crossing groups move at most; each time the market is solved once.
    private static let rounds = 40

    /// - Parameters:
    ///   - solved: the best choice without any share to keep.
    init(_ market: Market, _ solved: Solution, _ groups: [FairGroup], _ fairness: Fairness) throws {
        leasts = groups.map { group in
            solved.served * group.needs.count * (100 - fairness.percent) / (100 * max(1, market.needCount))
        }
        let wanted = zip(groups, leasts).map { FairShare.Group(needs: $0.needs, least: $1) }
        if fairness.traits.count == 1 {
            let found = try Guarantee(of: market, keeping: wanted, for: solved.goal)
            (self.market, solution, gap) = (found.market, found.solution, nil)
        } else {
            let reachable = try wanted.map { FairShare.Group(needs: $0.needs, least: min($0.least, try market.most(of: $0.needs))) }
            let found = try FairShare(of: market, keeping: reachable, for: solved.goal, rounds: Self.rounds)
            (self.market, solution) = (found.market, found.solution)
            let open = max(0, found.bound - (found.standing?.score ?? 0))
            gap = found.standing == nil ? 10_000 : (open * 10_000 + max(1, found.bound) - 1) / max(1, found.bound)
        }
    }
}
