import Foundation
import House
import Identity
import Localization
import Messaging
import Storage
import Vault

extension Job {
    /// Looks for the owners of the addresses that were asked for, apart from any request: so that the time of an answer tells
    /// nothing about who is here.
    static let mailLinks = Job("accounts.mail_links", .every(seconds: 2), when: { _, db in try !db.mailLinks.waiting(limit: 1).isEmpty }) { hub in
        let now = hub.now()
        for (id, email, known) in try await hub.archive.read({ try $0.mailLinks.waiting(limit: 200) }) {
            try await hub.archive.write { db in
                let owner = try db.mailLinks.receiver(of: email), isSent = try owner.map { try db.mailLinks.sendsLetter(to: $0.user, known: known, at: now) } ?? false
                try db.mailLinks.settle(id, owner?.user, isSent: isSent, at: now)
                if let owner, isSent { try db.outbox.post(.mailLink, to: owner.person, opening: "/sign-in/mail/\(id)", isPersonal: true, key: "mail-link:\(id)", notBefore: now, at: now) }
            }
        }
    }
}

extension MailLinkStore {
    /// Who may be sent a link: someone who comes in here and works at no desk; at a desk, only with a second step of their own.
    func receiver(of email: BlindIndex) throws -> Actor? {
        guard let found = try db.users.credentials(email), let actor = try db.memberships.actor(found.user, in: found.organization) else { return nil }
        return try !actor.isStaff || db.secondFactors.isSetUp(for: actor.user) || db.passkeys.have(actor.user) ? actor : nil
    }
}

extension Letter {
    static let mailLink = Letter(
        "accounts.mail_link", subject: Message("Your link to sign in"),
        [Message("Someone, probably you, asked to sign in with this address. The link works once, for a quarter of an hour, and only in the browser where it was asked for."),
         Message("If it was not you, there is nothing to do: nobody can come in without this letter.")],
        button: Message("Sign in"))
}
