import Foundation
import Merkle
import Storage

extension Connection {
    public var auditLog: AuditLogStore { AuditLogStore(db: self) }
}

/// The numbered entries of the audit log, and the Merkle tree over them.
///
/// Entry n is leaf n - 1. The tree is stored with the entries: each holds the hashes of the complete parts that end with it,
/// two on average, so that the edge, a root or a proof takes at most one row for each bit of the number of entries.
public struct AuditLogStore {
    let db: any Connection

    public func size() throws -> Int { try db.value("SELECT max(number) FROM audit_entries") ?? 0 }
    public func pendingCount() throws -> Int { try AuditPendingStore(db: db).count() }
    public func hasPending() throws -> Bool { try !AuditPendingStore(db: db).isEmpty() }

    /// - Parameter number: 1 to `size()`.
    public func entry(_ number: Int) throws -> AuditEntry? {
        try db.row("SELECT \(AuditEntry.columns) FROM audit_entries WHERE number = \(number)").map(AuditEntry.init)
    }

    /// The last thing that is known to have happened before the latest time in which nothing did for longer than so many seconds: nothing
    /// was written, and nothing signed. Nil where there was no such time.
    ///
    /// Asked once in a hub's life: it reads the time of every head.
    public func lastBeforeSilence(of seconds: Double, until now: Date) throws -> Date? {
        let numbered: Date? = try db.value("SELECT at FROM audit_entries ORDER BY number LIMIT 1"), pending: Date? = try db.value("SELECT min(at) FROM audit_pending")
        var before = [numbered, pending].compactMap(\.self).min(), found: Date?
        func come(_ next: Date) {
            if let before, next.timeIntervalSince(before) > seconds { found = before }
            before = next
        }
        try db.each("SELECT at FROM audit_heads ORDER BY number") { come(try $0.get("at")) }
        come(now)
        return found
    }

    /// The tree over the first so many entries.
    public func tree(size: Int) -> MerkleTree { MerkleTree(size: size, stored: hash) }

    /// Gives the oldest pending entries their numbers and leaves, in one transaction; answers how many.
    ///
    /// Throws `StorageProblem.unique` where someone else was numbering meanwhile.
    func sequence(atMost limit: Int) throws -> Int {
        let pending = AuditPendingStore(db: db), entries = try pending.oldest(limit)
        guard !entries.isEmpty else { return 0 }
        var edge = try MerkleEdge(size: size(), hash: hash)
        let rows = entries.map { entry -> SQL in
            let hashes = edge.append(.leaf(entry.text)).flatMap(\.bytes)
            return "(\(edge.size), \(entry.values), \(hashes))"
        }
        try db.execute("INSERT INTO audit_entries (number, \(AuditEntry.columns), tree_hash) VALUES \(rows.joined(separator: ", "))")
        try pending.remove(entries)
        return entries.count
    }

    /// The hash of a complete part, as it stands with the last entry of that part.
    private func hash(of part: Subtree) throws -> TreeHash {
        let hashes: [UInt8] = try db.value("SELECT tree_hash FROM audit_entries WHERE number = \(part.end)") ?? []
        guard let hash = TreeHash(hashes.dropFirst(part.level * TreeHash.length).prefix(TreeHash.length)) else {
            throw AuditFault(.missing, part.end)
        }
        return hash
    }
}

/// Numbers what is pending: the one job that writes the log.
public struct AuditSequencer: Sendable {
    /// Entries in one transaction.
    private static let batch = 500
    private let database: any Database

    public init(database: any Database) { self.database = database }

    /// Numbers all that is pending; answers how many entries that were.
    @discardableResult
    public func run() async throws -> Int {
        var count = 0, lost = 0
        while true {
            do {
                let done = try await database.write { try $0.auditLog.sequence(atMost: Self.batch) }
                count += done
                if done < Self.batch { return count }
            } catch StorageProblem.unique where lost < 10 {
                // Someone else gave these numbers first: what is left is looked at again.
                lost += 1
            }
        }
    }
}
