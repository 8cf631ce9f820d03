import Foundation
import Identity
import Localization
import Storage
import Vault

/// A household came into somebody's care, or out of it, without anybody being asked; what was agreed to is a `Handover`.
struct CareChange: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable {
        /// By whoever registered it at the desk.
        case registered
        /// By a town's own list.
        case listed
        /// Its case worker is one no more, and it waits for another.
        case released
    }
    let kind: Kind
    let worker: UserID
    let at: Date

    /// As those concerned read it in their own file.
    func told(on day: String, of name: String) -> Message {
        switch kind {
        case .registered: Message("On \(day, "day") \(name, "name") became your case worker.")
        case .listed: Message("On \(day, "day") \(name, "name") became your case worker. It came from a list of the town.")
        case .released: Message("On \(day, "day") \(name, "name") stopped being your case worker. From then on your household waited for another one.")
        }
    }
}

extension Connection {
    var careChanges: CareChangeStore { CareChangeStore(db: self) }
}

struct CareChangeStore {
    let db: any Connection

    func insert(_ kind: CareChange.Kind, of household: HouseholdID, worker: UserID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO care_changes (id, household_id, worker_id, kind, changed_at) VALUES (\(Secret.token(bytes: 16)), \(household), \(worker), \(kind.rawValue), \(now))
            """)
    }

    /// Those of a household, the newest first.
    func all(of household: HouseholdID) throws -> [CareChange] {
        try db.rows("SELECT kind, worker_id, changed_at FROM care_changes WHERE household_id = \(household) ORDER BY changed_at DESC, id LIMIT 100").compactMap { row in
            guard let kind = CareChange.Kind(rawValue: try row.get("kind")) else { return nil }
            return CareChange(kind: kind, worker: try row.get("worker_id"), at: try row.get("changed_at"))
        }
    }
}

extension Migration {
    /// What happened before is told by nobody any more: whoever has a household in care may have been given it or taken it.
    static let careChanges = Migration(
        id: "people-005-care-changes",
        sql: [
            """
            CREATE TABLE care_changes (
                id TEXT NOT NULL PRIMARY KEY,
                household_id TEXT NOT NULL REFERENCES households (id),
                worker_id TEXT NOT NULL REFERENCES users (id),
                kind TEXT NOT NULL CONSTRAINT care_change_kind CHECK (kind IN ('registered', 'listed', 'released')),
                changed_at TEXT NOT NULL)
            """,
            "CREATE INDEX care_changes_household ON care_changes (household_id, changed_at, id)",
        ])
}
