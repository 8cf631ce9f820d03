import Foundation
import Merkle
import Storage
import Vault

/// What came of recomputing the whole log.
public struct AuditReport: Sendable, Hashable {
    /// How many entries were found to be in order before the first fault, or in all.
    public internal(set) var entries = 0
    /// How many heads were compared.
    public internal(set) var heads = 0
    /// How many signatures of people outside were compared.
    public internal(set) var counterSignatures = 0
    /// How many reads of personal data are as the log vouches for them, and how many wait to be bound to it.
    public internal(set) var reads = 0
    public internal(set) var unsealedReads = 0
    /// How many entries have no number yet; nothing protects these but the triggers.
    public internal(set) var pending = 0
    public internal(set) var fault: AuditFault?
}

/// Recomputes every leaf, every stored hash and every root from the rows, and compares them with what was stored and signed.
///
/// All heads are compared in one walk over the entries: where each has the root of the entries it covers, each is the
/// beginning of the next. Costs one row and two to three hashes an entry, and one signature a head.
public struct AuditVerifier {
    private static let perStatement = 5_000
    private let db: any Connection
    private let key: VerifyingKey
    private var edge = MerkleEdge()
    private var heads: ArraySlice<AuditHead> = []
    private var report = AuditReport()
    /// How many entries the last head covers that was as signed.
    private var signed = 0
    private var reads = ReadCheck()
    /// Until when reads were let go of.
    private var disposed = Date.distantPast

    /// Everything in the database, and heads that someone kept elsewhere.
    ///
    /// - Parameter register: the personal fields of all areas. None of them is ever filled without an entry, so an empty log beside them was emptied.
    public static func report(_ db: any Connection, key: VerifyingKey, witnesses: [AuditHead] = [], beside register: [FieldEntry]) throws -> AuditReport {
        var verifier = AuditVerifier(db: db, key: key)
        verifier.report.pending = try db.auditLog.pendingCount()
        do {
            try verifier.takeHeads(witnesses)
            try verifier.walk()
            try verifier.compare(with: register)
            try verifier.checkReads()
        } catch let fault as AuditFault {
            verifier.report.fault = fault
        }
        return verifier.report
    }

    private init(db: any Connection, key: VerifyingKey) { (self.db, self.key) = (db, key) }

    private mutating func takeHeads(_ witnesses: [AuditHead]) throws {
        let stored = try db.auditHeads.all()
        for (place, one) in stored.enumerated() {
            let before = place > 0 ? stored[place - 1].head : nil
            guard one.number == place + 1, before.map({ $0.size <= one.head.size && $0.at <= one.head.at }) ?? true else {
                throw AuditFault(.heads, one.head.size)
            }
        }
        for kept in try db.counterSignatures.all() {
            guard let one = kept.signature else { throw AuditFault(.headGone, kept.head) }
            guard one.fits(stored[kept.head - 1].head) else { throw AuditFault(.counterSignature, one.size) }
            report.counterSignatures += 1
        }
        let all = stored.map(\.head) + witnesses
        if let forged = all.first(where: { !$0.isSigned(by: key) }) { throw AuditFault(.signature, forged.size) }
        heads = all.sorted { $0.size < $1.size }[...]
    }

    private mutating func walk() throws {
        try compareHeads()
        var seen = 0
        repeat {
            seen = edge.size
            try db.each("""
                SELECT number, \(AuditEntry.columns), tree_hash FROM audit_entries
                WHERE number > \(seen) ORDER BY number LIMIT \(Self.perStatement)
                """) { try add($0) }
        } while edge.size > seen
        if let cut = heads.last { throw AuditFault(.missing, edge.size + 1, through: cut.size) }
    }

    private func compare(with register: [FieldEntry]) throws {
        guard report.entries == 0, report.pending == 0 else { return }
        let tables = Set(register.filter { $0.sealing != nil }.map(\.table))
        if try tables.contains(where: { try db.count("FROM \(SQL(identifier: $0))", upTo: 1) > 0 }) { throw AuditFault(.empty, 1) }
    }

    private mutating func add(_ row: Row) throws {
        let number = edge.size + 1
        guard try row.get("number") == number else { throw AuditFault(.missing, number) }
        let entry = try AuditEntry(row: row), leaf = TreeHash.leaf(entry.text), stored: [UInt8] = try row.get("tree_hash")
        guard stored.starts(with: leaf.bytes) else { throw AuditFault(.changed, number) }
        let ended = edge.append(leaf)
        guard stored.count == ended.count * TreeHash.length, ended.count == 1 || stored == ended.flatMap(\.bytes) else {
            throw AuditFault(.hashes, number)
        }
        report.entries = number
        try expectReads(of: entry, number)
        try compareHeads()
    }

    private mutating func expectReads(of entry: AuditEntry, _ number: Int) throws {
        if entry.action == AuditAction.readsDisposed.rawValue, entry.fields.hasPrefix("until ") {
            disposed = max(disposed, (try? Date(sqlValue: .text(String(entry.fields.dropFirst(6))))) ?? disposed)
        }
        guard entry.action == AuditAction.readsSealed.rawValue else { return }
        guard let seal = ReadSeal(fields: entry.fields) else { throw AuditFault(.reads, number) }
        try reads.expect(seal, entry: number)
    }

    /// Costs one row and one to two hashes a read.
    private mutating func checkReads() throws {
        for action in [AuditAction.readsSealed, .readsDisposed] {
            for entry in try AuditPendingStore(db: db).all(action) { try expectReads(of: entry, edge.size + 1) }
        }
        var check = reads
        let size = edge.size
        try db.readSeals.each { seal, leaf in try check.add(leaf, of: seal, lastEntry: size) }
        try check.end(horizon: disposed)
        (report.reads, report.unsealedReads) = (check.count, try db.readSeals.waiting())
    }

    private mutating func compareHeads() throws {
        while let head = heads.first, head.size == edge.size {
            guard head.root == edge.root else { throw AuditFault(.rewritten, min(signed + 1, head.size), through: head.size) }
            signed = head.size
            report.heads += 1
            heads.removeFirst()
        }
    }
}
