import NIOPosix
import Storage

/// A hub's records on a PostgreSQL server, over libpq, on threads of its own so that waiting blocks nobody else.
///
/// Reads see one moment (`REPEATABLE READ`); writes are `SERIALIZABLE` and run again when others came in between
/// (PostgreSQL manual, 13.2.3). A connection pooler in between must keep sessions together.
public struct PostgresDatabase: Database {
    private let pool: PostgresPool
    private let tool: PostgresTool
    private let threads: NIOThreadPool
    private static let mostAttempts = 12
    public var engine: EngineKind { .postgres }

    /// Connects when first used. `connection` is a libpq connection string or URI; `schema` goes before the role's
    /// own search path; up to `connections` transactions run at a time. Must be closed.
    public init(_ connection: String, schema: String? = nil, connections: Int = 4) {
        let settings = PostgresSettings(connection: connection, schema: schema)
        (pool, tool) = (PostgresPool(settings), PostgresTool(settings: settings))
        threads = NIOThreadPool(numberOfThreads: connections)
        threads.start()
    }

    public func read<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await run(PostgresAttempt(pool: pool, access: .reading), work)
    }

    @discardableResult
    public func write<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await run(PostgresAttempt(pool: pool, access: .writing), work)
    }

    public func close() async throws {
        try await threads.shutdownGracefully()
        pool.empty()
    }

    public func faults(_ depth: CheckDepth) async throws -> [String] { [] }

    /// Copies by `pg_dump`, which sees one moment and keeps nobody from writing.
    public func backup(to file: String) async throws { try await threads.runIfActive { try tool.dump(to: file) } }

    /// Brings a copy back by `pg_restore`, all of it or nothing, into a database that must be empty.
    public func restore(from file: String) async throws {
        let tables = try await read { try $0.count("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") }
        guard tables == 0 else { throw StorageProblem.unsupported("The database is not empty. Name one that is.") }
        try await threads.runIfActive { try tool.restore(from: file) }
    }

    /// Waits a random time that doubles with each attempt, so that those in each other's way drift apart.
    private func run<R: Sendable>(
        _ attempt: PostgresAttempt, _ work: @escaping @Sendable (any Connection) throws -> R
    ) async throws -> R {
        var number = 0
        while true {
            number += 1
            switch try await threads.runIfActive({ try attempt.run(work) }) {
            case .done(let result): return result
            case .again(let problem):
                guard number < Self.mostAttempts else { throw problem }
                try await Task.sleep(for: .microseconds(Int.random(in: 0...(500 << min(number, 8)))))
            }
        }
    }
}
