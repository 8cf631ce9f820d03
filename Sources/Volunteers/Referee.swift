import Foundation
import House
import Identity
import Localization
import Vault
import Web

/// Someone who knows the volunteer and was named to be asked.
struct Referee: Sendable {
    let id: String
    let person: PersonID
    let name: Sealed<RefereeName>
    let contact: Sealed<RefereeContact>
    let linkMadeAt: Date?
    let answeredAt: Date?
    let answer: Sealed<RefereeAnswer>?

    /// The referee as someone who acts: without a sign-in and without any role.
    func actor(in organization: OrganizationID) -> Actor {
        .themselves(PersonID(id) ?? PersonID(high: 0, low: 0), in: organization)
    }

    /// A link that nobody used for so many days is worth nothing.
    static let linkDays = 30
}

/// A referee in clear, on the way to being sealed.
struct RefereeDetails: Sendable, Equatable {
    let name: String, contact: String
    var isEmpty: Bool { name.isEmpty && contact.isEmpty }
}

struct SealedReferee: Sendable {
    let id: String
    let name: Sealed<RefereeName>
    let contact: Sealed<RefereeContact>

    init(_ details: RefereeDetails, of person: PersonID, with hub: Hub) throws {
        let fresh: PersonID = hub.newID()
        id = fresh.text
        name = try hub.keyring.seal(details.name, as: RefereeName.self, row: id, of: person)
        contact = try hub.keyring.seal(details.contact, as: RefereeContact.self, row: id, of: person)
    }
}

/// What a referee answers: how long they have known the person, and whether they would trust them.
struct RefereeReply: Codable, Sendable, Equatable {
    enum Trust: String, Codable, CaseIterable, Sendable {
        case yes, unsure, no
        var outcome: Credential.Outcome { self == .yes ? .met : .notMet }
    }
    static let longest = 4000, longestKnown = 200
    var known = ""
    var family: Trust?
    var children: Trust?
    var more = ""

    init() {}

    init(_ fields: Fields) {
        known = fields["known"]
        family = Trust(rawValue: fields["family"])
        children = Trust(rawValue: fields["children"])
        more = fields["more"]
    }

    init(json: String) throws { self = try JSONDecoder().decode(RefereeReply.self, from: Data(json.utf8)) }

    var json: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    var problems: [FieldProblem] {
        var found: [FieldProblem] = []
        if known.isEmpty { found.append(FieldProblem("known", Message("Write how you know this person."))) }
        if known.count > Self.longestKnown { found.append(FieldProblem("known", Message("This is too long. Write the rest below."))) }
        if more.count > Self.longest { found.append(FieldProblem("more", Message("This is too long. Write the most important part."))) }
        if family == nil { found.append(FieldProblem("family", Message("Choose one answer."))) }
        if children == nil { found.append(FieldProblem("children", Message("Choose one answer."))) }
        return found
    }

    /// What the answer shows, for roles without and with children.
    var shown: [(Credential.Kind, Credential.Outcome)] {
        [(.reference, family?.outcome), (.childReference, children?.outcome)].compactMap { kind, outcome in outcome.map { (kind, $0) } }
    }
}
