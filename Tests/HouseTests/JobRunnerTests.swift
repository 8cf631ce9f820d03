import Foundation
@testable import House
import Identity
import Storage
import Synchronization
import Testing
import TestSupport

@Suite struct JobRunnerTests {
    @Test(arguments: Engine.tested)
    func `a job runs when it is due, and not before`(_ engine: Engine) async throws {
        let count = Count()
        try await withJobs([Job("a", .every(seconds: 60)) { _ in count.add() }], on: engine) { (town, hub) async throws in
            let runner = JobRunner(hub: hub)
            #expect(try await runner.runDue() == .init())
            town.clock.advance(by: 59)
            try await runner.runDue()
            #expect(count.value == 0)
            town.clock.advance(by: 1)
            #expect(try await runner.runDue().done == ["a"])
            #expect(try await runner.runDue() == .init())
            #expect(count.value == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a daily job runs at its hour in the hub's zone, in winter and in summer`(_ engine: Engine) async throws {
        let times = Times()
        try await withJobs([Job("a", .daily(hour: 6)) { times.add($0.now()) }], on: engine) { (town, hub) async throws in
            let runner = JobRunner(hub: hub)
            try await runner.runDue()
            for _ in 0..<(24 * 160) {
                town.clock.advance(by: 3600)
                try await runner.runDue()
            }
            let days = times.value.map { Day($0, in: hub.settings.value.zone) }
            #expect(days.count == 160 && Set(days).count == 160)
            // Noon in November is in winter; by the end of April London is an hour ahead.
            #expect(Set(times.value.map { Int($0.timeIntervalSince1970) % 86_400 / 3600 }) == [5, 6])
        }
    }

    @Test(arguments: Engine.tested)
    func `of many runners at once, one runs the job`(_ engine: Engine) async throws {
        let count = Count(), atOnce = Mutex((now: 0, most: 0))
        let job = Job("a", .every(seconds: 60)) { _ in
            atOnce.withLock { $0.now += 1; $0.most = max($0.most, $0.now) }
            try await Task.sleep(for: .milliseconds(100))
            atOnce.withLock { $0.now -= 1 }
            count.add()
        }
        try await withJobs([job], on: engine) { (town, hub) async throws in
            try await JobRunner(hub: hub).runDue()
            town.clock.advance(by: 60)
            let rounds = try await withThrowingTaskGroup(of: JobRunner.Round.self) { group in
                for _ in 0..<8 { group.addTask { try await JobRunner(hub: hub).runDue() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(count.value == 1 && atOnce.withLock { $0.most } == 1)
            #expect(rounds.flatMap(\.done) == ["a"])
        }
    }

    @Test(arguments: Engine.tested)
    func `a job whose runner died runs again once the lease is over`(_ engine: Engine) async throws {
        let count = Count(), machine = TestClock(.testNoon)
        try await withJobs([Job("a", .every(seconds: 60)) { _ in count.add() }], on: engine) { (town, hub) async throws in
            let runner = JobRunner(hub: hub, time: { machine.now })
            try await runner.runDue()
            town.clock.advance(by: 60)
            let now = hub.now()
            _ = try await hub.archive.write { try JobStore(db: $0).claim("a", as: "dead", until: machine.now + 120, time: machine.now, now: now) }
            // The town's clock may jump: the lease goes by the machine's.
            town.clock.advance(by: 7 * 86_400)
            #expect(try await runner.runDue().busy == ["a"])
            machine.advance(by: 121)
            #expect(try await runner.runDue().done == ["a"])
            #expect(count.value == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a job that takes longer than its lease keeps it`(_ engine: Engine) async throws {
        let count = Count(), isOver = Count(), machine = TestClock(.testNoon)
        let job = Job("a", .every(seconds: 60)) { _ in
            count.add()
            while isOver.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
        try await withJobs([job], on: engine) { (town, hub) async throws in
            // Renewed each tenth of a second by the clock on the wall, over by a clock that stands still.
            let runner = JobRunner(hub: hub, lease: 0.4, time: { machine.now })
            try await runner.runDue()
            town.clock.advance(by: 60)
            async let first = runner.runDue()
            while count.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
            for _ in 0..<3 {
                machine.advance(by: 0.3)
                let wanted = machine.now + 0.3
                while try await hub.archive.read({ try $0.count("SELECT count(*) FROM jobs WHERE leased_until >= \(wanted)") }) == 0 {
                    try await Task.sleep(for: .milliseconds(5))
                }
                #expect(try await runner.runDue().busy == ["a"])
            }
            isOver.add()
            #expect(try await first.done == ["a"])
            #expect(count.value == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a job that fails is tried again later, and no other waits for it`(_ engine: Engine) async throws {
        struct Canary: Error { let text = "quetzal@example.org" }
        let count = Count()
        let jobs = [Job("bad", .every(seconds: 10)) { _ in throw Canary() }, Job("good", .every(seconds: 10)) { _ in count.add() }]
        try await withJobs(jobs, on: engine) { (town, hub) async throws in
            let runner = JobRunner(hub: hub)
            try await runner.runDue()
            town.clock.advance(by: 10)
            #expect(try await runner.runDue() == .init(done: ["good"], failed: ["bad"]))
            town.clock.advance(by: 59)
            #expect(try await runner.runDue().failed.isEmpty)
            town.clock.advance(by: 1)
            #expect(try await runner.runDue().failed == ["bad"])
            let bad = try #require(try await hub.archive.read { try JobStore(db: $0).all() }.first { $0.name == "bad" })
            #expect(bad.failures == 2 && bad.doneAt == nil)
            #expect(bad.lastError?.contains("Canary") == true && bad.lastError?.contains("quetzal") == false)
        }
    }

    @Test(arguments: Engine.tested)
    func `a job that a wrong clock put off for years is due again soon`(_ engine: Engine) async throws {
        let count = Count()
        try await withJobs([Job("a", .every(seconds: 60)) { _ in count.add() }], on: engine) { (town, hub) async throws in
            let runner = JobRunner(hub: hub)
            town.clock.advance(by: 10 * 365 * 86_400)
            try await runner.runDue()
            town.clock.advance(by: -10 * 365 * 86_400)
            try await runner.runDue()
            town.clock.advance(by: 60)
            #expect(try await runner.runDue().done == ["a"])
        }
    }

    @Test(arguments: Engine.tested)
    func `a job with nothing to do writes nothing, and is there as soon as there is`(_ engine: Engine) async throws {
        let count = Count(), isNeeded = Count()
        let job = Job("a", .every(seconds: 60), when: { _, _ in isNeeded.value > 0 }) { _ in count.add() }
        try await withJobs([job], on: engine) { (town, hub) async throws in
            let runner = JobRunner(hub: hub)
            try await runner.runDue()
            town.clock.advance(by: 3600)
            #expect(try await runner.runDue() == .init())
            #expect(try await hub.archive.read { try JobStore(db: $0).all() }.first?.doneAt == nil)
            isNeeded.add()
            #expect(try await runner.runDue().done == ["a"])
            #expect(count.value == 1)
        }
    }

    @Test func `told to stop, no further job begins`() async throws {
        let count = Count()
        let jobs = ["a", "b"].map { Job($0, .every(seconds: 1)) { _ in count.add() } }
        try await withJobs(jobs, on: .sqlite) { (town, hub) async throws in
            let runner = JobRunner(hub: hub)
            try await runner.runDue()
            town.clock.advance(by: 1)
            #expect(try await runner.runDue(until: { count.value == 1 }).done == ["a"])
        }
    }

    @Test func `the names of jobs and of letters are each used once`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let names = town.features.flatMap(\.jobs).map(\.name), letters = town.features.flatMap(\.letters).map(\.name)
            #expect(!names.isEmpty && Set(names).count == names.count)
            #expect(!letters.isEmpty && Set(letters).count == letters.count)
        }
    }

    private func withJobs(_ jobs: [Job], on engine: Engine, _ work: (TestHub, Hub) async throws -> Void) async throws {
        try await withHub(on: engine) { (town) async throws in
            try await work(town, town.hub(with: [Feature(name: "Test", migrations: [], jobs: jobs, doors: { _ in [] })]))
        }
    }
}

final class Count: Sendable {
    private let number = Mutex(0)
    func add() { number.withLock { $0 += 1 } }
    var value: Int { number.withLock { $0 } }
}

private final class Times: Sendable {
    private let dates = Mutex<[Date]>([])
    func add(_ date: Date) { dates.withLock { $0.append(date) } }
    var value: [Date] { dates.withLock { $0 } }
}
