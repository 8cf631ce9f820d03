import Foundation
import Identity
import Storage

/// A letter in the outbox, on its way to be sent.
public struct QueuedLetter: Sendable {
    public let key: String
    public let person: PersonID
    /// The name of its `Letter`.
    public let letter: String
    public let path: String?
    public let isPersonal: Bool
    public let attempts: Int
}

extension OutboxStore {
    /// Seconds until the next try after the first, second... one; after the last of them the letter is dead.
    public static let delays: [Double] = [60, 300, 1800, 7200, 43_200]

    /// What is due, the longest waiting first.
    public func due(at now: Date, limit: Int) throws -> [QueuedLetter] {
        try db.rows("""
            SELECT key, person_id, letter, path, is_personal, attempts FROM outbox
            WHERE status = 'waiting' AND due_at <= \(now) ORDER BY due_at, key LIMIT \(limit)
            """).map { row in
            QueuedLetter(
                key: try row.get("key"), person: try row.get("person_id"), letter: try row.get("letter"),
                path: try row.get("path"), isPersonal: try row.get("is_personal"), attempts: try row.get("attempts"))
        }
    }

    /// Counts a try before it is made; false where the letter was taken back meanwhile. From here on it may have left.
    ///
    /// Where the program dies amid the try, the letter is due again after the usual delay.
    public func begin(_ letter: QueuedLetter, at now: Date) throws -> Bool {
        let delay = Self.delays[min(letter.attempts, Self.delays.count - 1)]
        return try db.execute("""
            UPDATE outbox SET attempts = attempts + 1, uncertain = uncertain + 1, due_at = \(now.addingTimeInterval(delay))
            WHERE key = \(letter.key) AND status = 'waiting' AND attempts = \(letter.attempts)
            """) == 1
    }

    public func recordSent(_ key: String, at now: Date) throws {
        _ = try db.execute("UPDATE outbox SET status = 'sent', sent_at = \(now), last_error = NULL WHERE key = \(key) AND status = 'waiting'")
    }

    /// Nobody can be reached by it: there is no address, or its key was destroyed.
    public func recordUnreachable(_ key: String) throws {
        _ = try db.execute("UPDATE outbox SET status = 'unreachable', last_error = NULL WHERE key = \(key) AND status = 'waiting'")
    }

    /// The try failed: the letter waits for the next, or is dead where there is none or it could not help.
    ///
    /// What failed before anything was handed over has certainly not left.
    public func recordFailure(_ failure: MailFailure, of key: String) throws {
        _ = try db.execute("""
            UPDATE outbox SET last_error = \(failure.rawValue), uncertain = uncertain - \(failure.isBeforeHandover ? 1 : 0),
                status = CASE WHEN \(failure.isFinal) OR attempts > \(Self.delays.count) THEN 'dead' ELSE status END
            WHERE key = \(key) AND status = 'waiting'
            """)
    }

    /// Lets a dead or unreachable letter, or all of them, set out anew; answers how many do.
    ///
    /// - Parameter id: of `StuckLetter`; nil for all.
    public func sendAgain(_ id: String?, at now: Date) throws -> Int {
        try db.execute("""
            UPDATE outbox SET status = 'waiting', attempts = 0, due_at = \(now), last_error = NULL
            WHERE status IN ('dead', 'unreachable') \(id.map { "AND id = \($0)" as SQL })
            """)
    }

    /// Letters sent before this moment, and those that were last due before it and did not get through, by the key, the oldest first.
    public func done(before moment: Date, limit: Int) throws -> [(key: String, person: PersonID, at: Date)] {
        try db.rows("""
            SELECT key, person_id, COALESCE(sent_at, due_at) AS at FROM outbox
            WHERE status = 'sent' AND sent_at < \(moment) OR status IN ('dead', 'unreachable') AND due_at < \(moment) ORDER BY at, key LIMIT \(limit)
            """).map { (try $0.get("key"), try $0.get("person_id"), try $0.get("at")) }
    }

    public func forget(_ keys: [String]) throws { _ = try db.execute("DELETE FROM outbox WHERE key IN \(in: keys) AND status <> 'waiting'") }
}
