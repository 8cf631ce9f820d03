import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Vault
import Web

/// Coming in by a card: digits typed or scanned, then the PIN.
struct CardRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.anyone(.get, "/card", form), .anyone(.get, "/card/:code", form), .anyone(.post, "/card", signIn)]
    }

    @Sendable private func form(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let next = Fields(urlEncoded: request.uri.query ?? "")?["next"] ?? ""
        return context.show(CardPage(token: context.token, code: Folding.digits(context.parameter("code") ?? ""), next: next, problem: nil))
    }

    @Sendable private func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let code = Folding.digits(context.fields["code"]), pin = Folding.digits(context.fields["pin"]), now = hub.now()
        let card = try await hub.archive.write { try $0.cards.takeTry(Secret.hash(code), at: now) }
        // A card that is not there costs the same work as a wrong PIN.
        guard try await isRight(pin, for: card), let card else {
            hub.note(.refused, by: .card, in: request.number)
            let problem = Message("The digits or the PIN are wrong. After five tries the card stops; the desk makes a new one.")
            return context.show(CardPage(token: context.token, code: code, next: context.fields["next"], problem: problem), status: .unprocessableContent)
        }
        try await hub.archive.write { try $0.cards.clearTries(card.id) }
        let entry = try await Accounts(hub: hub).enter(card.user, in: card.organization, by: .card, limits: .card, with: Device(userAgent: request.headers[.userAgent]))
        hub.note(entry.outcome, by: .card, in: request.number)
        return try await Accounts(hub: hub).response(to: entry, of: card.user, next: Route.local(context.fields["next"]) ?? "/my", request, context)
    }
}

extension CardRoutes {
    /// A hub too busy to compare costs the card no try.
    private func isRight(_ pin: String, for card: LiveCard?) async throws -> Bool {
        do {
            return try await hub.passwords.verify(pin, against: card?.pinHash)
        } catch let failure as PasswordFailure {
            if let card { try await hub.archive.write { try $0.cards.giveBackTry(card.id) } }
            throw failure
        }
    }
}
