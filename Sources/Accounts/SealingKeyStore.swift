import Foundation
import House
import Identity
import Storage
import Trust
import Vault

extension AuditAction {
    static let sealingKeyMade = AuditAction(rawValue: "user.sealing_key_made")
    static let sealingKeyCodeMade = AuditAction(rawValue: "user.sealing_key_code_made")
}

/// Someone who works at no desk any more where they might read what is sealed to them.
public struct StaffLeft: Event {
    public let user: UserID
    public let organization: OrganizationID
}

/// The key pair of a user, as it is kept.
struct KeptSealingKey: Sendable {
    let locked: LockedSealingKey
    let madeAt: Date
}

/// Someone who works here and can be named to read what is sealed, with the key that they have now.
package struct SealingKeyHolder: Sendable {
    /// Roles that work with people; whoever only runs the hub is nobody to whom things are sealed.
    package static let roles: Set<Role> = [.caseWorker, .coordinator, .officer]
    package let member: StaffMember
    package let key: PublicSealingKey
    package var user: UserID { member.user }
    /// Tells this key from one that the same person had before.
    package var mark: String { key.fingerprint }
}

extension Connection {
    package var sealingKeys: SealingKeyStore { SealingKeyStore(db: self) }
}

package struct SealingKeyStore {
    let db: any Connection

    func find(_ user: UserID) throws -> KeptSealingKey? {
        try db.row("SELECT public_key, by_password, by_code, made_at FROM sealing_keys WHERE user_id = \(user)").flatMap { row in
            let locked = LockedSealingKey(
                publicKey: try row.get("public_key"), byPassword: try row.get("by_password"), byCode: try row.get("by_code"), owner: user.text)
            return try locked.map { KeptSealingKey(locked: $0, madeAt: try row.get("made_at")) }
        }
    }

    /// Those who can be named to read, in the order in which they came; two queries.
    package func holders(in organization: OrganizationID) throws -> [SealingKeyHolder] {
        let staff = try db.staff.holding(SealingKeyHolder.roles, in: organization)
        let keys: [UserID: String] = try db.rows("SELECT user_id, public_key FROM sealing_keys WHERE user_id IN \(in: staff.map(\.user))")
            .reduce(into: [:]) { $0[try $1.get("user_id")] = try $1.get("public_key") as String }
        return staff.compactMap { member in keys[member.user].flatMap { PublicSealingKey(text: $0) }.map { SealingKeyHolder(member: member, key: $0) } }
    }

    /// The marks of the keys of all who can be named.
    package func marks(in organization: OrganizationID) throws -> [UserID: String] { try holders(in: organization).reduce(into: [:]) { $0[$1.user] = $1.mark } }

    /// The mark of the key that someone has now.
    package func mark(of user: UserID) throws -> String? { try db.value("SELECT mark FROM sealing_keys WHERE user_id = \(user)") }

    /// This key in place of one they had before.
    func put(_ locked: LockedSealingKey, of user: UserID, at now: Date) throws {
        _ = try db.execute("DELETE FROM sealing_keys WHERE user_id = \(user)")
        _ = try db.execute("""
            INSERT INTO sealing_keys (user_id, mark, public_key, by_password, by_code, made_at)
            VALUES (\(user), \(locked.publicKey.fingerprint), \(locked.publicKey.text), \(locked.passwordText), \(locked.codeText), \(now))
            """)
    }

    /// The same key under other locks; false where they have another one meanwhile.
    func relock(_ locked: LockedSealingKey, of user: UserID) throws -> Bool {
        try db.execute("""
            UPDATE sealing_keys SET by_password = \(locked.passwordText), by_code = \(locked.codeText)
            WHERE user_id = \(user) AND mark = \(locked.publicKey.fingerprint)
            """) == 1
    }
}
