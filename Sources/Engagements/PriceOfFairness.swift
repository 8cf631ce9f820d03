/// What fairness would cost today for each bound, from the strictest to none: each solved.
struct PriceOfFairness: Sendable {
    struct Step: Sendable, Hashable {
        let percent: Int
        let helped: Int
        /// Of all pairs together.
        let points: Int
        /// No choice that keeps the shares has more points; nil where `points` is proved.
        let most: Int?
        let isKept: Bool
    }
    let steps: [Step]

    static let percents = [0, 10, 20, 30, 50, 100]

    init(steps: [Step]) { self.steps = steps }

    init(_ round: Round, by fairness: Fairness) throws {
        steps = try Self.percents.map { percent in
            var policy = round.policy
            policy.fairness = fairness.within(percent)
            let fair = try round.by(policy), points = fair.points
            return Step(
                percent: percent, helped: fair.helped, points: points, most: fair.shares?.gap.map { points + points * $0 / 10_000 },
                isKept: fair.shares?.isKept ?? true)
        }
    }
}
