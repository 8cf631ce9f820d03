import NIOPosix
import Storage

/// A hub's records on a PostgreSQL server, over libpq, on threads of its own so that waiting blocks nobody else.
///
/// Reads see one moment (`REPEATABLE READ`); writes are `SERIALIZABLE` and run again when others came in between
/// (PostgreSQL manual, 13.2.3). A connection pooler in between must keep sessions together.
public struct PostgresDatabase: Database {
    private let pool: PostgresPool
    private let threads: NIOThreadPool
    private static let mostAttempts = 12
    public var engine: EngineKind { .postgres }

    /// Connects when first used. `connection` is a libpq connection string or URI; `schema` goes before the role's
    /// own search path; up to `connections` transactions run at a time. Must be closed.
    public init(_ connection: String, schema: String? = nil, connections: Int = 4) {
        pool = PostgresPool(PostgresSettings(connection: connection, schema: schema))
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

    public func backup(to file: String) async throws {
        throw StorageProblem.unsupported("A PostgreSQL database is backed up with pg_dump, by whoever runs the server.")
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
