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
        try all(said: "JOIN match_facts f ON f.id = r.need_id WHERE f.organization_id = \(organization)", refused: "n.organization_id = \(organization) AND n.closing IS NULL")
    }

    /// All of these needs.
    func all(of needs: [NeedID]) throws -> [Round.Key: PairRule] { try all(said: "WHERE r.need_id IN \(in: needs)", refused: "n.id IN \(in: needs)") }

    private func all(said condition: SQL, refused: SQL) throws -> [Round.Key: PairRule] {
        let said = try rules("SELECT r.need_id, r.offer_id, r.rule FROM pair_rules r \(condition)")
        let refused = try rules("""
            SELECT n.id AS need_id, o.id AS offer_id, 'refused' AS rule FROM refusals r JOIN needs n ON n.household_id = r.household_id
            JOIN offers o ON o.giver_id = r.giver_id AND o.program = n.program WHERE \(refused)
            """)
        return said.merging(refused) { $1 }
    }

    func rule(_ need: NeedID, _ offer: OfferID) throws -> PairRule? {
        let isRefused = try db.count("""
            SELECT count(*) FROM refusals r JOIN needs n ON n.household_id = r.household_id JOIN offers o ON o.giver_id = r.giver_id
            WHERE n.id = \(need) AND o.id = \(offer)
            """) > 0
        if isRefused { return .refused }
        return try rules("SELECT need_id, offer_id, rule FROM pair_rules WHERE need_id = \(need) AND offer_id = \(offer)").values.first
    }

    /// Sets what the coordinator says of the pair.
    func set(_ rule: PairRule, _ need: NeedID, _ offer: OfferID, by user: UserID?, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO pair_rules (need_id, offer_id, rule, set_by, set_at) VALUES (\(need), \(offer), \(rule.rawValue), \(user), \(now))
            ON CONFLICT (need_id, offer_id) DO UPDATE SET rule = excluded.rule, set_by = excluded.set_by, set_at = excluded.set_at
            """)
    }

    /// Takes back what the coordinator said of the pair.
    func clear(_ need: NeedID, _ offer: OfferID) throws {
        _ = try db.execute("DELETE FROM pair_rules WHERE need_id = \(need) AND offer_id = \(offer)")
    }

    /// One of the two said no: the household and the giver are not proposed to each other again, in whatever program.
    func refuse(_ need: NeedID, _ offer: OfferID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO refusals (household_id, giver_id, set_at)
            SELECT n.household_id, o.giver_id, \(now) FROM needs n JOIN offers o ON o.id = \(offer) WHERE n.id = \(need)
            ON CONFLICT (household_id, giver_id) DO UPDATE SET set_at = excluded.set_at
            """)
    }

    /// Takes back a no that was taken down at this moment.
    func forget(_ need: NeedID, _ offer: OfferID, refusedAt moment: Date) throws {
        _ = try db.execute("""
            DELETE FROM refusals WHERE set_at = \(moment) AND household_id = (SELECT household_id FROM needs WHERE id = \(need))
              AND giver_id = (SELECT giver_id FROM offers WHERE id = \(offer))
            """)
    }

    private func rules(_ sql: SQL) throws -> [Round.Key: PairRule] {
        try db.rows(sql).reduce(into: [:]) { found, row in
            found[Round.Key(try row.get("need_id"), try row.get("offer_id"))] = PairRule(rawValue: try row.get("rule"))
        }
    }
    init(db: any Connection) { self.db = db }
}
