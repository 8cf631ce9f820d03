import Foundation
import Identity
import Storage
import Vault

extension Connection {
    public var breakGlass: BreakGlassStore { BreakGlassStore(db: self) }
}

/// Records opened in an emergency, each with the people concerned.
public struct BreakGlassStore {
    let db: any Connection

    public struct Concerned: Sendable {
        public let grant: BreakGlass
        public let person: PersonID
        public let reason: Sealed<EmergencyReason>
        public let note: Sealed<EmergencyNote>?
    }

    /// Opens a record for an hour.
    ///
    /// - Throws: `StorageProblem.unique` where another use of this worker waits for the officer.
    public func insert(_ new: BreakGlass, _ people: [(person: PersonID, reason: Sealed<EmergencyReason>)]) throws {
        try db.execute("""
            INSERT INTO break_glass (id, organization_id, worker_id, record, opened_at, ends_at)
            VALUES (\(new.id), \(new.organization), \(new.worker), \(new.record), \(new.openedAt), \(new.endsAt))
            """)
        for (person, reason) in people {
            try db.execute("INSERT INTO break_glass_people (id, grant_id, person_id, reason) VALUES (\(new.place(of: person)), \(new.id), \(person), \(reason))")
        }
    }

    /// The grant that lets this actor into this record at this moment; none once the officer found that it was not justified.
    func open(of actor: Actor, record: String, at now: Date) throws -> BreakGlass? {
        try grants("""
            worker_id = \(actor.user) AND organization_id = \(actor.organization) AND record = \(record) AND opened_at <= \(now) AND ends_at > \(now)
            AND (verdict IS NULL OR verdict = 'justified')
            """, limit: 1).first
    }

    /// The use of this worker that waits for the officer.
    public func unreviewed(of worker: UserID) throws -> BreakGlass? { try grants("worker_id = \(worker) AND reviewed_at IS NULL", limit: 1).first }

    public func find(_ id: String, in organization: OrganizationID) throws -> BreakGlass? {
        try grants("id = \(id) AND organization_id = \(organization)", limit: 1).first
    }

    /// Those that the officer has to look at, the oldest first.
    public func unreviewed(in organization: OrganizationID, limit: Int) throws -> [BreakGlass] {
        try grants("organization_id = \(organization) AND reviewed_at IS NULL", order: "opened_at, id", limit: limit)
    }

    /// Those that were looked at, the newest first.
    public func reviewed(in organization: OrganizationID, limit: Int) throws -> [BreakGlass] {
        try grants("organization_id = \(organization) AND reviewed_at IS NOT NULL", order: "opened_at DESC, id", limit: limit)
    }

    /// Lets go of what stands with someone who is being erased.
    public func erase(_ person: PersonID) throws { _ = try db.execute("DELETE FROM break_glass_people WHERE person_id = \(person)") }

    /// Those opened before this moment and looked at, the oldest first.
    public func old(before moment: Date, limit: Int) throws -> [BreakGlass] {
        try grants("opened_at < \(moment) AND reviewed_at IS NOT NULL", order: "opened_at, id", limit: limit)
    }

    public func remove(_ ids: [String]) throws {
        _ = try db.execute("DELETE FROM break_glass_people WHERE grant_id IN \(in: ids)")
        _ = try db.execute("DELETE FROM break_glass WHERE id IN \(in: ids)")
    }

    /// Whom a grant concerns: who was there when it was given, and not whose data was kept unused then.
    func people(of grant: BreakGlass) throws -> Set<PersonID> {
        Set(try db.rows("SELECT person_id FROM break_glass_people WHERE grant_id = \(grant.id)").map { try $0.get("person_id") as PersonID })
    }

    /// Whom these grants concern; one query for all.
    public func concerned(by grants: [BreakGlass]) throws -> [Concerned] { try concerned("p.grant_id IN \(in: grants.map(\.id))") }

    /// What was opened of a person in an emergency, the newest first.
    public func all(of person: PersonID) throws -> [Concerned] { try concerned("p.person_id = \(person)") }

    /// What the officer found; false where it was looked at before.
    public func review(_ id: String, _ verdict: BreakGlass.Verdict, by officer: UserID, notes: [PersonID: Sealed<EmergencyNote>], at now: Date) throws -> Bool {
        guard try db.execute("""
            UPDATE break_glass SET reviewed_at = \(now), reviewed_by = \(officer), verdict = \(verdict.rawValue) WHERE id = \(id) AND reviewed_at IS NULL
            """) == 1 else { return false }
        for (person, note) in notes {
            try db.execute("UPDATE break_glass_people SET note = \(note) WHERE grant_id = \(id) AND person_id = \(person)")
        }
        return true
    }

    private let columns: SQL = "g.id, g.organization_id, g.worker_id, g.record, g.opened_at, g.ends_at, g.reviewed_at, g.verdict"
    init(db: any Connection) { self.db = db }

    private func grants(_ condition: SQL, order: SQL = "opened_at DESC, id", limit: Int) throws -> [BreakGlass] {
        try db.rows("SELECT \(columns) FROM break_glass g WHERE \(condition) ORDER BY \(order) LIMIT \(limit)").map { try BreakGlass(row: $0) }
    }

    private func concerned(_ condition: SQL) throws -> [Concerned] {
        try db.rows("""
            SELECT \(columns), p.person_id, p.reason, p.note FROM break_glass_people p JOIN break_glass g ON g.id = p.grant_id
            WHERE \(condition) ORDER BY g.opened_at DESC, p.person_id LIMIT 500
            """).map { Concerned(grant: try BreakGlass(row: $0), person: try $0.get("person_id"), reason: try $0.get("reason"), note: try $0.get("note")) }
    }
}

extension BreakGlass {
    fileprivate init(row: Row) throws {
        (id, organization, worker) = (try row.get("id"), try row.get("organization_id"), try row.get("worker_id"))
        (record, openedAt, endsAt) = (try row.get("record"), try row.get("opened_at"), try row.get("ends_at"))
        (reviewedAt, verdict) = (try row.get("reviewed_at"), (try row.get("verdict") as String?).flatMap(Verdict.init))
    }
}
