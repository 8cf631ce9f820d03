import Foundation
import Identity
import Storage
import Vault

/// What was done, as `thing.verb`; an area adds its own in an extension.
public struct AuditAction: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One line of the audit log: pseudonyms and names of fields only, never a value.
///
/// Actor, person and object are named under the keys of the people they lead to (`Keyring.auditName`).
public struct AuditEntry: Sendable, Hashable {
    /// The time and 74 random bits (UUIDv7): they name the entry, put it in its order, and keep its hash from being guessed.
    let id: String
    let at: String, action: String, actor: String, organization: String, purpose: String, object: String
    let person: String?
    let fields: String

    init(
        _ action: AuditAction, by actor: Actor, for purpose: Purpose, on object: String, of person: PersonID?, fields: [String],
        at now: Date, keyring: Keyring
    ) throws(KeyProblem) {
        var random = SystemRandomNumberGenerator()
        id = ID<AuditEntry>(milliseconds: Int64(now.timeIntervalSince1970 * 1000), random: &random).text
        (at, self.action, organization) = (now.storedText, action.rawValue, actor.organization.text)
        (self.purpose, self.fields) = (purpose.rawValue, fields.sorted().joined(separator: ","))
        self.actor = try keyring.auditName(ofPerson: actor.person)
        self.object = try keyring.auditName(of: "object|\(object)", under: person)
        if let person { self.person = try keyring.auditName(ofPerson: person) } else { self.person = nil }
    }

    /// What is hashed: a title and the nine values, each on a line that ends with a line feed; `-` for nobody.
    ///
    /// No value holds a line feed (`isOfWholeLines`, asked before an entry is stored), so no two entries have the same text.
    public var text: String {
        var text = ""
        text.reserveCapacity(360)
        for line in ["tessera audit entry 1", id, at, action, actor, organization, purpose, object, person ?? "-", fields] {
            text += line
            text += "\n"
        }
        return text
    }

    /// Whether it was written because of a concern: who raised one is nobody's to know but its reader's.
    public var isOfConcern: Bool { purpose == Purpose.safeguarding.rawValue }

    /// Whether no value holds a line feed; the others are codes, ids and instants.
    var isOfWholeLines: Bool { ![action, purpose, fields].contains { $0.utf8.contains(UInt8(ascii: "\n")) } }
}

extension Keyring {
    /// The name of a person in the audit log.
    package func auditName(ofPerson person: PersonID) throws(KeyProblem) -> String { try auditName(of: "person|\(person)", under: person) }
}

extension AuditEntry {
    static let columns: SQL = "id, at, action, actor, organization, purpose, object, person, fields"

    init(row: Row) throws {
        (id, at, action) = (try row.get("id"), try row.get("at"), try row.get("action"))
        (actor, organization, purpose) = (try row.get("actor"), try row.get("organization"), try row.get("purpose"))
        (object, person, fields) = (try row.get("object"), try row.get("person"), try row.get("fields"))
    }

    /// The values as a row of `columns`.
    var values: SQL { "\(id), \(at), \(action), \(actor), \(organization), \(purpose), \(object), \(person), \(fields)" }
}
