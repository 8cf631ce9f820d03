import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Web

/// Coming in by a passkey, and what the script of the pages asks for before one is shown.
struct PasskeySignInRoutes: Sendable {
    let hub: Hub

    var doors: [Door] { [.anyone(.post, "/passkeys/challenge", challenge), .anyone(.post, "/sign-in/passkey", signIn)] }

    /// Where someone is known already, only passkeys of theirs may answer.
    @Sendable private func challenge(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let browser = try PasskeyBrowser(context).orNotFound(), accounts = Accounts(hub: hub)
        let asked = try await accounts.passkeyChallenge(.showing, in: browser)
        let user: UserID? = if let actor = context.actor { actor.user } else { try await CodeRoutes(hub: hub).begun(request, context)?.0.user }
        let known = try await hub.archive.read { db in try user.map { try db.passkeys.list(of: $0).map(\.record.id) } ?? [] }
        return try .json(PasskeyAsking(challenge: asked, site: browser.place.site, known: known))
    }

    @Sendable private func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let browser = try PasskeyBrowser(context).orNotFound(), next = context.fields["next"]
        let device = Device(userAgent: request.headers[.userAgent])
        guard let (session, user, home) = try await Accounts(hub: hub).signIn(passkey: context.fields[PasskeyButton.field], in: browser, with: device) else {
            hub.note(.refused, by: .passkey, in: request.number)
            let page = SignInRoutes(hub: hub).page(context, email: "", next: next, problem: AccountProblem.wrongPasskey.message)
            return context.show(page, status: .unprocessableContent)
        }
        hub.note(.opened, by: .passkey, in: request.number)
        return try await Accounts(hub: hub).response(to: .session(session), of: user, next: Route.local(next) ?? home, request, context)
    }
}
