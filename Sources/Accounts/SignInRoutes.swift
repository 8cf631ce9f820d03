import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Vault
import Web

/// Coming in and going out.
struct SignInRoutes: Sendable {
    let hub: Hub
    let gate = SignInGate()

    var doors: [Door] {
        [.anyone(.get, "/sign-in", form), .anyone(.post, "/sign-in", signIn), .anyone(.post, "/sign-out", signOut)]
    }

    @Sendable private func form(_ request: Request, _ context: VisitorContext) async throws -> Response {
        if let actor = context.actor { return .redirect(to: actor.home) }
        let next = Fields(urlEncoded: request.uri.query ?? "")?["next"] ?? ""
        return context.show(SignInPage(token: context.token, email: "", next: next, problem: nil))
    }

    @Sendable private func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let email = context.fields["email"], now = hub.now()
        let index = hub.keyring.blindIndex(Folding.email(email), column: "users.email")
        guard await gate.admits(index, at: now) else { throw AccountProblem.tooManyTries }
        let found = try await hub.archive.read { try $0.users.credentials(index) }
        // Unknown, disabled and wrong take the same time and get the same answer.
        let isRight = try await hub.passwords.verify(context.fields.untrimmed("password"), against: found?.passwordHash)
        // The demo's password is known to everyone: no other hub takes it, even if it was a demo once.
        let isKnownToAll = !hub.settings.value.isDemo && context.fields.untrimmed("password") == Accounts.demoPassword
        guard let found, isRight, !isKnownToAll, found.disabledAt == nil else {
            let page = SignInPage(token: context.token, email: email, next: context.fields["next"],
                                  problem: Message("The e-mail address or the password is wrong."))
            return context.show(page, status: .unprocessableContent)
        }
        if let stored = found.passwordHash, hub.passwords.needsRehash(stored) {
            let hash = try await hub.passwords.hash(context.fields.untrimmed("password"))
            try await hub.archive.write { try $0.users.renewHash(hash, of: found.user) }
        }
        let home = try await hub.archive.read { try $0.memberships.actor(found.user, in: found.organization) }?.home
        let entry = try await Accounts(hub: hub).enter(found.user, in: found.organization, with: Device(userAgent: request.headers[.userAgent]))
        return .entering(entry, next: Route.local(context.fields["next"]) ?? home ?? "/my", context)
    }

    @Sendable private func signOut(_ request: Request, _ context: VisitorContext) async throws -> Response {
        if let session = context.session {
            let now = hub.now()
            _ = try await hub.archive.write { try $0.sessions.end(session.id, of: session.actor.user, at: now) }
        }
        var response = Response.redirect(to: "/")
        response.forgetSession(context)
        return response
    }
}
