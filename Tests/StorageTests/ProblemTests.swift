import Storage
import Testing
import TestSupport

@Suite struct `A problem` {
    struct Case: Sendable, CustomTestStringConvertible {
        let statement: SQL, problem: StorageProblem
        var testDescription: String { "\(problem)" }
    }

    static let cases = [
        Case(statement: "INSERT INTO things (id) VALUES (\(1))", problem: .unique(table: "things", columns: ["id"])),
        Case(
            statement: "INSERT INTO things (id, amount, label) VALUES (2, \(7), \("secret" as String))",
            problem: .unique(table: "things", columns: ["amount", "label"])),
        Case(statement: "INSERT INTO things (id, weight) VALUES (1001, \(1.5))", problem: .check(constraint: "small_enough")),
        Case(statement: "INSERT INTO things (id, parent) VALUES (3, \(99))", problem: .foreignKey),
        Case(statement: "DELETE FROM things WHERE id = \(1)", problem: .foreignKey),
        Case(
            statement: "INSERT INTO things (id, name) VALUES (4, \(String?.none))",
            problem: .missing(table: "things", column: "name")),
        Case(statement: "DELETE FROM log", problem: .trigger),
    ]

    @Test(arguments: Engine.tested, cases)
    func `is the same on both engines`(engine: Engine, example: Case) async throws {
        try await withRules(on: engine) { database in
            await #expect(throws: example.problem) { try await database.write { try $0.execute(example.statement) } }
        }
    }

    @Test(arguments: Engine.tested, [
        ("SELEC 1", "SELEC"), ("SELECT nothing FROM things", "nothing"), ("SELECT 1 FROM nowhere", "nowhere"),
    ] as [(SQL, String)])
    func `of a wrong statement says what is wrong with it`(engine: Engine, example: (SQL, String)) async throws {
        let (statement, mistake) = example
        let problem = try #require(await problem(of: statement, on: engine))
        guard case .statement(let message) = problem else { Issue.record("\(problem)"); return }
        #expect(message.contains(mistake))
    }

    // ASVS 16.2.5 16.5.1
    @Test(arguments: Engine.tested, [
        "INSERT INTO things (id, amount, label) VALUES (2, 7, \("secret" as String))",
        "SELECT json_array_length(\("secret" as String))",
        "INSERT INTO things (id, name) VALUES (1, \("secret" as String))",
    ] as [SQL])
    func `never tells a value`(engine: Engine, statement: SQL) async throws {
        let problem = try #require(await problem(of: statement, on: engine))
        #expect(!String(reflecting: problem).contains("secret"))
    }

    private func problem(of statement: SQL, on engine: Engine) async -> StorageProblem? {
        do {
            _ = try await withRules(on: engine) { database in try await database.write { try $0.rows(statement) } }
            return nil
        } catch {
            return error as? StorageProblem
        }
    }

    /// A row to collide with, one that refers to it, and a table that only grows.
    @discardableResult
    private func withRules<R>(on engine: Engine, _ work: (any Database) async throws -> R) async throws -> R {
        let log = Migration(
            id: "log-1",
            sql: ["CREATE TABLE log (line TEXT)", "INSERT INTO log VALUES ('first')"],
            sqlite: ["CREATE TRIGGER log_grows BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'kept'); END"],
            postgres: [
                """
                CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'kept'; END $$
                """,
                "CREATE TRIGGER log_grows BEFORE DELETE ON log FOR EACH ROW EXECUTE FUNCTION keep()",
            ])
        return try await withDatabase(on: engine, migrations: [things, log]) { database in
            try await database.write { db in
                try db.execute("INSERT INTO things (id, amount, label) VALUES (1, 7, \("secret" as String))")
                try db.execute("INSERT INTO things (id, parent) VALUES (10, 1)")
            }
            return try await work(database)
        }
    }
}
