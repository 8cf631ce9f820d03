import Foundation
import House
import Identity
import Localization
import Storage
import Trust

/// Someone agreed to something, or took it back: what rests on it closes or opens in the same transaction.
public struct ConsentChanged: Event {
    public let person: PersonID
    /// The id of the notice, such as `share_with_match`.
    public let purpose: String
    public init(_ person: PersonID, purpose: String) { (self.person, self.purpose) = (person, purpose) }
}

extension Hub {
    /// Adds to the ledger what someone answered to a notice, and tells every area.
    ///
    /// - Parameter object: what the record of it names, such as the household whose page it was said on.
    package func record(
        _ event: ConsentEvent, of person: PersonID, on object: some CustomStringConvertible, in db: any Connection, _ access: inout Access, at now: Date
    ) throws {
        try db.consents.append(event, of: person, by: keyring.pseudonym(of: access.actor.person))
        try access.record(.consentRecorded, on: object, of: person, fields: [event.purpose], at: now, in: db)
        try announce(ConsentChanged(person, purpose: event.purpose), in: db, &access)
    }
}
