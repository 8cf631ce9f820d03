import Storage

/// Entries that wait for their number.
///
/// A transaction only appends and reads no tail, so that writers don't queue on it; the sequencer comes later.
struct AuditPendingStore {
    let db: any Connection

    /// Throws `StorageProblem.invalidText` for a value with a line feed, which would blur what is hashed.
    func append(_ entry: AuditEntry) throws {
        guard entry.isOfWholeLines else { throw StorageProblem.invalidText }
        try db.execute("INSERT INTO audit_pending (\(AuditEntry.columns)) VALUES (\(entry.values))")
    }

    func count() throws -> Int { try db.count("SELECT count(*) FROM audit_pending") }
    func isEmpty() throws -> Bool { try db.row("SELECT 1 AS one FROM audit_pending LIMIT 1") == nil }

    /// The oldest of them: ids begin with the time; of the same millisecond, in the order of their random bits.
    func oldest(_ limit: Int) throws -> [AuditEntry] {
        try db.rows("SELECT \(AuditEntry.columns) FROM audit_pending ORDER BY id LIMIT \(limit)").map(AuditEntry.init)
    }

    /// Those of one kind.
    func all(_ action: AuditAction) throws -> [AuditEntry] {
        try db.rows("SELECT \(AuditEntry.columns) FROM audit_pending WHERE action = \(action.rawValue) ORDER BY id").map(AuditEntry.init)
    }

    /// Takes away what has its number now; the database refuses it for any other.
    func remove(_ entries: [AuditEntry]) throws { try db.execute("DELETE FROM audit_pending WHERE id IN \(in: entries.map(\.id))") }
}
