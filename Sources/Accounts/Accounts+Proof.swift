import Foundation
import House
import Identity
import Localization
import Trust
import Vault
import Web

extension AuditAction {
    static let sessionProved = AuditAction(rawValue: "session.proved")
}

extension Accounts {
    /// Whether this is the password, a code or a passkey of whom the session belongs to; if so, the session goes on under a new secret.
    ///
    /// Guessing of the password is slowed down; codes are counted with the second factor itself.
    func prove(_ session: Session, _ proof: GivenProof) async throws -> ProofAnswer {
        let refusal = proof.passkey.isEmpty ? try await refusal(of: proof.typed, session) : try await refusal(ofPasskey: proof, session)
        hub.note(refusal?.outcome ?? .opened, by: .proof, in: nil)
        if let refusal { return .wrong(refusal) }
        let actor = session.actor, secret = Secret.token(bytes: 32), now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            try db.sessions.renewGently(session.id, secretHash: Secret.hash(secret), provedAt: now)
            try access.record(.sessionProved, on: actor.user, of: actor.person, at: now, in: db)
        }
        return .right(cookie: secret)
    }

    private func refusal(ofPasskey proof: GivenProof, _ session: Session) async throws -> AccountProblem? {
        guard let browser = PasskeyBrowser(proof.place, proof.token),
              try await takePasskey(proof.passkey, of: session.actor.user, in: browser) != nil else { return .wrongPasskey }
        return nil
    }

    /// Nil where what was typed is right.
    private func refusal(of typed: String, _ session: Session) async throws -> AccountProblem? {
        let user = session.actor.user
        switch session.proof {
        case .code: return try await takeCode(typed, of: session.actor, in: session.id)
        case .password:
            let known = try await hub.archive.read { try $0.users.passwordHash(of: user) }
            do { return try await hub.isPassword(typed, of: user, known) ? nil : .wrongPassword } catch AccountProblem.tooManyTries { return .tooManyTries }
        case .passkey, .comingInAgain:
            return .signInFirst
        }
    }
}
