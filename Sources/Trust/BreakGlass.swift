import Foundation
import Identity
import Storage
import Vault

/// That a worker opened a record outside their care in an emergency: one record, for an hour, to be looked at by the officer.
public struct BreakGlass: Sendable, Equatable {
    public static let seconds = 3600.0
    /// Within so many working days the officer looks at it.
    public static let reviewDays = 3
    /// How long a reason is: enough to be one, no more than is read at once.
    public static let reasonLength = 10...500

    public enum Verdict: String, Sendable, CaseIterable { case justified, unjustified }

    public let id: String
    public let organization: OrganizationID
    public let worker: UserID
    /// Such as `household 0199…`.
    public let record: String
    public let openedAt: Date, endsAt: Date
    public let reviewedAt: Date?
    public let verdict: Verdict?

    public init(id: String = Secret.token(bytes: 16), by actor: Actor, record: String, at now: Date) {
        (self.id, organization, worker, self.record) = (id, actor.organization, actor.user, record)
        (openedAt, endsAt, reviewedAt, verdict) = (now, now + Self.seconds, nil, nil)
    }

    /// The id of what is kept with one of the people concerned.
    public func place(of person: PersonID) -> String { "\(id)/\(person.text)" }

    /// The last day on which the officer looks at it in time: Saturdays and Sundays don't count.
    public func reviewDue(in zone: TimeZone) -> Day {
        var day = Day(openedAt, in: zone), left = Self.reviewDays
        while left > 0 {
            day = day.adding(days: 1)
            if day.weekday <= 5 { left -= 1 }
        }
        return day
    }
}

/// Why it was opened, in the worker's words; kept with each person concerned, under their key.
public enum EmergencyReason: PersonalField {
    public static let entry = FieldEntry(
        table: "break_glass_people", column: "reason", kind: .emergency, purposes: [.dataProtection, .ownFile], basis: .vitalInterest,
        retention: RetentionPeriod(days: 1095, after: .emergencyOpened), sensitivity: .special, owner: .officer).sealed()
}

/// What the officer found; kept with each person concerned, under their key.
public enum EmergencyNote: PersonalField {
    public static let entry = FieldEntry(
        table: "break_glass_people", column: "note", kind: .emergency, purposes: [.dataProtection, .ownFile], basis: .legalObligation,
        retention: RetentionPeriod(days: 1095, after: .emergencyOpened), sensitivity: .special, owner: .officer).sealed()
}

extension Migration {
    /// What one worker opened in a time is found without reading all others.
    static let readers = Migration(id: "trust-006-readers", sql: ["CREATE INDEX access_records_actor ON access_records (actor, at)"])

    /// Grants of an emergency. Of each worker at most one waits for the officer: the index refuses the next.
    static let breakGlass = Migration(
        id: "trust-005-break-glass",
        sql: [
            """
            CREATE TABLE break_glass (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                worker_id TEXT NOT NULL,
                record TEXT NOT NULL,
                opened_at TEXT NOT NULL,
                ends_at TEXT NOT NULL,
                reviewed_at TEXT,
                reviewed_by TEXT,
                verdict TEXT CONSTRAINT break_glass_verdict CHECK (verdict IN ('justified', 'unjustified')),
                CONSTRAINT break_glass_ends CHECK (opened_at < ends_at),
                CONSTRAINT break_glass_reviewed CHECK ((reviewed_at IS NULL) = (verdict IS NULL) AND (reviewed_at IS NULL) = (reviewed_by IS NULL)),
                CONSTRAINT break_glass_not_oneself CHECK (reviewed_by <> worker_id))
            """,
            "CREATE UNIQUE INDEX break_glass_unreviewed ON break_glass (worker_id) WHERE reviewed_at IS NULL",
            "CREATE INDEX break_glass_list ON break_glass (organization_id, opened_at)",
            "CREATE INDEX break_glass_worker ON break_glass (worker_id, record, ends_at)",
            """
            CREATE TABLE break_glass_people (
                id TEXT NOT NULL PRIMARY KEY,
                grant_id TEXT NOT NULL REFERENCES break_glass (id),
                person_id TEXT NOT NULL,
                reason BYTEA NOT NULL,
                note BYTEA,
                UNIQUE (grant_id, person_id))
            """,
            "CREATE INDEX break_glass_people_person ON break_glass_people (person_id)",
        ])
}
