import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var flags: FlagStore { FlagStore(db: self) }
}

/// What waits on the coordinator; each engagement carries the gravest of its open ones, by which the list is sorted.
struct FlagStore {
    let db: any Connection

    /// Raised by the clock: what the coordinator has seen to is not raised again.
    func raiseOnce(_ kind: Flag.Kind, of id: EngagementID, in organization: OrganizationID, at now: Date) throws {
        let seen = try db.count("SELECT count(*) FROM engagement_flags WHERE engagement_id = \(id) AND kind = \(kind.rawValue) AND settled_by IS NOT NULL")
        if seen == 0 { try raise(kind, nil, of: id, in: organization, at: now) }
    }

    /// The same raised twice stands once; true where it is new.
    @discardableResult
    func raise(_ kind: Flag.Kind, _ side: Side?, of id: EngagementID, in organization: OrganizationID, at now: Date) throws -> Bool {
        let isNew = try db.execute("""
            INSERT INTO engagement_flags (id, engagement_id, organization_id, kind, severity, side, raised_at)
            VALUES (\(Secret.token(bytes: 16)), \(id), \(organization), \(kind.rawValue), \(kind.severity), \(side?.rawValue ?? "both"), \(now))
            ON CONFLICT (engagement_id, kind, side) WHERE settled_at IS NULL DO NOTHING
            """) == 1
        if isNew { try refreshAttention(of: id) }
        return isNew
    }

    /// What has settled itself, such as a check-in that was answered after all.
    func settle(_ kind: Flag.Kind, _ side: Side? = nil, of id: EngagementID, at now: Date) throws {
        let settled = try db.execute("""
            UPDATE engagement_flags SET settled_at = \(now) WHERE engagement_id = \(id) AND kind = \(kind.rawValue) AND settled_at IS NULL
            \(side.map { "AND side = \($0.rawValue)" as SQL })
            """)
        if settled > 0 { try refreshAttention(of: id) }
    }

    func settleAll(of id: EngagementID, at now: Date) throws {
        _ = try db.execute("UPDATE engagement_flags SET settled_at = \(now) WHERE engagement_id = \(id) AND settled_at IS NULL")
        try refreshAttention(of: id)
    }

    /// What the coordinator has seen to; false where it is settled already.
    func settle(_ flag: String, of id: EngagementID, note: Sealed<FlagNote>?, by user: UserID, at now: Date) throws -> Bool {
        let isSettled = try db.execute("""
            UPDATE engagement_flags SET settled_at = \(now), settled_by = \(user), note = \(note)
            WHERE id = \(flag) AND engagement_id = \(id) AND settled_at IS NULL
            """) == 1
        try refreshAttention(of: id)
        return isSettled
    }

    /// The open ones first, then the newest.
    func list(of id: EngagementID, limit: Int) throws -> [Flag] {
        try flags("engagement_id = \(id)", order: "CASE WHEN settled_at IS NULL THEN 0 ELSE 1 END, raised_at DESC, id", limit: limit)
    }

    /// Kinds that are open, by engagement; one query.
    func open(of ids: [EngagementID]) throws -> [EngagementID: [Flag.Kind]] {
        try flags("engagement_id IN \(in: ids) AND settled_at IS NULL", order: "severity DESC, raised_at, id", limit: 1000)
            .reduce(into: [:]) { $0[$1.engagement, default: []].append($1.kind) }
    }

    /// The gravest open ones of an organization, then the longest waiting.
    func gravest(of organization: OrganizationID, limit: Int) throws -> [Flag] {
        try flags("organization_id = \(organization) AND settled_at IS NULL", order: "severity DESC, raised_at, id", limit: limit)
    }

    func count(_ kind: Flag.Kind, in organization: OrganizationID) throws -> Int {
        try db.count("SELECT count(*) FROM engagement_flags WHERE organization_id = \(organization) AND settled_at IS NULL AND kind = \(kind.rawValue)")
    }

    private func refreshAttention(of id: EngagementID) throws {
        _ = try db.execute("""
            UPDATE engagements SET attention = (SELECT COALESCE(max(severity), 0) FROM engagement_flags WHERE engagement_id = \(id) AND settled_at IS NULL)
            WHERE id = \(id)
            """)
    }

    private func flags(_ condition: SQL, order: SQL, limit: Int) throws -> [Flag] {
        try db.rows("""
            SELECT id, engagement_id, kind, side, raised_at, settled_at, note FROM engagement_flags WHERE \(condition) ORDER BY \(order) LIMIT \(limit)
            """).compactMap { row in
            guard let kind = Flag.Kind(rawValue: try row.get("kind")) else { return nil }
            return Flag(
                id: try row.get("id"), engagement: try row.get("engagement_id"), kind: kind, side: Side(rawValue: try row.get("side")),
                raisedAt: try row.get("raised_at"), settledAt: try row.get("settled_at"), note: try row.get("note"))
        }
    }
}
