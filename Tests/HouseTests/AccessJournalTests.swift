import Foundation
@testable import House
import Identity
import Storage
import Testing
import TestSupport
@testable import Trust

@Suite struct `Records of reads` {
    @Test(arguments: Engine.tested)
    func `share a commit when they come together`(_ engine: Engine) async throws {
        try await withJournal(on: engine) { journal, database, town in
            database.hold()
            try await withThrowingTaskGroup(of: Void.self) { group in
                let reads = town.reads(30)
                group.addTask { try await journal.record([reads[0]]) }
                try await until { database.writes == 1 }
                for read in reads.dropFirst() { group.addTask { try await journal.record([read]) } }
                try await until { await journal.waiting.count == 29 }
                database.letGo()
                try await group.waitForAll()
            }
            #expect(database.writes == 2)
            #expect(try await town.recorded().count == 30)
        }
    }

    @Test(arguments: Engine.tested)
    func `wait for the disk before the answer leaves`(_ engine: Engine) async throws {
        try await withJournal(on: engine) { journal, database, town in
            database.hold()
            let read = Task { try await journal.record([town.reads(1)[0]]) }
            try await until { database.writes == 1 }
            #expect(try await town.recorded().isEmpty)
            database.letGo()
            try await read.value
            #expect(try await town.recorded().count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `are there when the answer leaves, each with its own reader`(_ engine: Engine) async throws {
        try await withJournal(on: engine) { journal, _, town in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for read in town.reads(40) {
                    group.addTask {
                        try await journal.record([read])
                        return try await town.recorded().contains(town.hub.keyring.pseudonym(of: read.actor.person))
                    }
                }
                for try await isThere in group { #expect(isThere) }
            }
        }
    }

    // ASVS 16.5.3
    @Test(arguments: Engine.tested)
    func `that can't be saved fail for everyone who shares the commit, and for nobody after`(_ engine: Engine) async throws {
        try await withJournal(on: engine) { journal, database, town in
            database.fail(with: .full)
            let reads = town.reads(11)
            let saved = await withTaskGroup(of: Int.self) { group in
                for read in reads.dropLast() { group.addTask { (try? await journal.record([read])) == nil ? 0 : 1 } }
                return await group.reduce(0, +)
            }
            #expect(saved == 0)
            database.fail(with: nil)
            try await journal.record([reads[10]])
            #expect(try await town.recorded() == [town.hub.keyring.pseudonym(of: reads[10].actor.person)])
        }
    }

    @Test(arguments: Engine.tested)
    func `are saved when the reader who came first goes away`(_ engine: Engine) async throws {
        try await withJournal(on: engine) { journal, database, town in
            database.hold()
            let reads = town.reads(2)
            let first = Task { try await journal.record([reads[0]]) }
            try await until { database.writes == 1 }
            let second = Task { try await journal.record([reads[1]]) }
            try await until { await journal.waiting.count == 1 }
            first.cancel()
            database.letGo()
            try await second.value
            #expect(try await town.recorded().count == 2)
        }
    }
}

private func withJournal(on engine: Engine, _ work: @Sendable (AccessJournal, HeldDatabase, TestHub) async throws -> Void) async throws {
    try await withHub(on: engine) { town in
        let database = HeldDatabase(town.hub.archive.database)
        try await work(AccessJournal(database: database, keyring: town.hub.keyring), database, town)
    }
}

/// Looks again and again; fails where it does not come true in ten seconds.
private func until(_ isTrue: () async -> Bool) async throws {
    for _ in 0..<5_000 {
        if await isTrue() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("it did not come true in ten seconds")
}

extension TestHub {
    /// So many reads, each by another case worker of the same person.
    fileprivate func reads(_ count: Int) -> [OpenedRead] {
        let person = hub.newID(PersonID.self)
        return (0..<count).map { _ in
            OpenedRead(
                opened: [person: [.identity]],
                actor: Actor(user: hub.newID(), person: hub.newID(), organization: organization, roles: [.caseWorker]), purpose: .casework, at: clock.now)
        }
    }

    /// The readers in the records.
    fileprivate func recorded() async throws -> [String] {
        try await hub.archive.read { try AccessRecordStore(db: $0, keyring: hub.keyring).latest(of: organization, limit: 500).map(\.actor) }
    }
}
