import Foundation
import House
import Identity
import Storage
import Trust
import Vault

extension AuditAction {
    static let sealingKeyMade = AuditAction(rawValue: "user.sealing_key_made")
    static let sealingKeyCodeMade = AuditAction(rawValue: "user.sealing_key_code_made")
    static let sealingKeyPasswordSet = AuditAction(rawValue: "user.sealing_key_password_set")
}

/// What was sealed to this key of a user opens to them no more: they have left, or have another one.
public struct SealingKeyLost: Event {
    public let user: UserID
    /// Which of their keys; nil for every one they ever had, where they can't come back.
    public let mark: String?
    public let organization: OrganizationID
}

/// Someone holds these roles no more.
public struct RolesEnded: Event {
    public let user: UserID
    /// Where; nil where they come in nowhere any more.
    public let organization: OrganizationID?
    public let roles: Set<Role>
}

extension Hub {
    /// Tells every area that someone goes to whom things may be sealed.
    func announceLeft(_ user: UserID, _ organization: OrganizationID, in db: any Connection, _ access: inout Access) throws {
        guard let mark = try db.sealingKeys.mark(of: user) else { return }
        try announce(SealingKeyLost(user: user, mark: mark, organization: organization), in: db, &access)
    }

    /// Tells every area that nobody can let this one in again.
    func announceGone(_ user: UserID, _ organization: OrganizationID, in db: any Connection, _ access: inout Access) throws {
        try announce(SealingKeyLost(user: user, mark: nil, organization: organization), in: db, &access)
    }
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
    package func marks(in organization: OrganizationID) throws -> [UserID: String] {
        try marks(of: db.staff.holding(SealingKeyHolder.roles, in: organization).map(\.user))
    }

    /// The marks of the keys of those of these few who can be named.
    package func marks(in organization: OrganizationID, among users: Set<UserID>) throws -> [UserID: String] {
        try marks(of: db.staff.holding(SealingKeyHolder.roles, in: organization, among: Array(users)).map(\.user))
    }

    /// The mark of the key that someone has now.
    package func mark(of user: UserID) throws -> String? { try db.value("SELECT mark FROM sealing_keys WHERE user_id = \(user)") }

    /// The marks of the keys that these have now, whether or not they can still be named.
    package func marks(of users: [UserID]) throws -> [UserID: String] {
        try db.rows("SELECT user_id, mark FROM sealing_keys WHERE user_id IN \(in: users)").reduce(into: [:]) { $0[try $1.get("user_id")] = try $1.get("mark") as String }
    }

    /// Someone's key in place of this one, or their first; false where they have another than that by now.
    func put(_ locked: LockedSealingKey, of user: UserID, replacing mark: String?, at now: Date) throws -> Bool {
        guard let mark else {
            return try db.execute("""
                INSERT INTO sealing_keys (user_id, mark, public_key, by_password, by_code, made_at)
                VALUES (\(user), \(locked.publicKey.fingerprint), \(locked.publicKey.text), \(locked.passwordText), \(locked.codeText), \(now)) ON CONFLICT (user_id) DO NOTHING
                """) == 1
        }
        return try db.execute("""
            UPDATE sealing_keys SET mark = \(locked.publicKey.fingerprint), public_key = \(locked.publicKey.text), by_password = \(locked.passwordText),
                   by_code = \(locked.codeText), made_at = \(now) WHERE user_id = \(user) AND mark = \(mark)
            """) == 1
    }

    /// The same key under another password; false where its lock, or the key, is not the one that was read.
    func setPassword(_ locked: LockedSealingKey, was known: LockedSealingKey, of user: UserID) throws -> Bool {
        try db.execute("""
            UPDATE sealing_keys SET by_password = \(locked.passwordText)
            WHERE user_id = \(user) AND mark = \(known.publicKey.fingerprint) AND by_password IS NOT DISTINCT FROM \(known.passwordText)
            """) == 1
    }

    /// The same key under another code; false where its code, or the key, is not the one that was read.
    func setCode(_ locked: LockedSealingKey, was known: LockedSealingKey, of user: UserID) throws -> Bool {
        try db.execute("""
            UPDATE sealing_keys SET by_code = \(locked.codeText)
            WHERE user_id = \(user) AND mark = \(known.publicKey.fingerprint) AND by_code = \(known.codeText)
            """) == 1
    }

    /// Whether someone has the key that was read, under the password that it had then; nil for having none.
    func lies(under known: LockedSealingKey?, _ user: UserID) throws -> Bool {
        let found = try find(user)?.locked
        return found?.publicKey == known?.publicKey && found?.passwordText == known?.passwordText
    }
}
