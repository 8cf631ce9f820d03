import Audit
import Foundation
import Identity
import Storage
import Testing
import TestSupport
@testable import Trust

/// Records of who opened what are too many to be entries: the log vouches for some thousands of them at once.
@Suite struct ReadSealTests {
    @Test(arguments: Engine.tested)
    func `reads are bound to the log once each, and verify`(_ engine: Engine) async throws {
        try await withReads(on: engine) { (town) async throws in
            #expect(try await town.log.sealReads() == 0)
            try await town.read(2)
            var report = try await town.log.report()
            #expect(report.fault == nil && report.reads == 9 && report.unsealedReads == 2)
            #expect(try await town.log.sealReads() == 2)
            try await town.log.sign()
            report = try await town.log.report()
            #expect(report.fault == nil && report.reads == 11 && report.unsealedReads == 0)
        }
    }

    // ASVS 16.4.2
    @Test(arguments: Engine.tested, ["id", "at", "actor", "organization", "person", "purpose", "kinds"])
    func `a changed value of any read is found, by the line that vouches for it`(_ engine: Engine, _ column: String) async throws {
        try await withReads(on: engine) { (town) async throws in
            let name = SQL(identifier: column), id = try await town.ids()[4]
            try await town.tamper { _ = try $0.execute("UPDATE access_records SET \(name) = \(name) || 'x' WHERE id = \(id)") }
            #expect(try await town.log.report().fault == AuditFault(.reads, 1))
        }
    }

    @Test(arguments: Engine.tested)
    func `a read that is dropped is found, the last one too, and one that was moved to another seal or put in`(_ engine: Engine) async throws {
        for number in [0, 8] {
            try await withReads(on: engine) { (town) async throws in
                let id = try await town.ids()[number]
                try await town.tamper { _ = try $0.execute("DELETE FROM access_records WHERE id = \(id)") }
                #expect(try await town.log.report().fault?.kind == .reads)
            }
        }
        try await withReads(on: engine) { (town) async throws in
            try await town.tamper { _ = try $0.execute("UPDATE access_records SET seal = 7") }
            #expect(try await town.log.report().fault?.kind == .reads)
        }
        try await withReads(on: engine) { (town) async throws in
            try await town.tamper { db in
                _ = try db.execute("INSERT INTO access_records SELECT id || 'x', at, actor, organization, person, purpose, kinds, seal FROM access_records LIMIT 1")
            }
            #expect(try await town.log.report().fault?.kind == .reads)
        }
    }

    @Test(arguments: Engine.tested)
    func `a second line for the same reads is a fault, whatever it says of them`(_ engine: Engine) async throws {
        try await withReads(on: engine) { (town) async throws in
            let fields: String = try #require(try await town.hub.archive.read { try $0.value("SELECT fields FROM audit_entries WHERE action = 'reads.sealed'") })
            let actor = town.actor, now = town.hub.now()
            try await town.hub.archive.write(by: actor, for: .dataProtection) { db, access in
                try access.record(.readsSealed, on: "reads", fields: fields.split(separator: ",").map(String.init), at: now, in: db)
            }
            #expect(try await town.log.report().fault?.kind == .reads)
            try await town.log.sign()
            #expect(try await town.log.report().fault == AuditFault(.reads, 2))
        }
    }

