import Foundation
import Identity
import Storage
import Vault

extension Connection {
    public var outbox: OutboxStore { OutboxStore(db: self) }
}

/// Mail to be sent: written in the transaction of what it tells about, sent later, at least once.
///
/// A row names a person and a kind of letter; address and language are looked up when it is sent, so that neither
/// stands here and a changed address counts at once. Its key can name what it is about and stays inside; others know
/// the row by its random id.
public struct OutboxStore {
    let db: any Connection

    /// Puts a letter into the outbox; one with the same key is there already or was sent, and is not written twice.
    ///
    /// - Parameters:
    ///   - path: what its link opens, such as `/asks/0199…`; nil for a letter without one.
    ///   - isPersonal: whether the link opens without signing in, by a key that the sender adds (`Hub.personalLink`).
    ///   - key: what makes this letter the only one of its kind, such as `ask:0199…:day-7`.
    ///   - notBefore: until then it can be taken back and nobody has read it.
    public func post(
        _ letter: Letter, to person: PersonID, opening path: String? = nil, isPersonal: Bool = false, key: String, notBefore: Date, at now: Date
    ) throws {
        _ = try db.execute("""
            INSERT INTO outbox (key, id, person_id, letter, path, is_personal, status, attempts, uncertain, due_at, created_at)
            VALUES (\(key), \(Secret.token(bytes: 16)), \(person), \(letter.name), \(path), \(isPersonal), 'waiting', 0, 0, \(max(notBefore, now)), \(now))
            ON CONFLICT (key) DO NOTHING
            """)
    }

    /// Takes back what certainly has not left, however often it was tried; true where there was something to take back.
    @discardableResult
    public func takeBack(key: String) throws -> Bool {
        try db.execute("DELETE FROM outbox WHERE key = \(key) AND status <> 'sent' AND uncertain = 0") > 0
    }

    /// Drops every letter to someone who is being erased, whatever became of it; one that is just leaving may still arrive.
    public func erase(to person: PersonID) throws { _ = try db.execute("DELETE FROM outbox WHERE person_id = \(person)") }

    /// Takes back what has not left of all letters about something that is gone.
    ///
    /// - Parameter prefix: how their keys begin, such as `engagement:0199…`.
    public func takeBack(prefix: String) throws {
        _ = try db.execute("DELETE FROM outbox WHERE key >= \(prefix) AND key < \(prefix + "\u{10FFFD}") AND status <> 'sent' AND uncertain = 0")
    }
}

extension Migration {
    public static let outbox = Migration(
        id: "messaging-001-outbox",
        sql: [
            """
            CREATE TABLE outbox (
                key TEXT NOT NULL PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                person_id TEXT NOT NULL,
                letter TEXT NOT NULL,
                path TEXT,
                is_personal BOOLEAN NOT NULL,
                status TEXT NOT NULL CONSTRAINT outbox_status CHECK (status IN ('waiting', 'sent', 'dead', 'unreachable')),
                attempts BIGINT NOT NULL CONSTRAINT outbox_attempts CHECK (attempts >= 0),
                uncertain BIGINT NOT NULL CONSTRAINT outbox_uncertain CHECK (uncertain >= 0),
                due_at TEXT NOT NULL,
                last_error TEXT,
                created_at TEXT NOT NULL,
                sent_at TEXT,
                CONSTRAINT outbox_sent CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
                CONSTRAINT outbox_personal_link CHECK (path IS NOT NULL OR NOT is_personal))
            """,
            "CREATE INDEX outbox_due ON outbox (status, due_at)",
            "CREATE INDEX outbox_person ON outbox (person_id)",
        ])
}
