import Storage

public enum TrustMigrations {
    /// The access records, the ledger of consents and the audit log; triggers refuse to change or drop a row, whoever asks.
    public static let all = [
        Migration(
            id: "trust-001-records",
            sql: [
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
            sqlite: ["access_records", "consent_events"].flatMap(Guard.sqlite),
            postgres: [Guard.refusal] + ["access_records", "consent_events"].flatMap(Guard.postgres)),
        .auditLog, .consentLedger, .shares, .breakGlass, .readers, .rights, .counterSignatures, .readSeals, .openedReads, .guardians, .safeguardingReads,
    ]
}
