import Foundation
import Identity
import Storage
import Vault

/// What one read opened, on its way to become a record for each person.
package struct OpenedRead: Sendable {
    let opened: [PersonID: Set<FieldClass>]
    let actor: Actor
    let purpose: Purpose
    let at: Date

    package init(opened: [PersonID: Set<FieldClass>], actor: Actor, purpose: Purpose, at: Date) {
        (self.opened, self.actor, self.purpose, self.at) = (opened, actor, purpose, at)
    }

    /// A line for each set of classes: these, then the pseudonyms of those of whom they were opened.
    func lines(by keyring: Keyring) -> String {
        Dictionary(grouping: opened.keys) { person in (opened[person] ?? []).map(\.rawValue).sorted().joined(separator: ",") }
            .map { kinds, people in ([kinds] + people.map(keyring.pseudonym)).joined(separator: " ") }
            .sorted().joined(separator: "\n")
    }
}

/// One person of one read: the seven values that are stored of it, and that the log vouches for, each as text.
struct ReadRow: Sendable, Hashable {
    static let columns: SQL = "id, at, actor, organization, person, purpose, kinds"
    let id: String, at: String, actor: String, organization: String, person: String, purpose: String, kinds: String

    init(_ row: Row) throws {
        (id, at, actor) = (try row.get("id"), try row.get("at"), try row.get("actor"))
        (organization, person) = (try row.get("organization"), try row.get("person"))
        (purpose, kinds) = (try row.get("purpose"), try row.get("kinds"))
    }

    private init(_ read: Row, number: Int, person: Substring, kinds: Substring) throws {
        let of: String = try read.get("id"), digits = String(number)
        // As long as all others, so that every engine and language sorts them as they were counted.
        id = "\(of).\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
        (at, actor, organization, purpose) = (try read.get("at"), try read.get("actor"), try read.get("organization"), try read.get("purpose"))
        (self.person, self.kinds) = (String(person), String(kinds))
    }

    /// Everyone of one read, in the order of their ids.
    static func all(of read: Row) throws -> [ReadRow] {
        let lines: String = try read.get("people")
        let people = lines.split(separator: "\n").flatMap { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            return words.dropFirst().map { (person: $0, kinds: words[0]) }
        }
        return try people.enumerated().map { try ReadRow(read, number: $0.offset + 1, person: $0.element.person, kinds: $0.element.kinds) }
    }

    var values: SQL { "\(id), \(at), \(actor), \(organization), \(person), \(purpose), \(kinds)" }
}

/// Reads that the job has not bound to the log yet: a row each, however many people they opened.
///
/// A page waits for its record. One row at the end of one tree is written before the answer leaves; the rows for each person,
/// whose trees are met at random places, are made by the job for thousands of reads at once.
struct OpenedReadStore {
    let db: any Connection

    func append(_ reads: [OpenedRead], by keyring: Keyring) throws {
        var random = SystemRandomNumberGenerator()
        for few in reads.filter({ !$0.opened.isEmpty }).chunked(by: 100) {
            let rows = few.map { read in
                let id = ID<AccessRecord>(milliseconds: Int64(read.at.timeIntervalSince1970 * 1000), random: &random), by = keyring.pseudonym(of: read.actor.person)
                return "(\(id), \(read.at), \(by), \(read.actor.organization), \(read.purpose.rawValue), \(read.lines(by: keyring)))" as SQL
            }
            _ = try db.execute("INSERT INTO opened_reads (\(columns)) VALUES \(rows.joined(separator: ", "))")
        }
    }

    /// Everyone of these reads, in the order in which they will be bound.
    func each(where condition: SQL = "1 = 1", _ work: (ReadRow) throws -> Void) throws {
        try db.each("SELECT \(columns) FROM opened_reads WHERE \(condition) ORDER BY at, id") { try ReadRow.all(of: $0).forEach(work) }
    }

    /// How many they are, a person of a read each: before every one of them stands a space, and spaces nowhere else.
    func count() throws -> Int { try db.count("SELECT CAST(COALESCE(sum(length(people) - length(replace(people, ' ', ''))), 0) AS BIGINT) FROM opened_reads") }

    func areThere() throws -> Bool { try db.row("SELECT 1 AS one FROM opened_reads LIMIT 1") != nil }

    /// The oldest, of one day, until they are of so many people; one read at least, whatever it opened.
    func oldest(of people: Int) throws -> (rows: [ReadRow], ids: [String], isMore: Bool) {
        var rows: [ReadRow] = [], ids: [String] = [], isMore = false
        try db.each("SELECT \(columns) FROM opened_reads ORDER BY id LIMIT \(people)") { read in
            let id: String = try read.get("id"), at: String = try read.get("at")
            isMore = isMore || rows.count >= people || rows.first.map { $0.at.prefix(10) != at.prefix(10) } ?? false
            guard !isMore else { return }
            rows += try ReadRow.all(of: read)
            ids.append(id)
        }
        return (rows, ids, isMore || ids.count == people)
    }

    /// Drops reads whose people have their rows; the table refuses it for others.
    func drop(_ ids: [String]) throws {
        for few in ids.chunked(by: 300) { _ = try db.execute("DELETE FROM opened_reads WHERE id IN \(in: Array(few))") }
    }

    private var columns: SQL { "id, at, actor, organization, purpose, people" }
}

extension Migration {
    /// Reads come into a table of their own, and have their rows for each person from when the log vouches for them.
    static let openedReads = Migration(
        id: "trust-008-opened-reads",
        sql: [
            """
            CREATE TABLE opened_reads (
                id TEXT NOT NULL PRIMARY KEY,
                at TEXT NOT NULL,
                actor TEXT NOT NULL,
                organization TEXT NOT NULL,
                purpose TEXT NOT NULL,
                people TEXT NOT NULL CONSTRAINT opened_reads_people CHECK (people <> ''))
            """,
            """
            INSERT INTO opened_reads (id, at, actor, organization, purpose, people)
            SELECT id, at, actor, organization, purpose, kinds || ' ' || person FROM access_records WHERE seal IS NULL
            """,
            "INSERT INTO disposals (table_name) VALUES ('access_records')",
            "DELETE FROM access_records WHERE seal IS NULL",
            "DELETE FROM disposals WHERE table_name = 'access_records'",
            "DROP INDEX access_records_unsealed",
        ],
        sqlite: [
            "DROP TRIGGER access_records_no_UPDATE", "DROP TRIGGER access_records_sealed",
            Guard.sqlite("access_records", "UPDATE"),
            Guard.sqlite("access_records_bound", before: "INSERT", on: "access_records", when: "NEW.seal IS NULL", saying: "nothing vouches for this read"),
            Guard.sqlite("opened_reads", "UPDATE"), keptUntilBound.sqlite,
        ],
        postgres: [
            "DROP TRIGGER access_records_append_only ON access_records", "DROP TRIGGER access_records_sealed ON access_records",
            Guard.postgres("access_records", "UPDATE"),
            "ALTER TABLE access_records ALTER COLUMN seal SET NOT NULL",
            Guard.postgres("opened_reads", "UPDATE"), Guard.truncation("opened_reads"),
        ] + keptUntilBound.postgres)

    private static let keptUntilBound = GuardRule(
        "opened_reads_kept", before: "DELETE", on: "opened_reads", by: "refuse_unless_bound",
        when: "NOT EXISTS (SELECT 1 FROM access_records WHERE id = OLD.id || '.000001')", saying: "append-only", leaving: "OLD")
}
