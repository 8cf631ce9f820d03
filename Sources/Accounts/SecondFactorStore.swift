import Foundation
import House
import Identity
import Storage
import Vault

extension Connection {
    var secondFactors: SecondFactorStore { SecondFactorStore(db: self) }
}

struct SecondFactorStore {
    let db: any Connection

    func find(_ user: UserID) throws -> SecondFactor? {
        try db.row("""
            SELECT f.secret, f.set_up_at, f.tries_left, f.tries_at,
                   (SELECT count(*) FROM recovery_codes c WHERE c.user_id = f.user_id AND c.used_at IS NULL) AS codes_left
            FROM second_factors f WHERE f.user_id = \(user)
            """).map { row in
            SecondFactor(secret: try row.get("secret"), setUpAt: try row.get("set_up_at"), codesLeft: try row.get("codes_left"),
                         tries: Tries(left: try row.get("tries_left"), at: try row.get("tries_at")))
        }
    }

    func isSetUp(for user: UserID) throws -> Bool {
        try db.row("SELECT user_id FROM second_factors WHERE user_id = \(user)") != nil
    }

    /// - Parameter step: the one of the code by which it was confirmed, so that this code works no second time.
    func insert(_ secret: Sealed<SecondFactorSecret>, of user: UserID, step: Int, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO second_factors (user_id, secret, last_step, set_up_at, tries_left, tries_at)
            VALUES (\(user), \(secret), \(step), \(now), \(Tries.most), \(now))
            """)
    }

    /// Uses up the code of a step, and every earlier one; false where it was used before.
    func use(step: Int, of user: UserID) throws -> Bool {
        try db.execute("UPDATE second_factors SET last_step = \(step) WHERE user_id = \(user) AND last_step < \(step)") == 1
    }

    func use(recoveryCode hash: [UInt8], of user: UserID, at now: Date) throws -> Bool {
        try db.execute("UPDATE recovery_codes SET used_at = \(now) WHERE user_id = \(user) AND code_hash = \(hash) AND used_at IS NULL") == 1
    }

    func keep(_ tries: Tries, of user: UserID) throws {
        _ = try db.execute("UPDATE second_factors SET tries_left = \(tries.left), tries_at = \(tries.at) WHERE user_id = \(user)")
    }

    /// These recovery codes and no others.
    func setRecoveryCodes(_ hashes: [[UInt8]], of user: UserID) throws {
        _ = try db.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
        for hash in hashes { _ = try db.execute("INSERT INTO recovery_codes (user_id, code_hash) VALUES (\(user), \(hash))") }
    }

    /// False where there was none.
    func remove(of user: UserID) throws -> Bool {
        _ = try db.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
        // What is offered next follows from the version, so that a lost phone's secret is never offered again.
        _ = try db.execute("UPDATE users SET version = version + 1 WHERE id = \(user)")
        return try db.execute("DELETE FROM second_factors WHERE user_id = \(user)") == 1
    }
}
