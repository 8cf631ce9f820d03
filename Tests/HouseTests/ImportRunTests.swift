import Foundation
@testable import House
import Identity
import Localization
import Synchronization
import Testing
import TestSupport

@Suite struct ImportRunTests {
    private let ids = (1...12).map { ImportRunID(high: 1, low: $0) }
    private let file = Array("Name\nAmal\n".utf8)
    private let actor = Actor(user: ID(high: 2, low: 1), person: ID(high: 2, low: 2), organization: ID(high: 2, low: 3), roles: [.caseWorker])

    private func list(_ run: @escaping ListImport.Run) -> ListImport {
        ListImport(name: "things", title: Message("Bring in a list of households"), fields: [], roles: [.caseWorker], purpose: .casework, run: run)
    }

    private func withRuns(_ work: (ImportRuns, TestHub) async throws -> Void) async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            try await work(town.hub.imports, town)
            await town.hub.imports.stop()
        }
    }

    private func stage(_ id: ImportRunID, _ list: ListImport, _ runs: ImportRuns) async throws -> ImportRun.Stage {
        try #require(await runs.find(id, of: list, for: actor)).stage
    }

    /// Waits until something holds, for ten seconds at most.
    private func eventually(_ holds: () async throws -> Bool) async throws {
        for _ in 0..<1000 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it never came to hold")
    }

    @Test func `how many rows are done is seen while the work goes on, and then what it found`() async throws {
        try await withRuns { runs, _ in
            let gate = Opening(), list = list { _, _, _, _, _, progress in
                try progress(3, 10)
                await gate.wait()
                return ImportReport()
            }
            try await runs.take(file, named: "a.csv", as: ids[0], for: list, by: actor)
            try await eventually { if case .working(let work) = try await stage(ids[0], list, runs) { work.rows == (3, 10) && !work.isReal } else { false } }
            gate.open()
            try await eventually { if case .checked(["Name"], _, _) = try await stage(ids[0], list, runs) { true } else { false } }
        }
    }

    @Test func `lists are worked on one at a time`() async throws {
        try await withRuns { runs, _ in
            let busy = Mutex((now: 0, most: 0))
            let list = list { _, _, _, _, _, _ in
                busy.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                try await Task.sleep(for: .milliseconds(20))
                busy.withLock { $0.now -= 1 }
                return ImportReport()
            }
            for id in ids.prefix(4) { try await runs.take(file, named: "a.csv", as: id, for: list, by: actor) }
            for id in ids.prefix(4) { try await eventually { try await !#require(runs.find(id, of: list, for: actor)).isWorking } }
            #expect(busy.withLock { $0.most } == 1)
        }
    }

    @Test func `going twice takes it in once`() async throws {
        try await withRuns { runs, _ in
            let taken = Mutex(0)
            let list = list { _, _, _, _, isDryRun, _ in
                if !isDryRun { taken.withLock { $0 += 1 } }
                return ImportReport()
            }
            try await runs.take(file, named: "a.csv", as: ids[0], for: list, by: actor)
            await runs.settle(ids[0])
            for _ in 1...3 { await runs.go(on: ids[0], list, nil, isReal: true) }
            try await eventually { if case .done = try await stage(ids[0], list, runs) { true } else { false } }
            await runs.go(on: ids[0], list, nil, isReal: true)
            #expect(taken.withLock { $0 } == 1)
            #expect(await runs.find(ids[0], of: list, for: actor)?.file == [])
        }
    }

    // ASVS 2.3.2 15.2.2
    @Test func `the oldest makes room, and where all are under way a new one is refused`() async throws {
        try await withRuns { runs, _ in
            let quick = list { _, _, _, _, _, _ in ImportReport() }
            for id in ids.prefix(ImportRuns.most + 1) {
                try await runs.take(file, named: "a.csv", as: id, for: quick, by: actor)
                try await eventually { try await !#require(runs.find(id, of: quick, for: actor)).isWorking }
            }
            #expect(await runs.find(ids[0], of: quick, for: actor) == nil)
            #expect(await runs.find(ids[1], of: quick, for: actor) != nil)
        }
        try await withRuns { runs, _ in
            let gate = Opening(), slow = list { _, _, _, _, _, _ in
                await gate.wait()
                return ImportReport()
            }
            let large = [UInt8](repeating: 65, count: ImportRuns.mostBytes / 4)
            try await runs.take(file, named: "a.csv", as: ids[0], for: slow, by: actor)
            for id in ids[1...3] { try await runs.take(large, named: "a.csv", as: id, for: slow, by: actor) }
            await #expect(throws: ImportProblem.self) { try await runs.take(large, named: "a.csv", as: ids[4], for: slow, by: actor) }
            gate.open()
        }
    }

    // ASVS 8.2.2
    @Test func `nobody else finds it, and nobody finds it in another list`() async throws {
        try await withRuns { runs, _ in
            let list = list { _, _, _, _, _, _ in ImportReport() }
            try await runs.take(file, named: "a.csv", as: ids[0], for: list, by: actor)
            let colleague = Actor(user: ID(high: 2, low: 9), person: ID(high: 2, low: 8), organization: actor.organization, roles: actor.roles)
            let elsewhere = Actor(user: actor.user, person: actor.person, organization: ID(high: 2, low: 7), roles: actor.roles)
            let other = ListImport(name: "others", title: list.title, fields: [], roles: list.roles, purpose: list.purpose, run: list.run)
            #expect(await runs.find(ids[0], of: list, for: colleague) == nil)
            #expect(await runs.find(ids[0], of: list, for: elsewhere) == nil)
            #expect(await runs.find(ids[0], of: other, for: actor) == nil)
            #expect(await runs.find(ids[0], of: list, for: actor) != nil)
        }
    }

    @Test func `told to stop, what is under way ends and leaves nothing`() async throws {
        try await withRuns { runs, _ in
            let list = list { _, _, _, _, _, progress in
                while true {
                    try progress(1, 2)
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            for id in ids.prefix(2) { try await runs.take(file, named: "a.csv", as: id, for: list, by: actor) }
            await runs.stop()
            for id in ids.prefix(2) { #expect(try await !#require(runs.find(id, of: list, for: actor)).isWorking) }
        }
    }
}

/// Keeps whoever waits until it is opened.
private final class Opening: Sendable {
    private let isOpen = Mutex(false)
    func open() { isOpen.withLock { $0 = true } }
    func wait() async { while !isOpen.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) } }
}
