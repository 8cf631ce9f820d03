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

    var doors: [Door] {
        [.anyone(.get, "/sign-in", form), .anyone(.post, "/sign-in", signIn), .anyone(.post, "/sign-out", signOut)]
    }

    @Sendable private func form(_ request: Request, _ context: VisitorContext) async throws -> Response {
        if let actor = context.actor { return .redirect(to: actor.home) }
        let next = Fields(urlEncoded: request.uri.query ?? "")?["next"] ?? ""
        return context.show(page(context, email: "", next: next, problem: nil))
    }

    @Sendable private func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let email = context.fields["email"], accounts = Accounts(hub: hub)
        let known: Credentials?
        do { known = try await user(of: email, request, context) } catch AccountProblem.tooManyTries {
            hub.note(.slowed, by: .password, in: request.number)
            let problem = AccountProblem.tooManyTries
            var response = again(problem.message, problem.status, context)
            response.headers[.retryAfter] = problem.retryAfter.map(String.init)
            return response
        }
        guard let found = known else {
            hub.note(.refused, by: .password, in: request.number)
            return again(Message("The e-mail address or the password is wrong."), .unprocessableContent, context)
        }
        let home = try await hub.archive.read { try $0.memberships.actor(found.user, in: found.organization) }?.home
        let entry = try await accounts.enter(found.user, in: found.organization, by: .password, with: Device(userAgent: request.headers[.userAgent]))
        hub.note(entry.outcome, by: .password, in: request.number)
        return try await accounts.response(to: entry, of: found.user, next: Route.local(context.fields["next"]) ?? home ?? "/my", request, context)
    }

    /// Nil where address or password are wrong.
    private func user(of email: String, _ request: Request, _ context: VisitorContext) async throws -> Credentials? {
        let index = hub.keyring.blindIndex(Folding.email(email), column: "users.email"), browser = context.knownBrowser(of: request).word(for: index.text, hub.keyring)
        return try await hub.trying(index, from: browser) { try await Accounts(hub: hub).user(of: email, with: context.fields.untrimmed("password")) }
    }

    /// The same form, with the address as it was typed.
    private func again(_ problem: Message, _ status: HTTPResponse.Status, _ context: VisitorContext) -> Response {
        context.show(page(context, email: context.fields["email"], next: context.fields["next"], problem: problem), status: status)
    }

    func page(_ context: VisitorContext, email: String, next: String, problem: Message?) -> SignInPage {
        let settings = hub.settings.value
        return SignInPage(
            token: context.token, email: email, next: next, takesPasskeys: context.passkeyPlace != nil,
            provider: settings.hasProvider ? settings.providerName : nil, sendsMail: settings.sendsMail, problem: problem)
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
