import House
import Hummingbird
import Identity
import Localization
import Markup
import Web

/// What the person who offered help sees and does after sending: by the draft's cookie, or signed in.
struct StandingRoutes: Sendable {
    let hub: Hub
    let catalog: RoleCatalog

    var doors: [Door] {
        [.personal(.get, "/volunteer/standing", show), .personal(.post, "/volunteer/withdrawal", withdraw),
         .personal(.post, "/volunteer/absences", addAbsence), .personal(.post, "/volunteer/absences/removal", removeAbsence)]
    }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try await page(request, context).map { context.show($0) } ?? .redirect(to: "/volunteer")
    }

    private func page(_ request: Request, _ context: VisitorContext) async throws -> StandingPage? {
        guard let (actor, ticket) = try await asker(request, context) else { return nil }
        let catalog = catalog, today = today(context), token = context.token
        return try await hub.archive.read { db in
            guard let application = try db.applications.find(of: actor.person, visibleTo: actor) else { return nil }
            let file = try VolunteerFile(of: [application], in: db, catalog: catalog, on: today)
            return StandingPage(
                token: token, standing: file.standing(of: application, rests: try !db.restrictions.among([application.person]).isEmpty), roles: file.roles(of: application.person),
                status: application.status, code: ticket.map { DraftTicket.spaced($0.code) },
                absences: try db.applications.absences(of: application.person, from: today))
        }
    }

    @Sendable private func addAbsence(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let form = AbsenceForm(context.fields)
        do {
            let absence = try form.absence(on: today(context))
            return try await change(request, context) { try $0.add(absence, of: $1) }
        } catch let problem as FieldProblem {
            guard var page = try await page(request, context) else { return .redirect(to: "/volunteer") }
            (page.form, page.problems) = (form, [problem])
            return context.show(page, status: .unprocessableContent)
        }
    }

    @Sendable private func removeAbsence(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let day = Day(typed: context.fields["from"]) else { throw Refusal.notFound }
        return try await change(request, context) { try $0.removeAbsence(from: day, of: $1) }
    }

    private func change(_ request: Request, _ context: VisitorContext, _ work: @escaping @Sendable (ApplicationStore, PersonID) throws -> Void) async throws -> Response {
        guard let (actor, _) = try await asker(request, context) else { return .redirect(to: "/volunteer") }
        let now = hub.now(), hub = hub
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            let application = try db.applications.find(of: actor.person, visibleTo: actor).orNotFound()
            try work(db.applications, actor.person)
            try access.record(.absencesChanged, on: application.id, of: actor.person, fields: ["absences"], at: now, in: db)
            try hub.announce(VolunteerChanged(actor.person), in: db, &access)
        }
        return .redirect(to: Route("/volunteer/standing").fragment("away"))
    }

    private func today(_ context: VisitorContext) -> Day { Day(hub.now(), in: context.face.timeZone) }

    @Sendable private func withdraw(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let (actor, _) = try await asker(request, context) else { return .redirect(to: "/volunteer") }
        let now = hub.now(), hub = hub
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            var application = try db.applications.find(of: actor.person, visibleTo: actor).orNotFound()
            try application.withdraw()
            try db.applications.update(application, at: now)
            try access.record(.offerWithdrawn, on: application.id, of: actor.person, fields: ["status"], at: now, in: db)
            try hub.announce(VolunteerChanged(actor.person), in: db, &access)
        }
        return .redirect(to: "/volunteer/standing")
    }

    /// Who asks: whoever is signed in with an offer of their own, else the holder of a sent draft.
    private func asker(_ request: Request, _ context: VisitorContext) async throws -> (Actor, DraftTicket?)? {
        if let actor = context.actor, try await hub.ownOffer(context) != nil { return (actor, nil) }
        if let ticket = OfferRoutes.ticket(request, context),
           let draft = try await hub.archive.read({ try $0.drafts.find(ticket) }), draft.application != nil {
            return (draft.writer, ticket)
        }
        return nil
    }
}
