import Foundation
import Identity
import Storage
import Vault

extension Connection {
    public var erasures: ErasureStore { ErasureStore(db: self) }
}

/// Erasures, from the moment the rows go until the person's key is destroyed, too; then nothing here says whose it was.
///
/// While one is under way, the tables that otherwise refuse it let go of rows about this person.
public struct ErasureStore {
    let db: any Connection

    /// Begins one, or goes on with the one that is under way.
    public func begin(_ person: PersonID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO erasures (id, person_id, begun_at, is_due) VALUES (\(Secret.token(bytes: 16)), \(person), \(now), \(false))
            ON CONFLICT (person_id) DO NOTHING
            """)
    }

    /// All that may go is gone: what is left is the key.
    public func setDue(_ person: PersonID) throws { _ = try db.execute("UPDATE erasures SET is_due = \(true) WHERE person_id = \(person)") }

    /// Those whose keys can be destroyed now, and those of whom the law still keeps something.
    public func under(isDue: Bool) throws -> [PersonID] {
        try db.rows("SELECT person_id FROM erasures WHERE person_id IS NOT NULL AND is_due = \(isDue) ORDER BY begun_at, id").map { try $0.get("person_id") }
    }

    /// The key is destroyed: from now on nobody is named here.
    public func finish(_ person: PersonID, at now: Date) throws {
        _ = try db.execute("UPDATE erasures SET person_id = NULL, finished_at = \(now) WHERE person_id = \(person)")
    }

    /// How many were ever begun: an index in memory that has seen fewer holds names it should not.
    public func count() throws -> Int { try db.count("SELECT count(*) FROM erasures") }
}

extension Migration {
    /// Who is restricted and who is being erased, and append-only tables that let go of what must go.
    static let rights = Migration(
        id: "trust-rights-001",
        sql: [
            "CREATE TABLE restrictions (person_id TEXT NOT NULL PRIMARY KEY, since TEXT NOT NULL)",
            """
            CREATE TABLE erasures (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT UNIQUE,
                begun_at TEXT NOT NULL,
                is_due BOOLEAN NOT NULL,
                finished_at TEXT,
                CONSTRAINT erasure_names_nobody_once_done CHECK ((person_id IS NULL) = (finished_at IS NOT NULL)))
            """,
            // Rows in it stand there within one transaction only: the one that drops what is too old.
            "CREATE TABLE disposals (table_name TEXT NOT NULL PRIMARY KEY)",
        ],
        sqlite: Guard.sqliteUnlessErased("consent_ledger") + [
            "DROP TRIGGER access_records_no_DELETE",
            Guard.sqlite("access_records", "DELETE", when: "NOT EXISTS (SELECT 1 FROM disposals WHERE table_name = 'access_records')"),
        ],
        postgres: [
            """
            CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NOT EXISTS (SELECT 1 FROM erasures WHERE person_id = OLD.person_id) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END IF;
                RETURN OLD;
            END $$
            """,
            """
            CREATE FUNCTION refuse_unless_disposed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NOT EXISTS (SELECT 1 FROM disposals WHERE table_name = TG_TABLE_NAME) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END IF;
                RETURN OLD;
            END $$
            """,
            "DROP TRIGGER access_records_append_only ON access_records",
            Guard.postgres("access_records", "UPDATE"),
            """
            CREATE TRIGGER access_records_disposed BEFORE DELETE ON access_records
            FOR EACH ROW EXECUTE FUNCTION refuse_unless_disposed()
            """,
        ] + Guard.postgresUnlessErased("consent_ledger"))
}

extension Guard {
    /// In place of the guard that refuses every drop: rows about a person who is being erased may go.
    package static func sqliteUnlessErased(_ table: SQL) -> [SQL] {
        ["DROP TRIGGER \(table)_no_DELETE", sqlite(table, "DELETE", when: "NOT EXISTS (SELECT 1 FROM erasures WHERE person_id = OLD.person_id)")]
    }

    /// - Parameter columns: those that are never changed; all of them where none is named.
    package static func postgresUnlessErased(_ table: SQL, guarding columns: SQL? = nil) -> [SQL] {
        ["DROP TRIGGER \(table)_append_only ON \(table)", postgres(table, "UPDATE \(columns.map { "OF \($0)" as SQL })"),
         """
         CREATE TRIGGER \(table)_erased BEFORE DELETE ON \(table)
         FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased()
         """]
    }
}
