import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var users: UserStore { UserStore(db: self) }
}

struct UserStore {
    let db: any Connection

    /// The user of this sign-in address: id, password hash and standing; nothing sealed is opened to sign in.
    func credentials(_ email: BlindIndex) throws -> Credentials? {
        try db.row("""
            SELECT u.id, u.password_hash, u.disabled_at, m.organization_id
            FROM users u JOIN memberships m ON m.user_id = u.id AND m.ended_at IS NULL
            WHERE u.email_index = \(email) ORDER BY m.since LIMIT 1
            """).map { row in
            Credentials(
                user: try row.get("id"), organization: try row.get("organization_id"),
                passwordHash: try row.get("password_hash"), disabledAt: try row.get("disabled_at"))
        }
    }

    /// Nil for someone without an address.
    func emailIndex(of user: UserID) throws -> BlindIndex? { try db.row("SELECT email_index FROM users WHERE id = \(user)").flatMap { try $0.get("email_index") } }

    func passwordHash(of user: UserID) throws -> String? {
        try db.row("SELECT password_hash FROM users WHERE id = \(user)").flatMap { try $0.get("password_hash") }
    }

    /// Whether someone has a password that they chose themselves; a first one is known to whoever gave it.
    func hasOwnPassword(_ user: UserID) throws -> Bool {
        try db.count("SELECT count(*) FROM users WHERE id = \(user) AND password_hash IS NOT NULL AND NOT must_change_password") == 1
    }

    /// How often the account itself was changed.
    func version(of user: UserID) throws -> Int { try db.value("SELECT version FROM users WHERE id = \(user)") ?? 0 }

    func insert(_ user: UserID, person: PersonID, emailIndex: BlindIndex?, email: Sealed<UserEmail>?, name: Sealed<UserName>,
                passwordHash: String?, mustChangePassword: Bool, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO users (id, person_id, email_index, email, name, password_hash, must_change_password, created_at, version)
            VALUES (\(user), \(person), \(emailIndex), \(email), \(name), \(passwordHash), \(mustChangePassword), \(now), 1)
            """)
    }

    func join(_ user: UserID, _ organization: OrganizationID, as roles: Set<Role>, at now: Date) throws {
        for role in roles.map(\.rawValue).sorted() {
            _ = try db.execute("""
                INSERT INTO memberships (user_id, organization_id, role, since) VALUES (\(user), \(organization), \(role), \(now))
                ON CONFLICT (user_id, organization_id, role) DO UPDATE SET ended_at = NULL
                """)
        }
    }

    /// From now on these roles and no others.
    func setRoles(_ roles: Set<Role>, of user: UserID, in organization: OrganizationID, at now: Date) throws {
        _ = try db.execute("""
            UPDATE memberships SET ended_at = \(now) WHERE user_id = \(user) AND organization_id = \(organization) AND ended_at IS NULL
            AND role NOT IN \(in: roles.map(\.rawValue).sorted())
            """)
        try join(user, organization, as: roles, at: now)
    }

    /// The same password under a costlier hash, unless they have another one by now.
    func renewHash(_ hash: String, of user: UserID, was known: String) throws {
        _ = try db.execute("UPDATE users SET password_hash = \(hash) WHERE id = \(user) AND password_hash = \(known)")
    }

    /// False where they have another one by now than the one that was compared.
    func setPassword(_ hash: String, of user: UserID, was known: String) throws -> Bool {
        try db.execute("""
            UPDATE users SET password_hash = \(hash), must_change_password = \(false), version = version + 1
            WHERE id = \(user) AND password_hash = \(known)
            """) == 1
    }

    /// Closes a sign-in, or opens it again.
    ///
    /// - Returns: false where it was so already, nil where nobody of the staff here has this sign-in.
    func setDisabled(_ disabledAt: Date?, _ user: UserID, of organization: OrganizationID) throws -> Bool? {
        let isHere: SQL = """
            id = \(user) AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = users.id AND m.organization_id = \(organization)
                                    AND m.ended_at IS NULL AND m.role <> 'newcomer')
            """
        guard try db.count("SELECT count(*) FROM users WHERE \(isHere)") == 1 else { return nil }
        let isOther: SQL = disabledAt == nil ? "disabled_at IS NOT NULL" : "disabled_at IS NULL"
        return try db.execute("UPDATE users SET disabled_at = \(disabledAt), version = version + 1 WHERE \(isHere) AND \(isOther)") == 1
    }

    func find(_ user: UserID, visibleTo actor: Actor) throws -> User? {
        try users(of: actor.organization, "u.id = \(user)").first
    }

    /// Those who work for the actor's own organization, with the roles they hold there.
    ///
    /// People who are only helped here are nobody's user to administer: their names stay out of this list.
    func list(visibleTo actor: Actor) throws -> [User] {
        try users(of: actor.organization, "u.id IN (SELECT user_id FROM memberships WHERE organization_id = \(actor.organization) AND role <> 'newcomer')")
    }

    /// The sign-in address of a person who may sign in; nil for anyone else.
    func account(of person: PersonID) throws -> (user: UserID, email: Sealed<UserEmail>)? {
        try db.row("SELECT id, email FROM users WHERE person_id = \(person) AND email IS NOT NULL AND disabled_at IS NULL")
            .map { (try $0.get("id"), try $0.get("email")) }
    }

    private func users(of organization: OrganizationID, _ condition: SQL) throws -> [User] {
        let rows = try db.rows("""
            SELECT u.id, u.person_id, u.email, u.name, u.created_at, u.disabled_at, m.organization_id, m.role,
                   f.user_id IS NOT NULL OR EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id) AS has_second_step,
                   (SELECT max(a.bound_at) FROM provider_accounts a WHERE a.user_id = u.id) AS bound_at
            FROM memberships m JOIN users u ON u.id = m.user_id LEFT JOIN second_factors f ON f.user_id = u.id
            WHERE m.organization_id = \(organization) AND m.ended_at IS NULL AND length(u.name) > 0 AND \(condition) ORDER BY u.id, m.role
            """)
        var users: [User] = []
        for row in rows {
            let id: UserID = try row.get("id")
            guard let role = Role(rawValue: try row.get("role")) else { continue }
            let known = users.last.flatMap { $0.id == id ? users.popLast() : nil }
            users.append(User(
                id: id, person: try row.get("person_id"), email: try row.get("email"), name: try row.get("name"),
                createdAt: try row.get("created_at"), disabledAt: try row.get("disabled_at"),
                organization: try row.get("organization_id"), roles: (known?.roles ?? []).union([role]),
                hasSecondFactor: try row.get("has_second_step"), boundAt: try row.get("bound_at")))
        }
        return users
    }
}

extension Actor {
    /// Someone as they are here: with their sign-in where they have one, and in no role.
    package static func concerned(_ person: PersonID, of organization: OrganizationID, in db: any Connection) throws -> Actor {
        let user: UserID? = try db.value("SELECT id FROM users WHERE person_id = \(person)")
        return user.map { Actor(user: $0, person: person, organization: organization, roles: []) } ?? .byLink(person, of: organization)
    }
}

/// What signing in compares against.
struct Credentials: Sendable {
    let user: UserID
    let organization: OrganizationID
    let passwordHash: String?
    let disabledAt: Date?
}
