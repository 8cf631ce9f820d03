import Foundation
import Storage

extension Migration {
    static let jobs = Migration(
        id: "house-002-jobs",
        sql: ["""
            CREATE TABLE jobs (
                name TEXT NOT NULL PRIMARY KEY,
                due_at TEXT NOT NULL,
                lease TEXT,
                leased_until TEXT,
                failures BIGINT NOT NULL CONSTRAINT job_failures CHECK (failures >= 0),
                done_at TEXT,
                last_error TEXT,
                CONSTRAINT job_lease CHECK ((lease IS NULL) = (leased_until IS NULL)),
                CONSTRAINT job_error CHECK ((failures = 0) = (last_error IS NULL)))
            """])
}

/// How it stands with a job.
public struct JobState: Sendable {
    public let name: String
    public let dueAt: Date
    /// How often it failed in a row.
    public let failures: Int
    public let doneAt: Date?
    /// The type of the last error; its text could hold what someone typed.
    public let lastError: String?
}

/// The jobs as rows: when each is due, and who is at it.
public struct JobStore {
    let db: any Connection
    public init(db: any Connection) { self.db = db }

    public func all() throws -> [JobState] {
        try db.rows("SELECT name, due_at, failures, done_at, last_error FROM jobs ORDER BY name").map { row in
            JobState(name: try row.get("name"), dueAt: try row.get("due_at"), failures: try row.get("failures"),
                     doneAt: try row.get("done_at"), lastError: try row.get("last_error"))
        }
    }

    /// Sets when a job is due: a new one, or one that a clock set wrong has put off too far.
    func plan(_ name: String, at due: Date) throws {
        _ = try db.execute("""
            INSERT INTO jobs (name, due_at, failures) VALUES (\(name), \(due), 0)
            ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at
            """)
    }

    enum Claim: Sendable { case mine, someoneElses, notDue }

    /// Takes the job for as long as the lease lasts, unless someone else is at it.
    func claim(_ name: String, as lease: String, until end: Date, time: Date, now: Date) throws -> Claim {
        let isMine = try db.execute("""
            UPDATE jobs SET lease = \(lease), leased_until = \(end)
            WHERE name = \(name) AND due_at <= \(now) AND (leased_until IS NULL OR leased_until <= \(time))
            """) == 1
        if isMine { return .mine }
        return try db.count("SELECT count(*) FROM jobs WHERE name = \(name) AND due_at <= \(now)") > 0 ? .someoneElses : .notDue
    }

    /// Keeps a job for longer; false where the lease was lost.
    func renew(_ name: String, _ lease: String, until end: Date) throws -> Bool {
        try db.execute("UPDATE jobs SET leased_until = \(end) WHERE name = \(name) AND lease = \(lease)") == 1
    }

    func recordDone(_ name: String, _ lease: String, at now: Date, next: Date) throws {
        _ = try db.execute("""
            UPDATE jobs SET due_at = \(next), lease = NULL, leased_until = NULL, failures = 0, done_at = \(now), last_error = NULL
            WHERE name = \(name) AND lease = \(lease)
            """)
    }

    func recordFailure(_ name: String, _ lease: String, kind: String, next: Date) throws {
        _ = try db.execute("""
            UPDATE jobs SET due_at = \(next), lease = NULL, leased_until = NULL, failures = failures + 1, last_error = \(kind)
            WHERE name = \(name) AND lease = \(lease)
            """)
    }
}
