import Foundation
import House
import Identity
import Trust
import Vault

extension Accounts {
    /// Who signs in with this address and this password; nil where either is wrong, or the account is closed.
    ///
    /// Unknown, disabled and wrong take the same time. The demo's password is known to everyone: no other hub takes it,
    /// even if it was a demo once.
    func user(of email: String, with password: String) async throws -> Credentials? {
        let index = hub.keyring.blindIndex(Folding.email(email), column: "users.email")
        let found = try await hub.archive.read { try $0.users.credentials(index) }
        let isRight = try await hub.passwords.verify(password, against: found?.passwordHash)
        let isKnownToAll = !hub.settings.value.isDemo && password == Self.demoPassword
        guard let found, isRight, !isKnownToAll, found.disabledAt == nil else { return nil }
        try await passwordWasRight(password, of: found)
        return found
    }

    /// What is done whenever someone signs in by the right password, while it is at hand: the one place for it.
    private func passwordWasRight(_ password: String, of user: Credentials) async throws {
        if let stored = user.passwordHash, hub.passwords.needsRehash(stored) {
            let hash = try await hub.passwords.hash(password)
            try await hub.archive.write { try $0.users.renewHash(hash, of: user.user, was: stored) }
        }
        if let key = try await hub.archive.read({ try $0.sealingKeys.find(user.user) }), hub.passwords.needsRelock(key.locked),
           let locked = try await hub.passwords.changed(key.locked, from: password, to: password) {
            try await hub.archive.write { _ = try $0.sealingKeys.setPassword(locked, was: key.locked, of: user.user) }
        }
    }

    /// Another password in the place of the one they typed; what is sealed to them opens by it from then on, and every other session ends, as does
    /// what binds them to an account of the town.
    ///
    /// - Parameter known: the hash that the old one was compared with.
    /// - Returns: the next secret of the session. Throws `AccountProblem.changedMeanwhile` where password or key are not what they were then.
    func changePassword(of actor: Actor, in session: String, from old: String, to new: String, was known: String) async throws -> String {
        let hash = try await hub.passwords.hash(new), secret = Secret.token(bytes: 32), now = hub.now()
        let key = try await hub.archive.read { try $0.sealingKeys.find(actor.user)?.locked }
        let relocked = if let key { try await hub.passwords.changed(key, from: old, to: new) } else { nil as LockedSealingKey? }
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            let isAsItWas = if let key, let relocked { try db.sealingKeys.setPassword(relocked, was: key, of: actor.user) } else { try db.sealingKeys.lies(under: key, actor.user) }
            guard isAsItWas, try db.users.setPassword(hash, of: actor.user, was: known) else { throw AccountProblem.changedMeanwhile }
            try db.sessions.renew(session, secretHash: Secret.hash(secret))
            try db.sessions.endAll(of: actor.user, except: session, at: now)
            try db.providerAccounts.unbind(actor.user)
            try access.record(.passwordChanged, on: actor.user, of: actor.person, fields: ["password"], at: now, in: db)
        }
        return secret
    }
}

extension Hub {
    /// Lets somebody who is in try their password, on whichever page asks for it: whoever finds a session open must not find it out. Ten wrong
    /// tries for all pages together, and one more every thirty seconds; a right one costs none, nor does a hub that is too busy to compare.
    ///
    /// - Parameter work: compares; nil for what is wrong. Throws `AccountProblem.tooManyTries` without running it.
    func trying<R>(_ user: UserID, _ work: () async throws -> R?) async throws -> R? {
        try await trying(keyring.blindIndex(user.text, column: "users.id"), from: nil, work)
    }

    /// The same for whoever comes in, by the address that they typed. Being right gives back the one try that was taken, to the count it was
    /// taken from: wrong ones before it stay counted, and who comes in to an account of their own gains nothing for another.
    ///
    /// - Parameter browser: the word of a browser that is known for them.
    func trying<R>(_ index: BlindIndex, from browser: String?, _ work: () async throws -> R?) async throws -> R? {
        guard await gate.admits(index, from: browser, at: now()) else { throw AccountProblem.tooManyTries }
        do {
            let right = try await work()
            if right != nil { await gate.giveBack(index, from: browser) }
            return right
        } catch {
            await gate.giveBack(index, from: browser)
            throw error
        }
    }

    /// Whether this is the password of this hash.
    func isPassword(_ typed: String, of user: UserID, _ hash: String?) async throws -> Bool {
        try await trying(user) { try await passwords.verify(typed, against: hash) ? true : nil } ?? false
    }
}
