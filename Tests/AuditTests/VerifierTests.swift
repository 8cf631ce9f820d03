import Audit
import House
import Identity
import Merkle
import Storage
import Testing
import TestSupport
@testable import Trust

@Suite struct VerifierTests {
    private static let count = 9

    @Test(arguments: Engine.tested)
    func `an untouched log verifies, with all its heads and what waits`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            try await town.record(2)
            let report = try await town.log.report()
            #expect(report.fault == nil && report.entries == Self.count && report.heads == 3 && report.pending == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `an empty log verifies, signed or not`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            #expect(try await town.log.report() == AuditReport())
            #expect(try await town.log.sign().root == .empty)
            #expect(try await town.log.report() == AuditReport(heads: 1))
        }
    }

    @Test(arguments: Engine.tested)
    func `a log that was taken away with all its signatures is empty beside people, which is a fault; a head from outside says what is missing`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Amal"), ("ground", "public_task")])
            let log = AuditLog(hub: browser.town.hub), head = try await log.sign(), town = LogTown(town: browser.town, actor: .program(of: browser.town.organization), person: browser.town.hub.newID())
            #expect(try await log.report().fault == nil)
            try await town.tamper { db in for table in ["audit_heads", "audit_entries", "audit_pending"] as [SQL] { try db.execute("DELETE FROM \(table)") } }
            #expect(try await log.report().fault == AuditFault(.empty, 1))
            #expect(try await log.report(witnesses: [head]).fault == AuditFault(.missing, 1, through: head.size))
            // What was signed anew over nothing changes nothing.
            try await log.sign()
            #expect(try await log.check().fault == AuditFault(.empty, 1))
            #expect(try await browser.as(.officer).get("/desk?lang=en").text.contains("The log is empty"))
        }
    }

    // ASVS 16.4.2
    @Test(arguments: Engine.tested, ["id", "at", "action", "actor", "organization", "purpose", "object", "person", "fields"])
    func `a changed value of any entry is found, and the entry named`(_ engine: Engine, _ column: String) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            let column = SQL(identifier: column)
            for number in (1...Self.count).reversed() {
                try await town.tamper { try $0.execute("UPDATE audit_entries SET \(column) = \(column) || 'x' WHERE number = \(number)") }
                let report = try await town.log.report()
                #expect(report.fault == AuditFault(.changed, number) && report.entries == number - 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `entries cut off at the end are found`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            for number in (1...Self.count).reversed() {
                try await town.tamper { try $0.execute("DELETE FROM audit_entries WHERE number = \(number)") }
                #expect(try await town.log.report().fault == AuditFault(.missing, number, through: Self.count))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an entry dropped from among others is named`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            for number in (1..<Self.count).reversed() {
                try await town.tamper { try $0.execute("DELETE FROM audit_entries WHERE number = \(number)") }
                #expect(try await town.log.report().fault == AuditFault(.missing, number))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `two entries that changed places are found`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            try await town.exchange(3, 7)
            #expect(try await town.log.report().fault == AuditFault(.changed, 3))
        }
    }

    @Test(arguments: Engine.tested)
    func `with every hash made to fit, the signature over the entries tells`(_ engine: Engine) async throws {
        for number in [1, 4, 9] {
            try await withSignedLog(on: engine) { (town) async throws in
                try await town.tamper { try $0.execute("UPDATE audit_entries SET action = 'nothing.done' WHERE number = \(number)") }
                try await town.forgeHashes()
                let signed = [1: (1, 3), 4: (4, 6), 9: (7, 9)][number]
                #expect(try await town.log.report().fault == signed.map { AuditFault(.rewritten, $0.0, through: $0.1) })
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an order made to fit is told by the signature, too`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            try await town.exchange(5, 6)
            try await town.forgeHashes()
            #expect(try await town.log.report().fault == AuditFault(.rewritten, 4, through: 6))
        }
    }

    @Test(arguments: Engine.tested)
    func `a stored hash that is not the tree's is found`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            let wrong = [UInt8](repeating: 7, count: 32)
            let right: [UInt8]? = try await town.hub.archive.read { try $0.value("SELECT tree_hash FROM audit_entries WHERE number = 4") }
            let hashes = try #require(right).prefix(32) + wrong + wrong
            try await town.tamper { try $0.execute("UPDATE audit_entries SET tree_hash = \(Array(hashes)) WHERE number = 4") }
            #expect(try await town.log.report().fault == AuditFault(.hashes, 4))
        }
    }

    @Test(arguments: Engine.tested)
    func `a head that was changed, or signed by another hub, is found`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            try await town.tamper { try $0.execute("UPDATE audit_heads SET at = '2020-01-01T00:00:00.000Z' WHERE number = 1") }
            #expect(try await town.log.report().fault == AuditFault(.signature, 3))
        }
    }

    @Test(arguments: Engine.tested)
    func `a head that was dropped from among the others is found`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            try await town.tamper { try $0.execute("DELETE FROM audit_heads WHERE number = 2") }
            #expect(try await town.log.report().fault == AuditFault(.heads, 9))
        }
    }

    @Test(arguments: Engine.tested)
    func `a history rewritten with its heads is told by a head that was kept elsewhere`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            let kept = try await town.hub.archive.read { try $0.auditHeads.all().map(\.head) }
            try await town.tamper { db in
                try db.execute("DELETE FROM audit_heads")
                try db.execute("DELETE FROM audit_entries WHERE number > 5")
            }
            #expect(try await town.log.report().fault == nil)
            #expect(try await town.log.report(witnesses: kept).fault == AuditFault(.missing, 6, through: 9))
            try await town.record(4)
            try await town.log.sign()
            #expect(try await town.log.report(witnesses: kept).fault == AuditFault(.rewritten, 4, through: 6))
        }
    }

    @Test(arguments: Engine.tested)
    func `a person's erasure leaves every root as it was, and nobody can find them in the log again`(_ engine: Engine) async throws {
        try await withSignedLog(on: engine) { (town) async throws in
            let person = town.person, keyring = town.hub.keyring, heads = try await town.hub.archive.read { try $0.auditHeads.all().map(\.head) }
            let name = try keyring.auditName(ofPerson: person)
            @Sendable func found(_ name: String) async throws -> Int {
                try await town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_entries WHERE person = \(name)") }
            }
            #expect(try await found(name) == Self.count)
            try await keyring.destroy(person)
            let later = try keyring.auditName(ofPerson: person)
            #expect(try await found(later) == 0)
            #expect(try await found(keyring.pseudonym(of: person)) == 0)
            try await town.record(3)
            try await town.log.sign()
            let report = try await town.log.report(witnesses: heads)
            #expect(report.fault == nil && report.entries == Self.count + 3)
            #expect(try await found(name) == Self.count)
        }
    }

    /// Nine entries with a head after each three.
    private func withSignedLog(on engine: Engine, _ work: (LogTown) async throws -> Void) async throws {
        try await withLog(on: engine) { (town) async throws in
            for _ in 0..<3 {
                try await town.record(Self.count / 3)
                try await town.log.sign()
            }
            try await work(town)
        }
    }
}

extension LogTown {
    /// Gives two entries each other's numbers, and leaves the hashes where they were.
    fileprivate func exchange(_ one: Int, _ other: Int) async throws {
        try await tamper { db in
            let hashes = try [one, other].map { try db.value("SELECT tree_hash FROM audit_entries WHERE number = \($0)") ?? [UInt8]() }
            try db.execute("UPDATE audit_entries SET number = 1000 WHERE number = \(one)")
            try db.execute("UPDATE audit_entries SET number = \(one), tree_hash = \(hashes[0]) WHERE number = \(other)")
            try db.execute("UPDATE audit_entries SET number = \(other), tree_hash = \(hashes[1]) WHERE number = 1000")
        }
    }
}
