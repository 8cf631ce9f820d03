import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Trust
import Vault
import Web

/// Where people set up the second step of signing in, and change it with a code in hand.
struct SecondFactorRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [Door.signedIn(.get, "/my/second-factor", show).fresh(), Door.signedIn(.post, "/my/second-factor", setUp).fresh(),
         .signedIn(.post, "/my/second-factor/recovery-codes", renewCodes), .signedIn(.post, "/my/second-factor/removal", remove)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let next = Fields(urlEncoded: request.uri.query ?? "")?["next"] ?? ""
        return context.show(try await page(context, next: next, problem: nil))
    }

    @Sendable private func setUp(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let made = try await Accounts(hub: hub).setUpFactor(of: context.actor, session: context.session.id, code: context.fields["code"])
        let next = context.fields["next"]
        guard let made else {
            let problem = Message("This is not the code that the app shows now. Check the time on your phone, and type the next code.")
            return context.show(try await page(context, next: next, problem: problem), status: .unprocessableContent)
        }
        var response = context.show(RecoveryCodesPage(codes: made.codes, next: Route.local(next) ?? context.actor.home))
        response.setCookie(context.visitor.sessionCookie(made.cookie))
        return response
    }

    @Sendable private func renewCodes(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await withCode(context) {
            context.show(RecoveryCodesPage(codes: try await Accounts(hub: hub).renewRecoveryCodes(of: context.actor), next: "/my/second-factor"))
        }
    }

    @Sendable private func remove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await withCode(context) {
            var response = Response.redirect(to: "/my/second-factor")
            response.setCookie(context.visitor.sessionCookie(try await Accounts(hub: hub).removeFactor(of: context.actor, session: context.session.id)))
            return response
        }
    }

    /// Nobody changes a second step without a code of it, however lately they signed in.
    private func withCode(_ context: SignedInContext, _ work: () async throws -> Response) async throws -> Response {
        if let problem = try await Accounts(hub: hub).takeCode(context.fields["code"], of: context.actor, in: context.session.id) {
            return context.show(try await page(context, next: "", problem: problem.message), refusing: problem)
        }
        return try await work()
    }

    private func page(_ context: SignedInContext, next: String, problem: Message?) async throws -> SecondFactorPage {
        let actor = context.actor, settings = hub.settings.value, totp = try await Accounts(hub: hub).offeredFactor(of: actor.user, in: context.session.id)
        let isRequired = actor.mustHaveSecondFactor(in: settings), token = context.token, zone = context.visitor.face.timeZone
        let takesPasskeys = context.visitor.passkeyPlace != nil
        return try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            if let factor = try db.secondFactors.find(actor.user) {
                return SecondFactorPage(token: token, state: .on(since: factor.setUpAt, codesLeft: factor.codesLeft), isRequired: isRequired, takesPasskeys: takesPasskeys, next: next, zone: zone, problem: problem)
            }
            let user = try db.users.find(actor.user, visibleTo: actor).orNotFound(), hasPasskey = try db.passkeys.have(actor.user)
            // What the app shows beside the code: the address, or the name of someone who comes in by a card.
            let account = try user.email.map { try access.open($0, in: user.id.text, of: user.person, as: .own) }
                ?? access.open(user.name, in: user.id.text, of: user.person, as: .own)
            return SecondFactorPage(
                token: token, state: .off(key: totp.grouped, address: totp.address(issuer: settings.hubName, account: account)),
                isRequired: isRequired && !hasPasskey, takesPasskeys: takesPasskeys, next: next, zone: zone, problem: problem)
        }
    }
}
