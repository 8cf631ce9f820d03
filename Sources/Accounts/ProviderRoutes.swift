import Assertions
import Fetching
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Vault
import Web

/// Coming in by the town's own identity provider: there, and back (OpenID Connect Core 1.0, section 3.1, with PKCE).
struct ProviderRoutes: Sendable {
    let hub: Hub
    private let provider: Provider
    private static let back: Route = "/sign-in/provider/return"

    init(hub: Hub) { (self.hub, provider) = (hub, Provider(fetcher: hub.fetcher)) }

    var doors: [Door] { [Door.anyone(.get, "/sign-in/provider", go).counted(), Door.anyone(.get, "/sign-in/provider/return", comeBack).counted()] }

    @Sendable private func go(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let settings = hub.settings.value
        guard settings.hasProvider else { throw Refusal.notFound }
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let trip = ProviderTrip(next: Fields(urlEncoded: request.uri.query ?? "")?["next"] ?? "", hub.keyring)
        // Nobody is signed in by following a link on another website: there they press the button of ours first.
        guard !request.isSentByAnotherSite else { return .redirect(to: Route("/sign-in").query("next", trip.next)) }
        do {
            let document = try await provider.document(of: settings.providerIssuer, at: hub.phoneTime)
            guard let place = Route.web(document.authorization) else { throw ProviderProblem.unreadable }
            try await Accounts(hub: hub).begin(trip)
            let route = [("response_type", "code"), ("client_id", settings.providerClient), ("redirect_uri", context.address(of: Self.back)),
                         ("scope", "openid email"), ("state", trip.state), ("nonce", trip.nonce), ("code_challenge", trip.challenge),
                         ("code_challenge_method", "S256")].reduce(place) { $0.query($1.0, $1.1) }
            var response = Response.redirect(to: route)
            response.setCookie(context.ownCookie(ProviderTrip.cookie, trip.cookie, days: 1))
            return response
        } catch {
            return failed(try problem(error), context, next: trip.next)
        }
    }

    @Sendable private func comeBack(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard hub.settings.value.hasProvider else { throw Refusal.notFound }
        let trip = context.ownCookie(ProviderTrip.cookie, of: request).flatMap { ProviderTrip(cookie: $0, hub.keyring) }
        do {
            guard let trip, let answer = Fields(urlEncoded: request.uri.query ?? ""), trip.isBack(with: answer["state"]),
                  // Where the answer says whose it is, it must be theirs (RFC 9207).
                  ["", hub.settings.value.providerIssuer].contains(answer["iss"]),
                  try await Accounts(hub: hub).end(trip), !answer["code"].isEmpty else { throw ProviderProblem.refused }
            var response = try await enter(code: answer["code"], trip, request, context)
            response.setCookie(context.ownCookie(ProviderTrip.cookie, "", days: 0))
            return response
        } catch {
            hub.note(.refused, by: .provider, in: request.number)
            return failed(try problem(error), context, next: trip?.next ?? "")
        }
    }

    private func enter(code: String, _ trip: ProviderTrip, _ request: Request, _ context: VisitorContext) async throws -> Response {
        let settings = hub.settings.value, issuer = settings.providerIssuer, accounts = Accounts(hub: hub)
        let document = try await provider.document(of: issuer, at: hub.phoneTime)
        guard let answer = TokenAnswer(try await hub.fetcher.fetch(exchange(code, trip, document, settings, context))) else { throw ProviderProblem.unreadable }
        let question = IDToken.Question(issuer: issuer, client: settings.providerClient, nonce: trip.nonce)
        let token = try await provider.token(answer.idToken, for: question, of: issuer, at: hub.phoneTime)
        let (actor, isConfirmed) = try await accounts.user(behind: token, of: issuer) {
            guard let place = document.userInfo, let bearer = answer.accessToken,
                  let more = try? await hub.fetcher.fetch(Inquiry(place, bearer: bearer)) else { return nil }
            return UserInfo(more, of: token)?.verifiedEmail
        }
        // Until its owner has confirmed the account, what the provider says of a second step is not taken: an administrator could have named any.
        let way: Way = isConfirmed && settings.isSecondStep(token.methods) ? .providerTwice : .provider
        let entry = try await accounts.enter(actor.user, in: actor.organization, by: way, with: Device(userAgent: request.headers[.userAgent]))
        hub.note(entry.outcome, by: .provider, in: request.number)
        return try await accounts.response(to: entry, of: actor.user, next: Route.local(trip.next) ?? actor.home, request, context)
    }

    private func exchange(_ code: String, _ trip: ProviderTrip, _ document: ProviderDocument, _ settings: Settings, _ context: VisitorContext) throws -> Inquiry {
        let secret = try settings.providerSecret.isEmpty ? "" : hub.keyring.openSecret(settings.providerSecret, as: "provider_secret")
        var form = ["grant_type": "authorization_code", "code": code, "redirect_uri": context.address(of: Self.back), "code_verifier": trip.verifier]
        if secret.isEmpty || document.takesSecretInForm { form["client_id"] = settings.providerClient }
        if !secret.isEmpty, document.takesSecretInForm { form["client_secret"] = secret }
        return Inquiry(document.token, form: form, signedAs: secret.isEmpty || document.takesSecretInForm ? nil : [settings.providerClient, secret])
    }

    /// What a person is told; what is no failure of the provider or of its token goes on to be logged.
    private func problem(_ error: any Error) throws -> ProviderProblem {
        switch error {
        case let problem as ProviderProblem: problem
        case is TokenRefusal: .refused
        // A code that was used, or was never one, is refused with a status of 4xx.
        case FetchFailure.refused(400..<500): .refused
        case is FetchFailure: .unreadable
        default: throw error
        }
    }

    private func failed(_ problem: ProviderProblem, _ context: VisitorContext, next: String) -> Response {
        let page = SignInRoutes(hub: hub).page(context, email: "", next: next, problem: problem.message)
        return context.show(page, status: problem.status)
    }
}
