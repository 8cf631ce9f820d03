import Assertions
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Messaging
import Web

/// Where people see, add and take away their own passkeys.
struct PasskeyRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.signedIn(.get, "/my/passkeys", list), Door.signedIn(.get, "/my/passkeys/new", form).fresh(), Door.signedIn(.post, "/my/passkeys", add).fresh(),
         Door.signedIn(.post, "/my/passkeys/:id/removal", remove).fresh()]
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, wasAdded = Fields(urlEncoded: request.uri.query ?? "")?["added"] == "yes"
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            var items: [PasskeyListPage.Item] = []
            for passkey in try db.passkeys.list(of: actor.user) {
                let name = try access.open(passkey.name, in: passkey.id, of: actor.person, as: .own)
                items.append(PasskeyListPage.Item(id: passkey.id, name: name, addedAt: passkey.addedAt, usedAt: passkey.usedAt))
            }
            return PasskeyListPage(
                token: context.token, passkeys: items, arePossible: context.visitor.passkeyPlace != nil, wasAdded: wasAdded, zone: context.visitor.face.timeZone)
        }
        return context.show(page)
    }

    @Sendable private func form(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(context, name: "", problem: nil))
    }

    @Sendable private func add(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let browser = try PasskeyBrowser(context.visitor).orNotFound(), name = context.fields["name"]
        guard (1...60).contains(name.count) else { return try await again(context, FieldProblem("name", Message("Write what you call it, such as My phone."))) }
        guard try await Accounts(hub: hub).addPasskey(context.fields["new_passkey"], named: name, of: context.actor, in: browser) else {
            return try await again(context, FieldProblem("name", Message("The passkey could not be taken. It may be here already, or the page was open for too long. Try again.")))
        }
        return .redirect(to: "/my/passkeys?added=yes")
    }

    private func again(_ context: SignedInContext, _ problem: FieldProblem) async throws -> Response {
        context.show(try await page(context, name: context.fields["name"], problem: problem), status: .unprocessableContent)
    }

    @Sendable private func remove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await Accounts(hub: hub).removePasskey(context.parameter("id").orNotFound(), of: context.actor, session: context.session.id)
        return .redirect(to: "/my/passkeys")
    }

    private func page(_ context: SignedInContext, name: String, problem: FieldProblem?) async throws -> NewPasskeyPage {
        let actor = context.actor, browser = try PasskeyBrowser(context.visitor).orNotFound(), accounts = Accounts(hub: hub)
        let challenge = try await accounts.passkeyChallenge(.adding, in: browser), hubName = hub.settings.value.hubName
        let offer = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let user = try db.users.find(actor.user, visibleTo: actor).orNotFound()
            // What the phone shows beside the passkey: the address, or the name of someone who comes in by a card.
            let account = try user.email.map { try access.open($0, in: user.id.text, of: user.person, as: .own) }
                ?? access.open(user.name, in: user.id.text, of: user.person, as: .own)
            return PasskeyOffer(
                challenge: challenge, site: browser.place.site, hub: hubName, handle: accounts.passkeyHandle(of: actor.user), account: account,
                algorithms: VerifyingKey.coseAlgorithms, known: try db.passkeys.list(of: actor.user).map(\.record.id))
        }
        return NewPasskeyPage(token: context.token, options: try offer.json, name: name, problem: problem)
    }
}

/// What a browser is told to make a passkey of.
private struct PasskeyOffer: Encodable, Sendable {
    let challenge: String, site: String, hub: String, handle: String, account: String
    let algorithms: [Int]
    let known: [String]

    var json: String { get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) } }
}

extension Letter {
    /// To the owner of an account, so that nobody adds a passkey behind their back.
    static let passkeyAdded = Letter(
        "accounts.passkey_added", subject: Message("A passkey was added to your account"),
        [Message("From now on someone can sign in as you with it. If it was you, there is nothing to do."),
         Message("If it was not you, sign in now, take it away, and change your password. Tell the person named below.")],
        button: Message("See your passkeys"))
}
