import Identity
import Optimization
import Storage

/// All that a round is made of besides the rules.
struct OpenMarket: Sendable {
    let needs: [NeedFacts], offers: [OfferFacts]
    let pairRules: [Round.Key: PairRule]
    /// What the current round proposes and nobody has decided on.
    let standing: Set<Round.Key>
    /// The round it was read over; nil before the first.
    let footing: RoundFooting?
    /// What had been noted when this was read.
    let changes: [String]
    /// Nil where the hub has chosen no policy yet.
    let adopted: AdoptedPolicy?

    init(
        needs: [NeedFacts], offers: [OfferFacts], pairRules: [Round.Key: PairRule], standing: Set<Round.Key>, footing: RoundFooting?, changes: [String], adopted: AdoptedPolicy?
    ) {
        (self.needs, self.offers, self.pairRules, self.standing) = (needs, offers, pairRules, standing)
        (self.footing, self.changes, self.adopted) = (footing, changes, adopted)
    }

    /// What is kept for somebody on this day is in no round: neither the need nor the place.
    init(_ organization: OrganizationID, on day: Day, _ db: any Connection) throws {
        let facts = try db.facts.read(organization), kept = try db.holds.kept(in: organization, on: day)
        needs = kept.needs.isEmpty ? facts.needs : facts.needs.filter { !kept.needs.contains($0.id) }
        offers = facts.offers.map { kept.left(of: $0) }
        pairRules = try db.pairRules.all(of: organization)
        standing = try db.rounds.standing(in: organization)
        footing = try db.rounds.footing(of: organization)
        changes = try db.marketChanges.all(of: organization)
        adopted = try db.policies.inForce(in: organization)
    }

    /// - Parameter policy: nil for the one in force.
    func round(_ rules: Rules, by policy: Policy? = nil) throws -> Round { try round(rules, saying: pairRules, standing: standing, by: policy) }

    /// The round by the policy in force, and the one by another beside it.
    func rounds(_ rules: Rules, trying policy: Policy) throws -> (now: Round, tried: Round) {
        let now = try round(rules)
        return try sayingTooLarge { (now, try now.by(policy)) }
    }

    private func round(_ rules: Rules, saying pairRules: [Round.Key: PairRule], standing: Set<Round.Key>, by policy: Policy? = nil) throws -> Round {
        try sayingTooLarge {
            try Round(needs: needs, offers: offers, rules: rules, pairRules: pairRules, standing: standing, policy: policy ?? adopted?.policy ?? .standard)
        }
    }

    private func sayingTooLarge<R>(_ work: () throws -> R) throws -> R {
        do { return try work() } catch MarketProblem.tooLarge { throw RoundProblem.tooLarge }
    }

    /// The round in which all that is proposed already stays before anything else, as long as no rule stands against it.
    func keeping(_ rules: Rules) throws -> Round {
        let kept = Dictionary(uniqueKeysWithValues: standing.map { ($0, PairRule.pinned) })
        return try round(rules, saying: kept.merging(pairRules) { $1 }, standing: [])
    }
}
