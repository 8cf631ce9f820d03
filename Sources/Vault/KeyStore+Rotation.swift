import FoundationEssentials
import Identity
import Storage

extension KeyStore {
    func secrets() throws -> [HubSecret] {
        try db.rows("SELECT name, version, root, wrapped FROM hub_secrets ORDER BY name, version").map { row in
            guard let part = HubKeys.Part(rawValue: try row.get("name")) else { throw KeyProblem.altered }
            let version: Int = try row.get("version")
            return HubSecret(part: part, version: KeyVersion(clamping: version), root: try row.get("root"), wrapped: try row.get("wrapped"))
        }
    }

    /// Keeps what is there: the first of a name, version and root key wins.
    func insert(_ new: HubSecret, at date: Date) throws {
        try db.execute("""
            INSERT INTO hub_secrets (name, version, root, wrapped, created_at)
            VALUES (\(new.part.rawValue), \(Int(new.version)), \(new.root), \(new.wrapped), \(date)) ON CONFLICT (name, version, root) DO NOTHING
            """)
    }

    /// No other root key opens anything any more; a secret that does not lie under this one, too, is never taken away.
    func forgetRoots(but root: String) throws {
        try db.execute("""
            DELETE FROM hub_secrets WHERE root <> \(root) AND EXISTS (
                SELECT 1 FROM hub_secrets k WHERE k.root = \(root) AND k.name = hub_secrets.name AND k.version = hub_secrets.version)
            """)
    }

    /// Whether an older program made keys here, which follow from the root key.
    func hasOldKeys() throws -> Bool {
        try db.count("SELECT count(*) FROM person_keys") + db.count("SELECT count(*) FROM hub_keys") > 0
    }

    /// Living keys of people that lie under an older key of the hub.
    func outdated(than newest: KeyVersion, limit: Int) throws -> [WrappedKey] {
        try db.rows("""
            SELECT person_id, version, wrapping, wrapped FROM person_keys
            WHERE wrapping < \(Int(newest)) AND wrapped IS NOT NULL LIMIT \(limit)
            """).map(WrappedKey.init)
    }

    func replace(_ key: WrappedKey) throws {
        try db.execute("""
            UPDATE person_keys SET wrapped = \(key.bytes as [UInt8]?), wrapping = \(Int(key.wrapping))
            WHERE person_id = \(key.person) AND version = \(Int(key.version)) AND wrapped IS NOT NULL
            """)
    }

    func counts(newest: KeyVersion) throws -> (keys: Int, left: Int, erased: Int) {
        (try db.count("SELECT count(*) FROM person_keys WHERE wrapped IS NOT NULL"),
         try db.count("SELECT count(*) FROM person_keys WHERE wrapped IS NOT NULL AND wrapping < \(Int(newest))"),
         try db.count("SELECT count(DISTINCT person_id) FROM person_keys WHERE wrapped IS NULL"))
    }

    /// Whether someone's keys were destroyed that lay under the key of the hub that is in use.
    func hasErasures(since newest: KeyVersion) throws -> Bool {
        try db.count("SELECT count(*) FROM person_keys WHERE wrapped IS NULL AND wrapping = \(Int(newest))") > 0
    }

    /// Destroys the older keys of the hub, which nothing lies under any more; under each root key only where the newer one is there.
    func retireWrapping(before newest: KeyVersion) throws {
        try db.execute("""
            DELETE FROM hub_secrets WHERE name = 'wrapping' AND version < \(Int(newest)) AND EXISTS (
                SELECT 1 FROM hub_secrets k WHERE k.name = 'wrapping' AND k.version = \(Int(newest)) AND k.root = hub_secrets.root)
            """)
    }

    /// The newest version of each living person's key.
    func newest() throws -> [(person: PersonID, version: Int)] {
        try db.rows("SELECT person_id, max(version) AS newest FROM person_keys WHERE wrapped IS NOT NULL GROUP BY person_id")
            .map { (try $0.get("person_id"), try $0.get("newest")) }
    }

    func hubKeys() throws -> [(name: String, sealed: String)] {
        try db.rows("SELECT name, sealed FROM hub_keys ORDER BY name").map { (try $0.get("name"), try $0.get("sealed")) }
    }

    func replaceHubKey(_ name: String, sealed: String, was old: String) throws {
        try db.execute("UPDATE hub_keys SET sealed = \(sealed) WHERE name = \(name) AND sealed = \(old)")
    }
}
