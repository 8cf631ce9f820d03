import Foundation
import Identity
import Storage
import Vault

/// That someone opened something about someone: the line the person concerned, and the officer, can read.
public struct AccessRecord: Sendable, Hashable {
    /// For how many days it is kept, where a hub chooses no other.
    public static let keptDays = 730
    public let at: Date
    /// Keyed pseudonyms: they tell two people apart and lead to nobody without the key.
    public let actor: String, person: String
    public let organization: OrganizationID
    public let purpose: Purpose
    public let kinds: [FieldClass]

    public init(at: Date, actor: String, person: String, organization: OrganizationID, purpose: Purpose, kinds: [FieldClass]) {
        (self.at, self.actor, self.person) = (at, actor, person)
        (self.organization, self.purpose, self.kinds) = (organization, purpose, kinds)
    }
}

/// What one read opened, on its way to become a record for each person.
package struct OpenedRead: Sendable {
    let opened: [PersonID: Set<FieldClass>]
    let actor: Actor
    let purpose: Purpose
    let at: Date

    package init(opened: [PersonID: Set<FieldClass>], actor: Actor, purpose: Purpose, at: Date) {
        (self.opened, self.actor, self.purpose, self.at) = (opened, actor, purpose, at)
    }
}

/// Reads of personal data, one row for each person opened in one read.
public struct AccessRecordStore {
    let db: any Connection
    let keyring: Keyring
    private static let perStatement = 300

    public init(db: any Connection, keyring: Keyring) { (self.db, self.keyring) = (db, keyring) }

    /// A list opens many people at once, and reads share a commit: rows are written together, some hundreds in a statement.
    package func record(_ reads: [OpenedRead]) throws {
        for few in reads.flatMap(rows).chunked(by: Self.perStatement) {
            _ = try db.execute("INSERT INTO access_records (id, at, actor, organization, person, purpose, kinds) VALUES \(few.joined(separator: ", "))")
        }
    }

    private func rows(of read: OpenedRead) -> [SQL] {
        let by = keyring.pseudonym(of: read.actor.person), milliseconds = Int64(read.at.timeIntervalSince1970 * 1000)
        let at = read.at.storedText
        var random = SystemRandomNumberGenerator()
        return read.opened.map { person, kinds in
            let names = kinds.map(\.rawValue).sorted().joined(separator: ",")
            return """
                (\(ID<AccessRecord>(milliseconds: milliseconds, random: &random)), \(at), \(by), \(read.actor.organization), \(keyring.pseudonym(of: person)), \(read.purpose.rawValue), \(names))
                """
        }
    }

    /// What others opened of this person, a record a time: all of it, in the order of the times.
    ///
    /// Left out are letters that the program addressed to them, and their name where it stands in the files of others.
    public func eachOpened(of person: PersonID, _ work: (AccessRecord) throws -> Void) throws {
        let pseudonym = keyring.pseudonym(of: person)
        try db.each("""
            SELECT \(columns) FROM access_records
            WHERE person = \(pseudonym) AND actor <> \(pseudonym) AND purpose NOT IN ('messaging', 'own_file') ORDER BY at, id
            """) { try work(record($0)) }
    }

    /// What people of one organization opened of others, newest first; what someone opened of themselves is left out.
    ///
    /// - Parameter limit: 1 to 500; `offset` so many are passed over.
    public func latest(of organization: OrganizationID, limit: Int, offset: Int = 0) throws -> [AccessRecord] {
        try records("organization = \(organization) AND purpose <> 'own_file' AND actor <> person", limit: limit, offset: offset)
    }

    /// Whom this person opened something of in a time, by pseudonym; what they opened of themselves is left out.
    ///
    /// - Parameter kinds: of which classes, at least one of them.
    public func people(openedBy reader: PersonID, from start: Date, to end: Date, kinds: Set<FieldClass>) throws -> Set<String> {
        let actor = keyring.pseudonym(of: reader)
        var found: Set<String> = []
        try db.each("SELECT person, kinds FROM access_records WHERE actor = \(actor) AND at >= \(start) AND at < \(end) AND person <> \(actor)") { row in
            if !FieldClass.set(try row.get("kinds")).isDisjoint(with: kinds) { found.insert(try row.get("person")) }
        }
        return found
    }

    /// Reads from before this moment, the oldest first.
    public func old(before moment: Date, limit: Int) throws -> [(id: String, at: Date)] {
        try db.rows("SELECT id, at FROM access_records WHERE at < \(moment) ORDER BY at, id LIMIT \(limit)").map { (try $0.get("id"), try $0.get("at")) }
    }

    /// Drops these reads, in the transaction of an entry that says of which time they were; the table refuses it in any other way.
    public func dispose(_ ids: [String], _ access: inout Access, at now: Date) throws {
        let newest: Date? = try db.value("SELECT max(at) FROM access_records WHERE id IN \(in: ids)")
        guard let newest else { return }
        try access.record(.readsDisposed, on: "reads", fields: ["until \(newest.storedText)"], at: now, in: db)
        _ = try db.execute("INSERT INTO disposals (table_name) VALUES ('access_records')")
        _ = try db.execute("DELETE FROM access_records WHERE id IN \(in: ids)")
        _ = try db.execute("DELETE FROM disposals WHERE table_name = 'access_records'")
    }

    private func records(_ condition: SQL, limit: Int, offset: Int) throws -> [AccessRecord] {
        try db.rows("""
            SELECT \(columns) FROM access_records WHERE \(condition)
            ORDER BY at DESC, id LIMIT \(min(max(limit, 1), 500)) OFFSET \(offset)
            """).map(record)
    }

    private var columns: SQL { "at, actor, organization, person, purpose, kinds" }

    private func record(_ row: Row) throws -> AccessRecord {
        let kinds: String = try row.get("kinds")
        return AccessRecord(
            at: try row.get("at"), actor: try row.get("actor"), person: try row.get("person"),
            organization: try row.get("organization"), purpose: Purpose(rawValue: try row.get("purpose")) ?? .ownFile,
            kinds: kinds.split(separator: ",").compactMap { FieldClass(rawValue: String($0)) })
    }
}
