import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Trust
import Web

/// What the desk does for one person in its care: ways of contact, consents, the card.
struct PersonRoutes: Sendable {
    let hub: Hub
    let notices: Notices
    private let workers: Set<Role> = [.caseWorker]

    var doors: [Door] {
        [.roles(workers, .post, "/persons/:id/contacts", for: .casework, addContact),
         .roles(workers, .post, "/persons/:id/contacts/:contact/removal", for: .casework, removeContact),
         .roles(workers, .post, "/persons/:id/consents/:notice", for: .casework, recordConsent),
         .roles(workers, .post, "/persons/:id/card", for: .casework, makeCard),
         .roles(workers, .post, "/persons/:id/card/revocation", for: .casework, stopCard)]
    }

    @Sendable private func addContact(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await inCare(context)
        let fields = context.fields, value = fields["value"], actor = context.actor, now = hub.now()
        guard value.contains("@") || value.count(where: \.isNumber) >= 5 else { throw PeopleProblem.contact }
        let details = ContactDetails(kind: value.contains("@") ? .email : .phone, value: value, words: fields["words"], isSafe: fields["safe"] == "yes")
        let sealed = try SealedContact(details, of: person, with: hub)
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            try db.persons.insert(sealed, of: person, at: now)
            try access.record(.contactAdded, on: household, of: person, fields: ["contact"], at: now, in: db)
        }
        return .redirect(to: "/households/\(household.text)")
    }

    @Sendable private func removeContact(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await inCare(context)
        let contact = try context.parameter("contact").orNotFound(), actor = context.actor, now = hub.now()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            guard try db.persons.remove(contact: contact, of: person) else { throw Refusal.notFound }
            try access.record(.contactRemoved, on: household, of: person, fields: ["contact"], at: now, in: db)
        }
        return .redirect(to: "/households/\(household.text)")
    }

    @Sendable private func recordConsent(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await inCare(context)
        let notice = try context.parameter("notice").flatMap { notices[$0] }.orNotFound()
        let decision = try ConsentEvent.Decision(rawValue: context.fields["decision"]).orNotFound()
        let channel: ConsentEvent.Channel = context.fields["channel"] == "interpreted" ? .interpreted : .spoken
        let actor = context.actor, now = hub.now(), hub = hub
        let event = notice.event(decision, channel: channel, in: context.say.language, at: now)
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            try hub.record(event, of: person, on: household, in: db, &access, at: now)
        }
        return .redirect(to: "/households/\(household.text)")
    }

    @Sendable private func makeCard(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await inCare(context)
        let actor = context.actor
        let name = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let found = try db.persons.find(person, visibleTo: actor).orNotFound()
            return try access.open(found.givenName, in: person.text, of: person, as: .assigned)
        }
        let card = try await Accounts(hub: hub).issueCard(to: person, named: name, by: actor, for: context.purpose)
        return context.show(PrintedCardPage(household: household, card: card, address: context.visitor.address(of: "/card/\(card.code)")))
    }

    @Sendable private func stopCard(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await inCare(context)
        try await Accounts(hub: hub).revokeCard(of: person, by: context.actor, for: context.purpose)
        return .redirect(to: "/households/\(household.text)")
    }

    /// The person and their household, where it is in the actor's care; what is of the organization but in another's care is refused.
    private func inCare(_ context: SignedInContext) async throws -> (PersonID, HouseholdID) {
        let id = try context.parameter("id").flatMap { PersonID($0) }.orNotFound(), actor = context.actor
        return try await hub.archive.read { db in
            let person = try db.persons.find(id, visibleTo: actor).orNotFound()
            let home = try person.household.orNotFound()
            let household = try db.households.find(home, visibleTo: actor).orNotFound()
            guard household.relation(to: actor) == .assigned else { throw Refusal.forbidden }
            return (id, home)
        }
    }
}

/// Why something about a person was not done.
enum PeopleProblem: Explained {
    case contact

    var message: Message {
        switch self {
        case .contact: Message("Write a phone number or an e-mail address, or leave it empty.")
        }
    }
}
