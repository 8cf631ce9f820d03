import Foundation
import House
import Identity
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
            try await hub.archive.write { try $0.users.renewHash(hash, of: user.user) }
        }
        if let key = try await hub.archive.read({ try $0.sealingKeys.find(user.user) }), hub.passwords.needsRelock(key.locked),
           let locked = try await hub.passwords.changed(key.locked, from: password, to: password) {
            try await hub.archive.write { _ = try $0.sealingKeys.relock(locked, of: user.user) }
        }
    }
}
