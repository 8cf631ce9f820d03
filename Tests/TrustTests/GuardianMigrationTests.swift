import Identity
import Storage
import Testing
import TestSupport
@testable import Trust

/// The ledger of consents is made anew with what a hub of before had in it.
@Suite struct GuardianMigrationTests {
    @Test(arguments: Engine.tested)
    func `every answer of before is kept, guarded as it was, and who answered for a child is unknown`(_ engine: Engine) async throws {
        let steps = TrustMigrations.all, new = try #require(steps.firstIndex { $0.id == "trust-009-guardians" })
        try await withDatabase(on: engine, migrations: Array(steps[..<new])) { database in
            try await database.write { db in
                try Self.insert("spoken", explainedBy: "x", db)
                try Self.insert("interpreted", interpreter: "phone", explainedBy: "x", db)
                try Self.insert("guardian", assent: "too_young", explainedBy: "x", db)
                try Self.insert("own_page", db)
                try Self.insert("program", decision: "expired", db)
            }
            try await Migrator(steps).run(on: database)
            let rows = try await database.read { try $0.rows("SELECT * FROM consent_ledger ORDER BY channel").map { row in
                [try row.get("channel"), try row.get("interpreter") ?? "-", try row.get("guardian") ?? "-", try row.get("assent") ?? "-"] as [String]
            } }
            #expect(rows == [
                ["guardian", "-", "unknown", "too_young"], ["interpreted", "phone", "-", "-"], ["own_page", "-", "-", "-"], ["program", "-", "-", "-"],
                ["spoken", "-", "-", "-"],
            ])
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("UPDATE consent_ledger SET decision = 'refused'") } }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("DELETE FROM consent_ledger") } }
            // A child's yes that nobody else says, and one by a guardian without the child's own.
            await #expect(throws: StorageProblem.self) { try await database.write { try Self.insert("spoken", assent: "yes", explainedBy: "x", $0) } }
            await #expect(throws: StorageProblem.self) { try await database.write { try Self.insert("guardian", explainedBy: "x", $0) } }
        }
    }

    private static func insert(
        _ channel: String, decision: String = "given", interpreter: String? = nil, assent: String? = nil, explainedBy: String? = nil, _ db: any Connection
    ) throws {
        _ = try db.execute("""
            INSERT INTO consent_ledger (id, person_id, purpose, recipient, kinds, decision, channel, interpreter, assent, notice_version, notice_language, notice_hash,
                                        at, expires_at, actor, explained_by)
            VALUES (\(channel), 'p', 'reminders', 'hub', 'contact', \(decision), \(channel), \(interpreter), \(assent), 1, 'en', \([UInt8](repeating: 1, count: 32)),
                    '2026-01-01T00:00:00.000Z', NULL, 'a', \(explainedBy))
            """)
    }
}
