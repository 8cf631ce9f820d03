import SQLiteEngine
import Storage
import Testing
import TestSupport

@Suite struct `The schema` {
    private static let first = Migration(id: "a-1", sql: ["CREATE TABLE a (id BIGINT)"])
    private static let second = Migration(id: "a-2", sql: ["ALTER TABLE a ADD COLUMN name TEXT"])
    private static let edited = Migration(id: "a-1", sql: ["CREATE TABLE a (id TEXT)"])
    private static let broken = Migration(id: "b-1", sql: ["CREATE TABLE b (id BIGINT)", "CREATE TABLE b (name TEXT)"])

    @Test(arguments: Engine.tested)
    func `is brought forward once`(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: [Self.first]) { database in
            let migrator = Migrator([Self.first, Self.second])
            try await migrator.run(on: database)
            try await migrator.run(on: database)
            let applied = try await database.read { try $0.count("SELECT count(*) FROM schema_migrations") }
            #expect(applied == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `tells what is pending`(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: [Self.first]) { database in
            let pending = try await Migrator([Self.first, Self.second]).pending(on: database)
            #expect(pending.map(\.id) == ["a-2"])
        }
    }

    @Test(arguments: Engine.tested)
    func `takes in a step that another area adds before ours`(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: [Self.first]) { database in
            try await Migrator([things, Self.first]).run(on: database)
            let found = try await database.read { try $0.count("SELECT count(*) FROM things") }
            #expect(found == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `refuses an applied step that was edited`(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: [Self.first]) { database in
            await #expect(throws: SchemaProblem.changed(id: "a-1")) { try await Migrator([Self.edited]).run(on: database) }
        }
    }

    @Test(arguments: Engine.tested)
    func `refuses a step of a newer program`(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: [Self.first, Self.second]) { database in
            await #expect(throws: SchemaProblem.unknown(id: "a-2")) { try await Migrator([Self.first]).run(on: database) }
        }
    }

    @Test(arguments: Engine.tested)
    func `refuses two steps with one name`(engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            await #expect(throws: SchemaProblem.duplicate(id: "a-1")) {
                try await Migrator([Self.first, Self.edited]).run(on: database)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `keeps nothing of a step that fails`(engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            await #expect { try await Migrator([Self.first, Self.broken]).run(on: database) } throws: { error in
                guard case SchemaProblem.failed("b-1", statement: 2, .statement) = error else { return false }
                return true
            }
            let pending = try await Migrator([Self.first, Self.broken]).pending(on: database)
            #expect(pending.map(\.id) == ["b-1"])
            await #expect(throws: StorageProblem.self) { try await database.read { try $0.rows("SELECT id FROM b") } }
        }
    }

    @Test(arguments: Engine.tested)
    func `comes out the same when several start at once`(engine: Engine) async throws {
        try await withDatabase(on: engine) { try await startTogether(Array(repeating: $0, count: 4)) }
    }

    @Test func `of a file comes out the same when two open it at once`() async throws {
        try await withFile { database, path in
            let other = try SQLiteDatabase(path: path)
            try await startTogether([database, other])
            try await other.close()
        }
    }

    @Test func `has a fingerprint that other places compute alike`() {
        let step = Migration(id: "x", sql: ["a"])
        #expect(step.fingerprint == fnv([0x61, 0x1E, 0x1D, 0x1D, 0x1D]))
    }

    private func startTogether(_ databases: [any Database]) async throws {
        let migrator = Migrator([Self.first, Self.second, things])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for database in databases { group.addTask { try await migrator.run(on: database) } }
            try await group.waitForAll()
        }
        #expect(try await databases[0].read { try $0.count("SELECT count(*) FROM schema_migrations") } == 3)
    }

    private func fnv(_ bytes: [UInt8]) -> String {
        String(bytes.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16)
    }
}
