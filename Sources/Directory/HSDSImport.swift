import Foundation
import House
import Localization
import Storage

/// Loads a package whole, or not at all.
public struct HSDSImport: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    /// Reads the folder, checks it against what is here already and, unless something is wrong or `isDryRun`, applies it in one transaction.
    ///
    /// - Parameter progress: called with the number of rows done and the number of all rows, from the thread of the database.
    public func run(folder: URL, isDryRun: Bool, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> ImportReport {
        let package = HSDSPackage(folder: folder)
        let topics = try Topics(hub.resources)
        let work: @Sendable (any Connection) throws -> ImportReport = { db in
            var load = HSDSLoad(db: db, package: package, progress: progress)
            let report = try load.run(appliesChanges: !isDryRun)
            let index = SearchIndex(db: db, topics: topics)
            if !isDryRun, !report.isRefused, try report.new + report.changed > 0 || index.isMissing() { try index.rebuild() }
            return report
        }
        return isDryRun ? try await hub.archive.read(work) : try await hub.archive.write(work)
    }
}

/// One run of an import inside its transaction.
private struct HSDSLoad {
    let db: any Connection
    let package: HSDSPackage
    let progress: @Sendable (Int, Int) -> Void
    private var report = ImportReport()

    init(db: any Connection, package: HSDSPackage, progress: @escaping @Sendable (Int, Int) -> Void) {
        (self.db, self.package, self.progress) = (db, package, progress)
    }

    mutating func run(appliesChanges: Bool) throws -> ImportReport {
        report.issues = package.issues
        let known = try HSDSReferences(package: package, db: db)
        var writes: [(HSDSTable, HSDSRow, isNew: Bool)] = []
        for (table, rows) in package.files {
            let stored = try HSDSStore(db: db, table: table).fingerprints()
            for (index, row) in rows.enumerated() {
                report.read += 1
                let row = checked(row, of: table, number: index + 2, against: known)
                switch stored[row.id] {
                case nil: report.new += 1; writes.append((table, row, true))
                case row.fingerprint: report.unchanged += 1
                default: report.changed += 1; writes.append((table, row, false))
                }
            }
        }
        if report.isRefused { report.clearCounts() }
        guard appliesChanges, !report.isRefused else { return report }
        for (index, write) in writes.enumerated() {
            try HSDSStore(db: db, table: write.0).put(write.1, isNew: write.isNew)
            if index % 200 == 0 || index == writes.count - 1 { progress(index + 1, writes.count) }
        }
        return report
    }

    /// A reference that leads nowhere refuses the row where it must not be empty; elsewhere it is set aside with a warning.
    private mutating func checked(_ row: HSDSRow, of table: HSDSTable, number: Int, against known: HSDSReferences) -> HSDSRow {
        var values = row.values, extra = row.extra
        for (place, column) in table.columns.enumerated() {
            guard case .reference(let target) = column.kind, case .text(let id) = values[place],
                  !known.contains(id, in: target.description) else { continue }
            report.issues.append(.init(
                file: table.file, row: number, column: column.name, Message("There is no such row in \(target.description, "table")."), isError: column.isRequired))
            guard !column.isRequired else { continue }
            values[place] = .null
            extra = HSDSRow.adding(column.name, id, to: extra)
        }
        return HSDSRow(id: row.id, values: values, extra: extra)
    }
}

/// The ids that a reference may lead to: those of the package, and those already here.
private struct HSDSReferences {
    private var ids: [String: Set<String>] = [:]

    init(package: HSDSPackage, db: any Connection) throws {
        for (table, rows) in package.files { ids[table.name] = Set(rows.map(\.id)) }
        for table in HSDSTable.all {
            ids[table.name, default: []].formUnion(try HSDSStore(db: db, table: table).ids())
        }
    }

    func contains(_ id: String, in table: String) -> Bool { ids[table]?.contains(id) ?? false }
}
