import Foundation
import Logging
import Vault

/// Runs what is due, at least once; of several runners, one at a time is at a job.
///
/// Due is what the hub's clock says. A lease goes by the machine's own clock: it is about a process that may die, and a
/// demo's clock that jumps a week must not end it.
public struct JobRunner: Sendable {
    private let hub: Hub
    private let jobs: [Job]
    private let lease: Double
    private let time: @Sendable () -> Date

    /// - Parameter lease: seconds after which a job counts as abandoned; it is renewed while the job runs.
    public init(hub: Hub, lease: Double = 120, time: @escaping @Sendable () -> Date = { Date() }) {
        (self.hub, self.lease, self.time) = (hub, lease, time)
        jobs = hub.features.flatMap(\.jobs)
    }

    /// What came of one look at the jobs, by their names.
    public struct Round: Sendable, Equatable {
        public var done: [String] = [], failed: [String] = []
        /// Due, and in the hands of another runner.
        public var busy: [String] = []
    }

    /// Runs each job that is due once, in the order of the features.
    ///
    /// - Parameter isStopping: asked before each job; the one that runs is waited for.
    @discardableResult
    /// - Throws: what the database throws where it can't be asked; what a job throws is recorded with the job.
    public func runDue(until isStopping: @Sendable () -> Bool = { false }) async throws -> Round {
        var round = Round()
        let due = try await dueTimes()
        for job in jobs where !isStopping() {
            guard let at = due[job.name], at <= hub.now(), try await hub.archive.read({ try job.isNeeded(hub, $0) }) else { continue }
            try await run(job, &round)
        }
        return round
    }

    /// Plans what is new, and what a clock that was set wrong has put off for longer than its rhythm.
    private func dueTimes() async throws -> [String: Date] {
        let states = try await hub.archive.read { try JobStore(db: $0).all() }
        var due = Dictionary(states.map { ($0.name, $0.dueAt) }) { first, _ in first }
        let now = hub.now(), zone = hub.settings.value.zone
        let latest = jobs.map { ($0.name, max($0.rhythm.next(after: now, in: zone), $0.rhythm.retry(after: now, failures: 12))) }
        let planned = zip(jobs, latest).compactMap { job, latest in
            due[job.name].map { $0 > latest.1 } ?? true ? (job.name, job.rhythm.next(after: now, in: zone)) : nil
        }
        guard !planned.isEmpty else { return due }
        try await hub.archive.write { db in
            for (name, at) in planned { try JobStore(db: db).plan(name, at: at) }
        }
        due.merge(planned) { _, new in new }
        return due
    }

    private func run(_ job: Job, _ round: inout Round) async throws {
        let token = Secret.token(bytes: 16), time = time(), now = hub.now(), end = time.addingTimeInterval(lease)
        switch try await hub.archive.write({ try JobStore(db: $0).claim(job.name, as: token, until: end, time: time, now: now) }) {
        case .notDue: return
        case .someoneElses: round.busy.append(job.name)
        case .mine:
            do {
                try await keeping(job.name, token) { try await job.run(hub) }
                let now = hub.now(), next = job.rhythm.next(after: now, in: hub.settings.value.zone)
                try await hub.archive.write { try JobStore(db: $0).recordDone(job.name, token, at: now, next: next) }
                round.done.append(job.name)
            } catch {
                try await recordFailure(of: job, token, error)
                round.failed.append(job.name)
            }
        }
    }

    private func recordFailure(of job: Job, _ token: String, _ error: any Error) async throws {
        let kind = String(reflecting: type(of: error)), now = hub.now()
        hub.logger.error("job failed", metadata: ["job": "\(job.name)", "kind": "\(kind)"])
        try await hub.archive.write { db in
            let jobs = JobStore(db: db), failures = try jobs.all().first { $0.name == job.name }?.failures ?? 0
            try jobs.recordFailure(job.name, token, kind: kind, next: job.rhythm.retry(after: now, failures: failures + 1))
        }
    }

    /// Does the work and renews the lease meanwhile; a lease that was lost ends the work.
    private func keeping(_ name: String, _ token: String, _ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(operation: work)
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(lease / 4))
                    let end = time().addingTimeInterval(lease)
                    guard try await hub.archive.write({ try JobStore(db: $0).renew(name, token, until: end) }) else { throw LostLease() }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

/// Someone else has the job: we were taken for dead.
struct LostLease: Error {}
