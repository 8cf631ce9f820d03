import Assertions
import Fetching
import Foundation
import House
import Identity
import Localization
import Messaging
import Storage
import Trust
import Vault
import Web

extension AuditAction {
    static let providerBound = AuditAction(rawValue: "user.provider_bound")
    static let providerUnbound = AuditAction(rawValue: "user.provider_unbound")
}

/// Why someone did not come in by the town's identity provider.
enum ProviderProblem: Explained {
    case unreadable, refused, unknown

    var message: Message {
        switch self {
        case .unreadable: Message("The town's own sign-in does not answer as it should. Try again later, or sign in another way.")
        case .refused: Message("The town's own sign-in did not let you through, or it took too long. Try again.")
        case .unknown: Message("Nobody here has the confirmed e-mail address of this account. Ask an administrator of this hub to let you in.")
        }
    }

    var status: Status {
        switch self {
        case .unreadable: .badGateway
        case .refused, .unknown: .forbidden
        }
    }
}

extension Settings {
    /// Whether what the provider says means that two things were shown there.
    func isSecondStep(_ methods: Set<String>) -> Bool { !methods.isDisjoint(with: providerSecondStep.split(separator: " ").map(String.init)) }
}

extension Accounts {
    /// Whose account at the provider this is: who was bound to it before, or, the first time, who has its confirmed address.
    ///
    /// Whoever is bound to another account there is not found by an address; nobody is made a user by it. Whom it is bound to gets a letter.
    ///
    /// - Parameter askMore: asks the provider for a confirmed address that the token does not hold.
    /// - Returns: them, and whether they have confirmed by something of the hub's own that the account is theirs.
    func user(behind token: IDToken, of issuer: String, askMore: () async throws -> String?) async throws -> (actor: Actor, isConfirmed: Bool) {
        let account = ProviderAccount(issuer: hub.providerIndex(issuer), subject: hub.keyring.blindIndex("\(issuer)|\(token.subject)", column: "provider_accounts.subject"))
        if let (user, isConfirmed) = try await hub.archive.read({ try $0.providerAccounts.user(of: account) }) { return (try await actor(user), isConfirmed) }
        var confirmed = token.verifiedEmail
        if confirmed == nil { confirmed = try await askMore() }
        guard let email = confirmed else { throw ProviderProblem.unknown }
        let index = hub.keyring.blindIndex(Folding.email(email), column: "users.email"), now = hub.now()
        guard let found = try await hub.archive.read({ try $0.users.credentials(index) }) else { throw ProviderProblem.unknown }
        let actor = try await actor(found.user), letter = "provider-bound:\(Secret.token(bytes: 16))"
        do {
            try await hub.archive.write(by: actor, for: .ownFile) { db, access in
                try db.providerAccounts.bind(account, to: actor.user, at: now)
                try db.outbox.post(.providerBound, to: actor.person, opening: "/my/sessions", key: letter, notBefore: now, at: now)
                try access.record(.providerBound, on: actor.user, of: actor.person, at: now, in: db)
            }
        } catch StorageProblem.unique {
            throw ProviderProblem.unknown
        }
        return (actor, false)
    }

    /// Takes one's own binding away, and ends every session but this one.
    func unbind(_ actor: Actor, session: String) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.providerAccounts.unbind(actor.user) else { throw Refusal.notFound }
            try db.sessions.endAll(of: actor.user, except: session, at: now)
            try access.record(.providerUnbound, on: actor.user, of: actor.person, at: now, in: db)
        }
    }

    /// Takes another's binding away, and ends their sessions; an administrator's own but for the one in which they do it.
    func unbind(_ user: UserID, by actor: Actor, session: String) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .administration) { db, access in
            let found = try db.users.list(visibleTo: actor).first { $0.id == user }.orNotFound()
            guard try db.providerAccounts.unbind(user) else { return }
            try db.sessions.endAll(of: user, except: session, at: now)
            try access.record(.providerUnbound, on: user, of: found.person, at: now, in: db)
        }
    }

    private func actor(_ user: UserID) async throws -> Actor {
        let actor = try await hub.archive.read { db in try db.memberships.first(of: user).flatMap { try db.memberships.actor(user, in: $0) } }
        guard let actor else { throw ProviderProblem.unknown }
        return actor
    }

    /// Lets a state out, to come back once.
    func begin(_ trip: ProviderTrip) async throws {
        let now = hub.now()
        try await hub.archive.write { try $0.providerAccounts.begin(Secret.hash(trip.state), at: now) }
    }

    /// False where it came back before, or took too long.
    func end(_ trip: ProviderTrip) async throws -> Bool {
        let now = hub.now()
        return try await hub.archive.write { try $0.providerAccounts.end(Secret.hash(trip.state), at: now) }
    }
}

extension Hub {
    func providerIndex(_ issuer: String) -> BlindIndex { keyring.blindIndex(issuer, column: "provider_accounts.issuer") }
}

