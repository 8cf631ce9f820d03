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

/// Raising a concern, signed in or by a personal link, and seeing what becomes of it.
struct ConcernRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.signedIn(.get, "/concerns/new", for: .safeguarding) { try await form($0, $1.visitor) },
         .signedIn(.post, "/concerns", for: .safeguarding) { try await raise($0, $1.visitor) },
         .signedIn(.get, "/my/concerns/:id", for: .ownFile) { try await standing($0, $1.visitor) },
         .personal(.get, "/concerns/by/:person/:key", form), .personal(.post, "/concerns/by/:person/:key", raise),
         .personal(.get, "/concerns/of/:id/:key", standing)]
    }

    @Sendable private func form(_ request: Request, _ context: VisitorContext) async throws -> Response {
        context.show(try await page(ConcernForm(), [], hub.newID(), context))
    }

    private func page(_ form: ConcernForm, _ problems: [FieldProblem], _ id: ConcernID, _ context: VisitorContext) async throws -> ConcernFormPage {
        let raiser = try await raiser(context), hub = hub, settings = hub.settings.value, token = context.token
        let lead = try await hub.archive.read(by: raiser.actor, for: .safeguarding) { db, access in
            try Lead.find(in: raiser.actor.organization, db).map { try access.open($0.name, in: $0.user.text, of: $0.person, as: .turnedTo) }
        }
        return ConcernFormPage(
            token: token, action: raiser.key == nil ? "/concerns" : raiser.route, id: id, lead: lead ?? settings.helperName,
            helperName: settings.helperName, helperPhone: settings.helperPhone, form: form, problems: problems)
    }

    @Sendable private func raise(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let form = ConcernForm(context.fields), id = ConcernID(context.fields["concern"]) ?? hub.newID(), raiser = try await raiser(context)
        guard form.problems.isEmpty else { return context.show(try await page(form, form.problems, id, context), status: .unprocessableContent) }
        let now = hub.now(), hub = hub, actor = raiser.actor, person = actor.person
        let words = try hub.keyring.seal(form.words, as: ConcernWords.self, row: id.text, of: person)
        let about = form.about.isEmpty ? nil : try hub.keyring.seal(form.about, as: ConcernAbout.self, row: id.text, of: person)
        try await hub.archive.write(by: actor, for: .safeguarding) { db, access in
            guard let lead = try Lead.find(in: actor.organization, db) else { throw ConcernProblem.noLead }
            let new = Concern(
                id: id, organization: actor.organization, person: person, lead: lead.user, words: words, about: about, raisedAt: now, receivedAt: nil,
                answer: nil, closedAt: nil, outcome: nil)
            guard try db.concerns.insert(new) else {
                // The id comes from the form: another's concern is none of this person's.
                guard try db.concerns.find(id, raisedBy: person) != nil else { throw Refusal.notFound }
                return
            }
            try db.outbox.post(.concernToRead, to: lead.person, opening: "/concerns", key: "concern:\(id.text)", notBefore: now, at: now)
            try access.record(.concernRaised, on: id, of: person, at: now, in: db)
        }
        return .redirect(to: raiser.key.map { link(to: id, as: $0, of: person) } ?? "/my/concerns/\(id.text)")
    }

    /// As good as the link that the person came by.
    private func link(to id: ConcernID, as key: String, of person: PersonID) -> Route {
        Route.local(hub.personalLink("/concerns/of/\(id.text)", as: key, of: "/concerns/by/\(person.text)")) ?? "/"
    }

    @Sendable private func standing(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let id = try context.parameter("id").flatMap { ConcernID($0) }.orNotFound(), hub = hub, zone = context.face.timeZone
        let found = try await hub.archive.read { try $0.concerns.find(id) }.orNotFound()
        let path = "/concerns/of/\(id.text)", actor = try await owner(found, at: path, context)
        let again = context.parameter("key").map { Route.local(hub.personalLink("/concerns/by/\(found.person.text)", as: $0, of: path)) ?? "/" } ?? "/concerns/new"
        let lead = try await hub.archive.read(by: actor, for: .safeguarding) { db, access in
            try db.staff.find([found.lead]).first.map { try access.open($0.name, in: $0.user.text, of: $0.person, as: .turnedTo) }
        }
        let page = try await hub.archive.read(by: actor, for: .ownFile) { db, access in
            let concern = try db.concerns.find(id, raisedBy: actor.person).orNotFound()
            return ConcernStandingPage(
                state: concern.state, raisedOn: Day(concern.raisedAt, in: zone), receivedOn: concern.receivedAt.map { Day($0, in: zone) },
                words: try access.open(concern.words, in: id.text, of: concern.person, as: .own),
                answer: try concern.answer.map { try access.open($0, in: id.text, of: concern.person, as: .own) },
                lead: lead ?? "", helperPhone: hub.settings.value.helperPhone, again: again)
        }
        return context.show(page)
    }

    /// The holder of the key, or the person who is signed in; nobody else learns that there is a concern.
    private func owner(_ found: Concern, at path: String, _ context: VisitorContext) async throws -> Actor {
        if let key = context.parameter("key") {
            try await hub.checkKey(key, of: path, for: found.person)
            return .byLink(found.person, of: found.organization)
        }
        guard let actor = context.actor, actor.person == found.person else { throw Refusal.notFound }
        return actor
    }

    private struct Raiser { let actor: Actor, key: String?, route: Route }

    private func raiser(_ context: VisitorContext) async throws -> Raiser {
        guard let key = context.parameter("key") else { return Raiser(actor: try context.actor.orNotFound(), key: nil, route: "/concerns") }
        let person = try context.parameter("person").flatMap { PersonID($0) }.orNotFound(), path = "/concerns/by/\(person.text)"
        try await hub.checkKey(key, of: path, for: person)
        let organization = try await hub.archive.read { try $0.persons.organization(of: person) }.orNotFound()
        return Raiser(actor: .byLink(person, of: organization), key: key, route: Route.local("\(path)/\(key)") ?? "/")
    }
}
