import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Vault
import Web

/// Coming in by a link that is sent by mail.
struct MailLinkRoutes: Sendable {
    let hub: Hub
    private static let cookie = "link"
    static let spent = Message("This link was used before, is older than a quarter of an hour, or was asked for in another browser.")

    init(hub: Hub) { self.hub = hub }

    var doors: [Door] {
        [.anyone(.get, "/sign-in/mail", form), .anyone(.post, "/sign-in/mail", ask), .anyone(.get, "/sign-in/mail/sent", sent),
         .anyone(.get, "/sign-in/mail/:id/:key", open), .anyone(.post, "/sign-in/mail/:id/:key", signIn)]
    }

    @Sendable private func form(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard hub.settings.value.sendsMail else { throw Refusal.notFound }
        return context.show(MailLinkPage(token: context.token, email: "", problem: nil))
    }

    /// Writes down what is asked for, and no more: who it is of is looked for later.
    @Sendable private func ask(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard hub.settings.value.sendsMail else { throw Refusal.notFound }
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let email = context.fields["email"], now = hub.now(), id = Secret.token(bytes: 16)
        guard EmailAddress.isPlausible(email) else {
            let problem = Message("Write the e-mail address, such as name@example.org.")
            return context.show(MailLinkPage(token: context.token, email: email, problem: problem), status: .unprocessableContent)
        }
        let index = hub.keyring.blindIndex(Folding.email(email), column: "users.email")
        // A browser that asks twice can use either letter.
        let secret = context.ownCookie(Self.cookie, of: request) ?? Secret.token(bytes: 32)
        let known = context.knownBrowser(of: request).word(for: index.text, hub.keyring).map { Secret.hash($0) }
        try await hub.archive.write { try $0.mailLinks.ask(id, index, browser: Secret.hash(secret), known: known, at: now) }
        var response = Response.redirect(to: "/sign-in/mail/sent")
        response.setCookie(context.ownCookie(Self.cookie, secret, days: 1))
        return response
    }

    @Sendable private func sent(_ request: Request, _ context: VisitorContext) async throws -> Response { context.show(MailLinkSentPage()) }

    @Sendable private func open(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let (id, action) = try await link(context), secret = context.ownCookie(Self.cookie, of: request) ?? "", now = hub.now()
        let isGood = try await hub.archive.read { try $0.mailLinks.isGood(id, browser: Secret.hash(secret), at: now) }
        return context.show(MailLinkOpenPage(token: context.token, action: action, problem: isGood ? nil : Self.spent))
    }

    @Sendable private func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let (id, action) = try await link(context), now = hub.now(), secret = context.ownCookie(Self.cookie, of: request) ?? ""
        let user = try await hub.archive.write { try $0.mailLinks.use(id, browser: Secret.hash(secret), at: now) }
        guard let user, let actor = try await hub.archive.read({ db in try db.memberships.first(of: user).flatMap { try db.memberships.actor(user, in: $0) } }) else {
            hub.note(.refused, by: .mail, in: request.number)
            return context.show(MailLinkOpenPage(token: context.token, action: action, problem: Self.spent), status: .unprocessableContent)
        }
        let entry = try await Accounts(hub: hub).enter(user, in: actor.organization, by: .mail, with: Device(userAgent: request.headers[.userAgent]))
        hub.note(entry.outcome, by: .mail, in: request.number)
        var response = try await Accounts(hub: hub).response(to: entry, of: user, next: actor.home, request, context)
        response.setCookie(context.ownCookie(Self.cookie, "", days: 0))
        return response
    }

    /// The id of a link that was asked for and whose key is right.
    private func link(_ context: VisitorContext) async throws -> (id: String, action: Route) {
        guard let id = context.parameter("id"), let key = context.parameter("key"), hub.isKey(key, of: "/sign-in/mail/\(id)"),
              try await hub.archive.read({ try $0.mailLinks.have(id) }) else { throw Refusal.notFound }
        return (id, "/sign-in/mail/\(id)/\(key)")
    }
}
