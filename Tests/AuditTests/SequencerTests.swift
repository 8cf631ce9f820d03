import Merkle
import Storage
import Testing
import TestSupport
@testable import Trust

@Suite struct SequencerTests {
    @Test(arguments: Engine.tested)
    func `entries get their numbers in the order of their time, and wait no longer`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.record(20)
            let waiting = try await town.hub.archive.read { try AuditPendingStore(db: $0).oldest(100) }
            #expect(try await town.log.sequence() == 20)
            let numbered = try await town.hub.archive.read { db in try (1...20).map { try db.auditLog.entry($0) } }
            #expect(numbered == waiting && zip(waiting, waiting.dropFirst()).allSatisfy { $0.at < $1.at })
            #expect(try await town.hub.archive.read { try $0.auditLog.pendingCount() } == 0)
            #expect(try await town.log.sequence() == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `more than one batch makes the same tree as the definition`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.recordAtOnce(1203)
            #expect(try await town.log.sequence() == 1203)
            var edge = MerkleEdge()
            for text in try await town.texts() { edge.append(.leaf(Array(text.utf8))) }
            let size = edge.size, root = edge.root
            #expect(try await town.hub.archive.read { try $0.auditLog.tree(size: size).root() } == root && size == 1203)
        }
    }

    @Test(arguments: Engine.tested)
    func `of several who number at once, each entry gets one number`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.recordAtOnce(900)
            let counted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await town.log.sequence() } }
                return try await group.reduce(0, +)
            }
            #expect(counted == 900)
            #expect(try await town.log.report() == AuditReport(entries: 900))
        }
    }

    @Test(arguments: Engine.tested)
    func `an entry is dropped from what waits only once it has its number`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.record(1)
            let database = town.hub.archive.database
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("DELETE FROM audit_pending") } }
            try await town.log.sequence()
            #expect(try await database.read { try $0.count("SELECT count(*) FROM audit_pending") } == 0)
        }
    }

    // ASVS 16.4.2
    @Test(arguments: Engine.tested, ["audit_entries", "audit_heads", "audit_checks"])
    func `what is numbered, signed or checked can be neither changed nor dropped`(_ engine: Engine, _ table: String) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.record(1)
            try await town.log.sign()
            try await town.log.check()
            let name = SQL(identifier: table), database = town.hub.archive.database
            #expect(try await database.read { try $0.count("SELECT count(*) FROM \(name)") } == 1)
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("UPDATE \(name) SET at = 'x'") } }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("DELETE FROM \(name)") } }
            // SQLite knows no TRUNCATE, which is refused as well.
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("TRUNCATE TABLE \(name)") } }
        }
    }

    // ASVS 16.4.1
    @Test(arguments: Engine.tested)
    func `a name with a line feed never gets into the log`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            let actor = town.actor, now = town.hub.now()
            await #expect(throws: StorageProblem.invalidText) {
                try await town.hub.archive.write(by: actor, for: .casework) { db, access in
                    try access.record(.sampleDone, on: "row", fields: ["a\nb"], at: now, in: db)
                }
            }
        }
    }
}
