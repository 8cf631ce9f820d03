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
            try await town.read(1)
            try await town.tamper { db in
                _ = try db.execute("UPDATE access_records SET seal = (SELECT max(seal) FROM access_records) WHERE seal IS NULL")
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
            for change in ["seal = 1", "seal = NULL", "purpose = 'casework'", "person = 'x'"] as [SQL] {
                await #expect(throws: StorageProblem.self) { try await town.hub.archive.database.write { _ = try $0.execute("UPDATE access_records SET \(change)") } }
            }
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
