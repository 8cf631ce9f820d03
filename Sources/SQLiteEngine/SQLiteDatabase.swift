import CSQLite
import GRDB
import Storage

/// A hub's records in one SQLite file: one writer, and readers that each see an unchanging view beside it.
///
/// Only one process may have the file open. SQLite before 3.51.3 can damage a file in WAL mode when one connection
/// checkpoints while another commits; here the writer alone does both.
public struct SQLiteDatabase: Database {
    private let file: any DatabaseWriter
    public var engine: EngineKind { .sqlite }

    /// Opens the file, or makes it readable by its owner only; throws `StorageProblem`.
    public init(path: String) throws {
        try Disk.makePrivateFile(path)
        file = try translated {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB turns this down to NORMAL after the setup below has run, and NORMAL loses commits at power loss.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    private init(inMemory queue: DatabaseQueue) {
        file = queue
    }

    /// A database of its own that ends with this value, for tests: one connection, reads and writes in turn.
    public static func inMemory() throws -> SQLiteDatabase {
        try translated { SQLiteDatabase(inMemory: try DatabaseQueue(configuration: configuration)) }
    }

    public func read<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await translated { try await file.read { try SQLiteTransaction($0).complete(work) } }
    }

    @discardableResult
    public func write<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await translated { try await file.write { try SQLiteTransaction($0).complete(work) } }
    }

    public func close() async throws {
        // GRDB closes the writer first, and the readers it leaves cannot bring the log into the file. Where one
        // still reads, the log stays, and the next start takes it in.
        _ = try? await file.writeWithoutTransaction { writer in
            if writer.sqliteConnection != nil { try writer.checkpoint(.truncate) }
        }
        try translated { try file.close() }
    }

    public func faults(_ depth: CheckDepth) async throws -> [String] {
        let check = switch depth {
        case .pages: "PRAGMA quick_check"
        case .everywhere: "PRAGMA integrity_check"
        }
        return try await translated {
            let answers = try await file.read { try String.fetchAll($0, sql: check) }
            return answers == ["ok"] ? [] : answers
        }
    }

    /// Copies by `VACUUM INTO` on a reading connection, so that deleted content is not in the copy, and reads all of the copy.
    ///
    /// A copy that is damaged is not kept: throws `StorageProblem.damaged`.
    public func backup(to path: String) async throws {
        let partial = path + ".partial"
        try Disk.removeFile(partial)
        try Disk.makePrivateFile(partial)
        try await translated {
            try await file.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [partial]) }
        }
        guard try Self.isSound(partial) else {
            try Disk.removeFile(partial)
            throw StorageProblem.damaged
        }
        try Disk.publish(partial, as: path)
    }

    private static func isSound(_ path: String) throws -> Bool {
        try translated {
            var configuration = Configuration()
            configuration.readonly = true
            let copy = try DatabaseQueue(path: path, configuration: configuration)
            return try copy.read { try String.fetchAll($0, sql: "PRAGMA quick_check") } == ["ok"]
        }
    }

    /// SQLite counts the memory it has under one lock, for which all readers wait. Nobody asks for the count.
    private static let isUncounted = sqlite3_config_memstatus(0) == SQLITE_OK

    private static var configuration: Configuration {
        _ = isUncounted
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { connection in
            try connection.execute(sql: """
                PRAGMA trusted_schema = OFF;
                PRAGMA cell_size_check = ON;
                PRAGMA secure_delete = ON;
                """)
        }
        return configuration
    }
}
