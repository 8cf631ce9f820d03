import Foundation
import Identity
import Storage
import Vault

/// The only way to what is sealed: it decides, opens, and remembers what it opened so that the read can be recorded.
///
/// Made by `Archive` for one read or write of one actor; it cannot be copied out of it.
public struct Access: ~Copyable {
    public let actor: Actor
    public let purpose: Purpose
    private let keyring: Keyring
    private let db: any Connection
    /// Whose data is kept and not used; asked for when something is first opened.
    private var restricted: Set<PersonID>?
    package private(set) var opened: [PersonID: Set<FieldClass>] = [:]

    package init(actor: Actor, purpose: Purpose, keyring: Keyring, db: any Connection) {
        (self.actor, self.purpose, self.keyring, self.db) = (actor, purpose, keyring, db)
    }

    /// Whether this person's data is kept and not used: a list passes them over, where opening them would refuse the whole page.
    public mutating func isRestricted(_ person: PersonID) throws -> Bool {
        if let restricted { return restricted.contains(person) }
        let all = try db.restrictions.all()
        restricted = all
        return all.contains(person)
    }

    /// From now on nothing of this person is opened but for what `AccessDecision` says.
    public mutating func restrict(_ person: PersonID, at now: Date) throws {
        try db.restrictions.insert(person, at: now)
        restricted = nil
    }

    public mutating func lift(_ person: PersonID) throws {
        try db.restrictions.remove(person)
        restricted = nil
    }

    /// The clear text of a field.
    ///
    /// - Parameter row: the id of the row that the field stands in; a value moved to another row does not open.
    /// - Throws: `Refusal.forbidden` where the decision is no, `.restricted` where it would be yes but for a restriction; `KeyProblem` where the key is gone or the value was tampered with.
    public mutating func open<F: PersonalField>(
        _ field: Sealed<F>, in row: String, of person: PersonID, as relation: Relation
    ) throws -> String {
        guard AccessDecision.permits(actor.roles, purpose, F.entry.kind, relation) else { throw Refusal.forbidden }
        guard try AccessDecision.permits(actor.roles, purpose, F.entry.kind, relation, isRestricted: isRestricted(person)) else { throw Refusal.restricted }
        let text = try keyring.open(field, row: row, of: person)
        opened[person, default: []].insert(F.entry.kind)
        return text
    }

    /// Writes down in the audit log what this actor did, in the transaction of the change itself.
    ///
    /// - Parameter fields: names of fields that changed, never their values.
    public func record(
        _ action: AuditAction, on object: some CustomStringConvertible, of person: PersonID? = nil,
        fields: [String] = [], at now: Date, in db: any Connection
    ) throws {
        try AuditPendingStore(db: db).append(
            AuditEntry(action, by: actor, for: purpose, on: object.description, of: person, fields: fields, at: now, keyring: keyring))
    }
}
