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
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        var report = ImportReport()
        let records = mapping.records(of: csv, file: name, fields: Self.fields, report: &report)
        var reader = HouseholdReader(file: name, today: Day(hub.now(), in: hub.settings.value.zone),
                                     readers: hub.features.flatMap(\.listReaders).filter { $0.list == "households" })
        let rows = report.isRefused ? [] : records.compactMap { reader.read($0) }
        let plan = ImportPlan(rows: rows, file: name)
        report.read = records.count
        report.issues += reader.issues + plan.issues
        guard !report.isRefused else { return report }
        return try await apply(plan, report, by: actor, isDryRun: isDryRun, progress)
    }

    private func apply(
        _ plan: ImportPlan, _ start: ImportReport, by actor: Actor, isDryRun: Bool, _ progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> ImportReport {
        var report = start
        let now = hub.now(), hub = hub, organization = actor.organization
        let known = try await hub.archive.read { try ImportKnown(db: $0, organization: organization) }
        let workers = try await workers(plan, organization, &report)
        let steps = plan.households.map { ImportStep($0.key, rows: $0.rows, worker: $0.worker.flatMap { workers[$0] }, known: known, organization: organization, hub: hub) }
        for row in steps.flatMap(\.rowChanges) {
            switch row {
            case .new: report.new += 1
            case .changed: report.changed += 1
            case .unchanged: report.unchanged += 1
            }
        }
        guard !isDryRun, report.new + report.changed > 0 else { return report }
        let work = steps.filter(\.isToDo)
        try await hub.keyring.prepare(work.flatMap(\.people).filter { $0.change == .new }.map(\.id), at: now)
        let sealed = try work.map { try SealedStep($0, hub: hub) }
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            for (index, step) in sealed.enumerated() {
                try step.write(db, &access, at: now)
                try hub.announce(step.event, in: db, &access)
                if index % 50 == 0 || index == sealed.count - 1 { progress(index + 1, sealed.count) }
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
        ListImport(name: "households", title: Message("Bring in a list of households"), fields: HouseholdImport.fields, roles: [.caseWorker], purpose: .casework) {
            try await HouseholdImport(hub: hub).run($0, mapping: $1, name: $2, by: $3, isDryRun: $4, progress: $5)
        }
    }
}
