import House
import Hummingbird
import Identity
import Localization
import Web

/// What the person who offered help sees and does after sending: by the draft's cookie, or signed in.
struct StandingRoutes: Sendable {
    let hub: Hub
    let catalog: RoleCatalog

    var doors: [Door] { [.anyone(.get, "/volunteer/standing", show), .anyone(.post, "/volunteer/withdrawal", withdraw)] }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let (actor, ticket) = try await asker(request, context) else { return .redirect(to: "/volunteer") }
        let catalog = catalog, today = Day(hub.now(), in: context.face.timeZone), token = context.token
        let page: StandingPage? = try await hub.archive.read { db in
            guard let application = try db.applications.find(of: actor.person, visibleTo: actor) else { return nil }
            let file = try VolunteerFile(of: [application], in: db, catalog: catalog, on: today)
            return StandingPage(token: token, standing: file.standing(of: application), roles: file.roles(of: application.person),
                                status: application.status, code: ticket.map { DraftTicket.spaced($0.code) })
        }
        guard let page else { return .redirect(to: "/volunteer") }
        return context.show(page)
    }

    @Sendable private func withdraw(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let (actor, _) = try await asker(request, context) else { return .redirect(to: "/volunteer") }
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            var application = try db.applications.find(of: actor.person, visibleTo: actor).orNotFound()
            try application.withdraw()
            try db.applications.update(application, at: now)
            try access.record(.offerWithdrawn, on: application.id, of: actor.person, fields: ["status"], at: now, in: db)
        }
        return .redirect(to: "/volunteer/standing")
    }

    /// Who asks: the holder of a sent draft, else whoever is signed in.
    private func asker(_ request: Request, _ context: VisitorContext) async throws -> (Actor, DraftTicket?)? {
        if let ticket = OfferRoutes.ticket(request, context),
           let draft = try await hub.archive.read({ try $0.drafts.find(ticket) }), draft.application != nil {
            return (draft.writer, ticket)
        }
        return context.actor.map { ($0, nil) }
    }
}
