import Foundation
import House
import Identity
import Localization
import People
import Storage
import Trust
import Vault

/// Brings in a town's own list of volunteers, whole or not at all. Nobody in it is cleared for anything: that is shown here.
public struct VolunteerImport: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    public static var fields: [CSVField] { ImportedVolunteer.fields }

    /// Reads the list and, unless something is wrong or `isDryRun`, stores it in one transaction.
    ///
    /// - Parameter progress: called with the number of rows done and the number of all rows, from the thread of the database.
    public func run(
        _ table: CSVTable, named file: String, mapping: CSVMapping, by actor: Actor, isDryRun: Bool,
        progress: @escaping ImportProgress = { _, _ in }
    ) async throws -> ImportReport {
        var report = ImportReport()
        let passes = ImportPasses(over: table.rows.count, passes: isDryRun ? 2 : 4, progress)
        let rows = try understood(table, file, mapping, &report, passes)
        let organization = actor.organization
        let known = try await hub.archive.read { try $0.applications.imported(into: organization) }
        var changes: [Change] = []
        for (index, row) in rows.enumerated() {
            try passes.tell(index + 1, of: rows.count, in: 1)
            let source = try row.source(with: hub.keyring), before = known[source.key]
            switch before?.fingerprint {
            case nil: report.new += 1
            case source.fingerprint: report.unchanged += 1; continue
            default: report.changed += 1
            }
            changes.append(Change(row: row, source: source, person: before?.person ?? hub.newID(), isNew: before == nil))
        }
        if report.isRefused { report.clearCounts() }
        guard !isDryRun, !report.isRefused, !changes.isEmpty else {
            if !isDryRun { try passes.finish() }
            return report
        }
        try await hub.keyring.prepare(changes.filter(\.isNew).map(\.person), at: hub.now())
        var sealed: [Sealed] = []
        for (index, change) in changes.enumerated() {
            sealed.append(try Sealed(change: change, in: organization, with: hub))
            try passes.tell(index + 1, of: changes.count, in: 2)
        }
        try await store(sealed, by: actor, passes)
        return report
    }

    private struct Change: Sendable {
        let row: ImportedVolunteer, source: ImportSource, person: PersonID, isNew: Bool
    }

    /// Sealed before the transaction, so that it does nothing but SQL.
    private struct Sealed: Sendable {
        let change: Change, offer: SealedOffer

        init(change: Change, in organization: OrganizationID, with hub: Hub) throws {
            self.change = change
            let row = change.row
            offer = try SealedOffer(
                row.person, initials: Offer.initials(row.person), details: row.details, id: hub.newID(), of: change.person,
                in: organization, languages: row.languages, contacts: row.contacts, with: hub)
        }
    }

    private func understood(_ table: CSVTable, _ file: String, _ mapping: CSVMapping, _ report: inout ImportReport, _ passes: ImportPasses) throws -> [ImportedVolunteer] {
        let today = Day(hub.now(), in: hub.settings.value.zone)
        let reader = VolunteerReader(hub: hub, catalog: try RoleCatalog(hub.resources), today: today)
        let records = mapping.records(of: table, file: file, fields: Self.fields, report: &report)
        var rows: [ImportedVolunteer] = []
        for (index, record) in records.enumerated() {
            rows.append(ImportedVolunteer(record, file: file, reader: reader))
            try passes.tell(index + 1, of: records.count, in: 0)
        }
        report.read = rows.count
        report.issues += rows.flatMap(\.issues)
        var seen: [String: Int] = [:]
        for row in rows where !row.key.isEmpty {
            if let first = seen.updateValue(row.row, forKey: row.key) {
                report.issues.append(.init(file: file, row: row.row, Message("This is the same volunteer as in row \(first, "row")."), isError: true))
            }
        }
        return rows
    }

    private func store(_ rows: [Sealed], by actor: Actor, _ passes: ImportPasses) async throws {
        let now = hub.now(), hub = hub
        try await hub.archive.write(by: actor, for: .volunteering) { db, access in
            for (index, row) in rows.enumerated() {
                try Self.put(row, in: db, hub, at: now)
                try access.record(.applicationImported, on: row.offer.application.id, of: row.change.person, at: now, in: db)
                try hub.announce(VolunteerChanged(row.change.person), in: db, &access)
                try passes.tell(index + 1, of: rows.count, in: 3)
            }
        }
    }

    /// Roles and times that a changed row leaves out stay as they were, and so does by what lists know whoever was corrected.
    private static func put(_ row: Sealed, in db: any Connection, _ hub: Hub, at now: Date) throws {
        let change = row.change, person = change.person
        guard !change.isNew else {
            return try row.offer.store(in: db, roles: change.row.roles, slots: change.row.slots, source: change.source, at: now)
        }
        let isTheirs = try db.persons.replace(row.offer.person, at: now)
        let details = try change.row.details.withBirth(of: person, in: db, hub) ?? row.offer.application.details
        try db.applications.replace(isTheirs ? row.offer.application.initials : nil, details, of: person, fingerprint: change.source.fingerprint, at: now)
        if !change.row.roles.isEmpty { try db.applications.setRoles(change.row.roles, of: person, at: now) }
        if !change.row.slots.isEmpty { try db.applications.setAvailability(change.row.slots, of: person) }
    }
}

extension ListImport {
    static func volunteers(_ hub: Hub) -> ListImport {
        ListImport(
            name: "volunteers", title: Message("Bring in a list of volunteers"), fields: VolunteerImport.fields, roles: [.coordinator], purpose: .volunteering,
            brought: { try $1.applications.isFromList($0) }
        ) {
            try await VolunteerImport(hub: hub).run($0, named: $2, mapping: $1, by: $3, isDryRun: $4, progress: $5)
        }
    }
}
