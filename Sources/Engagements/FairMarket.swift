import Optimization

/// A market in which the best choice keeps the shares of groups, with that choice and its proof.
///
/// Groups of one trait do not overlap: their guarantees are a flow, exact (`Guarantee`). Groups of several traits cross:
/// there a price for each brings the best choice to keep the shares, and what is left open is told (`FairShare`).
struct FairMarket {
    let market: Market
    let solution: Solution
    let leasts: [Int]
    let nearness: Shares.Nearness
    /// Whether the market itself keeps the shares, so that whoever chooses best in it keeps them. Prices of crossing groups don't.
    let isInMarket: Bool

    /// - Parameter rounds: how often the prices of crossing groups move at most; each time the market is solved once.
    init(_ ground: RoundGround, _ groups: [FairGroup], _ policy: Policy, _ fairness: Fairness, rounds: Int = 40) throws {
        // Of those who have room: as a flow the market takes large households for small ones.
        let served = ground.plan?.standing.served ?? ground.best.served
        isInMarket = fairness.traits.count == 1
        let leasts = groups.map { group in
            served * group.needs.count * (100 - fairness.percent) / (100 * max(1, ground.market.needCount))
        }
        let wanted = zip(groups, leasts).map { FairShare.Group(needs: $0.needs, least: $1) }
        self.leasts = leasts
        guard !isInMarket else {
            let found = try Guarantee(of: Self.counting(ground, policy), keeping: wanted, for: .score)
            (market, solution, nearness) = (found.market, found.solution, .best)
            return
        }
        let reachable = try wanted.map { FairShare.Group(needs: $0.needs, least: min($0.least, try ground.market.most(of: $0.needs))) }
        let found = try FairShare(of: ground.market, keeping: reachable, for: policy.goal, rounds: rounds)
        (market, solution) = (found.market, found.solution)
        nearness = Self.nearness(found, ground)
    }

    /// The market in which everyone helped counts, so that the score alone is the order of the policy, and no product of weights is needed.
    ///
    /// Whoever is helped beside others takes nobody below a share: a choice that keeps the shares can be added to until as
    /// many are helped as can be, as in any matroid, and each one added is worth more than all fits together.
    private static func counting(_ ground: RoundGround, _ policy: Policy) -> Market {
        policy.goal == .score ? ground.market : ground.market.adding(Array(repeating: ground.step, count: ground.needs.count))
    }

    /// What the bound says in points, which it does only where nobody else could go first.
    private static func nearness(_ found: FairShare, _ ground: RoundGround) -> Shares.Nearness {
        guard let standing = found.standing else { return .unknown }
        let ranks = ground.ranks(of: found.assignments ?? [])
        guard ranks == min(ground.ranks(of: ground.best.assignments), found.bound / ground.step) else { return .unknown }
        let worth = standing.score - ranks * ground.step, most = found.bound - ranks * ground.step
        return most > worth ? .within(worth: worth, most: most) : .best
    }
}
