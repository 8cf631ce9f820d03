import Foundation
import Identity
import Merkle
import Storage

/// What an entry of the log says of reads of personal data: so many of them, with this root over them in the order of their ids.
///
/// Reads are too many to be entries themselves. Some thousands at once are bound to the log by one.
struct ReadSeal: Sendable, Hashable {
    /// Names the reads it covers: each row holds it.
    let number: Int
    let count: Int
    /// When the earliest of them was: what is older than reads are kept may be gone.
    let first: Date
    let root: TreeHash

    init(number: Int, count: Int, first: Date, root: TreeHash) { (self.number, self.count, self.first, self.root) = (number, count, first, root) }

    /// As names of fields in an entry.
    var fields: [String] { ["count \(count)", "first \(first.storedText)", "root \(root.hex)", "seal \(number)"] }

    /// Nil for what `fields` would not write.
    init?(fields text: String) {
        let pairs = text.split(separator: ",").compactMap { part -> (String, String)? in
            let words = part.split(separator: " ", maxSplits: 1)
            return words.count == 2 ? (String(words[0]), String(words[1])) : nil
        }
        let values = Dictionary(pairs) { first, _ in first }
        guard let number = values["seal"].flatMap({ Int($0) }), let count = values["count"].flatMap({ Int($0) }), count > 0,
              let first = values["first"].flatMap({ try? Date(sqlValue: .text($0)) }), let root = values["root"].flatMap({ TreeHash(hex: $0) }) else { return nil }
        self.init(number: number, count: count, first: first, root: root)
    }
}

extension AuditAction {
    static let readsSealed = AuditAction(rawValue: "reads.sealed")
    static let readsDisposed = AuditAction(rawValue: "reads.disposed")
}

extension Migration {
    /// Each read names the seal that covers it, once it has one; nothing else of it is ever changed.
    static let readSeals = Migration(
        id: "trust-007-read-seals",
        sql: ["ALTER TABLE access_records ADD COLUMN seal BIGINT", "CREATE INDEX access_records_unsealed ON access_records (id) WHERE seal IS NULL"],
        sqlite: [
            "DROP TRIGGER access_records_no_UPDATE",
            Guard.sqlite("access_records", "UPDATE", of: said),
            Guard.sqlite("access_records_sealed", before: "UPDATE OF seal", on: "access_records", when: "OLD.seal IS NOT NULL", saying: "append-only"),
        ],
        postgres: [
            "DROP TRIGGER access_records_append_only ON access_records",
            Guard.postgres("access_records", "UPDATE OF \(said)"),
            Guard.postgres("access_records_sealed", before: "UPDATE OF seal", on: "access_records", when: "OLD.seal IS NOT NULL"),
        ])

    private static let said: SQL = "id, at, actor, organization, person, purpose, kinds"
}

extension Connection {
    public var readSeals: ReadSealStore { ReadSealStore(db: self) }
}

/// Reads of personal data, as the log vouches for them.
public struct ReadSealStore {
    /// In one seal: enough that the log does not grow by them, few enough for one transaction.
    private static let most = 5_000
    let db: any Connection

    public func areWaiting() throws -> Bool { try OpenedReadStore(db: db).areThere() }

    /// How many people's reads have no seal yet.
    func waiting() throws -> Int { try OpenedReadStore(db: db).count() }

    /// Gives the oldest reads their rows, bound to the log in the transaction of its entry; answers how many, and whether more wait that were there before.
    ///
    /// A seal covers reads of one day: what is let go of as too old leaves others' days to be checked.
    public func seal(_ access: inout Access, at now: Date) throws -> (count: Int, isMore: Bool) {
        let waiting = OpenedReadStore(db: db), oldest = try waiting.oldest(of: Self.most)
        guard !oldest.ids.isEmpty else { return (0, false) }
        var edge = MerkleEdge(), first = now
        for row in oldest.rows {
            edge.append(row.leaf)
            first = min(first, try Date(sqlValue: .text(row.at)))
        }
        let seal = ReadSeal(number: Int.random(in: 1...Int.max), count: oldest.rows.count, first: first, root: edge.root)
        for few in oldest.rows.chunked(by: 300) {
            let rows = few.map { "(\($0.values), \(seal.number))" as SQL }
            _ = try db.execute("INSERT INTO access_records (\(ReadRow.columns), seal) VALUES \(rows.joined(separator: ", "))")
        }
        try waiting.drop(oldest.ids)
        try access.record(.readsSealed, on: "reads \(seal.number)", fields: seal.fields, at: now, in: db)
        return (seal.count, oldest.isMore)
    }

    /// Every read that has a seal, in the order of their ids, with what is hashed of it.
    func each(_ work: (_ seal: Int, _ leaf: TreeHash) throws -> Void) throws {
        var last = "", seen = 0
        repeat {
            seen = 0
            try db.each("SELECT seal, \(ReadRow.columns) FROM access_records WHERE id > \(last) ORDER BY id LIMIT \(Self.most)") { row in
                let read = try ReadRow(row)
                last = read.id
                seen += 1
                try work(try row.get("seal"), read.leaf)
            }
        } while seen == Self.most
    }
}

extension ReadRow {
    /// Of a title and the seven values, each on a line that ends with a line feed.
    var leaf: TreeHash { .leaf("tessera read 1\n\(id)\n\(at)\n\(actor)\n\(organization)\n\(person)\n\(purpose)\n\(kinds)\n") }
}

/// Compares reads with the seals of the log, a read at a time.
struct ReadCheck {
    private struct Open {
        let seal: ReadSeal, entry: Int
        var edge = MerkleEdge()
    }
    private var open: [Int: Open] = [:]
    /// By the seals that were found whole, their entries.
    private var done: [Int: Int] = [:]
    /// How many reads are as they were.
    private(set) var count = 0

    /// An entry of the log that vouches for some: one for each seal, or a later one could speak for what was changed.
    mutating func expect(_ seal: ReadSeal, entry: Int) throws {
        guard open[seal.number] == nil else { throw AuditFault(.reads, entry) }
        open[seal.number] = Open(seal: seal, entry: entry)
    }

    mutating func add(_ leaf: TreeHash, of number: Int, lastEntry: Int) throws {
        guard var one = open[number] else { throw AuditFault(.reads, done[number] ?? lastEntry) }
        one.edge.append(leaf)
        guard one.edge.size == one.seal.count else {
            open[number] = one
            return
        }
        guard one.edge.root == one.seal.root else { throw AuditFault(.reads, one.entry) }
        open[number] = nil
        done[number] = one.entry
        count += one.seal.count
    }

    /// - Parameter horizon: what was read until then was let go of, as the log says.
    func end(horizon: Date) throws {
        if let first = open.values.filter({ $0.seal.first > horizon }).map(\.entry).min() { throw AuditFault(.reads, first) }
    }
}
