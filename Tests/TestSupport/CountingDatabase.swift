import Storage
import Synchronization

/// The statements that a database was asked.
public final class Statements: Sendable {
    private let asked = Mutex<[SQL]>([])

    /// All since they were taken last, with what was bound to them.
    public func take() -> [SQL] {
        asked.withLock { asked in
            defer { asked = [] }
            return asked
        }
    }

    /// The same as texts, without what was bound.
    public func takeTexts() -> [String] { take().map(\.text) }

    fileprivate func note(_ sql: SQL) { asked.withLock { $0.append(sql) } }
}

extension SQL {
    /// On one line, without what is bound.
    public var text: String { description.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// Any database, keeping what it is asked; what begins and ends a transaction is not among it.
struct CountingDatabase: Database {
    let inner: any Database
    let asked: Statements

    var engine: EngineKind { inner.engine }

    func read<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await inner.read { [asked] db in try work(CountingConnection(inner: db, asked: asked)) }
    }

    func write<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await inner.write { [asked] db in try work(CountingConnection(inner: db, asked: asked)) }
    }

    func close() async throws { try await inner.close() }
    func faults(_ depth: CheckDepth) async throws -> [String] { try await inner.faults(depth) }
    func backup(to file: String) async throws { try await inner.backup(to: file) }
}

private struct CountingConnection: Connection {
    let inner: any Connection
    let asked: Statements

    var engine: EngineKind { inner.engine }

    func execute(_ sql: SQL) throws -> Int {
        asked.note(sql)
        return try inner.execute(sql)
    }

    func rows(_ sql: SQL) throws -> [Row] {
        asked.note(sql)
        return try inner.rows(sql)
    }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        asked.note(sql)
        try inner.each(sql, body)
    }
}
