import Assertions
import Foundation
import House
import Identity
import Localization
import Markup
import Storage
import Vault
import Web

/// What a browser is told to ask of a passkey.
struct PasskeyAsking: Encodable, Sendable {
    let challenge: String, site: String
    /// Ids of the passkeys that may answer; none where any of this site may.
    let known: [String]
}

/// The browser in which something is asked and answered: where it is, and the token of its forms.
struct PasskeyBrowser: Sendable {
    let place: PasskeyPlace
    let token: FormToken

    /// Nil where the browser can use none.
    init?(_ context: VisitorContext) { self.init(context.passkeyPlace, context.token) }

    init?(_ place: PasskeyPlace?, _ token: FormToken) {
        guard let place else { return nil }
        (self.place, self.token) = (place, token)
    }

    var hash: [UInt8] { Secret.hash(token.text) }

    func question(_ challenge: String) -> PasskeyQuestion { PasskeyQuestion(challenge: challenge, origin: place.origin, site: place.site) }
}

extension Accounts {
    /// Draws what a passkey is to sign, good for five minutes and one answer from this browser.
    func passkeyChallenge(_ kind: PasskeyChallengeKind, in browser: PasskeyBrowser) async throws -> String {
        let challenge = Secret.token(bytes: 32), now = hub.now()
        try await hub.archive.write { try $0.passkeys.ask(challenge, kind, browser: browser.hash, at: now) }
        return challenge
    }

    /// By which an authenticator tells people of one hub apart; it says nothing about them.
    func passkeyHandle(of user: UserID) -> String { hub.keyring.mac(user.text, for: "passkey-handle") }

    /// Keeps a passkey that was made now, and tells its owner by mail.
    ///
    /// - Returns: false where the answer can't be taken.
    func addPasskey(_ json: String, named name: String, of actor: Actor, in browser: PasskeyBrowser) async throws -> Bool {
        guard let answer = PasskeyAnswer(json: json), let challenge = try await challenge(of: answer, .adding, in: browser),
              let record = try? answer.made(for: browser.question(challenge)) else { return false }
        let id = Secret.token(bytes: 16), now = hub.now()
        let sealed = try hub.keyring.seal(name, as: PasskeyName.self, row: id, of: actor.person)
        do {
            return try await hub.archive.write(by: actor, for: .ownFile) { db, access in
                guard try db.passkeys.list(of: actor.user).count < Passkey.most else { return false }
                try db.passkeys.insert(id, record, of: actor.user, name: sealed, at: now)
                try db.outbox.post(.passkeyAdded, to: actor.person, opening: "/my/passkeys", key: "passkey:\(id)", notBefore: now, at: now)
                try access.record(.passkeyAdded, on: actor.user, of: actor.person, fields: ["name"], at: now, in: db)
                return true
            }
        } catch StorageProblem.unique {
            return false
        }
    }

    /// Whose passkey answered, and uses its question up; nil where it is not known, not right, or not the one of whom it must be.
    ///
    /// - Parameter user: whose it must be; nil where it says so itself.
    func takePasskey(_ json: String, of user: UserID? = nil, in browser: PasskeyBrowser) async throws -> UserID? {
        guard let answer = PasskeyAnswer(json: json), let challenge = try await challenge(of: answer, .showing, in: browser),
              let found = try await hub.archive.read({ try $0.passkeys.find(credential: answer.id) }), user == nil || found.user == user,
              answer.userHandle.map({ $0 == passkeyHandle(of: found.user) }) ?? (user != nil),
              let now = try? answer.shown(by: found.record, for: browser.question(challenge)) else { return nil }
        let time = hub.now()
        return try await hub.archive.write { try $0.passkeys.use(now, after: found.record, at: time) } ? found.user : nil
    }

    private func challenge(of answer: PasskeyAnswer, _ kind: PasskeyChallengeKind, in browser: PasskeyBrowser) async throws -> String? {
        guard let challenge = answer.challenge else { return nil }
        let now = hub.now()
        return try await hub.archive.write { try $0.passkeys.takeChallenge(challenge, kind, browser: browser.hash, at: now) } ? challenge : nil
    }

    /// Ends a passkey, and every session but this one.
    func removePasskey(_ id: String, of actor: Actor, session: String) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.passkeys.remove(id, of: actor.user) else { throw Refusal.notFound }
            try db.sessions.endAll(of: actor.user, except: session, at: now)
            try access.record(.passkeyRemoved, on: actor.user, of: actor.person, fields: ["name"], at: now, in: db)
        }
    }

    /// Opens a session for whom this passkey is; nil where it is nobody's who may come in.
    func signIn(passkey json: String, in browser: PasskeyBrowser, with device: Device) async throws -> (session: OpenedSession, user: UserID, home: Route)? {
        guard let user = try await takePasskey(json, in: browser) else { return nil }
        let place = try await hub.archive.read { db in try db.memberships.first(of: user).flatMap { try db.memberships.actor(user, in: $0) } }
        guard let place else { return nil }
        return (try await openSession(of: user, in: place.organization, by: .passkey, limits: nil, with: device), user, place.home)
    }
}
