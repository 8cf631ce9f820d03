import Foundation
import Identity
import Storage

extension Connection {
    var signIns: SignInStore { SignInStore(db: self) }
}

/// Those who gave the right password, or card and PIN, and whose code is still to come.
struct SignInStore {
    let db: any Connection
    /// How long the code may take, in seconds.
    static let lasting = 600.0

    func insert(_ id: String, secretHash: [UInt8], _ entry: BegunSignIn, at now: Date) throws {
        _ = try db.execute("DELETE FROM sign_ins WHERE expires_at <= \(now)")
        _ = try db.execute("""
            INSERT INTO sign_ins (id, secret_hash, user_id, organization_id, idle_seconds, lasting_seconds, came_by, expires_at)
            VALUES (\(id), \(secretHash), \(entry.user), \(entry.organization), \(entry.limits.idle), \(entry.limits.absolute), \(entry.way.rawValue), \(now + Self.lasting))
            """)
    }

    func find(_ secretHash: [UInt8], at now: Date) throws -> BegunSignIn? {
        try db.row("""
            SELECT user_id, organization_id, idle_seconds, lasting_seconds, came_by FROM sign_ins WHERE secret_hash = \(secretHash) AND expires_at > \(now)
            """).map { row in
            BegunSignIn(user: try row.get("user_id"), organization: try row.get("organization_id"),
                        way: Way(rawValue: try row.get("came_by")) ?? .password,
                        limits: SessionLimits(idle: try row.get("idle_seconds"), absolute: try row.get("lasting_seconds")))
        }
    }

    /// False where it was finished before.
    func remove(_ secretHash: [UInt8]) throws -> Bool { try db.execute("DELETE FROM sign_ins WHERE secret_hash = \(secretHash)") == 1 }

    func removeAll(of user: UserID) throws { _ = try db.execute("DELETE FROM sign_ins WHERE user_id = \(user)") }
}

struct BegunSignIn: Sendable {
    let user: UserID
    let organization: OrganizationID
    let way: Way
    let limits: SessionLimits
}
