import GRDB
import GRDBSQLite
import Storage

/// A statement with its values bound, stepping through its rows.
struct SQLiteCursor {
    private let statement: Statement
    private let columns: [String]

    init(_ sql: SQL, on database: GRDB.Database) throws(StorageProblem) {
        let (text, values) = try sql.statement(.mark)
        do {
            let cached = try database.cachedStatement(sql: text)
            // The same text may be running further out, in a loop whose body runs it again.
            let isRunning = sqlite3_stmt_busy(cached.sqliteStatement) != 0
            statement = isRunning ? try database.makeStatement(sql: text) : cached
        } catch {
            throw StorageProblem(preparing: error)
        }
        columns = statement.columnNames
        guard sqlite3_bind_parameter_count(statement.sqliteStatement) == values.count else {
            throw .statement("a question mark is not a bound value")
        }
        for (place, value) in values.enumerated() {
            try bind(value, at: Int32(place + 1))
        }
    }

    /// The next row; nil after the last.
    func next() throws(StorageProblem) -> Row? {
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: Row(columns: columns, values: columns.indices.map { value(at: Int32($0)) })
        case SQLITE_DONE: nil
        default: throw StorageProblem(lastErrorOf: sqlite3_db_handle(statement.sqliteStatement))
        }
    }

    /// Makes the statement ready for its next use, and forgets the values.
    func reset() {
        sqlite3_reset(statement.sqliteStatement)
        sqlite3_clear_bindings(statement.sqliteStatement)
    }

    private func value(at column: Int32) -> SQLValue {
        let statement = statement.sqliteStatement
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            return .bytes([UInt8](bytes))
        default: return .null
        }
    }

    private func bind(_ value: SQLValue, at place: Int32) throws(StorageProblem) {
        let statement = statement.sqliteStatement
        let code = switch value {
        case .null: sqlite3_bind_null(statement, place)
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .real(let number): sqlite3_bind_double(statement, place, number)
        case .boolean(let answer): sqlite3_bind_int64(statement, place, answer ? 1 : 0)
        case .text(let text): text.withCString { sqlite3_bind_text(statement, place, $0, -1, Self.copied) }
        case .bytes(let bytes):
            // A pointer to no bytes may be nil, which SQLite takes for NULL.
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement, place, 0)
                : sqlite3_bind_blob64(statement, place, bytes, UInt64(bytes.count), Self.copied)
        }
        guard code == SQLITE_OK else { throw StorageProblem(lastErrorOf: sqlite3_db_handle(statement)) }
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite keeps a copy of its own.
    private static var copied: sqlite3_destructor_type? { unsafeBitCast(-1, to: sqlite3_destructor_type?.self) }
}
