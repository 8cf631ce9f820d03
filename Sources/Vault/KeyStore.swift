import FoundationEssentials
import Identity
import Storage

/// All SQL of the file that holds the wrapped keys.
struct KeyStore {
    let db: any Connection

    /// `wrapped` is NULL once destroyed: the row stays, so that nobody makes a second key for an erased person.
    static let migrations = [
        Migration(id: "keys-1", sql: ["""
            CREATE TABLE person_keys (
                person_id TEXT NOT NULL,
                version BIGINT NOT NULL,
                wrapped BYTEA,
                created_at TEXT NOT NULL,
                PRIMARY KEY (person_id, version),
                CONSTRAINT person_keys_version CHECK (version BETWEEN 1 AND 65535))
            """]),
        Migration(id: "keys-2", sql: ["""
            CREATE TABLE hub_keys (
                name TEXT NOT NULL PRIMARY KEY,
                sealed TEXT NOT NULL,
                created_at TEXT NOT NULL)
            """]),
        // A secret lies under two root keys for as long as the one is being exchanged for the other.
        Migration(id: "keys-3", sql: [
            """
            CREATE TABLE hub_secrets (
                name TEXT NOT NULL CONSTRAINT hub_secrets_name CHECK (name IN ('wrapping', 'secrets', 'lasting')),
                version BIGINT NOT NULL CONSTRAINT hub_secrets_version CHECK (version BETWEEN 1 AND 65535),
                root TEXT NOT NULL,
                wrapped BYTEA NOT NULL,
                created_at TEXT NOT NULL,
                PRIMARY KEY (name, version, root))
            """,
            "ALTER TABLE person_keys ADD COLUMN wrapping BIGINT NOT NULL DEFAULT 1",
            "CREATE INDEX person_keys_wrapping ON person_keys (wrapping)",
        ]),
    ]

    private static let columns: SQL = "person_id, version, wrapping, wrapped"

    func each(_ body: (WrappedKey) throws -> Void) throws {
        try db.each("SELECT \(Self.columns) FROM person_keys") { try body(WrappedKey(row: $0)) }
    }

    func find(_ person: PersonID) throws -> [WrappedKey] {
        try db.rows("SELECT \(Self.columns) FROM person_keys WHERE person_id = \(person)").map(WrappedKey.init)
    }

    /// Keeps what is there: the first key of a person and version wins.
    func insert(_ new: WrappedKey, at date: Date) throws {
        try db.execute("""
            INSERT INTO person_keys (person_id, version, wrapping, wrapped, created_at)
            VALUES (\(new.person), \(Int(new.version)), \(Int(new.wrapping)), \(new.bytes as [UInt8]?), \(date))
            ON CONFLICT (person_id, version) DO NOTHING
            """)
    }

    func destroy(_ person: PersonID) throws {
        try db.execute("UPDATE person_keys SET wrapped = NULL WHERE person_id = \(person)")
    }

    /// A key of the hub itself, sealed under its name.
    func hubKey(_ name: String) throws -> String? { try db.value("SELECT sealed FROM hub_keys WHERE name = \(name)") }

    /// Keeps what is there: the first key of a name wins.
    func insertHubKey(_ name: String, sealed: String, at date: Date) throws {
        try db.execute("""
            INSERT INTO hub_keys (name, sealed, created_at) VALUES (\(name), \(sealed), \(date)) ON CONFLICT (name) DO NOTHING
            """)
    }
}

extension WrappedKey {
    init(row: Row) throws {
        let version: Int = try row.get("version"), wrapping: Int = try row.get("wrapping")
        self.init(person: try row.get("person_id"), version: KeyVersion(clamping: version),
                  wrapping: KeyVersion(clamping: wrapping), bytes: try row.get("wrapped"))
    }
}
