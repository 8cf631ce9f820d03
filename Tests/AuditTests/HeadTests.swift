import Audit
import Foundation
import House
import Storage
import Testing
import TestSupport
@testable import Trust

@Suite struct HeadTests {
    @Test(arguments: Engine.tested)
    func `a head covers what was pending when it was asked for`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.record(5)
            let head = try await town.log.sign(), key = try await town.log.verifyingKey()
            #expect(head.size == 5 && head.isSigned(by: key))
        }
    }

    @Test(arguments: Engine.tested)
    func `a head is never older than the one before, also where the clock was set back`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            let first = try await town.log.sign()
            town.town.clock.advance(by: -3600)
            #expect(try await town.log.sign().at == first.at)
            #expect(try await town.log.report().fault == nil)
        }
    }

    @Test func `a note is read back as the head that it holds, and nothing else is`() async throws {
        try await withLog(on: .sqlite) { (town) async throws in
            try await town.record(1)
            let head = try await town.log.sign(), note = head.note(try await town.log.verifyingKey())
            #expect(AuditHead(note: note) == head)
            for broken in ["", "x", String(note.dropFirst()), note.replacing(head.root.hex, with: "00"), String(note.prefix(90))] {
                #expect(AuditHead(note: broken) == nil)
            }
        }
    }

    // ASVS 16.2.1 16.2.4
    @Test func `the text of an entry is its ten lines`() async throws {
        try await withLog(on: .sqlite) { (town) async throws in
            try await town.record(1)
            try await town.log.sequence()
            let lines = try #require(try await town.texts().first).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let keyring = town.hub.keyring
            #expect(lines.count == 11 && lines[0] == "tessera audit entry 1" && lines[1].count == 36 && lines[10] == "")
            #expect(lines[2] == "2026-11-21T12:00:01.000Z" && lines[3] == "sample.done" && lines[6] == "casework" && lines[9] == "address,name")
            #expect(try lines[4] == keyring.auditName(ofPerson: town.actor.person) && lines[8] == keyring.auditName(ofPerson: town.person))
            #expect(try lines[7] == keyring.auditName(of: "object|row 0", under: town.person) && lines[5] == town.town.organization.text)
        }
    }

    @Test(arguments: Engine.tested)
    func `what changes is numbered within seconds, signed within the hour, and checked in the night`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            let hub = town.town.hub(with: [.audit]), runner = JobRunner(hub: hub)
            try await runner.runDue()
            try await town.recordAtOnce(3)
            town.town.clock.advance(by: 5)
            #expect(try await runner.runDue().done == ["audit.sequence"])
            #expect(try await hub.archive.read { try $0.auditLog.size() } == 3)
            town.town.clock.advance(by: 3600)
            #expect(try await runner.runDue().done == ["audit.sign"])
            #expect(try await hub.archive.read { try $0.auditHeads.newest()?.head.size } == 3)
            town.town.clock.advance(by: 14 * 3600)
            #expect(try await runner.runDue().done.contains("audit.verify"))
            #expect(try await hub.archive.read { try $0.auditChecks.newest() } == AuditCheck(at: town.hub.now(), entries: 3, heads: 2, fault: nil))
        }
    }
}
