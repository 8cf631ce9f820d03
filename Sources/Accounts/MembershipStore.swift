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

    /// The organization that someone came to first, of those they belong to now; nil where there is none, or the account is closed.
    func first(of user: UserID) throws -> OrganizationID? {
        try db.value("""
            SELECT m.organization_id FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.user_id = \(user) AND m.ended_at IS NULL AND u.disabled_at IS NULL ORDER BY m.since LIMIT 1
            """)
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
