import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Trust
import Web

/// What the desk does for one person in its care: ways of contact, consents, the card, the links in letters.
struct PersonRoutes: Sendable {
    let hub: Hub
    let notices: Notices
    private let workers: Set<Role> = [.caseWorker]

    var doors: [Door] {
        [.roles(workers, .post, "/persons/:id/contacts", for: .casework, addContact),
         .roles(workers, .post, "/persons/:id/contacts/:contact/removal", for: .casework, removeContact),
         .roles(workers, .post, "/persons/:id/consents/:notice", for: .casework, recordConsent),
         .roles(workers, .post, "/persons/:id/card", for: .casework, makeCard),
         .roles(workers, .post, "/persons/:id/card/revocation", for: .casework, stopCard),
         .roles(workers, .post, "/persons/:id/links/end", for: .casework, stopLinks)]
    }

    @Sendable private func addContact(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context)
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
        let (person, household) = try await hub.personInCare(context)
        let contact = try context.parameter("contact").orNotFound(), actor = context.actor, now = hub.now()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            guard try db.persons.remove(contact: contact, of: person) else { throw Refusal.notFound }
            try access.record(.contactRemoved, on: household, of: person, fields: ["contact"], at: now, in: db)
        }
        return .redirect(to: "/households/\(household.text)")
    }

    @Sendable private func recordConsent(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let decision = try ConsentEvent.Decision(rawValue: context.fields["decision"]).orNotFound()
        // Taking back opens nothing, and protects whoever's data is kept and not used.
        let (person, household) = try await hub.personInCare(context, evenRestricted: decision == .withdrawn)
        let notice = try context.parameter("notice").flatMap { notices[$0] }.orNotFound(), form = MannerForm(context.fields)
        do { try await record(decision, form, to: notice, of: person, in: household, context) } catch let problem as ConsentProblem {
            let refused = RefusedConsent(person: person, notice: notice.id, form: form, reason: problem)
            return context.show(try await page(of: household, context, refused: refused), status: problem.status)
        }
        return .redirect(to: Route("/households/\(household.text)").fragment(HouseholdPage.place(of: person)))
    }

    private func record(
        _ decision: ConsentEvent.Decision, _ form: MannerForm, to notice: Notice, of person: PersonID, in household: HouseholdID, _ context: SignedInContext
    ) async throws {
        let manner = try form.manner(of: decision), language = context.say.language, now = hub.now(), today = Day(now, in: context.visitor.face.timeZone), hub = hub
        try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            let standing = try db.consents.latest(of: [person])[person]?[notice.id]
            guard let said = decision.said(over: standing, at: now) else { return }
            let isChild = said.isYes ? try access.isChild(person, as: .assigned, on: today, hub, in: db) : nil
            try hub.record(notice.event(said, manner, isChild: isChild, in: language, at: now), of: person, on: household, in: db, &access, at: now)
        }
    }

    private func page(of id: HouseholdID, _ context: SignedInContext, refused: RefusedConsent) async throws -> HouseholdPage {
        let token = context.token, notices = notices, zone = context.visitor.face.timeZone, hub = hub
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            var page = try HouseholdPage(id, token: token, notices: notices, zone: zone, hub: hub, db: db, access: &access)
            page.refused = refused
            return page
        }
    }

    @Sendable private func makeCard(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context)
        let actor = context.actor
        let name = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let found = try db.persons.find(person, visibleTo: actor).orNotFound()
            return try access.open(found.givenName, in: person.text, of: person, as: .assigned)
        }
        let card = try await Accounts(hub: hub).issueCard(to: person, named: name, by: actor, for: context.purpose)
        return context.show(PrintedCardPage(household: household, card: card, address: context.visitor.address(of: "/card/\(card.code)")))
    }

    @Sendable private func stopCard(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context, evenRestricted: true)
        try await Accounts(hub: hub).revokeCard(of: person, by: context.actor, for: context.purpose)
        return .redirect(to: "/households/\(household.text)")
    }

    @Sendable private func stopLinks(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context, evenRestricted: true)
        try await Accounts(hub: hub).stopLinks(of: person, by: context.actor, for: context.purpose)
        return .redirect(to: "/households/\(household.text)")
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
