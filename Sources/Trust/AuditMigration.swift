import Storage

extension Migration {
    /// Entries wait in `audit_pending` until the sequencer gives them a number; from then on they stand in `audit_entries`.
    ///
    /// An entry's `id` is partly random and part of what is hashed, so no hash of an entry that a proof shows can be guessed back.
    /// `tree_hash` holds the hashes of all complete parts of the tree that end with the entry, its own leaf first.
    static let auditLog = Migration(
        id: "trust-002-audit",
        sql: [
            "CREATE TABLE audit_pending (\(entryColumns(isKey: true)))",
            """
            CREATE TABLE audit_entries (
                number BIGINT NOT NULL PRIMARY KEY CONSTRAINT audit_number CHECK (number > 0), \(entryColumns(isKey: false)),
                tree_hash BYTEA NOT NULL CONSTRAINT audit_hashes CHECK (length(tree_hash) > 0 AND length(tree_hash) % 32 = 0))
            """,
            """
            CREATE TABLE audit_heads (
                number BIGINT NOT NULL PRIMARY KEY CONSTRAINT head_number CHECK (number > 0),
                size BIGINT NOT NULL CONSTRAINT head_size CHECK (size >= 0),
                root_hash BYTEA NOT NULL CONSTRAINT head_root CHECK (length(root_hash) = 32),
                at TEXT NOT NULL,
                signature TEXT NOT NULL)
            """,
            """
            CREATE TABLE audit_checks (
                number BIGINT NOT NULL PRIMARY KEY CONSTRAINT check_number CHECK (number > 0),
                at TEXT NOT NULL,
                entries BIGINT NOT NULL,
                heads BIGINT NOT NULL,
                fault TEXT,
                first_entry BIGINT,
                last_entry BIGINT,
                CONSTRAINT check_fault CHECK ((fault IS NULL) = (first_entry IS NULL) AND (fault IS NULL) = (last_entry IS NULL)))
            """,
        ],
        sqlite: ["audit_entries", "audit_heads", "audit_checks"].flatMap(Guard.sqlite) + [
            Guard.sqlite("audit_pending", "UPDATE"),
            Guard.sqlite("audit_pending", "DELETE", when: "NOT EXISTS (SELECT 1 FROM audit_entries WHERE id = OLD.id)"),
        ],
        postgres: ["audit_entries", "audit_heads", "audit_checks"].flatMap(Guard.postgres) + [
            Guard.postgres("audit_pending", "UPDATE"), Guard.truncation("audit_pending"),
            """
            CREATE FUNCTION refuse_unless_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NOT EXISTS (SELECT 1 FROM audit_entries WHERE id = OLD.id) THEN RAISE EXCEPTION 'audit_pending is append-only'; END IF;
                RETURN OLD;
            END $$
            """,
            """
            CREATE TRIGGER audit_pending_numbered BEFORE DELETE ON audit_pending
            FOR EACH ROW EXECUTE FUNCTION refuse_unless_numbered()
            """,
        ])

    private static func entryColumns(isKey: Bool) -> SQL {
        """
        id TEXT NOT NULL \(isKey ? "PRIMARY KEY" : "UNIQUE"),
        at TEXT NOT NULL,
        action TEXT NOT NULL,
        actor TEXT NOT NULL,
        organization TEXT NOT NULL,
        purpose TEXT NOT NULL,
        object TEXT NOT NULL,
        person TEXT,
        fields TEXT NOT NULL
        """
    }
}
