import Storage

public enum TrustMigrations {
    /// The audit log, the access records and the ledger of consents; triggers refuse to change or drop a row, whoever asks.
    public static let all = [
        Migration(
            id: "trust-001-audit",
            sql: [
                """
                CREATE TABLE audit_pending (
                    id TEXT NOT NULL PRIMARY KEY,
                    at TEXT NOT NULL,
                    action TEXT NOT NULL,
                    actor TEXT NOT NULL,
                    organization TEXT NOT NULL,
                    purpose TEXT NOT NULL,
                    object TEXT NOT NULL,
                    person TEXT,
                    fields TEXT NOT NULL,
                    nonce TEXT NOT NULL,
                    payload_hash BYTEA NOT NULL)
                """,
                "CREATE INDEX audit_pending_at ON audit_pending (at)",
                """
                CREATE TABLE access_records (
                    id TEXT NOT NULL PRIMARY KEY,
                    at TEXT NOT NULL,
                    actor TEXT NOT NULL,
                    organization TEXT NOT NULL,
                    person TEXT NOT NULL,
                    purpose TEXT NOT NULL,
                    kinds TEXT NOT NULL)
                """,
                "CREATE INDEX access_records_organization ON access_records (organization, at)",
                "CREATE INDEX access_records_person ON access_records (person, at)",
                """
                CREATE TABLE consent_events (
                    id TEXT NOT NULL PRIMARY KEY,
                    person_id TEXT NOT NULL,
                    purpose TEXT NOT NULL,
                    decision TEXT NOT NULL CONSTRAINT consent_decision CHECK (decision IN ('given', 'refused', 'withdrawn')),
                    channel TEXT NOT NULL CONSTRAINT consent_channel CHECK (channel IN ('spoken', 'interpreted', 'own_page', 'guardian', 'imported')),
                    notice_version BIGINT NOT NULL,
                    notice_language TEXT NOT NULL,
                    notice_hash BYTEA NOT NULL,
                    at TEXT NOT NULL,
                    expires_at TEXT,
                    actor TEXT NOT NULL)
                """,
                "CREATE INDEX consent_events_person ON consent_events (person_id, at)",
            ],
            sqlite: appendOnly.flatMap { table in
                (["UPDATE", "DELETE"] as [SQL]).map { verb in
                    """
                    CREATE TRIGGER \(table)_no_\(verb) BEFORE \(verb) ON \(table)
                    BEGIN SELECT RAISE(ABORT, 'append-only'); END
                    """
                }
            },
            postgres: ["""
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
                """] + appendOnly.map { table in
                    """
                    CREATE TRIGGER \(table)_append_only BEFORE UPDATE OR DELETE ON \(table)
                    FOR EACH ROW EXECUTE FUNCTION refuse_change()
                    """
                }),
    ]

    private static let appendOnly: [SQL] = ["audit_pending", "access_records", "consent_events"]
}
