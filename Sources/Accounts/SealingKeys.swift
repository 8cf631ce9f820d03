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
    private let gate = SignInGate()

    package init(hub: Hub) { self.hub = hub }

    /// The private half of the actor's key; nil where what they typed is neither their password nor their recovery code.
    ///
    /// Throws `Refusal.notFound` for someone without a key, and `AccountProblem.tooManyTries`.
    package func open(_ typed: String, of actor: Actor) async throws -> SealingKey? {
        let kept = try await hub.archive.read { try $0.sealingKeys.find(actor.user) }.orNotFound()
        guard await gate.admits(actor.user, of: hub) else { throw AccountProblem.tooManyTries }
        return try await hub.passwords.opened(kept.locked, by: typed)
    }

    /// Makes the actor's key, in place of an earlier one; what was sealed to that stays closed to them.
    ///
    /// - Parameter password: their own, which opens it from then on; empty for one that only the code opens.
    /// - Returns: the recovery code, to be shown once; nil where it is not their password.
    package func make(for actor: Actor, password: String) async throws -> String? {
        let (hash, isOwn) = try await hub.archive.read { (try $0.users.passwordHash(of: actor.user), try $0.users.hasOwnPassword(actor.user)) }
        if !password.isEmpty {
            guard await gate.admits(actor.user, of: hub) else { throw AccountProblem.tooManyTries }
            // A first password is known to whoever gave it.
            guard try await hub.passwords.verify(password, against: hash), isOwn else { return nil }
        }
        let (locked, code) = try await hub.passwords.newSealingKey(of: actor.user.text, by: password.isEmpty ? nil : password), now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            try db.sealingKeys.put(locked, of: actor.user, at: now)
            try access.record(.sealingKeyMade, on: actor.user, of: actor.person, at: now, in: db)
        }
        return code
    }

    /// A new recovery code in place of the earlier one, to be shown once; nil where what was typed does not open the key.
    func renewCode(of actor: Actor, by typed: String) async throws -> String? {
        let kept = try await hub.archive.read { try $0.sealingKeys.find(actor.user) }.orNotFound()
        guard let key = try await open(typed, of: actor) else { return nil }
        let code = RecoveryCode.make(), locked = try kept.locked.withCode(code, for: key), now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.sealingKeys.relock(locked, of: actor.user) else { throw Refusal.notFound }
            try access.record(.sealingKeyCodeMade, on: actor.user, of: actor.person, at: now, in: db)
        }
        return code
    }
}

extension FieldProblem {
    /// Beside the field in which someone opens what is sealed to them.
    package static func wrongKey(_ field: String) -> FieldProblem {
        FieldProblem(field, Message("This is neither your password nor the recovery code of your key."))
    }
}
