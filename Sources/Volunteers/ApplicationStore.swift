import Foundation
import Identity
import Storage
import Trust
import Vault

extension Connection {
    package var applications: ApplicationStore { ApplicationStore(db: self) }
}

/// Offers to help, the roles asked for and the times of the week.
package struct ApplicationStore {
    let db: any Connection
    static let perPage = 50

    func insert(_ new: Application, in organization: OrganizationID, source: ImportSource? = nil, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO applications (id, person_id, organization_id, status, reason, initials, details, source_key, source_fingerprint,
                                      created_at, updated_at, version)
            VALUES (\(new.id), \(new.person), \(organization), \(new.status.rawValue), \(new.reason?.rawValue), \(new.initials), \(new.details),
                    \(source?.key), \(source?.fingerprint), \(new.createdAt), \(now), 1)
            """)
    }

    func update(_ changed: Application, at now: Date) throws {
        _ = try db.execute("""
            UPDATE applications SET status = \(changed.status.rawValue), reason = \(changed.reason?.rawValue),
                   updated_at = \(now), version = version + 1 WHERE id = \(changed.id)
            """)
    }

    /// By which lists know whoever was corrected, and what else they told; a correction is no work with them, and keeps nothing for longer.
    func correct(_ initials: Sealed<ApplicantInitials>, _ details: Sealed<ApplicationDetailsField>, of person: PersonID) throws {
        _ = try db.execute("UPDATE applications SET initials = \(initials), details = \(details), version = version + 1 WHERE person_id = \(person)")
    }

    /// Replaces what an imported list says, where the list changed; without initials those that stand stay.
    func replace(_ initials: Sealed<ApplicantInitials>?, _ details: Sealed<ApplicationDetailsField>, of person: PersonID,
                 fingerprint: String, at now: Date) throws {
        _ = try db.execute("""
            UPDATE applications SET initials = COALESCE(\(initials), initials), details = \(details), source_fingerprint = \(fingerprint),
                   updated_at = \(now), version = version + 1 WHERE person_id = \(person)
            """)
    }

    /// What was imported before: by the key of its row, whose it is and what the row said then.
    func imported(into organization: OrganizationID) throws -> [String: (person: PersonID, fingerprint: String)] {
        try db.rows("""
            SELECT person_id, source_key, source_fingerprint FROM applications
            WHERE organization_id = \(organization) AND source_key IS NOT NULL
            """).reduce(into: [:]) { try $0[$1.get("source_key")] = (try $1.get("person_id"), try $1.get("source_fingerprint")) }
    }

    /// Whether this volunteer came with a list.
    func isFromList(_ person: PersonID) throws -> Bool {
        try db.count("SELECT count(*) FROM applications WHERE person_id = \(person) AND source_key IS NOT NULL") > 0
    }

    func setRoles(_ roles: [String], of person: PersonID, at now: Date) throws {
        _ = try db.execute("DELETE FROM volunteer_roles WHERE person_id = \(person)")
        for role in Set(roles).sorted() {
            _ = try db.execute("INSERT INTO volunteer_roles (person_id, role, asked_at) VALUES (\(person), \(role), \(now))")
        }
    }

    func setAvailability(_ slots: [WeeklySlot], of person: PersonID) throws {
        _ = try db.execute("DELETE FROM availability WHERE person_id = \(person)")
        for slot in Set(slots).sorted() {
            _ = try db.execute("""
                INSERT INTO availability (person_id, weekday, from_minute, to_minute)
                VALUES (\(person), \(slot.weekday), \(slot.from), \(slot.to))
                ON CONFLICT (person_id, weekday, from_minute) DO UPDATE SET to_minute = excluded.to_minute
                """)
        }
    }

    /// The application of this person, where it was made to the actor's organization or is the actor's own.
    func find(of person: PersonID, visibleTo actor: Actor) throws -> Application? {
        guard actor.holds(.coordinator) || actor.person == person else { return nil }
        return try find(of: [person]).first { $0.organization == actor.organization }?.application
    }

    /// All who offered help to this organization.
    func people(of organization: OrganizationID) throws -> [PersonID] {
        try db.rows("SELECT person_id FROM applications WHERE organization_id = \(organization)").map { try $0.get("person_id") }
    }

    /// The applications of these people, where they were made to the actor's organization.
    func of(_ people: [PersonID], visibleTo actor: Actor) throws -> [Application] {
        guard actor.holds(.coordinator) else { return [] }
        // Sorted out here: told both, SQLite reads the whole organization for a handful of ids.
        return try find(of: people).filter { $0.organization == actor.organization }.map(\.application)
    }

    /// One page, open ones first, the oldest of them first.
    func list(visibleTo actor: Actor, page: Int) throws -> (applications: [Application], total: Int) {
        guard actor.holds(.coordinator) else { return ([], 0) }
        let total = try db.count("SELECT count(*) FROM applications WHERE organization_id = \(actor.organization)")
        let found = try applications("organization_id = \(actor.organization)", from: (page - 1) * Self.perPage)
        return (found, total)
    }

    package func roles(of people: [PersonID]) throws -> [PersonID: [String]] {
        try db.rows("SELECT person_id, role FROM volunteer_roles WHERE person_id IN \(in: people) ORDER BY asked_at, role")
            .reduce(into: [:]) { try $0[$1.get("person_id"), default: []].append($1.get("role")) }
    }

    package func availability(of people: [PersonID]) throws -> [PersonID: [WeeklySlot]] {
        var found: [PersonID: [WeeklySlot]] = [:]
        for row in try db.rows("""
            SELECT person_id, weekday, from_minute, to_minute FROM availability WHERE person_id IN \(in: people) ORDER BY weekday, from_minute
            """) {
            guard let slot = WeeklySlot(weekday: try row.get("weekday"), from: try row.get("from_minute"), to: try row.get("to_minute")) else { continue }
            found[try row.get("person_id"), default: []].append(slot)
        }
        return found
    }

    /// Those that are not over on this day, the nearest first.
    package func absences(of person: PersonID, from day: Day) throws -> [Absence] {
        try db.rows("SELECT from_day, to_day FROM absences WHERE person_id = \(person) AND to_day >= \(day) ORDER BY from_day")
            .compactMap { Absence(from: try $0.get("from_day"), to: try $0.get("to_day")) }
    }

    /// The same for several people, in one query.
    package func absences(of people: [PersonID], from day: Day) throws -> [PersonID: [Absence]] {
        var found: [PersonID: [Absence]] = [:]
        for row in try db.rows("SELECT person_id, from_day, to_day FROM absences WHERE person_id IN \(in: people) AND to_day >= \(day) ORDER BY from_day") {
            guard let absence = Absence(from: try row.get("from_day"), to: try row.get("to_day")) else { continue }
            found[try row.get("person_id"), default: []].append(absence)
        }
        return found
    }

    /// What those whose offer is open, and whose data is used, would like to do; of everyone, or of one person.
    package func openRoles(in organization: OrganizationID, of person: PersonID? = nil) throws -> [PersonID: Set<String>] {
        try db.rows("""
            SELECT a.person_id, r.role FROM applications a JOIN volunteer_roles r ON r.person_id = a.person_id
            WHERE a.organization_id = \(organization) AND a.status = 'open' AND \(RestrictionStore.none(of: "a.person_id")) \(person.map { "AND a.person_id = \($0)" as SQL })
            """).reduce(into: [:]) { try $0[$1.get("person_id"), default: []].insert($1.get("role")) }
    }

    /// The organization that someone offered help to; nil where they never did.
    package func organization(of person: PersonID) throws -> OrganizationID? {
        try db.value("SELECT organization_id FROM applications WHERE person_id = \(person)")
    }

    /// What else these people told with their offer, sealed.
    func details(of people: [PersonID]) throws -> [PersonID: Sealed<ApplicationDetailsField>] {
        try db.rows("SELECT person_id, details FROM applications WHERE person_id IN \(in: people)")
            .reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("details") as Sealed<ApplicationDetailsField> }
    }

    func add(_ absence: Absence, of person: PersonID) throws {
        _ = try db.execute("""
            INSERT INTO absences (person_id, from_day, to_day) VALUES (\(person), \(absence.from), \(absence.to))
            ON CONFLICT (person_id, from_day) DO UPDATE SET to_day = excluded.to_day
            """)
    }

    func removeAbsence(from day: Day, of person: PersonID) throws {
        _ = try db.execute("DELETE FROM absences WHERE person_id = \(person) AND from_day = \(day)")
    }

    /// Those of these people, whatever became of them, each with the organization it was made to.
    func find(of people: [PersonID]) throws -> [(application: Application, organization: OrganizationID)] {
        try db.rows("SELECT \(columns), organization_id FROM applications WHERE person_id IN \(in: people)")
            .map { (try application($0), try $0.get("organization_id")) }
    }

    /// Whoever has an open offer, in the order of their ids, from after this one on.
    func people(after last: PersonID?, limit: Int) throws -> [PersonID] {
        try db.rows("""
            SELECT person_id FROM applications WHERE status = 'open' \(last.map { "AND person_id > \($0)" as SQL }) ORDER BY person_id LIMIT \(limit)
            """).map { try $0.get("person_id") }
    }

    /// The initials of these people, as far as they offered help to this organization.
    func initials(of people: [PersonID], in organization: OrganizationID) throws -> [PersonID: Sealed<ApplicantInitials>] {
        try db.rows("SELECT person_id, organization_id, initials FROM applications WHERE person_id IN \(in: people)")
            .reduce(into: [:]) { if try $1.get("organization_id") == organization { $0[try $1.get("person_id")] = try $1.get("initials") as Sealed<ApplicantInitials> } }
    }

    private func applications(_ condition: SQL, from first: Int = 0) throws -> [Application] {
        try db.rows("""
            SELECT \(columns) FROM applications WHERE \(condition)
            ORDER BY CASE status WHEN 'open' THEN 0 ELSE 1 END, created_at, id LIMIT \(Self.perPage) OFFSET \(first)
            """).map(application)
    }

    private let columns: SQL = "id, person_id, status, reason, initials, details, created_at"

    private func application(_ row: Row) throws -> Application {
        Application(
            id: try row.get("id"), person: try row.get("person_id"),
            status: Application.Status(rawValue: try row.get("status")) ?? .closed,
            reason: (try row.get("reason") as String?).flatMap(Application.ClosingReason.init),
            initials: try row.get("initials"), details: try row.get("details"), createdAt: try row.get("created_at"))
    }

    init(db: any Connection) { self.db = db }
}
