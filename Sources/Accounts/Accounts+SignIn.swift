import Foundation
import House
import Identity
import Trust
import Vault
import Web

extension AuditAction {
    static let signedIn = AuditAction(rawValue: "session.opened")
    static let signedOut = AuditAction(rawValue: "session.ended")
}

/// What someone gets who gave the right password, or card and PIN.
enum Entry: Sendable {
    /// The secret of a session's cookie.
    case session(OpenedSession)
    /// The secret of a cookie that opens nothing but the page of the code.
    case code(String)
}

extension Accounts {
    /// Opens a session, or asks for the code first where the user has a second factor.
    func enter(_ user: UserID, in organization: OrganizationID, by way: Way, limits: SessionLimits? = nil, with device: Device) async throws -> Entry {
        let isAsked = try await hub.archive.read { db in
            // Others come in by a passkey in place of their password; who works at a desk shows it besides.
            let isStaff = try db.memberships.actor(user, in: organization)?.isStaff ?? false
            return try !way.showsTwo && (db.secondFactors.isSetUp(for: user) || isStaff && db.passkeys.have(user))
        }
        guard isAsked else { return .session(try await openSession(of: user, in: organization, by: way, limits: limits, with: device)) }
        let secret = Secret.token(bytes: 32), id = Secret.token(bytes: 16), now = hub.now()
        try await hub.archive.write { db in
            guard let actor = try db.memberships.actor(user, in: organization) else { throw Refusal.forbidden }
            let begun = BegunSignIn(user: user, organization: organization, way: way, limits: limits ?? .limits(for: actor.roles))
            try db.signIns.insert(id, secretHash: Secret.hash(secret), begun, at: now)
        }
        return .code(secret)
    }

    /// Who is behind the cookie of a sign-in that waits for its code; nil where it took too long, or there is none.
    func begunSignIn(_ secret: String) async throws -> BegunSignIn? {
        let now = hub.now()
        return try await hub.archive.read { try $0.signIns.find(Secret.hash(secret), at: now) }
    }

    /// Makes a session of a sign-in whose code was right; nil where another window did so before.
    func finish(_ begun: BegunSignIn, secret: String, with device: Device) async throws -> OpenedSession? {
        let issuer = hub.providerIndex(hub.settings.value.providerIssuer), now = hub.now()
        let isFirst = try await hub.archive.write { db in
            guard try db.signIns.remove(Secret.hash(secret)) else { return false }
            // Whoever came by the provider and has shown what only they have here says by it that the account there is theirs.
            if begun.way == .provider { try db.providerAccounts.confirm(begun.user, at: issuer, now: now) }
            return true
        }
        guard isFirst else { return nil }
        return try await openSession(of: begun.user, in: begun.organization, by: begun.way, limits: begun.limits, with: device)
    }

    func actor(of begun: BegunSignIn) async throws -> Actor? {
        try await hub.archive.read { try $0.memberships.actor(begun.user, in: begun.organization) }
    }

    /// Opens a session and gives the secret of its cookie; the database keeps only its hash.
    package func openSession(of user: UserID, in organization: OrganizationID, userAgent: String? = nil) async throws -> String {
        try await openSession(of: user, in: organization, by: .password, limits: nil, with: Device(userAgent: userAgent)).secret
    }

    /// - Parameter limits: how long it lasts; by default what the roles of the user allow.
    func openSession(of user: UserID, in organization: OrganizationID, by way: Way, limits: SessionLimits?, with device: Device) async throws -> OpenedSession {
        let new = NewSession(), now = hub.now()
        guard let actor = try await hub.archive.read({ try $0.memberships.actor(user, in: organization) }) else { throw Refusal.forbidden }
        let limits = limits ?? .limits(for: actor.roles)
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            try db.sessions.open(new, user: user, organization: organization, by: way, limits: limits, device: device, at: now)
            try access.record(.signedIn, on: user, of: actor.person, at: now, in: db)
        }
        return OpenedSession(secret: new.secret, lasting: limits.cookieLasting)
    }
}
