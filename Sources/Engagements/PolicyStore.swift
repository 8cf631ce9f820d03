import Foundation
import Identity
import Storage

public enum PolicyKind: Sendable {}
public typealias PolicyID = ID<PolicyKind>

/// A policy that someone put in force.
struct AdoptedPolicy: Sendable {
    let id: PolicyID
    let organization: OrganizationID
    let policy: Policy
    let at: Date
    let by: UserID
}

extension Connection {
    package var policies: PolicyStore { PolicyStore(db: self) }
}

/// By what rounds choose, and chose before.
package struct PolicyStore {
    let db: any Connection

    /// Puts it in force in place of the one before, which stays on record.
    func adopt(_ new: AdoptedPolicy) throws {
        let policy = new.policy, weights = policy.weights
        _ = try db.execute("""
            INSERT INTO policies (id, organization_id, put_at, put_by, aim, priorities, language_points, way_points, time_points, waiting_points,
                                  fair_by, fair_percent, staying_points)
            VALUES (\(new.id), \(new.organization), \(new.at), \(new.by), \(policy.aim.rawValue), \(policy.priorities.map(\.rawValue).joined(separator: " ")),
                    \(weights.language), \(weights.way), \(weights.time), \(weights.waiting),
                    \(policy.fairness.map { $0.traits.map(\.rawValue).joined(separator: " ") } ?? ""), \(policy.fairness?.percent), \(policy.staying))
            """)
    }

    /// The one in force; nil where the hub has chosen none yet.
    func inForce(in organization: OrganizationID) throws -> AdoptedPolicy? { try history(of: organization, limit: 1).first }

    /// The newest first.
    func history(of organization: OrganizationID, limit: Int) throws -> [AdoptedPolicy] {
        try policies("organization_id = \(organization) ORDER BY put_at DESC, id DESC LIMIT \(limit)")
    }

    /// The policy that a round was made by.
    func policy(_ id: PolicyID?) throws -> Policy {
        guard let id else { return .standard }
        return try policies("id = \(id)").first.orNotFound().policy
    }

    /// Whether the round, or one whose proposals it carries on and nobody has decided on, went by another policy than this.
    func isAny(of round: RoundID, besides policy: Policy) throws -> Bool {
        try db.rows("""
            SELECT policy_id FROM rounds WHERE id = \(round)
            UNION SELECT m.policy_id FROM proposals p JOIN rounds m ON m.id = p.made_in
            WHERE p.round_id = \(round) AND p.made_in IS NOT NULL AND p.is_open AND p.offer_id IS NOT NULL
            """).contains { try self.policy($0.get("policy_id")) != policy }
    }

    /// The policy of the round that proposed a match; nil where no round did.
    func policy(ofMatch match: MatchID) throws -> Policy? {
        guard let row = try db.row("SELECT r.policy_id FROM matches m JOIN rounds r ON r.id = m.round_id WHERE m.id = \(match)") else { return nil }
        return try policy(try row.get("policy_id"))
    }

    private func policies(_ condition: SQL) throws -> [AdoptedPolicy] {
        try db.rows("""
            SELECT id, organization_id, put_at, put_by, aim, priorities, language_points, way_points, time_points, waiting_points,
                   fair_by, fair_percent, staying_points FROM policies WHERE \(condition)
            """).map { row in
            let names = (try row.get("priorities") as String).split(separator: " ").map(String.init)
            let traits = (try row.get("fair_by") as String).split(separator: " ").compactMap { Fairness.Trait(rawValue: String($0)) }
            let policy = Policy(
                aim: Policy.Aim(rawValue: try row.get("aim")) ?? .mostHelped, priorities: names.compactMap(Policy.Priority.init),
                weights: FitWeights(
                    language: try row.get("language_points"), way: try row.get("way_points"), time: try row.get("time_points"), waiting: try row.get("waiting_points")),
                fairness: Fairness(by: Set(traits), within: try row.get("fair_percent") ?? 100), staying: try row.get("staying_points"))
            return AdoptedPolicy(id: try row.get("id"), organization: try row.get("organization_id"), policy: policy, at: try row.get("put_at"), by: try row.get("put_by"))
        }
    }
}
