import House
import Identity
import Localization
import Markup
import Trust
import Web

extension Feature {
    /// The log of changes: numbered, signed and checked by itself, and shown to whoever answers for data protection.
    public static let audit = Feature(
        name: "Audit", migrations: [],
        navigation: [NavigationItem(Message("Log of changes"), to: "/audit", picture: "shield", for: .roles([.officer]))],
        jobs: [
            Job("audit.sequence", .every(seconds: 5), when: { _, db in try db.auditLog.hasPending() }) { try await AuditLog(hub: $0).sequence() },
            Job("audit.seal_reads", .every(seconds: 600), when: { _, db in try db.readSeals.areWaiting() }) { try await AuditLog(hub: $0).sealReads() },
            Job("audit.sign", .every(seconds: 3600)) { hub in
                // A head is signed whatever becomes of the reads.
                do { try await AuditLog(hub: hub).sealReads() } catch {
                    try await AuditLog(hub: hub).sign()
                    throw error
                }
                try await AuditLog(hub: hub).sign()
            },
            Job("audit.verify", .daily(hour: 2)) { try await AuditLog(hub: $0).check() },
        ],
        desk: [.brokenLog], doors: { AuditRoutes(hub: $0).doors })
}

extension DeskSource {
    /// A log that does not fit together is the officer's first concern, until a check finds it whole again.
    static let brokenLog = DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, _, today in
        guard let check = try db.auditChecks.newest(), let fault = check.fault else { return [] }
        return [DeskItem(
            .danger, picture: "shield", title: Message("The log of changes is not whole"), detail: fault.message, waitsOn: Message("you"),
            since: min(Day(check.at, in: hub.settings.value.zone), today), button: Message("Look at the log"), to: "/audit")]
    }
}
