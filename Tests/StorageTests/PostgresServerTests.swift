import Foundation
import PostgresEngine
import Storage
import Testing
import TestSupport

@Suite struct `The PostgreSQL engine` {
    // ASVS 16.5.2
    @Test func `tells when no server answers`() async throws {
        let database = PostgresDatabase("host=127.0.0.1 port=1")
        await #expect { try await database.read { try $0.count("SELECT 1") } } throws: { error in
            guard case StorageProblem.unreachable = error else { return false }
            return true
        }
        try await database.close()
    }

    @Test(arguments: servers, [
        ("transaction_isolation", "serializable"), ("synchronous_commit", "on"), ("client_min_messages", "warning"),
        ("application_name", "tessera"), ("statement_timeout", "30s"),
    ])
    func `writes with care`(engine: Engine, setting: (String, String)) async throws {
        try await withDatabase(on: engine) { database in
            let value: String? = try await database.write { try $0.value("SELECT current_setting(\(setting.0))") }
            #expect(value == setting.1)
        }
    }

    // ASVS 16.5.2
    @Test(arguments: servers)
    func `connects again after its connections were cut`(engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let before = try await sessions(of: database)
            try await database.write { db in
                _ = try db.rows("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE pid IN \(in: Array(before)) AND pid <> pg_backend_pid()
                    """)
            }
            let after = try await sessions(of: database)
            #expect(before.count > 1 && before.intersection(after).count <= 1)
        }
    }

    @Test(arguments: servers)
    func `does not say that a lost commit is stored`(engine: Engine) async throws {
        let cut = Migration(id: "cut-1", postgres: [
            """
            CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
            """,
            """
            CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION cut()
            """,
        ])
        try await withDatabase(on: engine, migrations: [things, cut]) { database in
            await #expect(throws: StorageProblem.outcomeUnknown) {
                try await database.write { try $0.execute("INSERT INTO things (id) VALUES (1)") }
            }
        }
    }

    @Test(arguments: servers)
    func `a copy is made by the server's own program, only for its owner, and one that can't be made is told`(engine: Engine) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "dump-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        try await withDatabase(on: engine, migrations: [things]) { database in
            try await database.backup(to: file.path)
            #expect(try Data(contentsOf: file).starts(with: Data("PGDMP".utf8)))
            #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
            await #expect(throws: StorageProblem.self) { try await database.backup(to: "/nowhere/dump") }
            let full = try #require(database as? PostgresDatabase)
            await #expect(throws: StorageProblem.unsupported("The database is not empty. Name one that is.")) { try await full.restore(from: file.path) }
        }
    }

    /// Who answers four reads at a time.
    private func sessions(of database: any Database) async throws -> Set<Int> {
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    try await database.read { db in
                        _ = try db.rows("SELECT pg_sleep(0.05)")
                        return try db.count("SELECT pg_backend_pid()")
                    }
                }
            }
            return try await group.reduce(into: []) { $0.insert($1) }
        }
    }

    private static let servers = Engine.tested.filter { $0 == .postgres }
}
