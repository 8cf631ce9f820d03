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
        var reader = HouseholdReader(file: name, today: Day(hub.now(), in: hub.settings.value.zone))
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
        let now = hub.now(), organization = actor.organization
        let known = try await hub.archive.read { try $0.persons.imported(to: organization) }
        let workers = try await workers(plan, &report)
        let steps = plan.steps(known: known, hub: hub)
        for person in steps.flatMap(\.people) where person.isRow {
            switch person.change {
            case .new: report.new += 1
            case .changed: report.changed += 1
            case .unchanged: report.unchanged += 1
            }
        }
        guard !isDryRun, report.new + report.changed > 0 else { return report }
        try await hub.keyring.prepare(steps.flatMap(\.people).filter { $0.change == .new }.map(\.id), at: now)
        let sealed = try steps.map { try SealedStep($0, organization: organization, worker: $0.worker.flatMap { workers[$0] }, hub: hub, at: now) }
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            for (index, step) in sealed.enumerated() {
                try step.write(db, access, at: now)
                if index % 50 == 0 || index == sealed.count - 1 { progress(index + 1, sealed.count) }
            }
        }
        return report
    }

    /// Case workers by their address; an address that nobody signs in with is told, and the household waits for one.
    private func workers(_ plan: ImportPlan, _ report: inout ImportReport) async throws -> [String: UserID] {
        var found: [String: UserID] = [:]
        for (address, row) in plan.workers.sorted(by: { $0.key < $1.key }) {
            if let user = try await Accounts(hub: hub).user(of: address) { found[address] = user } else {
                report.issues.append(.init(file: plan.file, row: row, column: "worker", "nobody signs in with this address; the household has no case worker yet", isError: false))
            }
        }
        return found
    }
}

extension ListImport {
    static func households(_ hub: Hub) -> ListImport {
        ListImport(name: "households", title: Message("Bring in a list of households"), fields: HouseholdImport.fields, roles: [.caseWorker], purpose: .casework) {
            try await HouseholdImport(hub: hub).run($0, mapping: $1, name: $2, by: $3, isDryRun: $4)
        }
    }
}

/// The rows gathered into households, before anything is looked up.
struct ImportPlan: Sendable {
    let file: String
    let households: [(key: String, rows: [HouseholdRow])]
    private(set) var issues: [ImportReport.Issue] = []

    init(rows: [HouseholdRow], file: String) {
        self.file = file
        var order: [String] = [], grouped: [String: [HouseholdRow]] = [:]
        var seen = Set<String>()
        for row in rows {
            if grouped[row.household] == nil { order.append(row.household) }
            grouped[row.household, default: []].append(row)
            if !seen.insert(row.key).inserted {
                issues.append(.init(file: file, row: row.number, column: "person", "this person stands in the file twice", isError: true))
            }
        }
        households = order.map { ($0, grouped[$0] ?? []) }
    }

    var workers: [String: Int] {
        var found: [String: Int] = [:]
        for row in households.flatMap(\.rows) { if let worker = row.worker, found[worker] == nil { found[worker] = row.number } }
        return found
    }

    func steps(known: [String: (id: PersonID, household: HouseholdID?, mac: String)], hub: Hub) -> [ImportStep] {
        households.map { ImportStep(key: $0.key, rows: $0.rows, known: known, hub: hub) }
    }
}

/// What is to be done for one household.
struct ImportStep: Sendable {
    enum Change: Sendable { case new, changed, unchanged }
    struct Person: Sendable {
        let id: PersonID, change: Change
        /// False for someone named in another's row.
        let isRow: Bool
        let source: ImportSource
        let details: PersonDetails
        let languages: [SpokenLanguage], contacts: [ContactDetails]
        let extra: String?
        let isHead: Bool
    }
    let key: String
    let id: HouseholdID
    let isNew: Bool
    let people: [Person]
    let district: String?, arrivedOn: Day?, ground: LawfulBasis, worker: String?

    init(key: String, rows: [HouseholdRow], known: [String: (id: PersonID, household: HouseholdID?, mac: String)], hub: Hub) {
        self.key = key
        let head = rows.first(where: \.isHead) ?? rows.first
        let home = rows.lazy.compactMap { known[$0.key]?.household }.first
        (id, isNew) = (home ?? hub.newID(), home == nil)
        (district, arrivedOn, ground, worker) = (head?.district, head?.arrivedOn, head?.ground ?? .publicTask, head?.worker)
        func person(_ source: String, _ details: PersonDetails, _ row: HouseholdRow?, isHead: Bool) -> Person {
            let extra = row.flatMap { Self.json($0.extra) }
            let content = "\(details)|\(row?.languages ?? [])|\(row?.contacts ?? [])|\(row?.others ?? [])|\(extra ?? "")|\(row?.district ?? "")|\(row?.arrivedOn?.description ?? "")|\(row?.ground.rawValue ?? "")"
            let mac = hub.keyring.mac(content, for: "import"), stored = known[source]
            let change: Change = stored == nil ? .new : stored?.mac == mac ? .unchanged : .changed
            return Person(
                id: stored?.id ?? hub.newID(), change: change, isRow: row != nil, source: ImportSource(key: source, mac: mac), details: details,
                languages: row?.languages ?? [], contacts: row?.contacts ?? [], extra: extra, isHead: isHead)
        }
        people = rows.flatMap { row in
            [person(row.key, row.details, row, isHead: home == nil && row.key == head?.key)]
                + row.others.map { person("\(row.key)/\($0.givenName)/\($0.birth?.description ?? "")", $0, nil, isHead: false) }
        }
    }

    private static func json(_ extra: [String: String]) -> String? {
        guard !extra.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(extra)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A step with everything sealed, ready for its transaction.
private struct SealedStep: Sendable {
    let household: Household
    let sourceKey: String
    let isNew: Bool
    let people: [(person: SealedPerson, change: ImportStep.Change)]

    init(_ step: ImportStep, organization: OrganizationID, worker: UserID?, hub: Hub, at now: Date) throws {
        household = Household(
            id: step.id, organization: organization, district: step.district, arrivedOn: step.arrivedOn, ground: step.ground, worker: worker, updatedAt: now)
        (sourceKey, isNew) = (step.key, step.isNew)
        people = try step.people.filter { $0.change != .unchanged }.map { person in
            (try SealedPerson(
                person.details, id: person.id, organization: organization, household: step.id, isHead: person.isHead, source: person.source,
                extra: person.extra, languages: person.languages, contacts: person.contacts, with: hub), person.change)
        }
    }

    func write(_ db: any Connection, _ access: borrowing Access, at now: Date) throws {
        guard !people.isEmpty else { return }
        if isNew { try db.households.insert(household, sourceKey: sourceKey, at: now) } else { try db.households.update(household, at: now) }
        for (person, change) in people {
            if change == .new { try db.persons.insert(person, at: now) } else { try db.persons.replaceImported(person, at: now) }
            try access.record(change == .new ? .memberAdded : .personChanged, on: household.id, of: person.id, fields: ["import"], at: now, in: db)
        }
    }
}
