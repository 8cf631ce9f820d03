import GRDB
import GRDBSQLite
import Storage

extension StorageProblem {
    /// The problem a connection met last.
    init(lastErrorOf connection: OpaquePointer?) {
        let code = sqlite3_extended_errcode(connection)
        self.init(code: code, message: String(cString: sqlite3_errmsg(connection)))
    }

    /// A statement that could not be prepared: nothing is bound yet, so the message may be told.
    init(preparing error: any Error) {
        guard let error = error as? DatabaseError else { self = .other(code: "SQLITE"); return }
        self = error.resultCode == .SQLITE_ERROR
            ? .statement(error.message ?? "")
            : StorageProblem(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    }

    /// Of messages, only those of constraints are read: they name the schema; others may quote a value.
    init(code: Int32, message: String) {
        let subject = message.split(separator: "failed: ", maxSplits: 1).last.map(String.init) ?? ""
        switch ResultCode(rawValue: code) {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            let names = subject.split(separator: ", ").map(Self.tableAndColumn)
            self = .unique(table: names.first?.table ?? "", columns: names.map(\.column))
        case .SQLITE_CONSTRAINT_CHECK: self = .check(constraint: subject)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKey
        case .SQLITE_CONSTRAINT_NOTNULL:
            let name = Self.tableAndColumn(subject[...])
            self = .missing(table: name.table, column: name.column)
        case .SQLITE_CONSTRAINT_TRIGGER: self = .trigger
        case .SQLITE_FULL: self = .full
        case let code:
            switch code.primaryResultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_IOERR, .SQLITE_CANTOPEN: self = .disk
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
            default: self = .other(code: "\(code)")
            }
        }
    }

    /// `cases.title` taken apart; an index on an expression comes as `index 'name'`, without a table.
    private static func tableAndColumn(_ name: Substring) -> (table: String, column: String) {
        guard let dot = name.firstIndex(of: ".") else { return ("", String(name)) }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }
}

/// Runs `body`; GRDB's errors leave as a `StorageProblem`, because theirs carry messages and statements.
func translated<R>(_ body: () throws -> R) throws -> R {
    do { return try body() } catch let error as DatabaseError {
        throw StorageProblem(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    }
}

func translated<R: Sendable>(_ body: () async throws -> R) async throws -> R {
    do { return try await body() } catch let error as DatabaseError {
        throw StorageProblem(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    }
}
