import Identity
import Storage
import Trust

extension AuditAction {
    static let settingsChanged = AuditAction(rawValue: "settings.changed")
}

/// Settings were changed: by the names of their fields, never by what they hold.
public struct SettingsChanged: Event {
    public let names: [String]
}

extension Hub {
    /// Stores the settings and puts them in force.
    public func save(_ settings: Settings) async throws {
        try await archive.write { try SettingsStore(db: $0).save(settings) }
        self.settings.replace(with: settings)
    }

    /// The same, as an administrator does it: recorded with the names of what changed, never with what it was or is, and told to every area.
    public func save(_ settings: Settings, changed: [String], by actor: Actor) async throws {
        let now = now()
        try await archive.write(by: actor, for: .administration) { db, access in
            try SettingsStore(db: db).save(settings)
            try announce(SettingsChanged(names: changed), in: db, &access)
            try access.record(.settingsChanged, on: "settings", fields: changed, at: now, in: db)
        }
        self.settings.replace(with: settings)
    }

    public func rename(_ name: String) async throws {
        var settings = settings.value
        settings.hubName = name
        try await save(settings)
    }

    /// The organization that runs this hub; its id is made when it is first asked for.
    public func ownOrganization() async throws -> OrganizationID {
        let fresh: OrganizationID = newID()
        return try await archive.write { db in
            _ = try db.execute("INSERT INTO settings (name, value) VALUES ('organization', \(fresh)) ON CONFLICT (name) DO NOTHING")
            return try db.value("SELECT value FROM settings WHERE name = 'organization'") ?? fresh
        }
    }
}
