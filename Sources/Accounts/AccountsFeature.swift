import Foundation
import House
import Localization
import Vault
import Web

extension Feature {
    /// Users, sessions, roles: who may come in.
    public static let accounts = Feature(
        name: "Accounts", migrations: [.accounts, .secondFactors, .sessionDetails, .passkeys, .mailLinks, .provider, .sealingKeys, .providerConfirmations, .mailLetters, .cardStops],
        personalData: [UserEmail.entry, UserName.entry, SecondFactorSecret.entry, PasskeyName.entry] + Device.entries,
        navigation: [
            NavigationItem(Message("My Tessera"), to: "/my", picture: "person", for: .signedIn),
            NavigationItem(Message("Sign-ins"), to: "/users", picture: "key", for: .roles([.administrator])),
            NavigationItem(Message("Access list"), to: "/access-list", picture: "eye", for: .roles([.officer])),
        ],
        letters: [.passkeyAdded, .providerBound, .providerChanged, .mailLink],
        jobs: [.mailLinks],
        reactions: [
            Reaction(to: ClockMoved.self) { moved, hub, db, _ in try db.sessions.move(by: Double(moved.seconds), at: hub.now()) },
            .providerChanged,
        ],
        panels: [.sealingKey],
        file: [.accounts], desk: [.noOfficer],
        addressBook: AddressBook(address: { person, db, access in
            guard let account = try db.users.account(of: person) else { return nil }
            return try access.open(account.email, in: account.user.text, of: person, as: .addressed)
        }),
        people: { try $1.memberships.people(of: $0) },
        erasure: .accounts, retention: RetentionRule.accounts, lastWork: .accounts,
        afterRestore: { hub in
            let now = hub.now()
            try await hub.archive.write { try $0.sessions.endAll(at: now) }
        },
        doors: { hub in
            SignInRoutes(hub: hub).doors + PasskeySignInRoutes(hub: hub).doors + PasskeyRoutes(hub: hub).doors + MailLinkRoutes(hub: hub).doors
                + ProviderRoutes(hub: hub).doors + CodeRoutes(hub: hub).doors + CardRoutes(hub: hub).doors + MyAccountRoutes(hub: hub).doors + SessionRoutes(hub: hub).doors + ProofRoutes().doors
                + SecondFactorRoutes(hub: hub).doors + SealingKeyRoutes(hub: hub).doors + UserRoutes(hub: hub).doors + AccessListRoutes(hub: hub).doors
        })
}

extension Hub {
    /// What the web layer asks of accounts: who does this cookie belong to?
    public var signIn: SignIn {
        SignIn(
            identify: { cookie in
                let hash = Secret.hash(cookie), now = now(), settings = settings.value
                guard let found = try await archive.read({ try $0.sessions.find(secretHash: hash, at: now, settings) }) else { return nil }
                // Once a minute is enough to know that someone is there, and spares a write with each page.
                if now.timeIntervalSince(found.seenAt) > 60 {
                    try await archive.write { try $0.sessions.touch(found.session.id, at: now) }
                }
                return found.session
            },
            owner: { session in try await archive.read { try $0.sessions.owner(of: session) } },
            mac: { keyring.mac($0, for: "form") },
            randomToken: { Secret.token(bytes: 16) },
            prove: { session, proof in try await Accounts(hub: self).prove(session, proof) },
            seal: { try keyring.sealSecret($0, as: $1) }, unseal: { try? keyring.openSecret($0, as: $1) })
    }
}
