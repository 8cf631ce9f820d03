import Identity
import Storage

/// All that a round is made of besides the rules.
struct OpenMarket: Sendable {
    let needs: [NeedFacts], offers: [OfferFacts]
    let pairRules: [Round.Key: PairRule]
    /// What the current round proposes and nobody has decided on.
    let standing: Set<Round.Key>
    /// Nil where the hub has chosen no policy yet.
    let adopted: AdoptedPolicy?

    init(_ organization: OrganizationID, _ db: any Connection) throws {
        (needs, offers) = try db.facts.read(organization)
        pairRules = try db.pairRules.all(of: organization)
        standing = try db.rounds.standing(in: organization)
        adopted = try db.policies.inForce(in: organization)
    }

    func round(_ rules: Rules) throws -> Round {
        try Round(needs: needs, offers: offers, rules: rules, pairRules: pairRules, standing: standing, policy: adopted?.policy ?? .standard)
    }

    /// The round in which all that is proposed already stays before anything else, as long as no rule stands against it.
    func keeping(_ rules: Rules) throws -> Round {
        let kept = Dictionary(uniqueKeysWithValues: standing.map { ($0, PairRule.pinned) })
        return try Round(needs: needs, offers: offers, rules: rules, pairRules: kept.merging(pairRules) { $1 }, policy: adopted?.policy ?? .standard)
    }
}
