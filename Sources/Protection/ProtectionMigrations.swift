import Storage

extension Migration {
    /// Sealed notes, and for each of their readers the key that opens them.
    ///
    /// Each note names one of its readers as its keeper: so none can be left that nobody was given the key to. The two tables point
    /// at each other, which each engine is told in its own way.
    static let protection = Migration(
        id: "protection-001-notes",
        sqlite: [keys("REFERENCES protection_notes (id) DEFERRABLE INITIALLY DEFERRED"), notes] + indexes,
        postgres: [keys(""), notes, """
            ALTER TABLE protection_note_keys ADD CONSTRAINT protection_note_key_note
            FOREIGN KEY (note_id) REFERENCES protection_notes (id) DEFERRABLE INITIALLY DEFERRED
            """] + indexes)

    private static func keys(_ reference: SQL) -> SQL {
        """
        CREATE TABLE protection_note_keys (
            note_id TEXT NOT NULL \(reference),
            user_id TEXT NOT NULL REFERENCES users (id),
            mark TEXT NOT NULL,
            sealed_key TEXT NOT NULL,
            read_at TEXT,
            PRIMARY KEY (note_id, user_id))
        """
    }

    private static let notes: SQL = """
        CREATE TABLE protection_notes (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL,
            person_id TEXT NOT NULL REFERENCES persons (id),
            writer_id TEXT NOT NULL REFERENCES users (id),
            keeper_id TEXT NOT NULL,
            words BYTEA NOT NULL,
            written_at TEXT NOT NULL,
            CONSTRAINT protection_note_keeper FOREIGN KEY (id, keeper_id) REFERENCES protection_note_keys (note_id, user_id) DEFERRABLE INITIALLY DEFERRED)
        """

    private static let indexes: [SQL] = [
        "CREATE INDEX protection_notes_person ON protection_notes (person_id, written_at)",
        "CREATE INDEX protection_note_keys_user ON protection_note_keys (user_id)",
    ]
}
