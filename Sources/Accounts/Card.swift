import Foundation
import House
import Identity
import Storage
import Trust
import Vault

extension AuditAction {
    static let cardIssued = AuditAction(rawValue: "card.issued")
    static let cardRevoked = AuditAction(rawValue: "card.revoked")
}

/// A card for someone without e-mail: 24 digits, also as a QR code, and a PIN of six digits. Both are shown once.
public struct IssuedCard: Sendable {
    public let code: String
    public let pin: String

    package init(code: String, pin: String) { (self.code, self.pin) = (code, pin) }

    /// The digits in groups of four, to be read and typed.
    public var grouped: String {
        stride(from: 0, to: code.count, by: 4).map { String(code.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }
}

extension Accounts {
    /// Makes a card for a person, and a user where they have none; a card they had before no longer works.
    public func issueCard(to person: PersonID, named name: String, by actor: Actor, for purpose: Purpose) async throws -> IssuedCard {
        let card = IssuedCard(code: Secret.digits(24), pin: Secret.digits(6))
        let pinHash = try await hub.passwords.hash(card.pin)
        let fresh: UserID = hub.newID(), now = hub.now(), id = Secret.token(bytes: 16)
        let sealedName = try hub.keyring.seal(name, as: UserName.self, row: fresh.text, of: person)
        try await hub.archive.write(by: actor, for: purpose) { db, access in
            let known = try db.cards.user(of: person)
            if known == nil {
                try db.users.insert(fresh, person: person, emailIndex: nil, email: nil, name: sealedName,
                                    passwordHash: nil, mustChangePassword: false, at: now)
                try db.users.join(fresh, actor.organization, as: [.newcomer], at: now)
            }
            let user = known ?? fresh
            _ = try db.cards.revoke(user, at: now)
            try db.cards.insert(id, user: user, codeHash: Secret.hash(card.code), pinHash: pinHash, at: now)
            try access.record(.cardIssued, on: id, of: person, at: now, in: db)
        }
        return card
    }

    /// Gives whoever comes in by a card alone the name that the desk has for them now; others write theirs themselves.
    public static func rename(_ person: PersonID, to name: String, hub: Hub, in db: any Connection) throws {
        guard let user = try db.cards.user(of: person) else { return }
        let sealed = try hub.keyring.seal(name, as: UserName.self, row: user.text, of: person)
        _ = try db.execute("UPDATE users SET name = \(sealed) WHERE id = \(user) AND email IS NULL")
    }

    /// Ends the card of a person and every session it opened, at once.
    public func revokeCard(of person: PersonID, by actor: Actor, for purpose: Purpose) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: purpose) { db, access in
            guard let user = try db.cards.user(of: person), try db.cards.revoke(user, at: now) else { throw Refusal.notFound }
            try db.sessions.endAll(of: user, at: now)
            try access.record(.cardRevoked, on: user, of: person, at: now, in: db)
        }
    }
}

extension Connection {
    package var cards: CardStore { CardStore(db: self) }
}

/// Cards by the hash of their digits; a copy of the database opens no page.
package struct CardStore {
    let db: any Connection
    static let mostTries = 5

    func user(of person: PersonID) throws -> UserID? {
        try db.value("SELECT id FROM users WHERE person_id = \(person)")
    }

    /// How the card of each of these people stands; those without one, or whose card the desk has ended, are left out. One query for all.
    package func standing(of people: [PersonID]) throws -> [PersonID: CardStanding] {
        try db.rows("""
            SELECT u.person_id, c.issued_at, c.tries, c.stopped_at FROM cards c JOIN users u ON u.id = c.user_id
            WHERE u.person_id IN \(in: people) AND c.revoked_at IS NULL
            """).reduce(into: [:]) {
                $0[try $1.get("person_id")] = CardStanding(
                    issuedAt: try $1.get("issued_at"), isStopped: try $1.get("tries") as Int >= Self.mostTries, stoppedAt: try $1.get("stopped_at"))
            }
    }

    func insert(_ id: String, user: UserID, codeHash: [UInt8], pinHash: String, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO cards (id, user_id, code_hash, pin_hash, tries, issued_at) VALUES (\(id), \(user), \(codeHash), \(pinHash), 0, \(now))
            """)
    }

    func revoke(_ user: UserID, at now: Date) throws -> Bool {
        try db.execute("UPDATE cards SET revoked_at = \(now) WHERE user_id = \(user) AND revoked_at IS NULL") == 1
    }

    /// Takes one of the five tries of a live card before its PIN is compared, so that two browsers at once get no more.
    func takeTry(_ codeHash: [UInt8], at now: Date) throws -> LiveCard? {
        let isTaken = try db.execute("""
            UPDATE cards SET tries = tries + 1, stopped_at = CASE WHEN tries + 1 >= \(Self.mostTries) THEN \(now) ELSE NULL END
            WHERE code_hash = \(codeHash) AND revoked_at IS NULL AND tries < \(Self.mostTries)
            """) == 1
        // Asked for in any case: a card that is not there takes as long as one that is.
        let row = try db.row("""
            SELECT c.id, c.user_id, c.pin_hash, m.organization_id FROM cards c
            JOIN memberships m ON m.user_id = c.user_id AND m.ended_at IS NULL
            WHERE c.code_hash = \(codeHash) ORDER BY m.since LIMIT 1
            """)
        guard isTaken, let row else { return nil }
        return LiveCard(id: try row.get("id"), user: try row.get("user_id"), organization: try row.get("organization_id"), pinHash: try row.get("pin_hash"))
    }

    func giveBackTry(_ id: String) throws {
        _ = try db.execute("UPDATE cards SET tries = tries - 1, stopped_at = NULL WHERE id = \(id) AND tries > 0")
    }

    func clearTries(_ id: String) throws {
        _ = try db.execute("UPDATE cards SET tries = 0, stopped_at = NULL WHERE id = \(id)")
    }
}

/// The card of someone, as the desk sees it.
package struct CardStanding: Sendable {
    package let issuedAt: Date
    /// Whether five wrong PINs have stopped it.
    package let isStopped: Bool
    /// Nil where that was before it was kept.
    package let stoppedAt: Date?

    package init(issuedAt: Date, isStopped: Bool = false, stoppedAt: Date? = nil) { (self.issuedAt, self.isStopped, self.stoppedAt) = (issuedAt, isStopped, stoppedAt) }
}

struct LiveCard: Sendable {
    let id: String
    let user: UserID
    let organization: OrganizationID
    let pinHash: String
}
