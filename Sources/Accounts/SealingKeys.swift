import Foundation
import House
import Identity
import Localization
import Trust
import Vault
import Web

/// The key pairs by which some of the staff read what is sealed to them, and nobody else does.
///
/// A private half is opened for one request by what its owner types, whichever way they signed in, and is kept by nothing afterwards.
package struct SealingKeys: Sendable {
    let hub: Hub

    package init(hub: Hub) { self.hub = hub }

    /// The private half of the actor's key; nil where what they typed is neither their password nor their recovery code.
    ///
    /// Throws `Refusal.notFound` for someone without a key, and `AccountProblem.tooManyTries`.
    package func open(_ typed: String, of actor: Actor) async throws -> SealingKey? {
        let kept = try await kept(of: actor)
        return try await hub.trying(actor.user) { try await hub.passwords.opened(kept, by: typed) }
    }

    /// Makes the actor's key, in place of an earlier one; what was sealed to that stays closed to them.
    ///
    /// - Parameters:
    ///   - password: their own, which opens it from then on; empty for one that only the code opens.
    ///   - mark: of the key that they have, as they were shown it; nil for none. A form that is sent twice makes one key.
    /// - Returns: the recovery code, to be shown once; nil where it is not their password. Throws `AccountProblem.keyMadeMeanwhile` and `.changedMeanwhile`.
    package func make(for actor: Actor, password: String, replacing mark: String?) async throws -> String? {
        let hash = try await ownHash(of: actor), hub = hub
        if !password.isEmpty, try await !hub.isPassword(password, of: actor.user, hash) { return nil }
        let (locked, code) = try await hub.passwords.newSealingKey(of: actor.user.text, by: password.isEmpty ? nil : password), now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try password.isEmpty || db.users.passwordHash(of: actor.user) == hash else { throw AccountProblem.changedMeanwhile }
            guard try db.sealingKeys.put(locked, of: actor.user, replacing: mark, at: now) else { throw AccountProblem.keyMadeMeanwhile }
            if let mark { try hub.announce(SealingKeyLost(user: actor.user, mark: mark, organization: actor.organization), in: db, &access) }
            try access.record(.sealingKeyMade, on: actor.user, of: actor.person, at: now, in: db)
        }
        return code
    }

    /// A new recovery code in place of the earlier one, to be shown once; nil where what was typed does not open the key.
    ///
    /// Throws `AccountProblem.changedMeanwhile` where another one took its place first.
    func renewCode(of actor: Actor, by typed: String) async throws -> String? {
        let kept = try await kept(of: actor)
        guard let key = try await open(typed, of: actor) else { return nil }
        let code = RecoveryCode.make(), locked = try kept.withCode(code, for: key), now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.sealingKeys.setCode(locked, was: kept, of: actor.user) else { throw AccountProblem.changedMeanwhile }
            try access.record(.sealingKeyCodeMade, on: actor.user, of: actor.person, at: now, in: db)
        }
        return code
    }

    /// Lets the actor's present password open their key, which so far its code alone does, or a password that they have no more.
    ///
    /// - Returns: what was wrong with what they typed; nothing where it is done. Throws what `make` throws.
    func setPassword(of actor: Actor, by code: String, to password: String) async throws -> [FieldProblem] {
        let kept = try await kept(of: actor), hash = try await ownHash(of: actor), now = hub.now()
        guard try await hub.isPassword(password, of: actor.user, hash) else { return [FieldProblem("present", Message("This is not your present password."))] }
        guard let locked = try await hub.trying(actor.user, { try await hub.passwords.changed(kept, from: code, to: password) }) else {
            return [FieldProblem("recovery", Message("This is not the recovery code of your key."))]
        }
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.users.passwordHash(of: actor.user) == hash, try db.sealingKeys.setPassword(locked, was: kept, of: actor.user) else { throw AccountProblem.changedMeanwhile }
            try access.record(.sealingKeyPasswordSet, on: actor.user, of: actor.person, at: now, in: db)
        }
        return []
    }

    private func kept(of actor: Actor) async throws -> LockedSealingKey { try await hub.archive.read { try $0.sealingKeys.find(actor.user)?.locked }.orNotFound() }

    /// Nil for someone without a password of their own: a first one is known to whoever gave it.
    private func ownHash(of actor: Actor) async throws -> String? {
        try await hub.archive.read { try $0.users.hasOwnPassword(actor.user) ? $0.users.passwordHash(of: actor.user) : nil }
    }
}

extension FieldProblem {
    /// Beside the field in which someone opens what is sealed to them.
    package static func wrongKey(_ field: String) -> FieldProblem {
        FieldProblem(field, Message("This is neither your password nor the recovery code of your key."))
    }
}
