import Accounts
import Foundation
import House
import Identity
import Localization
import Messaging
import Storage
import Trust
import Vault
import Web

/// A way of contact that staff put right, as it stood before: it stays aside for a while, so that whose it is can have it back.
struct FormerContact: Sendable {
    /// For so many days.
    static let days = 30.0
    let way: ContactWay
    let replacedAt: Date
    /// The way of contact that took its place.
    let newer: String
    /// Whether they signed in with it, so that what took its place lets them in now.
    let isSignIn: Bool
}

extension AuditAction {
    static let contactReplaced = AuditAction(rawValue: "person.contact_replaced")
    static let contactRestored = AuditAction(rawValue: "person.contact_restored")
}

extension Letter {
    static let contactChanged = Letter(
        "people.contact_changed", subject: Message("You are reached in another way now"),
        [Message("Staff of the hub wrote down another address for you. Letters do not come here any more, and links that were sent here open nothing."),
         Message("If that is wrong, call us. Where you are still signed in, you can change it back under “My Tessera”.")]).toFormer()
}

extension Job {
    /// What nobody asked to have back goes.
    static let formerContacts = Job("people.former_contacts", .daily(hour: 4)) { hub in
        let end = hub.now() - FormerContact.days * 86_400
        _ = try await hub.archive.write { try $0.persons.dropFormer(before: end) }
    }
}

/// Why a way of contact was not put right.
package enum ContactProblem: Explained {
    case changed

    package var message: Message { Message("Somebody changed this meanwhile. Open this page again, and correct it anew.") }
    package var status: Status { .conflict }
}

extension Access {
    /// Puts right one way of contact of somebody the actor may look after, in a transaction that also stops the links in letters to them.
    ///
    /// - Returns: false where it stands so already.
    package mutating func correct(
        _ contact: String, of person: PersonID, to typed: String, as relation: Relation, on object: some CustomStringConvertible, _ hub: Hub, in db: any Connection, at now: Date
    ) throws -> Bool {
        guard let way = try db.persons.contacts(of: [person])[person]?.first(where: { $0.id == contact }) else {
            let former = try db.persons.formerContacts(of: person).first { $0.way.id == contact }.orNotFound()
            // A second click finds it done.
            guard try db.persons.stands(typed, as: former.newer, hub) else { throw ContactProblem.changed }
            return false
        }
        let old = try open(way.value, in: way.id, of: person, as: relation), new = typed.onOneLine
        guard old != new else { return false }
        // In the same words as where somebody else signs in with it.
        guard way.kind.takes(new, hub) else { throw AccountProblem.addressRefused }
        let words = try way.words.map { try open($0, in: way.id, of: person, as: relation) } ?? ""
        let sealed = try SealedContact(ContactDetails(kind: way.kind, value: new, words: words, isSafe: way.isSafe), of: person, with: hub)
        try db.persons.insert(sealed, of: person, at: now)
        let isSignIn = try way.kind == .email && Accounts.move(person, from: old, to: new, session: nil, hub: hub, in: db, at: now)
        try db.persons.replace(way.id, by: sealed.id, of: person, isSignIn: isSignIn, at: now)
        if way.kind == .email, way.isSafe { try db.outbox.post(.contactChanged, to: person, key: "people.contact_changed:\(way.id)", notBefore: now, at: now) }
        try record(.contactReplaced, on: object, of: person, fields: ["contact"], at: now, in: db)
        return true
    }
}

extension ContactWay.Kind {
    /// Whether someone can be reached so, and it can be typed.
    package var isTyped: Bool { [.email, .phone, .message].contains(self) }

    fileprivate func takes(_ value: String, _ hub: Hub) -> Bool {
        self == .email ? EmailAddress.isPlausible(value) : isTyped && Folding.phone(value, country: hub.settings.value.country) != nil
    }
}

extension PersonStore {
    /// What stood before, the newest first.
    func formerContacts(of person: PersonID) throws -> [FormerContact] {
        try db.rows("""
            SELECT id, kind, value, words, is_safe, replaced_at, replaced_by, is_sign_in FROM contact_ways
            WHERE person_id = \(person) AND replaced_at IS NOT NULL ORDER BY replaced_at DESC, id
            """).compactMap { row in
            guard let kind = ContactWay.Kind(rawValue: try row.get("kind")) else { return nil }
            let way = ContactWay(id: try row.get("id"), kind: kind, value: try row.get("value"), words: try row.get("words"), isSafe: try row.get("is_safe"))
            return FormerContact(way: way, replacedAt: try row.get("replaced_at"), newer: try row.get("replaced_by"), isSignIn: try row.get("is_sign_in"))
        }
    }

    /// Puts one aside. Whoever has an earlier one back has it in place of the newest.
    fileprivate func replace(_ contact: String, by newer: String, of person: PersonID, isSignIn: Bool, at now: Date) throws {
        _ = try db.execute("UPDATE contact_ways SET replaced_by = \(newer) WHERE person_id = \(person) AND replaced_by = \(contact)")
        _ = try db.execute("UPDATE contact_ways SET replaced_at = \(now), replaced_by = \(newer), is_sign_in = \(isSignIn) WHERE person_id = \(person) AND id = \(contact)")
        _ = try db.execute("UPDATE contact_ways SET corrected_at = \(now) WHERE id = \(newer)")
    }

    /// Whether this way of contact is what was typed.
    fileprivate func stands(_ typed: String, as contact: String, _ hub: Hub) throws -> Bool {
        let indices = [ContactWay.Kind.email, .phone].compactMap { SealedContact.index($0, typed, with: hub) }
        return try db.count("SELECT count(*) FROM contact_ways WHERE id = \(contact) AND value_index IN \(in: indices)") == 1
    }

    /// Takes one up again in place of what took its place, and of all that stood between.
    func restore(_ former: FormerContact, of person: PersonID, at now: Date) throws {
        _ = try db.execute("DELETE FROM contact_ways WHERE person_id = \(person) AND (id = \(former.newer) OR replaced_by = \(former.newer)) AND id <> \(former.way.id)")
        _ = try db.execute("UPDATE contact_ways SET replaced_at = NULL, replaced_by = NULL, is_sign_in = NULL, corrected_at = \(now) WHERE id = \(former.way.id)")
    }

    func dropFormer(before moment: Date) throws { _ = try db.execute("DELETE FROM contact_ways WHERE replaced_at < \(moment)") }
}
