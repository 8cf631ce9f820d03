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
    /// How many letters one person is sent in an hour that a browser asked for in which they came in before; and for all others together. One by which
    /// they came in is not counted.
    static let mostAnHour = 5
    /// Beyond that, whoever asks in another browser uses the last letter; after so many seconds there is a new one.
    static let rest = 600.0

    /// The same for an address that is known and one that is not.
    func ask(_ id: String, _ email: BlindIndex, browser: [UInt8], known: [UInt8]?, at now: Date) throws {
        _ = try db.execute("DELETE FROM mail_links WHERE expires_at <= \(now - 86_400)")
        _ = try db.execute("""
            INSERT INTO mail_links (id, email_index, browser_hash, known_hash, asked_at, expires_at)
            VALUES (\(id), \(email), \(browser), \(known), \(now), \(now + Self.lasting))
            """)
    }

    func have(_ id: String) throws -> Bool { try db.row("SELECT id FROM mail_links WHERE id = \(id)") != nil }

    /// Those whose owner was not looked for yet.
    func waiting(limit: Int) throws -> [(id: String, email: BlindIndex, known: [UInt8]?)] {
        try db.rows("SELECT id, email_index, known_hash FROM mail_links WHERE looked_up_at IS NULL ORDER BY asked_at LIMIT \(limit)")
            .map { (try $0.get("id"), try $0.get("email_index"), try $0.get("known_hash")) }
    }

    /// Says whose link it is, nil for nobody's, which opens nothing; and whether a letter goes out with it.
    func settle(_ id: String, _ user: UserID?, isSent: Bool, at now: Date) throws {
        _ = try db.execute("UPDATE mail_links SET looked_up_at = \(now), user_id = \(user), sent_at = \(isSent ? now : nil) WHERE id = \(id) AND looked_up_at IS NULL")
    }

    func endAll(of user: UserID, at now: Date) throws {
        _ = try db.execute("UPDATE mail_links SET expires_at = \(now) WHERE user_id = \(user) AND used_at IS NULL AND expires_at > \(now)")
    }

    /// Whether this person is sent a letter now. A stranger who asks all day uses up none of those of a browser that they came in with, and from other
    /// browsers there is always one in their mail that opens.
    func sendsLetter(to user: UserID, known: [UInt8]?, at now: Date) throws -> Bool {
        let isOfBrowser: SQL = known.map { "known_hash = \($0)" } ?? "known_hash IS NULL"
        let sent = try db.count("SELECT count(*) FROM mail_links WHERE user_id = \(user) AND asked_at > \(now - 3600) AND sent_at IS NOT NULL AND used_at IS NULL AND \(isOfBrowser)")
        guard known == nil, sent >= Self.mostAnHour else { return sent < Self.mostAnHour }
        return try db.count("""
            SELECT count(*) FROM mail_links WHERE user_id = \(user) AND asked_at > \(now - Self.rest) AND sent_at IS NOT NULL AND used_at IS NULL AND expires_at > \(now)
            """) == 0
    }

    /// Uses a link up, and whatever else its browser asked for; nil where it was used, is over, or nobody asked in this browser.
    func use(_ id: String, browser: [UInt8], at now: Date) throws -> UserID? {
        let user: UserID? = try db.row("UPDATE mail_links SET used_at = \(now) WHERE \(good(id, browser, now)) RETURNING user_id").map { try $0.get("user_id") }
        guard let user else { return nil }
        _ = try db.execute("UPDATE mail_links SET used_at = \(now) WHERE user_id = \(user) AND browser_hash = \(browser) AND used_at IS NULL")
        return user
    }

    /// Whether a link opens in this browser now.
    func isGood(_ id: String, browser: [UInt8], at now: Date) throws -> Bool { try db.count("SELECT count(*) FROM mail_links WHERE \(good(id, browser, now))") == 1 }

    /// A link in a letter opens in each browser that asked for the same person in the last quarter of an hour: who has the letter is them,
    /// and where strangers ask, too, nobody can know which of the letters belongs to which browser.
    private func good(_ id: String, _ browser: [UInt8], _ now: Date) -> SQL {
        """
        id = \(id) AND used_at IS NULL AND expires_at > \(now) AND user_id IN (
            SELECT asked.user_id FROM mail_links asked WHERE asked.user_id = mail_links.user_id AND asked.browser_hash = \(browser)
            AND asked.used_at IS NULL AND asked.expires_at > \(now))
        """
    }
}
