import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Messaging
import People
import Storage
import Trust
import Vault
import Web

/// The side of the one who leads on concerns.
struct LeadRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [door(.get, "/concerns", list), door(.get, "/concerns/:id", show), door(.post, "/concerns/:id/receipt", receive),
         door(.post, "/concerns/:id/answer", answer), door(.post, "/concerns/:id/closure", close)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles(Role.staff, method, path, for: .safeguarding, work)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, zone = context.visitor.face.timeZone, token = context.token
        let number = Pager.number(asked: request.uri.query)
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let (concerns, total) = try db.concerns.list(for: actor, page: number)
            let lead = try Lead.find(in: actor.organization, db), hasOpen = try !db.concerns.waiting(for: actor, limit: 1).isEmpty
            let isLead = lead?.user == actor.user, name = isLead ? nil : try lead.map { try access.name(of: $0) }
            return ConcernListPage(
                token: token, items: concerns.map { .init(id: $0.id, state: $0.state, since: Day($0.raisedAt, in: zone)) },
                isLead: isLead, lead: name, next: hasOpen ? name : nil, number: number, total: total)
        }
        return context.show(page)
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try concern(context), actor = context.actor, zone = context.visitor.face.timeZone, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let found = try db.concerns.find(id, for: actor).orNotFound(), relation = Relation.raised
            let contact = try db.persons.contacts(of: [found.person])[found.person]?.first { $0.isSafe }
            return ConcernPage(
                token: token, id: id, state: found.state, raiser: try name(of: found.person, db, &access) ?? "",
                contact: try contact.map { try access.open($0.value, in: $0.id, of: found.person, as: relation) },
                words: try access.open(found.words, in: id.text, of: found.person, as: relation),
                about: try found.about.map { try access.open($0, in: id.text, of: found.person, as: relation) },
                answer: try found.answer.map { try access.open($0, in: id.text, of: found.person, as: relation) },
                outcome: found.outcome, raisedOn: Day(found.raisedAt, in: zone))
        }
        return context.show(page)
    }

    /// People are named as persons; staff who raised one have only the name of their user.
    private func name(of person: PersonID, _ db: any Connection, _ access: inout Access) throws -> String? {
        if let found = try db.persons.find(person, visibleTo: access.actor, evenRestricted: true) {
            let given = try access.open(found.givenName, in: person.text, of: person, as: .raised)
            let family = try found.familyName.map { try access.open($0, in: person.text, of: person, as: .raised) } ?? ""
            return PersonDetails(givenName: given, familyName: family).fullName
        }
        return try db.staff.find(person: person).map { try access.open($0.name, in: $0.user.text, of: person, as: .raised) }
    }

    @Sendable private func receive(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await change(context, .concernReceived) { found, db, now in try db.concerns.receive(found.id, at: now) }
    }

    @Sendable private func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let words = String(context.fields["answer"].prefix(8000)), keyring = hub.keyring
        guard !words.isEmpty else { throw ConcernProblem.empty }
        return try await change(context, .concernAnswered) { found, db, now in
            let sealed = try keyring.seal(words, as: ConcernAnswer.self, row: found.id.text, of: found.person)
            guard try db.concerns.answer(found.id, sealed, at: now) else { return false }
            try db.outbox.post(
                .concernAnswered, to: found.person, opening: "/concerns/of/\(found.id.text)", isPersonal: true, key: "concern:\(found.id.text):answered", notBefore: now, at: now)
            return true
        }
    }

    @Sendable private func close(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let outcome = try Concern.Outcome(rawValue: context.fields["outcome"]).orNotFound()
        return try await change(context, .concernClosed) { found, db, now in try db.concerns.close(found.id, outcome, at: now) }
    }

    /// What is done already is not done twice: the page shows how it stands.
    private func change(
        _ context: SignedInContext, _ action: AuditAction, _ work: @escaping @Sendable (Concern, any Connection, Date) throws -> Bool
    ) async throws -> Response {
        let id = try concern(context), actor = context.actor, now = hub.now()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let found = try db.concerns.find(id, for: actor).orNotFound()
            if try work(found, db, now) { try access.record(action, on: id, of: found.person, at: now, in: db) }
        }
        return .redirect(to: "/concerns/\(id.text)")
    }

    private func concern(_ context: SignedInContext) throws -> ConcernID { try context.parameter("id").flatMap { ConcernID($0) }.orNotFound() }
}
