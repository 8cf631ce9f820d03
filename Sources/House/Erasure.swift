import Foundation
import Identity
import Localization
import Storage
import Trust

extension AuditAction {
    static let personErased = AuditAction(rawValue: "person.erased")
}

/// What one area does when someone is erased (GDPR, Article 17): every row about them goes, but for what the law makes it keep.
public struct Erasure: Sendable {
    /// The area's tables with rows about people; a test sees that no table of the register is left out.
    public let tables: Set<String>
    /// Drops what may go. It may run again later for the same person, when something that was kept may go, too.
    let erase: @Sendable (PersonID, Hub, any Connection, inout Access) throws -> Void
    /// All that the law may make the area keep, and why; nothing for most.
    public let keeps: [KeptRecord.Kind]
    /// What it keeps of someone as it stands now: one of these, and until when.
    let kept: @Sendable (PersonID, Hub, any Connection) throws -> [KeptRecord]

    public init(
        of tables: Set<String>, keeping keeps: [KeptRecord.Kind] = [],
        kept: @escaping @Sendable (PersonID, Hub, any Connection) throws -> [KeptRecord] = { _, _, _ in [] },
        erase: @escaping @Sendable (PersonID, Hub, any Connection, inout Access) throws -> Void
    ) {
        (self.tables, self.keeps, self.kept, self.erase) = (tables, keeps, kept, erase)
    }
}

/// Something that the law makes a hub keep of someone who is to be erased, told to them as it is.
public struct KeptRecord: Sendable {
    public struct Kind: Sendable {
        /// Unique in the program, such as `concerns`.
        public let name: String
        /// What is kept, and why.
        public let reason: Message
        public init(_ name: String, _ reason: Message) { (self.name, self.reason) = (name, reason) }
    }
    public let kind: Kind
    /// When it goes; nil where that is not known yet.
    public let until: Day?

    public init(_ kind: Kind, until: Day?) { (self.kind, self.until) = (kind, until) }
}

extension Hub {
    /// What the law makes the areas keep of someone.
    public func kept(of person: PersonID, in db: any Connection) throws -> [KeptRecord] {
        try features.compactMap(\.erasure).flatMap { try $0.kept(person, self, db) }
    }

    /// Drops every row about someone, in the caller's transaction; their key is destroyed by a job after it has ended.
    ///
    /// What the law makes an area keep stays under the person's key, closed but for safeguarding, until it may go.
    @discardableResult
    public func erase(_ person: PersonID, in db: any Connection, _ access: inout Access, at now: Date) throws -> [KeptRecord] {
        try db.erasures.begin(person, at: now)
        // Of someone whose key is gone already, as after a restore, the log can't speak.
        try access.record(.personErased, on: "erasure", of: keyring.isErased(person) ? nil : person, at: now, in: db)
        // Areas that import others point at their rows, so these go first.
        for erasure in features.reversed().compactMap(\.erasure) { try erasure.erase(person, self, db, &access) }
        let kept = try kept(of: person, in: db)
        if kept.isEmpty { try close(person, in: db, &access) } else { try access.restrict(person, at: now) }
        return kept
    }

    private func close(_ person: PersonID, in db: any Connection, _ access: inout Access) throws {
        try access.lift(person)
        // Until here: a link that was stopped opens nothing of what is kept.
        try db.personalLinks.erase(person)
        try db.erasures.setDue(person)
    }

    /// Goes on with those of whom something was kept that may go by now.
    func continueErasures(by actor: Actor) async throws {
        for person in try await archive.read({ try $0.erasures.under(isDue: false) }) {
            try await archive.write(by: actor, for: .dataProtection) { db, access in
                for erasure in features.reversed().compactMap(\.erasure) { try erasure.erase(person, self, db, &access) }
                if try kept(of: person, in: db).isEmpty { try close(person, in: db, &access) }
            }
        }
    }

    /// Destroys the key of someone whose rows are gone, for good: a restore will know it.
    public func destroyKey(of person: PersonID) async throws {
        // The list first: a key that is gone without a line in it could come back with a backup.
        try erased.add([keyring.erasureTag(of: person)], on: Day(now(), in: settings.value.zone))
        try await keyring.destroy(person)
    }

    /// Destroys the keys of all whose rows are gone.
    func destroyKeys() async throws {
        for person in try await archive.read({ try $0.erasures.under(isDue: true) }) {
            try await destroyKey(of: person)
            let now = now()
            try await archive.write { try $0.erasures.finish(person, at: now) }
        }
        await imports.forgetFiles()
    }
}

extension Job {
    /// What is left of an erasure once its transaction has ended, and what was kept and may go.
    public static let erasures = [
        Job("erasures.keys", .every(seconds: 5), when: { _, db in try !db.erasures.under(isDue: true).isEmpty }) { try await $0.destroyKeys() },
        Job("erasures.kept", .daily(hour: 5), when: { _, db in try !db.erasures.under(isDue: false).isEmpty }) { hub in
            try await hub.continueErasures(by: .program(of: try await hub.ownOrganization()))
        },
    ]
}
