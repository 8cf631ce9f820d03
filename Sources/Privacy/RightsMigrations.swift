import Storage

extension Migration {
    /// Requests of people about their data, legal holds, and what the nightly job let go of.
    static let rights = Migration(
        id: "privacy-rights-001",
        sql: [
            """
            CREATE TABLE data_requests (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                person_id TEXT,
                kind TEXT NOT NULL CONSTRAINT request_kind CHECK (kind IN ('correction', 'restriction', 'erasure', 'copy')),
                channel TEXT NOT NULL CONSTRAINT request_channel CHECK (channel IN ('own_page', 'desk')),
                entered_by TEXT REFERENCES users (id),
                asked_on TEXT NOT NULL,
                due_on TEXT NOT NULL,
                words BYTEA,
                prolonged_on TEXT,
                reason BYTEA,
                outcome TEXT CONSTRAINT request_outcome CHECK (outcome IN ('done', 'refused')),
                answer BYTEA,
                answered_by TEXT REFERENCES users (id),
                answered_on TEXT,
                answered_at TEXT,
                kept TEXT NOT NULL,
                kept_until TEXT,
                CONSTRAINT request_entered CHECK ((channel = 'desk') = (entered_by IS NOT NULL)),
                CONSTRAINT request_answered CHECK ((outcome IS NULL) = (answered_on IS NULL) AND (outcome IS NULL) = (answered_at IS NULL)
                                                   AND (outcome IS NULL) = (answered_by IS NULL)),
                CONSTRAINT request_explained CHECK (person_id IS NULL OR (outcome IS NULL) = (answer IS NULL) AND (prolonged_on IS NULL) = (reason IS NULL)),
                CONSTRAINT request_of_someone CHECK (person_id IS NOT NULL OR outcome IS NOT NULL AND words IS NULL AND reason IS NULL AND answer IS NULL))
            """,
            "CREATE UNIQUE INDEX data_requests_one_open ON data_requests (person_id, kind) WHERE outcome IS NULL",
            "CREATE INDEX data_requests_person ON data_requests (person_id, asked_on)",
            "CREATE INDEX data_requests_open ON data_requests (organization_id, due_on, id) WHERE outcome IS NULL",
            "CREATE INDEX data_requests_order ON data_requests (organization_id, (CASE WHEN outcome IS NULL THEN 0 ELSE 1 END), due_on, id)",
            "CREATE INDEX data_requests_answered ON data_requests (answered_at)",
            """
            CREATE TABLE legal_holds (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                person_id TEXT NOT NULL,
                owner_id TEXT NOT NULL REFERENCES users (id),
                reason BYTEA NOT NULL,
                set_on TEXT NOT NULL,
                ends_on TEXT NOT NULL,
                lifted_on TEXT,
                lifted_by TEXT REFERENCES users (id),
                CONSTRAINT hold_order CHECK (ends_on > set_on),
                CONSTRAINT hold_lifted CHECK ((lifted_on IS NULL) = (lifted_by IS NULL)))
            """,
            "CREATE UNIQUE INDEX legal_holds_one_live ON legal_holds (person_id) WHERE lifted_on IS NULL",
            "CREATE INDEX legal_holds_list ON legal_holds (organization_id, ends_on) WHERE lifted_on IS NULL",
            """
            CREATE TABLE retention_runs (
                day TEXT NOT NULL,
                event TEXT NOT NULL,
                records BIGINT NOT NULL CONSTRAINT retention_records CHECK (records > 0),
                PRIMARY KEY (day, event))
            """,
            """
            CREATE TABLE retention_waiting (
                event TEXT NOT NULL PRIMARY KEY,
                records BIGINT NOT NULL CONSTRAINT waiting_records CHECK (records > 0),
                since TEXT NOT NULL)
            """,
            """
            CREATE TABLE retention_totals (
                event TEXT NOT NULL,
                kind TEXT NOT NULL,
                month TEXT NOT NULL CONSTRAINT total_month CHECK (length(month) = 7),
                records BIGINT NOT NULL CONSTRAINT total_records CHECK (records > 0),
                PRIMARY KEY (event, kind, month))
            """,
        ])

    /// From which series on the links of a request open that names nobody any more.
    static let receiptLinks = Migration(
        id: "privacy-rights-002-receipt-links",
        sql: ["ALTER TABLE data_requests ADD COLUMN link_series BIGINT NOT NULL DEFAULT 0 CONSTRAINT request_link_series CHECK (link_series >= 0)"])

    /// That someone asked to have their data used again, from when on they were told that it is, and since when it is.
    static let usedAgain = Migration(
        id: "privacy-rights-003-used-again",
        sql: [
            "ALTER TABLE data_requests ADD COLUMN again_on TEXT CONSTRAINT request_again CHECK (again_on IS NULL OR kind = 'restriction')",
            "ALTER TABLE data_requests ADD COLUMN lifts_on TEXT CONSTRAINT request_lifts CHECK (lifts_on IS NULL OR kind = 'restriction')",
            "ALTER TABLE data_requests ADD COLUMN lifted_on TEXT CONSTRAINT request_lifted CHECK (lifted_on IS NULL OR kind = 'restriction')",
            "CREATE INDEX data_requests_lifting ON data_requests (organization_id, again_on) WHERE lifted_on IS NULL AND (again_on IS NOT NULL OR lifts_on IS NOT NULL)",
            "CREATE INDEX data_requests_lifts ON data_requests (lifts_on) WHERE lifted_on IS NULL AND lifts_on IS NOT NULL",
        ])
}
