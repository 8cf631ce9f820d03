import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Vault
import Web

/// The question whether a match should come about: by link, signed in, or read out at the desk.
struct AskRoutes: Sendable {
    let hub: Hub
    let parts: LifeParts

    var doors: [Door] {
        Door.own(.get, my: "/my/asks/:id", link: "/asks/:id/:key", show)
            + Door.own(.post, my: "/my/asks/:id/answer", link: "/asks/:id/:key/answer", answer)
            + Door.own(.post, my: "/my/asks/:id/sharing", link: "/asks/:id/:key/sharing", share)
            + Door.own(.post, my: "/my/asks/:id/reason", link: "/asks/:id/:key/reason", reason)
            + [desk(.get, "/asks/:id/desk", show), desk(.post, "/asks/:id/desk/answer", answer), desk(.post, "/asks/:id/desk/sharing", share),
               desk(.post, "/asks/:id/desk/reason", reason)]
    }

    private func desk(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, VisitorContext) async throws -> Response) -> Door {
        .roles([.caseWorker, .coordinator], method, path, for: .matching) { request, context in try await work(request, context.visitor) }
    }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        context.show(try await page(context))
    }

    /// - Parameter refused: whether another answer was given than the one that stands.
    private func page(_ context: VisitorContext, refused: Bool = false, problem: ConsentProblem? = nil) async throws -> AskPage {
        let (ask, guest) = try await asked(context), now = hub.now(), hub = hub, parts = parts
        let today = Day(now, in: context.face.timeZone), language = context.say.language, token = context.token
        return try await hub.archive.read(by: guest.actor, for: .matching) { db, access in
            guard let ask = try db.asks.find(ask.id), let state = ask.state(at: now), let parties = try db.asks.parties(of: ask.match) else { throw Refusal.notFound }
            var page = AskPage(
                token: token, place: guest.place, program: parts.programs[parties.program],
                step: try step(state, ask, parties, guest, language, on: today, db, &access, at: now), isDesk: guest.isDesk, asked: try guest.isDesk ? access.nameAtDesk(of: ask.person, in: db) : nil,
                concern: guest.isDesk ? nil : hub.concernRoute(guest), policy: try db.policies.policy(ofMatch: ask.match),
                standing: refused ? StandingAnswer(ask, in: context.face.timeZone) : nil, guarding: guest.guarding,
                isInterpreted: guest.taking.isInterpreted, problem: problem)
            switch page.step {
            case .question: page.isChild = try isChildAsked(ask, guest, db, &access, at: now)
            case .sharing: page.isChild = try access.isChild(ask.person, guest, hub, in: db, at: now)
            case .why, .told: break
            }
            return page
        }
    }

    /// Whether a yes to the question itself needs a guardian. A volunteer at the desk may be nobody who is written down as a person.
    private func isChildAsked(_ ask: Ask, _ guest: Guest, _ db: any Connection, _ access: inout Access, at now: Date) throws -> Bool? {
        if guest.isDesk, ask.side == .offer, try db.persons.find(ask.person, visibleTo: guest.actor) == nil { return nil }
        return try access.isChild(ask.person, guest, hub, in: db, at: now)
    }

    private func step(
        _ state: Ask.State, _ ask: Ask, _ parties: MatchParties, _ guest: Guest, _ language: Language, on today: Day,
        _ db: any Connection, _ access: inout Access, at now: Date
    ) throws -> AskPage.Step {
        switch state {
        case .waiting:
            return ask.side == .offer
                ? .question(.household(try HouseholdOutline.open(parties, on: today, in: db, &access)))
                : .question(.helper(try HelperOutline.open(parties, parts: parts, on: today, in: db, &access)))
        case .saidYes, .together:
            let next = try state == .together && !guest.isDesk ? db.engagements.find(match: ask.match).map { engagement in
                let path = "/engagements/\(engagement.id.text)"
                return hub.nextPlace("\(path)/\(ask.side.rawValue)", own: path, guest).route
            } : nil
            let known = try db.consents.latest(of: [ask.person])[ask.person]?[Sharing.notice(of: ask.side)]
            if Sharing.isToBeAsked(known, at: now), let notice = parts.notices[Sharing.notice(of: ask.side)] {
                let words = notice.words(in: language)
                return .sharing(title: words.title, text: words.text, language: words.language, next: next)
            }
            return .told(state, next: next)
        case .saidNo: return ask.reason == nil ? .why : .told(state, next: nil)
        case .closed: return .told(state, next: nil)
        }
    }

    @Sendable private func answer(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let answer = Ask.Answer(rawValue: context.fields["answer"]) else { return context.show(try await page(context), status: .unprocessableContent) }
        let stands: Ask.Answer?, place: Entrance
        do {
            (stands, place) = try await change(context) { ask, guest, language, db, access, now in
                let guardian = try guardian(of: answer, to: ask, guest, db, &access, at: now)
                return try Answering(hub: hub, parts: parts).take(answer, to: ask, guest, for: guardian, in: language, db, &access, at: now) ? answer : ask.answer
            }
        } catch let problem as ConsentProblem {
            return context.show(try await page(context, problem: problem), status: problem.status)
        }
        // The same once more is no news; of another nobody may think that it counts.
        guard let stands, stands != answer else { return .redirect(to: place.route) }
        return context.show(try await page(context, refused: true), status: .conflict)
    }

    /// Who says yes for a child: no child does alone, and what nobody said for it is no yes yet. A no is anybody's.
    private func guardian(
        of answer: Ask.Answer, to ask: Ask, _ guest: Guest, _ db: any Connection, _ access: inout Access, at now: Date
    ) throws -> ConsentEvent.Guardian? {
        guard answer == .yes, ask.answer == nil else { return nil }
        return try guest.guarding.guardian(ofYes: try isChildAsked(ask, guest, db, &access, at: now), isDesk: guest.isDesk)
    }

    @Sendable private func share(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let answer = Ask.Answer(rawValue: context.fields["sharing"]) else { return context.show(try await page(context), status: .unprocessableContent) }
        do { return .redirect(to: try await share(answer == .yes ? .given : .refused, context).route) } catch let problem as ConsentProblem {
            let again = try await page(context, problem: problem)
            guard again.isDesk else { throw problem }
            return context.show(again, status: problem.status)
        }
    }

    private func share(_ decision: ConsentEvent.Decision, _ context: VisitorContext) async throws -> Entrance {
        try await change(context) { ask, guest, language, db, access, now in
            // Asked only of whoever said yes, while it can come about or lives.
            guard ask.answer == .yes, ask.status == .asking || ask.status == .accepted else { throw LifeProblem.changed }
            try Answering(hub: hub, parts: parts).share(decision, ask.side, of: ask.person, guest, in: language, db, &access, at: now)
        }.1
    }

    @Sendable private func reason(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let words = String(context.fields["reason"].prefix(2000)), keyring = hub.keyring
        let (_, place) = try await change(context) { ask, _, _, db, _, _ in
            guard !words.isEmpty else { return }
            try db.asks.setReason(try keyring.seal(words, as: AskReason.self, row: ask.id.text, of: ask.person), of: ask.id)
        }
        return .redirect(to: place.route)
    }

    private func change<R: Sendable>(
        _ context: VisitorContext, _ work: @escaping @Sendable (Ask, Guest, Language, any Connection, inout Access, Date) throws -> R
    ) async throws -> (R, Entrance) {
        let (ask, guest) = try await asked(context), now = hub.now(), language = context.say.language
        let done = try await hub.archive.write(by: guest.actor, for: .matching) { db, access in
            let standing = try db.asks.find(ask.id).orNotFound()
            return try work(standing, guest, language, db, &access, now)
        }
        return (done, guest.place)
    }

    /// The question the address names, and who looks at it; before it has left there is none.
    private func asked(_ context: VisitorContext) async throws -> (Ask, Guest) {
        let id = try context.parameter("id").flatMap { AskID($0) }.orNotFound(), now = hub.now(), path = "/asks/\(id.text)"
        let isDesk = context.here.hasPrefix(path + "/desk")
        let ask = try await hub.archive.read { try $0.asks.find(id) }.orNotFound()
        guard ask.state(at: now) != nil else { throw Refusal.notFound }
        guard isDesk, let actor = context.actor else { return (ask, try await context.guest(of: ask.person, in: ask.organization, at: path, hub)) }
        try await hub.checkDesk(actor, ask.match, ask.organization, ask.side)
        let taking = Taking.desk(actor.user, isInterpreted: context.fields["interpreted"] == "yes")
        return (ask, Guest(actor: actor, taking: taking, place: .desk(path), key: nil, guarding: MannerForm(context.fields)))
    }
}

