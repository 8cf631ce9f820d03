import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Vault
import Web

/// Offering help: open to anyone, one question a page, without JavaScript.
struct OfferRoutes: Sendable {
    let hub: Hub
    let catalog: RoleCatalog
    let gate = OfferGate()
    private var offers: Offers { Offers(hub: hub, catalog: catalog) }
    static let cookie = "offer"

    var doors: [Door] {
        [.anyone(.get, "/volunteer", start), .personal(.post, "/volunteer", begin), .personal(.post, "/volunteer/discard", discard),
         .personal(.get, "/volunteer/resume", resumeForm), .personal(.post, "/volunteer/resume", resume),
         .personal(.get, "/volunteer/question/:name", ask), .personal(.post, "/volunteer/question/:name", answer),
         .personal(.get, "/volunteer/check", check), .personal(.post, "/volunteer/check", send)]
    }

    @Sendable private func start(_ request: Request, _ context: VisitorContext) async throws -> Response {
        context.show(OfferStartPage(token: context.token, roles: catalog.all, draft: try await progress(request, context)))
    }

    @Sendable private func begin(_ request: Request, _ context: VisitorContext) async throws -> Response {
        switch try await progress(request, context) {
        case .none: take(try await begun(), to: Question.name.route, context)
        case .begun: .redirect(to: "/volunteer/check")
        case .sent: .redirect(to: "/volunteer/standing")
        }
    }

    private func begun() async throws -> DraftTicket {
        guard await gate.admits(at: hub.now()) else { throw VolunteerProblem.tooMany }
        return try await offers.begin()
    }

    @Sendable private func discard(_ request: Request, _ context: VisitorContext) async throws -> Response {
        if let draft = try await offers.find(Self.ticket(request, context)) { try await offers.discard(draft) }
        var response = Response.redirect(to: "/volunteer")
        response.setCookie(context.ownCookie(Self.cookie, "", days: 0))
        return response
    }

    @Sendable private func resumeForm(_ request: Request, _ context: VisitorContext) async throws -> Response {
        context.show(ResumePage(token: context.token, problem: nil))
    }

    @Sendable private func resume(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let (ticket, isSent) = try await offers.resume(code: Folding.digits(context.fields["code"])) else {
            let page = ResumePage(token: context.token, problem: Message("This code is not known here. Check the digits, or begin again."))
            return context.show(page, status: .unprocessableContent)
        }
        return isSent ? keep(ticket, context) : take(ticket, to: "/volunteer/check", context)
    }

    @Sendable private func ask(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let question = try context.parameter("name").flatMap(Question.init).orNotFound()
        guard let (ticket, draft) = try await open(request, context) else { return .redirect(to: "/volunteer") }
        let answers = try await offers.answers(of: draft)
        return context.show(page(question, answers, [], ticket, context))
    }

    /// Keeps what was sent, right or not, before anything else; then goes on, back, or says the page in another language.
    @Sendable private func answer(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let question = try context.parameter("name").flatMap(Question.init).orNotFound()
        guard let (ticket, draft) = try await open(request, context) else { return .redirect(to: "/volunteer") }
        let answers = try await offers.take(context.fields, to: question, in: draft)
        if !context.fields["lang"].isEmpty { return .redirect(to: question.route.query("lang", context.fields["lang"])) }
        if context.fields["go"] == "back" { return .redirect(to: question.previous?.route ?? "/volunteer") }
        let offer = offers.understood(answers, on: today(context)), problems = offer.problems(question)
        guard problems.isEmpty else {
            return context.show(page(question, answers, problems, ticket, context), status: .unprocessableContent)
        }
        return .redirect(to: question.next?.route ?? "/volunteer/check")
    }

    @Sendable private func check(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let (_, draft) = try await open(request, context) else { return .redirect(to: "/volunteer") }
        let offer = offers.understood(try await offers.answers(of: draft), on: today(context))
        if let question = offer.firstUnanswered { return .redirect(to: question.route) }
        return context.show(OfferCheckPage(token: context.token, offer: offer, roles: catalog.all, hubName: context.face.name))
    }

    @Sendable private func send(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let (ticket, _) = try await open(request, context) else { return .redirect(to: "/volunteer") }
        try await offers.send(ticket, on: today(context))
        return keep(ticket, context)
    }

    /// The draft of this browser; nil where there is none, or it was sent.
    private func open(_ request: Request, _ context: VisitorContext) async throws -> (DraftTicket, Draft)? {
        guard let ticket = Self.ticket(request, context), let draft = try await offers.find(ticket), draft.application == nil,
              try await hub.ownOffer(context) == nil else { return nil }
        return (ticket, draft)
    }

    /// How far whoever asks has come: as the person who is signed in, else by the draft of this browser. Who took an offer back may begin anew.
    private func progress(_ request: Request, _ context: VisitorContext) async throws -> OfferStartPage.Draft {
        if try await hub.ownOffer(context) != nil { return .sent }
        guard let draft = try await offers.find(Self.ticket(request, context)) else { return .none }
        guard draft.application != nil else { return .begun }
        let sent = try await hub.archive.read { try $0.applications.find(of: draft.person, visibleTo: draft.writer) }
        return sent?.status == .withdrawn ? .none : .sent
    }

    static func ticket(_ request: Request, _ context: VisitorContext) -> DraftTicket? {
        context.ownCookie(cookie, of: request).flatMap(DraftTicket.init(cookie:))
    }

    private func take(_ ticket: DraftTicket, to route: Route, _ context: VisitorContext) -> Response {
        var response = Response.redirect(to: route)
        response.setCookie(context.ownCookie(Self.cookie, ticket.cookie, days: Draft.days))
        return response
    }

    /// Once it is sent, the browser forgets it with its window, since the next one at this computer may be someone else.
    private func keep(_ ticket: DraftTicket, _ context: VisitorContext) -> Response {
        let lasting = context.ownCookie(Self.cookie, ticket.cookie, days: Draft.days)
        var response = Response.redirect(to: "/volunteer/standing")
        response.setCookie(Cookie(name: lasting.name, value: lasting.value, path: "/", secure: lasting.secure, httpOnly: true, sameSite: .lax))
        return response
    }

    private func page(_ question: Question, _ answers: Answers, _ problems: [FieldProblem], _ ticket: DraftTicket, _ context: VisitorContext) -> QuestionPage {
        QuestionPage(token: context.token, question: question, answers: answers, problems: problems, roles: catalog.all,
                     languages: context.face.languages, code: DraftTicket.spaced(ticket.code))
    }

    private func today(_ context: VisitorContext) -> Day { Day(hub.now(), in: context.face.timeZone) }
}

extension Hub {
    /// The offer of whoever is signed in; nil where nobody is, or they made none.
    func ownOffer(_ context: VisitorContext) async throws -> Application? {
        guard let actor = context.actor else { return nil }
        return try await archive.read { try $0.applications.find(of: actor.person, visibleTo: actor) }
    }
}

extension Question {
    var route: Route { "/volunteer/question/\(rawValue)" }
}
