import House
import Hummingbird
import Identity
import Markup
import Web

/// The ways in for the two sides: signed in under `/my`, or by a personal link that ends in its key.
struct LifeRoutes: Sendable {
    let hub: Hub
    let parts: LifeParts

    var doors: [Door] {
        AskRoutes(hub: hub, parts: parts).doors + CheckInRoutes(hub: hub, parts: parts).doors
            + OwnEngagementRoutes(hub: hub, parts: parts).doors + EngagementRoutes(hub: hub, parts: parts).doors
    }
}

extension Door {
    /// The same thing twice: for whoever is signed in, and for whoever holds the link, where the connection is encrypted.
    static func own(
        _ method: HTTPRequest.Method, my own: String, link: String,
        _ handler: @escaping @Sendable (Request, VisitorContext) async throws -> Response
    ) -> [Door] {
        [.signedIn(method, own, for: .matching) { request, context in try await handler(request, context.visitor) },
         .personal(method, link, handler)]
    }
}

extension VisitorContext {
    /// Who looks at what stands under this path: the holder of its key, or the person it is about.
    ///
    /// - Throws: `Refusal.notFound` for anybody else, so that nothing tells whether it exists; `LinkStopped` for a key that was stopped.
    func guest(of person: PersonID, in organization: OrganizationID, at path: String, own: String? = nil, _ hub: Hub) async throws -> Guest {
        if let key = parameter("key") {
            try await hub.checkKey(key, of: path, for: person)
            return Guest(actor: .byLink(person, of: organization), taking: .link, place: Entrance(path, key: key), key: GuestKey(text: key, path: path))
        }
        guard let actor, actor.person == person, actor.organization == organization else { throw Refusal.notFound }
        return Guest(actor: actor, taking: .own, place: Entrance(own ?? path, key: nil), key: nil)
    }
}

extension Hub {
    /// Where someone who came in this way raises a concern.
    func concernRoute(_ guest: Guest) -> Route {
        guard let key = guest.key else { return "/concerns/new" }
        return Route.local(personalLink("/concerns/by/\(guest.actor.person.text)", as: key.text, of: key.path)) ?? "/concerns/new"
    }

    /// What this guest sees next, by the same kind of way they came.
    func nextPlace(_ path: String, own: String, _ guest: Guest) -> Entrance {
        guard let key = guest.key else { return Entrance(own, key: nil) }
        return Entrance(path, key: personalLink(path, as: key.text, of: key.path).split(separator: "/").last.map(String.init))
    }
}
