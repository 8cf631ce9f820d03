import Foundation
import Identity
import Storage
import Vault

/// What was done, as `thing.verb`; an area adds its own in an extension.
public struct AuditAction: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One line of the audit log before it is written: pseudonyms and field names only, never a value.
public struct AuditEntry: Sendable {
    let action: AuditAction
    let actor: Actor
    let purpose: Purpose
    let object: String
    let person: PersonID?
    let fields: [String]
}

/// The append-only log of changes.
///
/// A transaction only appends and reads no tail, so that writers don't queue on it; a sequencer gives numbers and
/// Merkle leaves later. `nonce` and `payload_hash` are what that leaf will be made of (RFC 9162, section 2.1).
struct AuditStore {
    let db: any Connection
    let keyring: Keyring

    func append(_ entry: AuditEntry, at now: Date) throws {
        let nonce = Secret.token(bytes: 16)
        let actor = keyring.pseudonym(of: entry.actor.person)
        let person = entry.person.map(keyring.pseudonym(of:))
        let fields = entry.fields.sorted().joined(separator: ",")
        let payload = [entry.action.rawValue, actor, entry.actor.organization.text, entry.purpose.rawValue, entry.object,
                       person ?? "", fields, now.storedText].joined(separator: "|")
        _ = try db.execute("""
            INSERT INTO audit_pending (id, at, action, actor, organization, purpose, object, person, fields, nonce, payload_hash)
            VALUES (\(Secret.token(bytes: 16)), \(now), \(entry.action.rawValue), \(actor), \(entry.actor.organization),
                    \(entry.purpose.rawValue), \(entry.object), \(person), \(fields), \(nonce), \(Secret.hash(nonce + payload)))
            """)
    }
}
