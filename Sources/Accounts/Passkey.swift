import Assertions
import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault

extension AuditAction {
    static let passkeyAdded = AuditAction(rawValue: "user.passkey_added")
    static let passkeyRemoved = AuditAction(rawValue: "user.passkey_removed")
}

/// What its owner calls a passkey, such as "my phone".
enum PasskeyName: PersonalField {
    static let entry = FieldEntry(
        table: "passkeys", column: "name", kind: .account, purposes: [.ownFile], basis: .publicTask,
        retention: RetentionPeriod(days: 365, after: .userDisabled), sensitivity: .ordinary, owner: .administrator)
        .sealed(.row("id", of: "person_id", in: "users", by: "user_id"))
}

/// A passkey as its owner sees it.
struct Passkey: Sendable {
    let id: String
    let record: PasskeyRecord
    let name: Sealed<PasskeyName>
    let addedAt: Date
    /// Nil where nobody came in by it yet.
    let usedAt: Date?

    /// How many one person may have.
    static let most = 10
}

/// What is asked of a passkey: to be made, or to be shown.
enum PasskeyChallengeKind: String, Sendable { case adding, showing }

extension Connection {
    var passkeys: PasskeyStore { PasskeyStore(db: self) }
}

struct PasskeyStore {
    let db: any Connection
    /// How long a question to a passkey holds, in seconds.
    static let challengeLasting = 300.0

    func list(of user: UserID) throws -> [Passkey] {
        try db.rows("SELECT id, credential, public_key, counter, name, added_at, used_at FROM passkeys WHERE user_id = \(user) ORDER BY added_at, id").map { row in
            Passkey(id: try row.get("id"), record: try Self.record(row), name: try row.get("name"), addedAt: try row.get("added_at"), usedAt: try row.get("used_at"))
        }
    }

    func have(_ user: UserID) throws -> Bool { try db.row("SELECT id FROM passkeys WHERE user_id = \(user) LIMIT 1") != nil }

    /// The passkey of this id, and whose it is.
    func find(credential: String) throws -> (record: PasskeyRecord, user: UserID)? {
        try db.row("SELECT credential, public_key, counter, user_id FROM passkeys WHERE credential = \(credential)").map { (try Self.record($0), try $0.get("user_id")) }
    }

    private static func record(_ row: Row) throws -> PasskeyRecord {
        PasskeyRecord(id: try row.get("credential"), key: try row.get("public_key"), counter: try row.get("counter"))
    }

    func insert(_ id: String, _ record: PasskeyRecord, of user: UserID, name: Sealed<PasskeyName>, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO passkeys (id, user_id, credential, public_key, counter, name, added_at)
            VALUES (\(id), \(user), \(record.id), \(record.key), \(record.counter), \(name), \(now))
            """)
    }

    /// False where it was used by someone else meanwhile, or is gone.
    func use(_ new: PasskeyRecord, after old: PasskeyRecord, at now: Date) throws -> Bool {
        try db.execute("UPDATE passkeys SET counter = \(new.counter), used_at = \(now) WHERE credential = \(old.id) AND counter = \(old.counter)") == 1
    }

    func remove(_ id: String, of user: UserID) throws -> Bool {
        try db.execute("DELETE FROM passkeys WHERE id = \(id) AND user_id = \(user)") == 1
    }

    /// False where there was none.
    func removeAll(of user: UserID) throws -> Bool { try db.execute("DELETE FROM passkeys WHERE user_id = \(user)") > 0 }

    func ask(_ challenge: String, _ kind: PasskeyChallengeKind, browser: [UInt8], at now: Date) throws {
        _ = try db.execute("DELETE FROM passkey_challenges WHERE expires_at <= \(now)")
        _ = try db.execute("""
            INSERT INTO passkey_challenges (challenge_hash, kind, browser_hash, expires_at)
            VALUES (\(Secret.hash(challenge)), \(kind.rawValue), \(browser), \(now + Self.challengeLasting))
            """)
    }

    /// Uses a question up, whatever comes of the answer; false where it was not asked of this browser, was answered before, or is over.
    func takeChallenge(_ challenge: String, _ kind: PasskeyChallengeKind, browser: [UInt8], at now: Date) throws -> Bool {
        try db.execute("""
            DELETE FROM passkey_challenges WHERE challenge_hash = \(Secret.hash(challenge)) AND kind = \(kind.rawValue)
            AND browser_hash = \(browser) AND expires_at > \(now)
            """) == 1
    }
}
