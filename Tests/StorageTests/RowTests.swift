import Storage
import Testing
import TestSupport

@Suite struct `A row` {
    // ASVS 15.3.5
    @Test(arguments: Engine.tested)
    func `tells which column holds another type`(engine: Engine) async throws {
        try await expect(.wrongType(column: "b"), on: engine) { let _: Int = try $0.get("b") }
    }

    @Test(arguments: Engine.tested)
    func `does not take NULL for a value`(engine: Engine) async throws {
        try await expect(.wrongType(column: "c"), on: engine) { _ = try $0["c", as: Int.self] }
    }

    @Test(arguments: Engine.tested)
    func `refuses a case an enum does not have`(engine: Engine) async throws {
        try await expect(.wrongType(column: "b"), on: engine) { let _: Color = try $0.get("b") }
    }

    @Test(arguments: Engine.tested)
    func `tells of a column it lacks`(engine: Engine) async throws {
        try await expect(.unknownColumn("d"), on: engine) { let _: Int = try $0.get("d") }
    }

    @Test(arguments: Engine.tested)
    func `takes the first of two columns with one name`(engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let first: Int = try await database.read { try #require(try $0.row("SELECT 1 AS a, 2 AS a")).get("a") }
            #expect(first == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `reads a sum of whole numbers as one`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            let sum: Int64? = try await database.write { db in
                try db.execute("INSERT INTO things (id, amount) VALUES (1, 40), (2, 2)")
                return try db.value("SELECT sum(amount) FROM things")
            }
            #expect(sum == 42)
        }
    }

    @Test(arguments: Engine.tested)
    func `reads a comparison as yes or no`(engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let answer: Bool? = try await database.read { try $0.value("SELECT 2 > 1") }
            #expect(answer == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `of nothing has no value`(engine: Engine) async throws {
        try await withThings(on: engine) { database in
            let label: String? = try await database.read { try $0.value("SELECT max(label) FROM things") }
            #expect(label == nil)
        }
    }

    @Test func `is described without its values`() {
        #expect("\(Row(columns: ["name"], values: [.text("Olena")]))" == "Row(name)")
    }

    private func expect(
        _ problem: StorageProblem, on engine: Engine, _ read: @escaping @Sendable (Row) throws -> Void
    ) async throws {
        try await withDatabase(on: engine) { database in
            await #expect(throws: problem) {
                try await database.read { db in
                    for row in try db.rows("SELECT 1 AS a, 'x' AS b, NULL AS c") { try read(row) }
                }
            }
        }
    }
}
