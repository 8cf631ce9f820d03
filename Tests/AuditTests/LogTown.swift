import Audit
import Foundation
import House
import Identity
import Merkle
import Storage
import Testing
import TestSupport
import Trust

extension AuditAction {
    static let sampleDone = AuditAction(rawValue: "sample.done")
}

/// A hub whose log holds what a test puts there.
struct LogTown: Sendable {
    let town: TestHub
    let actor: Actor
    /// Whom the entries are about.
    let person: PersonID
    var hub: Hub { town.hub }
    var log: AuditLog { AuditLog(hub: town.hub) }

    /// Entries a second apart, so that their order is known.
    func record(_ count: Int) async throws {
        for _ in 0..<count {
            town.clock.advance(by: 1)
            try await recordAtOnce(1)
        }
    }

    func recordAtOnce(_ count: Int) async throws {
        let now = hub.now(), person = person
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            for number in 0..<count { try access.record(.sampleDone, on: "row \(number)", of: person, fields: ["name", "address"], at: now, in: db) }
        }
    }

    /// Changes the log as someone with the database's password would: past the triggers.
    func tamper(_ work: @escaping @Sendable (any Connection) throws -> Void) async throws {
        let tables: [SQL] = ["audit_entries", "audit_heads", "audit_pending", "audit_counter_signatures", "opened_reads", "access_records"]
        try await hub.archive.database.write { db in
            for table in tables {
                if db.engine == .postgres { try db.execute("ALTER TABLE \(table) DISABLE TRIGGER USER") } else {
                    for guardian in ["no_UPDATE", "no_DELETE", "bound", "kept"] as [SQL] { try db.execute("DROP TRIGGER IF EXISTS \(table)_\(guardian)") }
                }
            }
            try work(db)
        }
    }

    /// The entries' texts in their order.
    func texts() async throws -> [String] {
        try await hub.archive.read { db in
            try (1...max(db.auditLog.size(), 1)).compactMap { try db.auditLog.entry($0)?.text }
        }
    }

    /// Writes the hashes anew, so that they fit the entries as they are now.
    func forgeHashes() async throws {
        let texts = try await texts()
        try await tamper { db in
            var edge = MerkleEdge()
            for text in texts {
                let hashes = edge.append(.leaf(Array(text.utf8))).flatMap(\.bytes)
                try db.execute("UPDATE audit_entries SET tree_hash = \(hashes) WHERE number = \(edge.size)")
            }
        }
    }
}

func withLog(on engine: Engine, _ work: (LogTown) async throws -> Void) async throws {
    try await withHub(on: engine) { (town) async throws in
        let (one, other): (PersonID, PersonID) = (town.hub.newID(), town.hub.newID())
        try await town.hub.keyring.prepare([one, other], at: town.hub.now())
        let actor = Actor(user: town.hub.newID(), person: one, organization: town.organization, roles: [.caseWorker])
        try await work(LogTown(town: town, actor: actor, person: other))
    }
}