    @Test(arguments: Engine.tested)
    func `reads of each day have a line of their own`(_ engine: Engine) async throws {
        try await withReads(on: engine) { (town) async throws in
            for _ in 1...2 {
                town.town.clock.advance(by: 86_400)
                try await town.read(2)
            }
            #expect(try await town.log.sealReads() == 4)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'reads.sealed'") } == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `what was let go of as too old may be gone, and nothing younger, however long a hub keeps it`(_ engine: Engine) async throws {
        try await withReads(on: engine) { (town) async throws in
            town.town.clock.advance(by: 40 * 86_400)
            try await town.read(3)
            _ = try await town.log.sealReads()
            let ids = try await town.ids(), keyring = town.hub.keyring, now = town.hub.now()
            try await town.hub.archive.write(by: town.actor, for: .dataProtection) { db, access in
                try AccessRecordStore(db: db, keyring: keyring).dispose(Array(ids.prefix(9)), &access, at: now)
            }
            let report = try await town.log.report()
            #expect(report.fault == nil && report.reads == 3)
            try await town.tamper { _ = try $0.execute("DELETE FROM access_records") }
            #expect(try await town.log.report().fault?.kind == .reads)
        }
    }

    @Test(arguments: Engine.tested)
    func `the table itself lets nobody change a read, nor its seal once it has one`(_ engine: Engine) async throws {
        try await withReads(on: engine) { (town) async throws in
            try await town.read(1)
            for change in [
                "UPDATE access_records SET seal = 1", "UPDATE access_records SET seal = NULL", "UPDATE access_records SET purpose = 'casework'",
                "UPDATE access_records SET person = 'x'", "DELETE FROM access_records", "UPDATE opened_reads SET people = 'identity x'", "DELETE FROM opened_reads",
                "INSERT INTO access_records (id, at, actor, organization, person, purpose, kinds) SELECT id || 'x', at, actor, organization, person, purpose, kinds FROM access_records",
                "INSERT INTO opened_reads (id, at, actor, organization, purpose, people) SELECT id || 'x', at, actor, organization, purpose, '' FROM opened_reads",
            ] as [SQL] {
                await #expect(throws: StorageProblem.self) { try await town.hub.archive.database.write { _ = try $0.execute(change) } }
            }
            #expect(try await town.log.sealReads() == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever asks finds the same before the log vouches for a read and after`(_ engine: Engine) async throws {
        try await withReads(on: engine) { (town) async throws in
            let hub = town.hub, actor = town.actor, people: [PersonID] = [town.person, hub.newID(), hub.newID()], start = hub.now()
            town.town.clock.advance(by: 60)
            let read = OpenedRead(
                opened: [people[0]: [.identity, .contact], people[1]: [.identity, .contact], people[2]: [.birth], actor.person: [.identity]],
                actor: actor, purpose: .casework, at: hub.now())
            try await hub.archive.database.write { try AccessRecordStore(db: $0, keyring: hub.keyring).record([read]) }
            let found: @Sendable () async throws -> [Set<String>] = {
                try await hub.archive.read { db in
                    let store = AccessRecordStore(db: db, keyring: hub.keyring)
                    var own: [AccessRecord] = []
                    try store.eachOpened(of: people[1]) { own.append($0) }
                    func text(_ records: [AccessRecord]) -> Set<String> { Set(records.map { "\($0)" }) }
                    return [
                        text(own), text(try store.latest(of: actor.organization, limit: 5)), text(try store.latest(of: actor.organization, limit: 5, offset: 2)),
                        try store.people(openedBy: actor.person, from: start, to: .distantFuture, kinds: [.contact]),
                    ]
                }
            }
            let before = try await found()
            #expect(before.map(\.count) == [1, 5, 5, 2] && before[0].allSatisfy { $0.contains("contact") && !$0.contains("birth") })
            #expect(try await town.log.sealReads() == 4)
            #expect(try await found() == before)
            #expect(try await town.log.report().fault == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `the newest come first, page by page, over those that the log vouches for and those it does not yet`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            let hub = town.hub, start = hub.now(), own = town.actor.organization, person = town.person
            try await town.read(3)
            _ = try await town.log.sealReads()
            try await town.read(2)
            func seconds(_ limit: Int, after offset: Int) async throws -> [Int] {
                try await hub.archive.read { db in
                    try AccessRecordStore(db: db, keyring: hub.keyring).latest(of: own, limit: limit, offset: offset).map { Int($0.at.timeIntervalSince(start)) }
                }
            }
            #expect(try await seconds(9, after: 0) == [5, 4, 3, 2, 1])
            #expect(try await [seconds(2, after: 0), seconds(2, after: 1), seconds(2, after: 2), seconds(2, after: 4)] == [[5, 4], [4, 3], [3, 2], [1]])
            let told = try await hub.archive.read { db in
                var told: [Int] = []
                try AccessRecordStore(db: db, keyring: hub.keyring).eachOpened(of: person) { told.append(Int($0.at.timeIntervalSince(start))) }
                return told
            }
            #expect(told == [1, 2, 3, 4, 5])
        }
    }

    @Test(arguments: Engine.tested)
    func `reads that a hub of before had without a seal are kept, and bound`(_ engine: Engine) async throws {
        let steps = TrustMigrations.all, new = try #require(steps.firstIndex { $0.id == "trust-008-opened-reads" })
        try await withDatabase(on: engine, migrations: Array(steps[..<new])) { database in
            try await database.write { db in
                for (id, seal) in [("a", 7), ("b", nil), ("c", nil)] as [(String, Int?)] {
                    _ = try db.execute("INSERT INTO access_records (id, at, actor, organization, person, purpose, kinds, seal) VALUES (\(id), '2026-01-01T00:00:00.000Z', 'x', 'o', 'y', 'casework', 'birth,identity', \(seal))")
                }
            }
            try await Migrator(steps).run(on: database)
            let rows = try await database.read { db in
                (try db.rows("SELECT id FROM access_records").map { try $0.get("id") as String }, try OpenedReadStore(db: db).oldest(of: 9).rows.map { [$0.id, $0.person, $0.kinds] })
            }
            #expect(rows.0 == ["a"] && rows.1 == [["b.000001", "y", "birth,identity"], ["c.000001", "y", "birth,identity"]])
        }
    }

    /// Nine reads, bound to the log by its first line.
    private func withReads(on engine: Engine, _ work: (LogTown) async throws -> Void) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.read(9)
            #expect(try await town.log.sealReads() == 9)
            try await town.log.sign()
            try await work(town)
        }
    }
}

extension LogTown {
    fileprivate func read(_ count: Int) async throws {
        let keyring = hub.keyring, actor = actor, person = person
        for _ in 0..<count {
            town.clock.advance(by: 1)
            let read = OpenedRead(opened: [person: [.identity, .contact]], actor: actor, purpose: .casework, at: hub.now())
            try await hub.archive.database.write { try AccessRecordStore(db: $0, keyring: keyring).record([read]) }
        }
    }

    fileprivate func ids() async throws -> [String] { try await hub.archive.read { try $0.rows("SELECT id FROM access_records ORDER BY id").map { try $0.get("id") } } }
}