extension Hub {
    /// Whether this worker may record what the person present says: the coordinator of both sides, the case worker of the household's.
    func checkDesk(_ actor: Actor, _ match: MatchID, _ organization: OrganizationID, _ side: Side) async throws {
        guard actor.organization == organization else { throw Refusal.notFound }
        guard !actor.holds(.coordinator) else { return }
        guard side == .need else { throw Refusal.forbidden }
        let household = try await archive.read { db in
            try db.asks.parties(of: match).flatMap { try db.households.find($0.household, visibleTo: actor) }
        }.orNotFound()
        guard household.relation(to: actor) == .assigned else { throw Refusal.forbidden }
    }

}

extension Access {
    /// Whether whoever says yes is under 18, or may be; nil where nobody knows when they were born. At the desk no more is told of it.
    mutating func isChild(_ person: PersonID, _ guest: Guest, _ hub: Hub, in db: any Connection, at now: Date) throws -> Bool? {
        try isChild(person, as: guest.isDesk ? .answering : .own, on: Day(now, in: hub.settings.value.zone), hub, in: db)
    }

    /// Whom the worker asks, so that nobody's answer is taken down as another's.
    mutating func nameAtDesk(of person: PersonID, in db: any Connection) throws -> String? {
        try db.persons.find(person, visibleTo: actor).map { try open($0.givenName, in: person.text, of: person, as: .answering) }
    }
}
