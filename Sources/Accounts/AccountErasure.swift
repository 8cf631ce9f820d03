import Foundation
import House
import Identity
import Localization
import Storage
import Trust

extension Erasure {
    /// Cards, sessions and the user go. Whoever worked at a desk is named by what they did there: of them the bare id stays, without name,
    /// address and password.
    static let accounts = Erasure(
        of: ["users", "memberships", "sessions", "cards", "second_factors", "recovery_codes", "sign_ins", "passkeys", "mail_links", "provider_accounts", "sealing_keys"]
    ) { person, _, db, _ in
        try db.users.erase(person)
    }
}

extension RetentionEvent {
    static let userDisabled = RetentionEvent(rawValue: "user.disabled")
    static let sessionEnded = RetentionEvent(rawValue: "session.ended")
}

extension RetentionPeriod {
    static let afterSession = RetentionPeriod(days: 365, after: .sessionEnded)
}

extension RetentionRule {
    static let accounts = [
        RetentionRule(
            Message("Sign-ins of those who left"), UserName.entry.retention, trigger: Message("the sign-in was closed"), .erase, or: [.review],
            find: { moment, limit, _, db in try db.users.disabled(before: moment, limit: limit) },
            drop: { users, hub, db, access in
                for user in users {
                    // From here on nobody can open their sign-in again to let others read.
                    if let id = UserID(user.id) { try hub.announceGone(id, access.actor.organization, in: db, &access) }
                    for person in user.people { try db.users.erase(person) }
                }
            }),
        RetentionRule(
            Message("Sessions"), .afterSession, trigger: Message("the session ended"), .erase,
            find: { moment, limit, _, db in try db.sessions.over(before: moment, limit: limit) },
            drop: { sessions, _, db, _ in try db.sessions.remove(sessions.map(\.id)) }),
    ]
}

extension LastWork {
    /// Whoever comes in themselves is not forgotten.
    static let accounts = LastWork { people, db in
        try db.rows("""
            SELECT u.person_id, max(s.seen_at) AS seen FROM users u JOIN sessions s ON s.user_id = u.id WHERE u.person_id IN \(in: people) GROUP BY u.person_id
            """).reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("seen") as Date }
    }
}

extension UserStore {
    func erase(_ person: PersonID) throws {
        guard let user: UserID = try db.value("SELECT id FROM users WHERE person_id = \(person)") else { return }
        _ = try db.execute("DELETE FROM sign_ins WHERE user_id = \(user)")
        _ = try db.execute("DELETE FROM sessions WHERE user_id = \(user)")
        _ = try db.execute("DELETE FROM cards WHERE user_id = \(user)")
        _ = try db.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
        _ = try db.execute("DELETE FROM second_factors WHERE user_id = \(user)")
        _ = try db.execute("DELETE FROM passkeys WHERE user_id = \(user)")
        _ = try db.execute("DELETE FROM provider_accounts WHERE user_id = \(user)")
        _ = try db.execute("DELETE FROM sealing_keys WHERE user_id = \(user)")
        // Also a link that was asked for and not looked up yet: its index tells the address to whoever holds the keys.
        _ = try db.execute("DELETE FROM mail_links WHERE user_id = \(user) OR email_index = (SELECT email_index FROM users WHERE id = \(user))")
        let worked = try db.count("SELECT count(*) FROM memberships WHERE user_id = \(user) AND role IN \(in: Role.staff.map(\.rawValue).sorted())") > 0
        guard worked else {
            _ = try db.execute("DELETE FROM memberships WHERE user_id = \(user)")
            _ = try db.execute("DELETE FROM users WHERE id = \(user)")
            return
        }
        _ = try db.execute("""
            UPDATE users SET person_id = \(user.text), email_index = NULL, email = NULL, name = \([] as [UInt8]), password_hash = NULL,
                   disabled_at = COALESCE(disabled_at, created_at), version = version + 1 WHERE id = \(user)
            """)
    }

    /// Those who were let out before this moment and still have a name here.
    fileprivate func disabled(before moment: Date, limit: Int) throws -> [Expired] {
        try db.rows("SELECT id, person_id, disabled_at FROM users WHERE disabled_at < \(moment) AND length(name) > 0 ORDER BY disabled_at, id LIMIT \(limit)")
            .map { Expired(try $0.get("id"), of: [try $0.get("person_id")], since: try $0.get("disabled_at")) }
    }

    /// Whether someone works at a desk here today: they are let out before anything of them is erased.
    fileprivate func works(_ person: PersonID) throws -> Bool {
        try db.count("""
            SELECT count(*) FROM users u JOIN memberships m ON m.user_id = u.id WHERE u.person_id = \(person) AND u.disabled_at IS NULL
            AND m.ended_at IS NULL AND m.role IN \(in: Role.staff.map(\.rawValue).sorted())
            """) > 0
    }
}

extension StaffStore {
    /// Whether someone works at a desk today.
    package func works(_ person: PersonID) throws -> Bool { try db.users.works(person) }
}

extension SessionStore {
    fileprivate func over(before moment: Date, limit: Int) throws -> [Expired] {
        try db.rows("""
            SELECT s.id, u.person_id, COALESCE(s.ended_at, s.expires_at) AS over_at FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE COALESCE(s.ended_at, s.expires_at) < \(moment) ORDER BY over_at, s.id LIMIT \(limit)
            """).map { Expired(try $0.get("id"), of: [try $0.get("person_id")], since: try $0.get("over_at")) }
    }

    fileprivate func remove(_ ids: [String]) throws { _ = try db.execute("DELETE FROM sessions WHERE id IN \(in: ids)") }
}
