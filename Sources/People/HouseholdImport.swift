import Accounts
import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault

/// Brings in a town's own list of households: whole, or not at all.
public struct HouseholdImport: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    public static var fields: [CSVField] { HouseholdColumns.all }

    /// - Parameter name: what the file is called in issues.
    public func run(
        _ csv: CSVTable, mapping: CSVMapping, name: String, by actor: Actor, isDryRun: Bool,
        progress: @escaping ImportProgress = { _, _ in }
    ) async throws -> ImportReport {
        var report = ImportReport()
        let records = mapping.records(of: csv, file: name, fields: Self.fields, report: &report)
        var reader = HouseholdReader(file: name, today: Day(hub.now(), in: hub.settings.value.zone),
                                     readers: hub.features.flatMap(\.listReaders).filter { $0.list == "households" })
        let passes = ImportPasses(over: records.count, passes: isDryRun ? 2 : 4, progress)
        var rows: [HouseholdRow] = []
        for (index, record) in records.enumerated() where !report.isRefused {
            if let row = reader.read(record) { rows.append(row) }
            try passes.tell(index + 1, of: records.count, in: 0)
        }
        let plan = ImportPlan(rows: rows, file: name)
        report.read = records.count
        report.issues += reader.issues + plan.issues
        guard !report.isRefused else {
            try passes.finish()
            return report
        }
        return try await apply(plan, report, by: actor, isDryRun: isDryRun, passes)
    }

    private func apply(
        _ plan: ImportPlan, _ start: ImportReport, by actor: Actor, isDryRun: Bool, _ passes: ImportPasses
    ) async throws -> ImportReport {
        var report = start
        let now = hub.now(), hub = hub, organization = actor.organization
        let known = try await hub.archive.read { try ImportKnown(db: $0, organization: organization) }
        let workers = try await workers(plan, organization, &report)
        var steps: [ImportStep] = []
        for (index, home) in plan.households.enumerated() {
            let worker = home.worker.flatMap { workers[$0] }
            let step = ImportStep(home.key, rows: home.rows, worker: worker, known: known, organization: organization, hub: hub)
            steps.append(step)
            if let worker, step.household.worker != worker, let row = home.rows.first?.row {
                report.issues.append(.init(
                    file: plan.file, row: row, column: "worker", Message("This household is in another case worker's care, and stays there. Ask for it on its page."), isError: false))
            }
            try passes.tell(index + 1, of: plan.households.count, in: 1)
        }
        for row in steps.flatMap(\.rowChanges) {
            switch row {
            case .new: report.new += 1
            case .changed: report.changed += 1
            case .unchanged: report.unchanged += 1
            }
        }
        guard !isDryRun, report.new + report.changed > 0 else {
            if !isDryRun { try passes.finish() }
            return report
        }
        let work = steps.filter(\.isToDo)
        try await hub.keyring.prepare(work.flatMap(\.people).filter { $0.change == .new }.map(\.id), at: now)
        var ready: [SealedStep] = []
        for (index, step) in work.enumerated() {
            ready.append(try SealedStep(step, hub: hub))
            try passes.tell(index + 1, of: work.count, in: 2)
        }
        let sealed = ready
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            for (index, step) in sealed.enumerated() {
                try step.write(db, &access, at: now)
                try hub.announce(step.event, in: db, &access)
                try passes.tell(index + 1, of: sealed.count, in: 3)
            }
        }
        return report
    }

    /// Case workers by their address; an address that nobody signs in with is told, and the household waits for one.
    private func workers(_ plan: ImportPlan, _ organization: OrganizationID, _ report: inout ImportReport) async throws -> [String: UserID] {
        var found: [String: UserID] = [:]
        for (address, row) in plan.workers.sorted(by: { $0.key < $1.key }) {
            if let user = try await Accounts(hub: hub).user(of: address, as: .caseWorker, in: organization) { found[address] = user } else {
                report.issues.append(.init(file: plan.file, row: row, column: "worker", Message("No case worker signs in with this address. The household has none yet."), isError: false))
            }
        }
        return found
    }
}

extension ListImport {
    static func households(_ hub: Hub) -> ListImport {
        ListImport(name: "households", title: Message("Bring in a list of households"), fields: HouseholdImport.fields, roles: [.caseWorker], purpose: .casework, brought: { try $1.persons.isFromList($0) }) {
            try await HouseholdImport(hub: hub).run($0, mapping: $1, name: $2, by: $3, isDryRun: $4, progress: $5)
        }
    }
}
