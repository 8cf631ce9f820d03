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

    init(_ row: ReadRow) throws {
        self.init(
            at: try Date(sqlValue: .text(row.at)), actor: row.actor, person: row.person, organization: try OrganizationID(sqlValue: .text(row.organization)),
            purpose: Purpose(rawValue: row.purpose) ?? .ownFile, kinds: row.kinds.split(separator: ",").compactMap { FieldClass(rawValue: String($0)) })
    }
}

/// Reads of personal data: what each opened of each person.
///
/// They come as one row a read (`OpenedReadStore`); what is asked for here covers those and the ones bound to the log alike.
public struct AccessRecordStore {
    let db: any Connection
    let keyring: Keyring

    public init(db: any Connection, keyring: Keyring) { (self.db, self.keyring) = (db, keyring) }

    /// A list opens many people at once, and reads share a commit: they are written together.
    package func record(_ reads: [OpenedRead]) throws { try OpenedReadStore(db: db).append(reads, by: keyring) }

    /// What others opened of this person, a record a time: all of it, in the order of the times.
    ///
    /// Left out are letters that the program addressed to them, and their name where it stands in the files of others.
    public func eachOpened(of person: PersonID, _ work: (AccessRecord) throws -> Void) throws {
        let pseudonym = keyring.pseudonym(of: person), among = "%\(pseudonym)%", others: SQL = "actor <> \(pseudonym) AND purpose NOT IN ('messaging', 'own_file')"
        try db.each("SELECT \(ReadRow.columns) FROM access_records WHERE person = \(pseudonym) AND \(others) ORDER BY at, id") { try work(AccessRecord(ReadRow($0))) }
        try OpenedReadStore(db: db).each(where: "people LIKE \(among) AND \(others)") { if $0.person == pseudonym { try work(AccessRecord($0)) } }
    }

    /// What people of one organization opened of others, newest first; what someone opened of themselves is left out.
    ///
    /// So is what was opened because of a concern, on either side: it would tell who raised one, and it may be about whoever reads this.
    ///
    /// - Parameter limit: 1 to 500; `offset` so many are passed over.
    public func latest(of organization: OrganizationID, limit: Int, offset: Int = 0) throws -> [AccessRecord] {
        let limit = min(max(limit, 1), 500), others: SQL = "organization = \(organization) AND purpose NOT IN ('own_file', 'safeguarding')"
        var newest: [ReadRow] = []
        try OpenedReadStore(db: db).each(where: others) { if $0.person != $0.actor { newest.append($0) } }
        let page = newest.reversed().dropFirst(offset).prefix(limit)
        let older = try db.rows("""
            SELECT \(ReadRow.columns) FROM access_records WHERE \(others) AND actor <> person
            ORDER BY at DESC, id DESC LIMIT \(limit - page.count) OFFSET \(max(0, offset - newest.count))
            """).map(ReadRow.init)
        return try (Array(page) + older).map(AccessRecord.init)
    }

    /// How often something of others was opened because of a concern since a moment: that it was recorded, and nothing of whom.
    public func safeguardingCount(of organization: OrganizationID, since moment: Date) throws -> Int {
        let those: SQL = "organization = \(organization) AND at >= \(moment) AND purpose = 'safeguarding'"
        var unbound = 0
        try OpenedReadStore(db: db).each(where: those) { if $0.person != $0.actor { unbound += 1 } }
        return unbound + (try db.value("SELECT count(*) FROM access_records WHERE \(those) AND actor <> person") ?? 0)
    }

    /// Whom this person opened something of in a time, by pseudonym; what they opened of themselves is left out.
    ///
    /// - Parameter kinds: of which classes, at least one of them.
    public func people(openedBy reader: PersonID, from start: Date, to end: Date, kinds: Set<FieldClass>) throws -> Set<String> {
        let actor = keyring.pseudonym(of: reader), then: SQL = "actor = \(actor) AND at >= \(start) AND at < \(end)"
        var found: Set<String> = []
        func look(_ row: ReadRow) { if row.person != actor, !FieldClass.set(row.kinds).isDisjoint(with: kinds) { found.insert(row.person) } }
        try db.each("SELECT \(ReadRow.columns) FROM access_records WHERE \(then)") { look(try ReadRow($0)) }
        try OpenedReadStore(db: db).each(where: then, look)
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
}

extension Migration {
    /// What was opened because of a concern is counted without a walk through all that was opened.
    static let safeguardingReads = Migration(
        id: "trust-010-safeguarding-reads",
        sql: ["CREATE INDEX access_records_safeguarding ON access_records (organization, at) WHERE purpose = 'safeguarding'"])
}
