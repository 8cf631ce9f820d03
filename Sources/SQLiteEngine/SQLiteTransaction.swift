import GRDB
import GRDBSQLite
import Storage

/// The transaction that GRDB has opened; statements run on SQLite itself, since GRDB's rows cost several times more.
final class SQLiteTransaction: Connection {
    private let database: GRDB.Database
    private var failure: StorageProblem?
    var engine: EngineKind { .sqlite }

    init(_ database: GRDB.Database) {
        self.database = database
    }

    /// Throws a statement's problem even where the work swallowed it: PostgreSQL could not commit either.
    func complete<R>(_ work: (any Connection) throws -> R) throws -> R {
        let result = try work(self)
        if let failure { throw failure }
        return result
    }

    func execute(_ sql: SQL) throws -> Int {
        let before = sqlite3_total_changes64(database.sqliteConnection)
        try each(sql) { _ in }
        let isChanged = sqlite3_total_changes64(database.sqliteConnection) != before
        return isChanged ? database.changesCount : 0
    }

    func rows(_ sql: SQL) throws -> [Row] {
        var rows: [Row] = []
        try each(sql) { rows.append($0) }
        return rows
    }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let cursor = try noting { () throws(StorageProblem) in try SQLiteCursor(sql, on: database) }
        defer { cursor.reset() }
        while let row = try noting({ () throws(StorageProblem) in try cursor.next() }) {
            try body(row)
        }
    }

    /// Runs a step unless one before it failed, and remembers if it fails.
    private func noting<T>(_ step: () throws(StorageProblem) -> T) throws(StorageProblem) -> T {
        if let failure { throw failure }
        do {
            return try step()
        } catch {
            failure = error
            throw error
        }
    }
}
