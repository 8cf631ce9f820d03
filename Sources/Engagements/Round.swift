import Identity
import Optimization

/// One matching over everything that is open: all needs against all offers at once, solved exactly and verified.
///
/// A pure value: the same facts, rules, policy and day give the same round, on any machine.
public struct Round: Sendable {
    public struct Key: Sendable, Hashable {
        public let need: NeedID, offer: OfferID
        public init(_ need: NeedID, _ offer: OfferID) { (self.need, self.offer) = (need, offer) }
    }
    let policy: Policy
    private let ground: RoundGround
    /// Pairs that the round before proposed and nobody has decided on.
    private let standing: Set<Key>
    /// Nil where the policy tells no groups apart.
    let shares: Shares?
    /// What was solved: the open market and, where groups have shares, what keeps them.
    let market: Market
    let solution: Solution
    let certificate: Certificate
    /// Where households of several sizes share places counted in people, and not all had room in the solution: what was found instead.
    let plan: RoomPlan?
    /// Which giver serves each need, by their places; nil for who waits.
    private let served: [Int?]

    /// - Throws: `MarketProblem` for what no town has, such as more than 2^31 pairs; `Flaw` where the solution is not proved best; `RoomFlaw` where a place
    ///   would be too small.
    public init(needs: [NeedFacts], offers: [OfferFacts], rules: Rules, pairRules: [Key: PairRule] = [:], standing: Set<Key> = [], policy: Policy = .standard) throws {
        try self.init(RoundGround(needs: needs, offers: offers, rules: rules, pairRules: pairRules, standing: standing, policy: policy), standing, policy)
    }

    private init(_ ground: RoundGround, _ standing: Set<Key>, _ policy: Policy) throws {
        (self.ground, self.standing, self.policy) = (ground, standing, policy)
        let groups = policy.fairness.map { FairGroup.all(ground.needs, by: $0.traits, on: ground.rules.day) } ?? []
        let fair = try policy.fairness.map { try FairMarket(ground, groups, policy, $0) }
        (market, solution) = (fair?.market ?? ground.market, fair?.solution ?? ground.best)
        certificate = try Verifier(of: market).verify(solution)
        let plan = try fair.map { try RoomPlan($0.market, $0.solution, ground.rooms) } ?? ground.plan
        self.plan = plan
        // What keeps shares stands behind the givers.
        let nobody: [Int?] = Array(repeating: nil, count: ground.needs.count)
        let served = (plan?.assignments ?? solution.assignments).reduce(into: nobody) { if $1.offer < ground.places.count { $0[$1.need] = $1.offer } }
        shares = fair.map { fair in
            Shares(shares: zip(groups, fair.leasts).map { group, least in
                Shares.Share(group: group, least: least, helped: group.needs.count { served[$0] != nil })
            }, nearness: plan.map { fair.isInMarket && $0.isBest ? .best : .unknown } ?? fair.nearness)
        }
        self.served = served
        try Rooms.verify(ground.needs, ground.offers) { offer(for: $0) }
    }

    var needs: [NeedFacts] { ground.needs }
    var offers: [OfferFacts] { ground.offers }
    var rules: Rules { ground.rules }
    var rooms: Rooms { ground.rooms }
    /// What one rank more is worth.
    var step: Int { ground.step }
    private var pairRules: [Key: PairRule] { ground.pairRules }
    /// By need: the higher goes first, before it is asked how well anyone fits.
    var precedence: Precedence { ground.precedence }
    /// How many pairs no rule keeps apart.
    var pairs: Int { ground.market.pairCount }
    /// The pairs of a need that no rule keeps apart.
    func candidates(of need: Int) -> [Pair] { ground.market.pairs(of: need) }

    /// How many needs it helps.
    var helped: Int { served.count { $0 != nil } }

    /// The points of all its pairs together.
    var points: Int {
        needs.indices.reduce(0) { sum, need in sum + (offer(for: need).map { rules.fit(needs[need], $0).score } ?? 0) }
    }

    /// The offer proposed for a need, nil where it waits.
    func offer(for need: Int) -> OfferFacts? {
        served[need].flatMap { offer(at: $0, for: needs[need].program) }
    }

    /// The offer by which the giver at this place of the market serves a program.
    func offer(at place: Int, for program: String) -> OfferFacts? {
        ground.byGiver.indices.contains(place) ? ground.byGiver[place].first { $0.program == program } : nil
    }

    /// How many givers stand in the market, before any places to wait.
    var givers: Int { ground.places.count }
    func place(of offer: OfferFacts) -> Int? { ground.places[offer.giver] }
    func offers(in program: String) -> [OfferFacts] { ground.programs[program] ?? [] }
    func index(of need: NeedID) -> Int? { needs.firstIndex { $0.id == need } }
    func rule(_ need: NeedFacts, _ offer: OfferFacts) -> PairRule? { pairRules[Key(need.id, offer.id)] }
    func obstacles(_ need: NeedFacts, _ offer: OfferFacts) -> [Obstacle] { rules.obstacles(need, offer, rule: rule(need, offer)) }

    /// The round as it would be if these facts were others.
    func with(need: NeedFacts, offer: OfferFacts, rule: PairRule?) throws -> Round {
        var changed = pairRules
        changed[Key(need.id, offer.id)] = rule
        return try Round(
            needs: needs.map { $0.id == need.id ? need : $0 },
            offers: offers.map { $0.id == offer.id ? offer : $0.giver == offer.giver ? $0.with(placesOf: offer) : $0 },
            rules: rules, pairRules: changed, standing: standing, policy: policy)
    }

    /// The same facts by another policy; where only the shares of groups differ, nothing else is reckoned anew.
    func by(_ other: Policy) throws -> Round {
        var near = policy
        near.fairness = other.fairness
        guard near == other else { return try Round(needs: needs, offers: offers, rules: rules, pairRules: pairRules, standing: standing, policy: other) }
        return other == policy ? self : try Round(ground, standing, other)
    }
}

extension OfferFacts {
    func with(free: Int) -> OfferFacts {
        var changed = self
        changed.free = free
        return changed
    }

    /// The facts with as many places as another offer of the same giver.
    func with(placesOf other: OfferFacts) -> OfferFacts {
        var changed = self
        (changed.free, changed.room) = (other.free, other.room)
        return changed
    }

    /// The facts as clearances and places stand at this moment.
    func with(_ now: OfferClearances, of giver: Giver) -> OfferFacts {
        var changed = self
        (changed.isCleared, changed.isClearedForChildren) = now.clearance(of: giver, for: program)
        (changed.free, changed.room) = (now.free(of: giver), now.room(of: giver))
        return changed
    }
}
