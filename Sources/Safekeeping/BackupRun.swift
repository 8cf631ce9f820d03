import Foundation
import Storage

extension Migration {
    static let backupRuns = Migration(
        id: "safekeeping-001-backups",
        sql: ["""
            CREATE TABLE backup_runs (
                number BIGINT NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL CONSTRAINT backup_run_kind CHECK (kind IN ('making', 'check')),
                at TEXT NOT NULL,
                bytes BIGINT NOT NULL CONSTRAINT backup_run_bytes CHECK (bytes >= 0),
                problem TEXT CONSTRAINT backup_run_problem CHECK (
                    problem IN ('no_key', 'folder', 'full', 'source', 'tool', 'damaged', 'forged', 'missing', 'wrong_key', 'other')))
            """,
            "CREATE INDEX backup_runs_kind ON backup_runs (kind, number)"])

    /// Whether everything old was kept because the clock jumped; and one more problem. A check of a column can't be changed on both engines.
    static let heldBackups = Migration(
        id: "safekeeping-002-held",
        sql: ["""
            CREATE TABLE backup_runs_held (
                number BIGINT NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL CONSTRAINT backup_run_kind CHECK (kind IN ('making', 'check')),
                at TEXT NOT NULL,
                bytes BIGINT NOT NULL CONSTRAINT backup_run_bytes CHECK (bytes >= 0),
                problem TEXT CONSTRAINT backup_run_problem CHECK (
                    problem IN ('no_key', 'folder', 'full', 'source', 'tool', 'damaged', 'forged', 'renamed', 'missing', 'wrong_key', 'other')),
                is_held BOOLEAN NOT NULL)
            """,
            "INSERT INTO backup_runs_held (number, kind, at, bytes, problem, is_held) SELECT number, kind, at, bytes, problem, FALSE FROM backup_runs",
            "DROP TABLE backup_runs",
            "ALTER TABLE backup_runs_held RENAME TO backup_runs",
            "CREATE INDEX backup_runs_kind ON backup_runs (kind, number)"])
}

/// That backups were made, or looked over, and what came of it.
struct BackupRun: Sendable, Equatable {
    enum Kind: String, Sendable { case making, check }
    let kind: Kind
    let at: Date
    /// Of the files that were backed up, or read again.
    let bytes: Int
    let problem: BackupProblem?
    /// Whether everything old was kept because the clock jumped.
    var isHeld = false
}

extension Connection {
    var backupRuns: BackupRunStore { BackupRunStore(db: self) }
}

struct BackupRunStore {
    let db: any Connection
    /// How many are kept of each kind: three weeks of hours.
    static let kept = 500

    func append(_ run: BackupRun) throws {
        let number = try (db.value("SELECT max(number) FROM backup_runs") ?? 0) + 1
        try db.execute("""
            INSERT INTO backup_runs (number, kind, at, bytes, problem, is_held)
            VALUES (\(number), \(run.kind.rawValue), \(run.at), \(run.bytes), \(run.problem?.rawValue), \(run.isHeld))
            """)
        try db.execute("DELETE FROM backup_runs WHERE kind = \(run.kind.rawValue) AND number < \(number - Self.kept)")
    }

    func newest(_ kind: BackupRun.Kind, limit: Int) throws -> [BackupRun] { try runs("kind = \(kind.rawValue)", limit: limit) }

    /// The newest that came to a good end.
    func lastGood(_ kind: BackupRun.Kind) throws -> BackupRun? { try runs("kind = \(kind.rawValue) AND problem IS NULL", limit: 1).first }

    private func runs(_ condition: SQL, limit: Int) throws -> [BackupRun] {
        try db.rows("SELECT kind, at, bytes, problem, is_held FROM backup_runs WHERE \(condition) ORDER BY number DESC LIMIT \(limit)").map { row in
            BackupRun(kind: BackupRun.Kind(rawValue: try row.get("kind")) ?? .making, at: try row.get("at"), bytes: try row.get("bytes"),
                      problem: (try row.get("problem") as String?).map { BackupProblem(rawValue: $0) ?? .other }, isHeld: try row.get("is_held"))
        }
    }
}