extension Reaction {
    /// A binding belongs to one provider and ends with it; whatever else makes its word weigh more has to be confirmed anew.
    /// Since whoever names the provider names who comes in, everyone who answers for that is told.
    static let providerChanged = Reaction(to: SettingsChanged.self) { changed, hub, db, access in
        let names = Set(changed.names.filter { $0.hasPrefix("provider_") }), now = hub.now()
        guard !names.isEmpty else { return }
        if names.contains("provider_issuer") {
            try db.providerAccounts.endAll(but: access.actor.user, at: now)
        } else if !names.isDisjoint(with: ["provider_client", "provider_second_step"]) {
            try db.providerAccounts.forgetConfirmations()
        }
        for member in try db.staff.holding([.officer, .administrator], in: access.actor.organization) {
            try db.outbox.post(.providerChanged, to: member.person, key: "provider-changed:\(Secret.token(bytes: 16))", notBefore: now, at: now)
        }
    }
}

extension Letter {
    /// To the owner of an account, so that nobody comes in as them behind their back.
    static let providerBound = Letter(
        "accounts.provider_bound", subject: Message("The town's own account now lets you in"),
        [Message("Someone signed in here as you with an account of the town that has your e-mail address. From now on they come in with it. If it was you, there is nothing to do."),
         Message("If it was not you, sign in now with your password, take that account away, and tell the person named below.")],
        button: Message("See where you are signed in"))

    static let providerChanged = Letter(
        "accounts.provider_changed", subject: Message("Signing in with the town's own account was changed"),
        [Message("Someone who administers this hub has changed its settings for the town's own sign-in. Whoever runs that sign-in decides who comes in here as whom."),
         Message("If you did not know of it, ask the administrators today. The log of changes says who it was and when.")])
}

/// An account at a provider, by keyed hashes of its issuer and its subject.
struct ProviderAccount: Sendable { let issuer: BlindIndex, subject: BlindIndex }

/// Where the town's own account is bound to someone, as they see it.
struct ProviderBinding: Sendable { let boundAt: Date }

extension Connection {
    var providerAccounts: ProviderAccountStore { ProviderAccountStore(db: self) }
}

struct ProviderAccountStore {
    let db: any Connection

    func user(of account: ProviderAccount) throws -> (user: UserID, isConfirmed: Bool)? {
        try db.row("""
            SELECT user_id, confirmed_at FROM provider_accounts WHERE issuer_index = \(account.issuer) AND subject_index = \(account.subject)
            """).map { (try $0.get("user_id"), try $0.get("confirmed_at") as Date? != nil) }
    }

    func binding(of user: UserID) throws -> ProviderBinding? {
        try db.row("SELECT bound_at FROM provider_accounts WHERE user_id = \(user) ORDER BY bound_at DESC LIMIT 1").map { ProviderBinding(boundAt: try $0.get("bound_at")) }
    }

    /// From now on what this provider says of a second step holds for them.
    func confirm(_ user: UserID, at issuer: BlindIndex, now: Date) throws {
        _ = try db.execute("UPDATE provider_accounts SET confirmed_at = \(now) WHERE user_id = \(user) AND issuer_index = \(issuer) AND confirmed_at IS NULL")
    }

    func forgetConfirmations() throws { _ = try db.execute("UPDATE provider_accounts SET confirmed_at = NULL") }

    /// False where there was none.
    @discardableResult
    func unbind(_ user: UserID) throws -> Bool { try db.execute("DELETE FROM provider_accounts WHERE user_id = \(user)") > 0 }

    /// Ends every binding, what is under way by one, and the sessions that began by one: but those of whoever changes the provider just now.
    func endAll(but user: UserID, at now: Date) throws {
        let ways: [String] = [Way.provider, .providerTwice].map(\.rawValue)
        _ = try db.execute("DELETE FROM provider_accounts")
        _ = try db.execute("DELETE FROM provider_sign_ins")
        _ = try db.execute("DELETE FROM sign_ins WHERE came_by IN \(in: ways)")
        _ = try db.execute("UPDATE sessions SET ended_at = \(now) WHERE came_by IN \(in: ways) AND user_id <> \(user) AND ended_at IS NULL")
    }

    /// Throws `StorageProblem.unique` where either is bound already.
    func bind(_ account: ProviderAccount, to user: UserID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO provider_accounts (issuer_index, subject_index, user_id, bound_at) VALUES (\(account.issuer), \(account.subject), \(user), \(now))
            """)
    }

    func begin(_ stateHash: [UInt8], at now: Date) throws {
        _ = try db.execute("DELETE FROM provider_sign_ins WHERE expires_at <= \(now)")
        _ = try db.execute("INSERT INTO provider_sign_ins (state_hash, expires_at) VALUES (\(stateHash), \(now + ProviderTrip.lasting))")
    }

    func end(_ stateHash: [UInt8], at now: Date) throws -> Bool {
        try db.execute("DELETE FROM provider_sign_ins WHERE state_hash = \(stateHash) AND expires_at > \(now)") == 1
    }
}
