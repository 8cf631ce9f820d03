import Foundation
import Storage

/// That the log was verified, and what came of it.
public struct AuditCheck: Sendable, Hashable {
    public let at: Date
    public let entries: Int, heads: Int
    public let fault: AuditFault?

    public init(at: Date, entries: Int, heads: Int, fault: AuditFault?) {
        (self.at, self.entries, self.heads, self.fault) = (at, entries, heads, fault)
    }
}

extension Connection {
    public var auditChecks: AuditCheckStore { AuditCheckStore(db: self) }
}

/// Every verification of the log, by job or by hand.
public struct AuditCheckStore {
    let db: any Connection

    public func append(_ report: AuditReport, at now: Date) throws {
        let number = try (db.value("SELECT max(number) FROM audit_checks") ?? 0) + 1
        try db.execute("""
            INSERT INTO audit_checks (number, at, entries, heads, fault, first_entry, last_entry)
            VALUES (\(number), \(now), \(report.entries), \(report.heads), \(report.fault?.kind.rawValue), \(report.fault?.first), \(report.fault?.last))
            """)
    }

    public func newest() throws -> AuditCheck? {
        try db.row("SELECT at, entries, heads, fault, first_entry, last_entry FROM audit_checks ORDER BY number DESC LIMIT 1").map { row in
            let kind = try row["fault", as: String?.self].flatMap(AuditFault.Kind.init)
            let fault = try kind.map { AuditFault($0, try row.get("first_entry"), through: try row.get("last_entry")) }
            return AuditCheck(at: try row.get("at"), entries: try row.get("entries"), heads: try row.get("heads"), fault: fault)
        }
    }
}
