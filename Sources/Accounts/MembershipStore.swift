import Identity
import Storage

extension Connection {
    var memberships: MembershipStore { MembershipStore(db: self) }
}

struct MembershipStore {
    let db: any Connection

    func haveAdministrator() throws -> Bool {
        try db.row("SELECT user_id FROM memberships WHERE role = 'administrator' LIMIT 1") != nil
    }

    /// Everyone who ever had a role in an organization.
    func people(of organization: OrganizationID) throws -> [PersonID] {
        try db.rows("""
            SELECT u.person_id FROM users u WHERE u.id IN (SELECT user_id FROM memberships WHERE organization_id = \(organization)) ORDER BY u.id
            """).map { try $0.get("person_id") }
    }

    /// The user as an actor of this organization; nil where they hold no role there now.
    func actor(_ user: UserID, in organization: OrganizationID) throws -> Actor? {
        let rows = try db.rows("""
            SELECT u.person_id, m.role FROM users u JOIN memberships m ON m.user_id = u.id AND m.ended_at IS NULL
            WHERE u.id = \(user) AND m.organization_id = \(organization) AND u.disabled_at IS NULL
            """)
        guard let first = rows.first else { return nil }
        return Actor(user: user, person: try first.get("person_id"), organization: organization,
                     roles: Set(try rows.compactMap { Role(rawValue: try $0.get("role")) }))
    }
}
