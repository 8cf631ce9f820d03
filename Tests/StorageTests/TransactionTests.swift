import Storage
import Testing
import TestSupport

@Suite struct `A transaction` {
    // ASVS 2.3.3
    @Test(arguments: Engine.tested)
    func `that fails leaves nothing behind`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            await #expect(throws: Stop.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO things (id) VALUES (1)")
                    throw Stop()
                }
            }
            let left = try await rows(of: database)
            #expect(left == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `does not commit after a failed statement, even one that was caught`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            await #expect(throws: StorageProblem.unique(table: "things", columns: ["id"])) {
                try await database.write { db in
                    try db.execute("INSERT INTO things (id) VALUES (1)")
                    _ = try? db.execute("INSERT INTO things (id) VALUES (1)")
                }
            }
            let left = try await rows(of: database)
            #expect(left == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `that only reads cannot write`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            await #expect(throws: StorageProblem.self) {
                try await database.read { try $0.execute("INSERT INTO things (id) VALUES (1)") }
            }
            let left = try await rows(of: database)
            #expect(left == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `leaves the connection fit for the next`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            for _ in 0..<20 { _ = try? await database.write { try $0.execute("INSERT INTO nowhere VALUES (1)") } }
            let inserted = try await database.write { try $0.execute("INSERT INTO things (id) VALUES (1)") }
            #expect(inserted == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `counts the rows a statement changed`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            let counts = try await database.write { db in
                [
                    try db.execute("INSERT INTO things (id) VALUES (1), (2), (3)"),
                    try db.execute("UPDATE things SET amount = 1 WHERE id > 1"),
                    try db.execute("UPDATE things SET amount = 1 WHERE id > 9"),
                    try db.execute("SELECT id FROM things"),
                    try db.execute("CREATE TABLE more (id BIGINT)"),
                    try db.execute("DELETE FROM things"),
                ]
            }
            #expect(counts == [3, 2, 0, 0, 0, 3])
        }
    }

    @Test(arguments: Engine.tested)
    func `runs the same statement inside its own loop`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            let pairs = try await database.write { db in
                try db.execute("INSERT INTO things (id) VALUES (1), (2), (3)")
                var pairs = 0
                try db.each("SELECT id FROM things WHERE id < \(9)") { _ in
                    try db.each("SELECT id FROM things WHERE id < \(9)") { _ in pairs += 1 }
                }
                return pairs
            }
            #expect(pairs == 9)
        }
    }

    // ASVS 1.2.4
    @Test(arguments: Engine.tested)
    func `keeps hostile text as text`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            let hostile = "x'); DROP TABLE things; --"
            try await database.write { try $0.execute("INSERT INTO things (id, label) VALUES (1, \(hostile))") }
            let found = try await database.read { try $0.count("SELECT count(*) FROM things WHERE label = \(hostile)") }
            #expect(found == 1)
        }
    }

    private func rows(of database: any Database) async throws -> Int {
        try await database.read { try $0.count("SELECT count(*) FROM things") }
    }

    private struct Stop: Error {}
}
