/// What fairness would cost today for each bound, from the strictest to none: each solved.
struct PriceOfFairness: Sendable {
    struct Step: Sendable, Hashable {
        let percent: Int
        let helped: Int
        /// Of all pairs together.
        let points: Int
        let nearness: Shares.Nearness
        let isKept: Bool

        /// No choice that keeps the shares, and is as good by what the policy puts first, has more points; nil where that is no more
        /// than is proved of `points`, or not known.
        var most: Int? { if case .within(_, let most) = nearness { most } else { nil } }
    }
    let steps: [Step]

    static let percents = [0, 10, 20, 30, 50, 100]

    init(steps: [Step]) { self.steps = steps }

    init(_ round: Round, by fairness: Fairness) throws {
        steps = try Self.percents.map { percent in
            var policy = round.policy
            policy.fairness = fairness.within(percent)
            let fair = try round.by(policy)
            return Step(
                percent: percent, helped: fair.helped, points: fair.points, nearness: fair.shares?.nearness ?? .best, isKept: fair.shares?.isKept ?? true)
        }
    }
}
