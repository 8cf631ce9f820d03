import FoundationEssentials

/// Brings a database's schema forward, step by step, each in a transaction of its own.
///
/// What was applied is kept in `schema_migrations`. Several processes may start at once: each step runs once.
public struct Migrator: Sendable {
    private let migrations: [Migration]

    /// In the order they are to run.
    public init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Applies what is pending; throws `SchemaProblem` before the first step where the schema is not this program's.
    public func run(on database: any Database, at date: Date = Date()) async throws {
        for migration in try await pending(on: database) {
            try await database.write { connection in
                try Self.waitForOthers(connection)
                try apply(migration, on: connection, at: date)
            }
        }
    }

    /// The migrations not yet applied, in order; makes the table that remembers them where it is missing.
    public func pending(on database: any Database) async throws -> [Migration] {
        try await database.write(Self.makeTable)
        return try await database.read(unapplied)
    }

    private func apply(_ migration: Migration, on connection: any Connection, at date: Date) throws {
        guard try unapplied(connection).contains(where: { $0.id == migration.id }) else { return }
        for (place, statement) in migration.statements(for: connection.engine).enumerated() {
            do {
                try connection.execute(statement)
            } catch let problem as StorageProblem {
                throw SchemaProblem.failed(id: migration.id, statement: place + 1, problem)
            }
        }
        try connection.execute("""
            INSERT INTO schema_migrations (id, hash, applied_at)
            VALUES (\(migration.id), \(migration.fingerprint), \(date))
            """)
    }

    private func unapplied(_ connection: any Connection) throws -> [Migration] {
        var known: [String: String] = [:]
        for migration in migrations where known.updateValue(migration.fingerprint, forKey: migration.id) != nil {
            throw SchemaProblem.duplicate(id: migration.id)
        }
        var applied: Set<String> = []
        for row in try connection.rows("SELECT id, hash FROM schema_migrations ORDER BY id") {
            let id: String = try row.get("id")
            guard let fingerprint = known[id] else { throw SchemaProblem.unknown(id: id) }
            guard try row["hash", as: String.self] == fingerprint else { throw SchemaProblem.changed(id: id) }
            applied.insert(id)
        }
        return migrations.filter { !applied.contains($0.id) }
    }

    private static let makeTable: @Sendable (any Connection) throws -> Void = { connection in
        if connection.engine == .postgres {
            _ = try connection.rows(
                "SELECT pg_advisory_xact_lock(hashtext('schema_migrations in ' || current_schema()))")
        }
        try connection.execute("""
            CREATE TABLE IF NOT EXISTS schema_migrations (
                id TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at TEXT NOT NULL)
            """)
    }

    /// SQLite has one writer. PostgreSQL fixes what a transaction sees at its first query, so waiting inside a query
    /// (an advisory lock) would see the time before the wait; `LOCK TABLE` waits before anything is seen.
    private static func waitForOthers(_ connection: any Connection) throws {
        guard connection.engine == .postgres else { return }
        try connection.execute("SET LOCAL statement_timeout = 0")
        try connection.execute("SET LOCAL lock_timeout = 0")
        try connection.execute("LOCK TABLE schema_migrations IN EXCLUSIVE MODE")
    }
}
