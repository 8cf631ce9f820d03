import Storage

extension SettingsStore {
    /// A setting of one area, by its name; nil where it was never set.
    public func named(_ name: String) throws -> String? {
        try db.value("SELECT value FROM settings WHERE name = \(name)")
    }

    /// Every row as it is stored.
    public func all() throws -> [(name: String, value: String)] {
        try db.rows("SELECT name, value FROM settings ORDER BY name").map { (try $0.get("name"), try $0.get("value")) }
    }

    public func set(_ name: String, to value: String) throws {
        _ = try db.execute("INSERT INTO settings (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    }
}
