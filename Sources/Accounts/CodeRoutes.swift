import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Vault
import Web

/// Between the password and the session: the page of the code, and no other, for whoever has a second factor.
struct CodeRoutes: Sendable {
    let hub: Hub
    static let cookie = "code"
    static let route: Route = "/sign-in/code"

    var doors: [Door] { [.anyone(.get, "/sign-in/code", form), .anyone(.post, "/sign-in/code", signIn)] }

    @Sendable private func form(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let next = Fields(urlEncoded: request.uri.query ?? "")?["next"] ?? ""
        guard let (begun, _) = try await begun(request, context) else { return .redirect(to: "/sign-in") }
        return context.show(try await page(begun.user, context, next: next, problem: nil))
    }

    @Sendable private func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let accounts = Accounts(hub: hub), next = context.fields["next"]
        guard let (begun, secret) = try await begun(request, context), let actor = try await accounts.actor(of: begun) else {
            return .redirect(to: "/sign-in")
        }
        let browser = context.knownBrowser(of: request), name = try await accounts.browserName(of: actor.user)
        if let refusal = try await refusal(actor, browser.word(for: name, hub.keyring), context) {
            hub.note(refusal.outcome, by: .code, in: request.number)
            return context.show(try await page(actor.user, context, next: next, problem: refusal.message), refusing: refusal)
        }
        guard let session = try await accounts.finish(begun, secret: secret, with: Device(userAgent: request.headers[.userAgent])) else { return .redirect(to: "/sign-in") }
        hub.note(.opened, by: .code, in: request.number)
        var response = Response.redirect(to: Route.local(next) ?? actor.home)
        response.setCookie(context.ownCookie(Self.cookie, "", days: 0))
        response.setCookie(context.sessionCookie(session))
        response.know(name, in: browser, hub.keyring, context)
        return response
    }

    /// Nil where the code is right, or the passkey theirs.
    ///
    /// - Parameter browser: the word by which this browser is known for them; nil where it is not.
    private func refusal(_ actor: Actor, _ browser: String?, _ context: VisitorContext) async throws -> AccountProblem? {
        let accounts = Accounts(hub: hub), passkey = context.fields[PasskeyButton.field]
        if passkey.isEmpty { return try await accounts.takeCode(context.fields["code"], of: actor, in: browser) }
        guard let browser = PasskeyBrowser(context), try await accounts.takePasskey(passkey, of: actor.user, in: browser) != nil else {
            return .wrongPasskey
        }
        return nil
    }

    private func page(_ user: UserID, _ context: VisitorContext, next: String, problem: Message?) async throws -> CodePage {
        let (hasApp, hasPasskey) = try await hub.archive.read { (try $0.secondFactors.isSetUp(for: user), try $0.passkeys.have(user)) }
        return CodePage(token: context.token, next: next, hasApp: hasApp, takesPasskey: hasPasskey && context.passkeyPlace != nil, problem: problem)
    }

    func begun(_ request: Request, _ context: VisitorContext) async throws -> (BegunSignIn, secret: String)? {
        guard let secret = context.ownCookie(Self.cookie, of: request) else { return nil }
        return try await Accounts(hub: hub).begunSignIn(secret).map { ($0, secret) }
    }
}

extension Accounts {
    /// To where the person goes on, or to the code that is asked for first.
    func response(to entry: Entry, of user: UserID, next: Route, _ request: Request, _ context: VisitorContext) async throws -> Response {
        switch entry {
        case .session(let opened):
            var response = Response.redirect(to: next)
            response.setCookie(context.sessionCookie(opened))
            response.know(try await browserName(of: user), in: context.knownBrowser(of: request), hub.keyring, context)
            return response
        case .code(let secret):
            var response = Response.redirect(to: CodeRoutes.route.query("next", next.text))
            response.setCookie(context.ownCookie(CodeRoutes.cookie, secret, days: 1))
            return response
        }
    }
}

extension VisitorContext {
    func knownBrowser(of request: Request) -> KnownBrowser { KnownBrowser(cookie: ownCookie(KnownBrowser.cookie, of: request)) }
}

extension Response {
    /// From now on this browser has tries of its own for whoever has just come in.
    mutating func know(_ name: String, in browser: KnownBrowser, _ keyring: Keyring, _ context: VisitorContext) {
        setCookie(context.ownCookie(KnownBrowser.cookie, browser.cookie(adding: name, keyring), days: KnownBrowser.days))
    }
}
