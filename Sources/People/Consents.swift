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
    /// Adds to the ledger what someone answered to a notice, closes what was shared on it where it ends, and tells every area.
    ///
    /// - Parameter object: what the record of it names, such as the household whose page it was said on.
    package func record(
        _ event: ConsentEvent, of person: PersonID, on object: some CustomStringConvertible, in db: any Connection, _ access: inout Access, at now: Date
    ) throws {
        try db.consents.append(event, of: person, by: keyring.pseudonym(of: access.actor.person))
        try access.record(.consentRecorded, on: object, of: person, fields: [event.purpose], at: now, in: db)
        if let closing = event.decision.closing { try closeShares(of: person, restingOn: event.purpose, closing, in: db, &access, at: now) }
        try announce(ConsentChanged(person, purpose: event.purpose), in: db, &access)
    }
}

extension ConsentEvent.Decision {
    /// Why what rests on the consent closes with this; nil where nothing does.
    fileprivate var closing: Share.Closing? {
        switch self {
        case .withdrawn, .refused: .withdrawn
        case .expired: .expired
        case .invalidated: .invalidated
        case .requested, .given, .reconfirmed: nil
        }
    }
}

extension ConsentEvent.Decision {
    /// What is written down where someone says this while that stands; nil where it changes nothing.
    ///
    /// A yes said while one holds is a yes once more; only what was said can be taken back or declared void, and what the
    /// program writes down nobody says.
    package func said(over standing: ConsentEvent?, at now: Date) -> ConsentEvent.Decision? {
        let holds = standing?.permits(at: now) ?? false
        switch self {
        case .given: return holds ? .reconfirmed : .given
        case .refused: return standing?.decision == .refused ? nil : holds ? .withdrawn : .refused
        case .withdrawn: return holds ? .withdrawn : nil
        case .invalidated: return standing.map { $0.decision == .invalidated } ?? true ? nil : .invalidated
        case .requested, .reconfirmed, .expired: return nil
        }
    }
}
