import Foundation
import Identity
import Storage
import Vault

/// How many values of one sealed column there are, and how many of them lie under an older key of their person.
public struct SealedCount: Sendable, Equatable {
    public let table: String, column: String
    public internal(set) var all = 0, left = 0
    /// Those of people whose keys were destroyed.
    public internal(set) var erased = 0
    /// Those without a key that fits: a damaged value, or keys that are older than the data.
    public internal(set) var unreadable = 0
}

/// Puts sealed values under the newest key of their person, column by column, a few rows a transaction.
///
/// Where it is ended in the middle, nothing is lost and nothing needs to be remembered: what is still under an older key is found
/// again by its first bytes.
public struct Resealer: Sendable {
    let database: any Database
    let keyring: Keyring
    let entries: [FieldEntry]
    /// Rows looked at together, and rows written together: so few that a write of someone else waits for milliseconds.
    private static let page = 1000, batch = 50

    /// - Parameter entries: the registers of all areas; what is not sealed is passed over.
    public init(database: any Database, keyring: Keyring, entries: [FieldEntry]) {
        (self.database, self.keyring) = (database, keyring)
        self.entries = entries.filter { $0.sealing != nil }.sorted { ($0.table, $0.column) < ($1.table, $1.column) }
    }

    /// How it stands with each sealed column; opens nothing.
    public func counts() async throws -> [SealedCount] {
        var found: [SealedCount] = []
        for entry in entries {
            var count = SealedCount(table: entry.table, column: entry.column)
            try await look(at: entry) { standing in
                count.all += standing.count
                count.left += standing.count { $0.1 == .outdated }
                count.erased += standing.count { $0.1 == .erased }
                count.unreadable += standing.count { $0.1 == .unreadable }
            }
            found.append(count)
        }
        return found
    }

    /// Reseals all that lies under older keys; answers how many values that were.
    ///
    /// - Parameter pause: how long others have the database for themselves after each transaction, in seconds.
    @discardableResult
    public func run(pause: Double = 0.005) async throws -> Int {
        var done = 0
        for entry in entries {
            try await look(at: entry) { standing in
                for few in standing.filter({ $0.1 == .outdated }).map(\.0).chunked(by: Self.batch) {
                    done += try await reseal(few, of: entry)
                    try await Task.sleep(for: .seconds(pause))
                }
            }
        }
        return done
    }

    private func look(at entry: FieldEntry, _ body: ([(String, Keyring.Standing)]) async throws -> Void) async throws {
        guard let columns = SealedColumns(entry) else { return }
        var last = ""
        while true {
            let after = last
            let standing = try await database.read { [keyring] db in
                try db.rows(columns.heads(after: after, limit: Self.page)).map { row in
                    (try row.get("place") as String, keyring.standing(try row.get("head"), of: try row.get("owner")))
                }
            }
            guard let end = standing.last?.0 else { return }
            try await body(standing)
            last = end
        }
    }

    private func reseal(_ rows: [String], of entry: FieldEntry) async throws -> Int {
        guard let columns = SealedColumns(entry) else { return 0 }
        return try await database.write { [keyring] db in
            var done = 0
            for row in try db.rows(columns.values(of: rows)) {
                let place: String = try row.get("place")
                let fresh = try keyring.resealed(try row.get("sealed"), table: entry.table, column: entry.column, row: place, of: try row.get("owner"))
                if let fresh { done += try db.execute(columns.replacing(place, with: fresh)) }
            }
            return done
        }
    }
}

/// The statements that a sealed column is read and rewritten by; its names come from the register.
private struct SealedColumns: Sendable {
    private let table: SQL, column: SQL, row: SQL, person: SQL, source: SQL

    init?(_ entry: FieldEntry) {
        guard let place = entry.sealing else { return nil }
        (table, column, row) = (SQL(identifier: entry.table), SQL(identifier: entry.column), SQL(identifier: place.row))
        let name = SQL(identifier: place.person)
        if let detour = place.detour {
            source = "\(table) t JOIN \(SQL(identifier: detour.table)) d ON d.id = t.\(SQL(identifier: detour.key))"
            person = "d.\(name)"
        } else {
            (source, person) = ("\(table) t", "t.\(name)")
        }
    }

    /// The first three bytes: layout and version of the key.
    func heads(after last: String, limit: Int) -> SQL {
        """
        SELECT t.\(row) AS place, \(person) AS owner, substr(t.\(column), 1, 3) AS head FROM \(source)
        WHERE t.\(column) IS NOT NULL AND t.\(row) > \(last) ORDER BY t.\(row) LIMIT \(limit)
        """
    }

    func values(of rows: [String]) -> SQL {
        "SELECT t.\(row) AS place, \(person) AS owner, t.\(column) AS sealed FROM \(source) WHERE t.\(column) IS NOT NULL AND t.\(row) IN \(in: rows)"
    }

    func replacing(_ place: String, with sealed: [UInt8]) -> SQL { "UPDATE \(table) SET \(column) = \(sealed) WHERE \(row) = \(place)" }
}
