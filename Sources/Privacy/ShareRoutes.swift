import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// The receiver's side of what was taken back: signed in, or by the link of the letter.
struct ShareRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.signedIn(.get, "/my/shares/:id") { try await show($0, $1.visitor) }, .personal(.get, "/shares/:id/:key", show),
         .signedIn(.post, "/my/shares/:id/confirmation") { try await confirm($0, $1.visitor) }, .personal(.post, "/shares/:id/:key/confirmation", confirm)]
    }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let (share, _, place) = try await asked(context)
        return context.show(SharePage(token: context.token, action: Route.local("\(place)/confirmation") ?? "/", share: share, zone: context.face.timeZone))
    }

    @Sendable private func confirm(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let (share, actor, place) = try await asked(context), now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.shares.confirm(share.id, at: now) else { return }
            try access.record(.shareConfirmed, on: "share \(share.id)", of: share.person, at: now, in: db)
        }
        return .redirect(to: Route.local(place) ?? "/")
    }

    /// What the address names, for its receiver alone and once they were asked to delete it.
    private func asked(_ context: VisitorContext) async throws -> (share: Share, actor: Actor, place: String) {
        let id = try context.parameter("id").orNotFound(), path = "/shares/\(id)"
        let share = try await hub.archive.read { try $0.shares.find(id) }.orNotFound()
        let receiver = try PersonID(share.receiverID).orNotFound()
        guard share.askedAt != nil else { throw Refusal.notFound }
        if let key = context.parameter("key") {
            try await hub.checkKey(key, of: path, for: receiver)
            return (share, .byLink(receiver, of: share.organization), "\(path)/\(key)")
        }
        guard let actor = context.actor, actor.person == receiver else { throw Refusal.notFound }
        return (share, actor, "/my\(path)")
    }
}
