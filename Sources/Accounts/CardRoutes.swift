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
        context.show(CardPage(token: context.token, code: Folding.digits(context.parameter("code") ?? ""), problem: nil))
    }

    @Sendable private func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard context.allowsSignIn else { throw AccountProblem.needsTLS }
        let code = Folding.digits(context.fields["code"]), pin = Folding.digits(context.fields["pin"])
        let card = try await hub.archive.write { try $0.cards.takeTry(Secret.hash(code)) }
        guard let card, try await isRight(pin, for: card) else {
            let problem = Message("The digits or the PIN are wrong. After five tries the card stops; the desk makes a new one.")
            return context.show(CardPage(token: context.token, code: code, problem: problem), status: .unprocessableContent)
        }
        try await hub.archive.write { try $0.cards.clearTries(card.id) }
        let secret = try await Accounts(hub: hub).openSession(of: card.user, in: card.organization, limits: .card)
        var response = Response.redirect(to: "/my")
        response.setCookie(context.sessionCookie(secret))
        return response
    }
}

extension CardRoutes {
    /// A hub too busy to compare costs the card no try.
    private func isRight(_ pin: String, for card: LiveCard) async throws -> Bool {
        do {
            return try await hub.passwords.verify(pin, against: card.pinHash)
        } catch let failure as PasswordFailure {
            try await hub.archive.write { try $0.cards.giveBackTry(card.id) }
            throw failure
        }
    }
}

/// Where a card's digits and PIN are typed.
struct CardPage: Page {
    let token: FormToken
    let code: String
    let problem: Message?

    static let samples = [
        CardPage(token: FormToken("sample"), code: "", problem: nil),
        CardPage(token: FormToken("sample"), code: "123412341234", problem: Message("The digits or the PIN are wrong. After five tries the card stops; the desk makes a new one.")),
    ]

    var title: Message { Message("Come in with your card") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem("pin", $0)]).html(say) })
        <form method="post" action="/card" data-once>
        \(token.html)
        \(TextField(name: "code", label: Message("The 24 digits on your card"), value: code, kind: .tel, autocomplete: "off").html(say))
        \(TextField(name: "pin", label: Message("Your PIN: 6 digits"), value: "", kind: .password, autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Come in"))</button></div>
        </form>
        <p>\(say("Lost your card? Tell the desk. They stop it at once."))</p>
        """
    }
}
