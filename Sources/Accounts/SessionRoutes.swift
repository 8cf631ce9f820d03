import Foundation
import House
import Hummingbird
import Identity
import Markup
import Trust
import Web

/// Where people see where they are signed in, and end what is not theirs.
struct SessionRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.signedIn(.get, "/my/sessions", show), .signedIn(.post, "/my/sessions/:id/end", end), .signedIn(.post, "/my/other-sessions/end", endOthers),
         .signedIn(.post, "/my/links/end", endLinks), Door.signedIn(.post, "/my/provider-account/removal", unbind).fresh()]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, now = hub.now(), current = context.session.id
        let (sessions, hasPassword, boundAt, stoppedAt) = try await hub.archive.read { db in
            (try db.sessions.open(of: actor.user, at: now), try db.users.passwordHash(of: actor.user) != nil, try db.providerAccounts.binding(of: actor.user)?.boundAt, try db.personalLinks.stopped(of: [actor.person])[actor.person])
        }
        let ordered = sessions.filter { $0.id == current } + sessions.filter { $0.id != current }
        return context.show(SessionListPage(
            token: context.token, sessions: ordered, current: current, zone: context.visitor.face.timeZone, hasPassword: hasPassword, boundAt: boundAt, linksStoppedAt: stoppedAt))
    }

    @Sendable private func endLinks(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await Accounts(hub: hub).stopLinks(of: context.actor.person, by: context.actor, for: context.purpose)
        return .redirect(to: Route("/my/sessions").fragment("links"))
    }

    @Sendable private func unbind(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await Accounts(hub: hub).unbind(context.actor, session: context.session.id)
        return .redirect(to: "/my/sessions")
    }

    @Sendable private func end(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").orNotFound(), actor = context.actor, now = hub.now()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            guard try db.sessions.end(id, of: actor.user, at: now) else { throw Refusal.notFound }
            try access.record(.signedOut, on: actor.user, of: actor.person, at: now, in: db)
        }
        return .redirect(to: "/my/sessions")
    }

    @Sendable private func endOthers(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, now = hub.now(), kept = context.session.id
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            try db.sessions.endAll(of: actor.user, except: kept, at: now)
            try access.record(.signedOut, on: actor.user, of: actor.person, at: now, in: db)
        }
        return .redirect(to: "/my/sessions")
    }
}
