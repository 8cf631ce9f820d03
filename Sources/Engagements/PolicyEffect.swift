import Identity

/// What another policy would change on the market as it is open now: both rounds solved, nothing written.
struct PolicyEffect: Sendable {
    /// What a round by one policy comes to.
    struct Side: Sendable, Hashable {
        let helped: Int, waiting: Int
        /// By the kind of need: how many are helped.
        let first: [Policy.Priority: Int]
        /// Of all who are helped, on average: points of fit by the same weights for both sides, and days waited.
        let points: Int, days: Int
        /// Days for which whoever waits on has waited longest; nil where nobody waits.
        let longest: Int?
    }
    let now: Side, tried: Side
    /// By the kind of need: how many there are.
    let open: [Policy.Priority: Int]
    /// Helped either way, but by somebody else.
    let moved: Int
    /// Who would be helped and is not now, and the other way round; the longest waiting first.
    let gaining: [NeedFacts], losing: [NeedFacts]

    init(_ now: Round, _ tried: Round) {
        let weights = tried.policy.weights, day = now.rules.day
        (self.now, self.tried) = (Side(now, weights), Side(tried, weights))
        open = Dictionary(uniqueKeysWithValues: Policy.Priority.allCases.map { kind in (kind, now.needs.count { kind.applies(to: $0, on: day) }) })
        var moved = 0, gaining: [NeedFacts] = [], losing: [NeedFacts] = []
        for (index, need) in now.needs.enumerated() {
            switch (now.offer(for: index), tried.offer(for: index)) {
            case (nil, _?): gaining.append(need)
            case (_?, nil): losing.append(need)
            case (let old?, let new?) where old.id != new.id: moved += 1
            default: break
            }
        }
        func sorted(_ needs: [NeedFacts]) -> [NeedFacts] { needs.sorted { ($0.waitingSince, $0.id) < ($1.waitingSince, $1.id) } }
        (self.moved, self.gaining, self.losing) = (moved, sorted(gaining), sorted(losing))
    }

    init(now: Side, tried: Side, open: [Policy.Priority: Int], moved: Int, gaining: [NeedFacts], losing: [NeedFacts]) {
        (self.now, self.tried, self.open, self.moved, self.gaining, self.losing) = (now, tried, open, moved, gaining, losing)
    }
}

extension PolicyEffect.Side {
    fileprivate init(_ round: Round, _ weights: FitWeights) {
        let rules = round.rules.weighing(weights), day = rules.day.number
        var helped: [NeedFacts] = [], waits: [NeedFacts] = [], points = 0
        for (index, need) in round.needs.enumerated() {
            guard let offer = round.offer(for: index) else { waits.append(need); continue }
            helped.append(need)
            points += rules.fit(need, offer).score
        }
        let all = max(1, helped.count), days = helped.reduce(0) { $0 + max(0, day - $1.waitingSince.number) }
        self.init(
            helped: helped.count, waiting: waits.count,
            first: Dictionary(uniqueKeysWithValues: Policy.Priority.allCases.map { kind in (kind, helped.count { kind.applies(to: $0, on: rules.day) }) }),
            points: points / all, days: days / all, longest: waits.map { max(0, day - $0.waitingSince.number) }.max())
    }
}
