import Foundation
import House
import Identity
import Storage
import Vault
import Web

extension Connection {
    var sessions: SessionStore { SessionStore(db: self) }
}

/// Sessions are known by the hash of the cookie's secret, so that a copy of the database opens none of them.
struct SessionStore {
    let db: any Connection

    func open(_ new: NewSession, user: UserID, organization: OrganizationID, by way: Way, limits: SessionLimits, device: Device, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO sessions (id, secret_hash, user_id, organization_id, opened_at, seen_at, proved_at, expires_at, idle_seconds, browser, system, came_by)
            VALUES (\(new.id), \(new.secretHash), \(user), \(organization), \(now), \(now), \(now),
                    \(now.addingTimeInterval(Double(limits.absolute))), \(limits.idle), \(device.browser.rawValue), \(device.system.rawValue), \(way.rawValue))
            """)
    }

    /// Goes on under a new secret: the cookie from before is worth nothing now. Pages that are open keep their forms.
    ///
    /// - Parameter provedAt: when its owner has just shown that it is them; nil where they did not.
    func renew(_ id: String, secretHash: [UInt8], provedAt: Date? = nil) throws {
        _ = try db.execute("""
            UPDATE sessions SET secret_hash = \(secretHash), previous_hash = NULL, previous_until = NULL \(provedAt.map { ", proved_at = \($0)" as SQL })
            WHERE id = \(id) AND ended_at IS NULL
            """)
    }

    /// The same after its owner has shown that it is them: requests that were under way with the cookie from before are
    /// still answered for some seconds, as those of someone who has not.
    func renewGently(_ id: String, secretHash: [UInt8], provedAt now: Date) throws {
        _ = try db.execute("""
            UPDATE sessions SET previous_hash = secret_hash, previous_until = \(now + Self.grace), secret_hash = \(secretHash), proved_at = \(now)
            WHERE id = \(id) AND ended_at IS NULL
            """)
    }
    static let grace = 10.0

    /// The session behind this secret with everything an actor needs, in one query; nil where it ended, ran out, or the user is disabled.
    ///
    /// - Parameter settings: they say whether whoever works at a desk must have a second factor.
    func find(secretHash: [UInt8], at now: Date, _ settings: Settings) throws -> FoundSession? {
        try find("s.secret_hash = \(secretHash)", isPresent: true, at: now, settings)
            ?? find("s.previous_hash = \(secretHash) AND s.previous_until > \(now)", isPresent: false, at: now, settings)
    }

    private func find(_ condition: SQL, isPresent: Bool, at now: Date, _ settings: Settings) throws -> FoundSession? {
        let rows = try db.rows("""
            SELECT s.id, s.seen_at, s.proved_at, s.idle_seconds, s.expires_at, s.organization_id, s.came_by, u.id AS user_id, u.person_id, u.must_change_password,
                   u.password_hash IS NOT NULL AS has_password, f.user_id AS factor, m.role,
                   EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id) AS has_passkey
            FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN second_factors f ON f.user_id = u.id
            JOIN memberships m ON m.user_id = u.id AND m.organization_id = s.organization_id
            WHERE \(condition) AND s.ended_at IS NULL AND s.expires_at > \(now)
              AND u.disabled_at IS NULL AND m.ended_at IS NULL
            """)
        guard let first = rows.first else { return nil }
        let seenAt: Date = try first.get("seen_at")
        let idle: Int = try first.get("idle_seconds")
        guard now.timeIntervalSince(seenAt) < Double(idle) else { return nil }
        let roles = try rows.compactMap { Role(rawValue: try $0.get("role")) }
        let actor = Actor(
            user: try first.get("user_id"), person: try first.get("person_id"),
            organization: try first.get("organization_id"), roles: Set(roles))
        let standing = Standing(
            way: Way(rawValue: try first.get("came_by")) ?? .password, hasApp: try first.get("factor") as UserID? != nil, hasPasskey: try first.get("has_passkey"),
            hasPassword: try first.get("has_password"), mustChangePassword: try first.get("must_change_password"))
        let provedAt: Date? = try first.get("proved_at")
        let isFresh = isPresent && provedAt.map { now.timeIntervalSince($0) < Session.freshSeconds } ?? false
        let left = Int((try first.get("expires_at") as Date).timeIntervalSince(now))
        let session = Session(
            id: try first.get("id"), actor: actor, duty: standing.duty(of: actor, settings), proof: standing.proof(of: actor),
            hasPasskey: standing.hasPasskey, isFresh: isFresh, cookieLasting: SessionLimits.cookieLasting(idle: idle, left: left))
        return FoundSession(session: session, seenAt: seenAt)
    }

    /// Whose it is, or was.
    func owner(of id: String) throws -> UserID? { try db.value("SELECT user_id FROM sessions WHERE id = \(id)") }

    func touch(_ id: String, at now: Date) throws {
        _ = try db.execute("UPDATE sessions SET seen_at = \(now) WHERE id = \(id) AND seen_at < \(now)")
    }

    /// Carries every session that is open along with a clock that is moved on, so that nobody is signed out by it.
    func move(by seconds: Double, at now: Date) throws {
        let open = try db.rows("SELECT id, seen_at, proved_at, expires_at FROM sessions WHERE ended_at IS NULL AND expires_at > \(now)")
        for row in open {
            let id: String = try row.get("id"), seen: Date = try row.get("seen_at"), end: Date = try row.get("expires_at")
            let proved = (try row.get("proved_at") as Date?).map { $0 + seconds }
            _ = try db.execute("""
                UPDATE sessions SET seen_at = \(seen + seconds), proved_at = \(proved), expires_at = \(end + seconds) WHERE id = \(id)
                """)
        }
    }

    func end(_ id: String, of user: UserID, at now: Date) throws -> Bool {
        try db.execute("UPDATE sessions SET ended_at = \(now) WHERE id = \(id) AND user_id = \(user) AND ended_at IS NULL") == 1
    }

    /// Ends them, what is still between a password and its code, and the links by mail that were not used yet.
    func endAll(of user: UserID, except kept: String? = nil, at now: Date) throws {
        try db.signIns.removeAll(of: user)
        try db.mailLinks.endAll(of: user, at: now)
        _ = try db.execute("""
            UPDATE sessions SET ended_at = \(now) WHERE user_id = \(user) AND ended_at IS NULL \(kept.map { "AND id <> \($0)" as SQL })
            """)
    }

    /// Ends every session there is: those that a backup brings back were perhaps ended since it was made.
    func endAll(at now: Date) throws { _ = try db.execute("UPDATE sessions SET ended_at = \(now) WHERE ended_at IS NULL") }

    func open(of user: UserID, at now: Date) throws -> [OpenSession] {
        try db.rows("""
            SELECT id, opened_at, seen_at, idle_seconds, browser, system FROM sessions
            WHERE user_id = \(user) AND ended_at IS NULL AND expires_at > \(now) ORDER BY seen_at DESC LIMIT 50
            """).compactMap { row in
            let seenAt: Date = try row.get("seen_at"), idle: Int = try row.get("idle_seconds")
            // One that was left alone too long is over, though nobody ended it.
            guard now.timeIntervalSince(seenAt) < Double(idle) else { return nil }
            let device = Device(browser: .init(rawValue: try row.get("browser")) ?? .other, system: .init(rawValue: try row.get("system")) ?? .other)
            return OpenSession(id: try row.get("id"), openedAt: try row.get("opened_at"), seenAt: seenAt, device: device)
        }
    }
}

struct FoundSession: Sendable {
    let session: Session
    let seenAt: Date
}

/// A session as its owner sees it.
struct OpenSession: Sendable {
    let id: String
    let openedAt: Date, seenAt: Date
    let device: Device
}

/// A session about to be opened: its name, and the secret of its cookie, of which only the hash is kept.
struct NewSession: Sendable {
    let id = Secret.token(bytes: 16), secret = Secret.token(bytes: 32)
    var secretHash: [UInt8] { Secret.hash(secret) }
}

/// How long a session lasts, in seconds: without a click, and in all.
package struct SessionLimits: Sendable {
    let idle: Int, absolute: Int

    /// For how long the cookie stays in a browser that is closed; nil for what ends with the window. What opens any phone or a desk is left with it;
    /// a phone of one's own, which stays open for a month, closes its browser many times a day.
    var cookieLasting: Int? { Self.cookieLasting(idle: idle, left: absolute) }
    static func cookieLasting(idle: Int, left: Int) -> Int? { idle >= 86_400 ? left : nil }

    /// A card opens a page on any phone or shared computer: after a quarter of an hour the PIN is asked again.
    static let card = SessionLimits(idle: 15 * 60, absolute: 12 * 3600)

    /// A desk that is left alone closes after half an hour; a newcomer's own phone stays open for a month.
    static func limits(for roles: Set<Role>) -> SessionLimits {
        roles.isDisjoint(with: Role.staff)
            ? SessionLimits(idle: 30 * 86_400, absolute: 30 * 86_400) : SessionLimits(idle: 30 * 60, absolute: 12 * 3600)
    }
}
