import Foundation
import Identity
import Logging
import Web

/// Lists that people bring in by the browser, one after the other, apart from any request.
///
/// Files are kept in memory alone, between looking at a list and taking it in: at most `most` runs with `mostBytes`
/// together, each for `longest` seconds after its last step. A run that has to make room is gone; nothing of it was stored.
public actor ImportRuns {
    static let most = 8, mostBytes = 40 << 20, longest = 1800.0
    private let logger: Logger
    private let now: @Sendable () -> Date
    private var runs: [ImportRunID: ImportRun] = [:]
    private var last: Task<Void, Never>?

    init(logger: Logger, now: @escaping @Sendable () -> Date) { (self.logger, self.now) = (logger, now) }

    /// Takes a file and looks at it once those before are done.
    ///
    /// - Throws: `ImportProblem.tooMany` where so many are under way that there is no room.
    func take(_ file: [UInt8], named name: String, as id: ImportRunID, for list: ListImport, by actor: Actor) throws(ImportProblem) {
        forget()
        try makeRoom(for: file.count)
        runs[id] = ImportRun(
            id: id, actor: actor, list: list.name, name: name, file: file, stage: .working(ImportWork(isReal: false)), touchedAt: now())
        begin(id, list, nil, isReal: false)
    }

    /// Looks at a list again or takes it in. One that is under way already, or done, stays so: two clicks are one.
    ///
    /// - Parameter mapping: nil for the columns it was looked at with.
    func go(on id: ImportRunID, _ list: ListImport, _ mapping: CSVMapping?, isReal: Bool) {
        guard case .checked(_, let before, _) = runs[id]?.stage else { return }
        begin(id, list, mapping ?? before, isReal: isReal)
    }

    /// The run, where this person started it and it is still here.
    func find(_ id: ImportRunID, of list: ListImport, for actor: Actor) -> ImportRun? {
        forget()
        return runs[id].flatMap { run in
            run.actor.user == actor.user && run.actor.organization == actor.organization && run.list == list.name ? run : nil
        }
    }

    /// Waits up to a second for its work to end, so that nobody waits before a page for a short list.
    func settle(_ id: ImportRunID) async {
        let end = ContinuousClock.now + .seconds(1)
        while runs[id]?.isWorking == true, ContinuousClock.now < end {
            do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
        }
    }

    /// Lets go of what nobody went on with.
    public func forget() {
        let end = now() - Self.longest
        runs = runs.filter { $0.value.isWorking || $0.value.touchedAt > end }
    }

    /// Lets go of every file that is not being read just now: someone whose data is to go may stand in it.
    func forgetFiles() { runs = runs.filter { $0.value.isWorking } }

    /// Stops what is under way, and returns once it has; of a list that was being taken in nothing stays.
    public func stop() async {
        for case .working(let work) in runs.values.map(\.stage) { work.stop() }
        await last?.value
    }

    private func makeRoom(for bytes: Int) throws(ImportProblem) {
        while runs.count >= Self.most || runs.values.reduce(bytes, { $0 + $1.file.count }) > Self.mostBytes {
            let idle = runs.values.filter { !$0.isWorking }
            guard let oldest = idle.min(by: { ($0.touchedAt, $0.id) < ($1.touchedAt, $1.id) }) else { throw .tooMany }
            runs[oldest.id] = nil
        }
    }

    private func begin(_ id: ImportRunID, _ list: ListImport, _ mapping: CSVMapping?, isReal: Bool) {
        guard var run = runs[id] else { return }
        let work = ImportWork(isReal: isReal), before = last
        run.stage = .working(work)
        runs[id] = run
        // Below what people wait for, and not on this actor, which answers them.
        last = Task.detached(priority: .utility) { [run, logger] in
            await before?.value
            let stage = await run.outcome(of: work, list, mapping, logger)
            await self.end(id, stage)
        }
    }

    private func end(_ id: ImportRunID, _ stage: ImportRun.Stage) {
        runs[id]?.stage = stage
        runs[id]?.touchedAt = now()
        if case .checked = stage { return }
        runs[id]?.file = []
    }
}

extension ImportRun {
    /// Looks at the list or takes it in; what goes wrong is logged by its kind, never by its words.
    func outcome(of work: ImportWork, _ list: ListImport, _ mapping: CSVMapping?, _ logger: Logger) async -> Stage {
        do {
            try work.tell(0, of: 0)
            let csv = try CSVTable(file)
            guard !csv.header.isEmpty, !csv.rows.isEmpty else { return .failed(.noRows) }
            let mapping = mapping ?? CSVMapping(guessedFrom: csv.header, fields: list.fields)
            let report = try await list.run(csv, mapping, name, actor, !work.isReal) { try work.tell($0, of: $1) }
            return work.isReal && !report.isRefused
                ? .done(ImportSummary(report)) : .checked(header: csv.header, mapping, ImportSummary(report))
        } catch is CancellationError {
            return .failed(.broken)
        } catch let problem as CSVProblem {
            return .failed(ImportProblem(problem.message))
        } catch let problem as any Explained where problem.status.code < 500 {
            return .failed(ImportProblem(problem.message, problem.status))
        } catch {
            logger.error("list not taken in", metadata: ["list": "\(self.list)", "kind": "\(String(reflecting: type(of: error)))"])
            return .failed((error as? any Explained).map { ImportProblem($0.message, $0.status) } ?? .broken)
        }
    }
}
