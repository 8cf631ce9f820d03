import Foundation
import Identity
import Storage

extension Connection {
    package var pairRules: PairRuleStore { PairRuleStore(db: self) }
}

/// What someone said about one pair: pinned or ruled out by the coordinator, refused by one of the two.
package struct PairRuleStore {
    let db: any Connection

    /// All of open needs; a round reads nothing else of them.
    func all(of organization: OrganizationID) throws -> [Round.Key: PairRule] {
        try rules("""
            SELECT r.need_id, r.offer_id, r.rule FROM pair_rules r JOIN match_facts f ON f.id = r.need_id WHERE f.organization_id = \(organization)
            """)
    }

    func rule(_ need: NeedID, _ offer: OfferID) throws -> PairRule? {
        try rules("SELECT need_id, offer_id, rule FROM pair_rules WHERE need_id = \(need) AND offer_id = \(offer)").values.first
    }

    /// Sets what holds of the pair. What one of the two refused stays refused.
    func set(_ rule: PairRule, _ need: NeedID, _ offer: OfferID, by user: UserID?, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO pair_rules (need_id, offer_id, rule, set_by, set_at) VALUES (\(need), \(offer), \(rule.rawValue), \(user), \(now))
            ON CONFLICT (need_id, offer_id) DO UPDATE SET rule = excluded.rule, set_by = excluded.set_by, set_at = excluded.set_at
            WHERE pair_rules.rule <> 'refused'
            """)
    }

    /// Takes back what the coordinator said of the pair.
    func clear(_ need: NeedID, _ offer: OfferID) throws {
        _ = try db.execute("DELETE FROM pair_rules WHERE need_id = \(need) AND offer_id = \(offer) AND rule <> 'refused'")
    }

    private func rules(_ sql: SQL) throws -> [Round.Key: PairRule] {
        try db.rows(sql).reduce(into: [:]) { found, row in
            found[Round.Key(try row.get("need_id"), try row.get("offer_id"))] = PairRule(rawValue: try row.get("rule"))
        }
    }
    init(db: any Connection) { self.db = db }
}
