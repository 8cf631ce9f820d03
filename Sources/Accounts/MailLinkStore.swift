import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var mailLinks: MailLinkStore { MailLinkStore(db: self) }
}

/// Links that were asked for to come in by, each good once, in the browser that asked.
struct MailLinkStore {
    let db: any Connection
    /// How long a link holds, in seconds.
    static let lasting = 900.0
    /// How many letters one person is sent in an hour.
    static let mostAnHour = 5

    /// The same for an address that is known and one that is not.
    func ask(_ id: String, _ email: BlindIndex, browser: [UInt8], at now: Date) throws {
        _ = try db.execute("DELETE FROM mail_links WHERE expires_at <= \(now - 86_400)")
        _ = try db.execute("""
            INSERT INTO mail_links (id, email_index, browser_hash, asked_at, expires_at) VALUES (\(id), \(email), \(browser), \(now), \(now + Self.lasting))
            """)
    }

    func have(_ id: String) throws -> Bool { try db.row("SELECT id FROM mail_links WHERE id = \(id)") != nil }

    /// Those whose owner was not looked for yet.
    func waiting(limit: Int) throws -> [(id: String, email: BlindIndex)] {
        try db.rows("SELECT id, email_index FROM mail_links WHERE looked_up_at IS NULL ORDER BY asked_at LIMIT \(limit)")
            .map { (try $0.get("id"), try $0.get("email_index")) }
    }

    /// Says whose link it is; nil for nobody's, which opens nothing.
    func settle(_ id: String, _ user: UserID?, at now: Date) throws {
        _ = try db.execute("UPDATE mail_links SET looked_up_at = \(now), user_id = \(user) WHERE id = \(id) AND looked_up_at IS NULL")
    }

    func endAll(of user: UserID, at now: Date) throws {
        _ = try db.execute("UPDATE mail_links SET expires_at = \(now) WHERE user_id = \(user) AND used_at IS NULL AND expires_at > \(now)")
    }

    func count(of user: UserID, since moment: Date) throws -> Int {
        try db.value("SELECT count(*) FROM mail_links WHERE user_id = \(user) AND asked_at > \(moment)") ?? 0
    }

    /// Uses a link up; nil where it was used, is over, or was asked for in another browser.
    func use(_ id: String, browser: [UInt8], at now: Date) throws -> UserID? {
        try db.row("""
            UPDATE mail_links SET used_at = \(now)
            WHERE id = \(id) AND browser_hash = \(browser) AND used_at IS NULL AND user_id IS NOT NULL AND expires_at > \(now) RETURNING user_id
            """).map { try $0.get("user_id") }
    }
}
