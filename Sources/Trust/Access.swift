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
    /// What people agree to have used, as the ledger says (`learnConsents`).
    private var consented: [PersonID: Set<FieldClass>] = [:]
    /// Whose record the actor opened in an emergency, as the grants say (`learnEmergency`).
    private var emergencies: Set<PersonID> = []

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
        try unseal(field, in: row, of: person, as: relation, F.entry.kind)
    }

    /// Yes or no, learnt of a field that is itself not told: it is decided, and recorded, as the class of what is learnt.
    ///
    /// - Throws: as `open` does.
    public mutating func learn<F: PersonalField>(
        _ kind: FieldClass, from field: Sealed<F>, in row: String, of person: PersonID, as relation: Relation, _ fact: (String) throws -> Bool?
    ) throws -> Bool? {
        try fact(unseal(field, in: row, of: person, as: relation, kind))
    }

    private mutating func unseal<F: PersonalField>(_ field: Sealed<F>, in row: String, of person: PersonID, as relation: Relation, _ kind: FieldClass) throws -> String {
        var request = request(F.entry, kind, of: person, as: relation)
        guard AccessDecision.permits(request) else { throw Refusal.forbidden }
        request.isRestricted = try isRestricted(person)
        guard AccessDecision.permits(request) else { throw Refusal.restricted }
        let text = try keyring.open(field, row: row, of: person)
        opened[person, default: []].insert(kind)
        return text
    }

    private func request(_ entry: FieldEntry, _ kind: FieldClass, of person: PersonID, as relation: Relation) -> AccessRequest {
        var request = AccessRequest(
            roles: actor.roles, purpose: purpose, relation: relation, kind: kind, heldFor: entry.purposes, basis: entry.basis)
        request.hasConsent = consented[person]?.contains(entry.kind) ?? false
        request.isEmergency = emergencies.contains(person)
        return request
    }

    /// Takes in what these people agree to have used for this, at this moment; one query.
    public mutating func learnConsents(of people: [PersonID], to consent: String, at now: Date) throws {
        for (person, events) in try db.consents.latest(of: people) {
            guard let event = events[consent], event.permits(at: now) else { continue }
            consented[person, default: []].formUnion(event.kinds)
        }
    }

    /// Takes in whether the actor has opened this record in an emergency, and the hour is not over; two queries.
    ///
    /// - Returns: until when it is open, and for whom; nil where it is not.
    public mutating func learnEmergency(_ record: String, at now: Date) throws -> (endsAt: Date, people: Set<PersonID>)? {
        guard let grant = try db.breakGlass.open(of: actor, record: record, at: now) else { return nil }
        let people = try db.breakGlass.people(of: grant)
        emergencies.formUnion(people)
        return (grant.endsAt, people)
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
