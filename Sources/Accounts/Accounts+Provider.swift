import Assertions
import Fetching
import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault
import Web

extension AuditAction {
    static let providerBound = AuditAction(rawValue: "user.provider_bound")
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
    /// Whoever is bound to another account there is not found by an address; nobody is made a user by it.
    ///
    /// - Parameter askMore: asks the provider for a confirmed address that the token does not hold.
    func user(behind token: IDToken, of issuer: String, askMore: () async throws -> String?) async throws -> Actor {
        let account = ProviderAccount(issuer: hub.keyring.blindIndex(issuer, column: "provider_accounts.issuer"),
                                      subject: hub.keyring.blindIndex("\(issuer)|\(token.subject)", column: "provider_accounts.subject"))
        if let user = try await hub.archive.read({ try $0.providerAccounts.user(of: account) }) { return try await actor(user) }
        var confirmed = token.verifiedEmail
        if confirmed == nil { confirmed = try await askMore() }
        guard let email = confirmed else { throw ProviderProblem.unknown }
        let index = hub.keyring.blindIndex(Folding.email(email), column: "users.email"), now = hub.now()
        guard let found = try await hub.archive.read({ try $0.users.credentials(index) }) else { throw ProviderProblem.unknown }
        let actor = try await actor(found.user)
        do {
            try await hub.archive.write(by: actor, for: .ownFile) { db, access in
                try db.providerAccounts.bind(account, to: actor.user, at: now)
                try access.record(.providerBound, on: actor.user, of: actor.person, at: now, in: db)
            }
        } catch StorageProblem.unique {
            throw ProviderProblem.unknown
        }
        return actor
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

/// An account at a provider, by keyed hashes of its issuer and its subject.
struct ProviderAccount: Sendable { let issuer: BlindIndex, subject: BlindIndex }

extension Connection {
    var providerAccounts: ProviderAccountStore { ProviderAccountStore(db: self) }
}

struct ProviderAccountStore {
    let db: any Connection

    func user(of account: ProviderAccount) throws -> UserID? {
        try db.value("SELECT user_id FROM provider_accounts WHERE issuer_index = \(account.issuer) AND subject_index = \(account.subject)")
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
