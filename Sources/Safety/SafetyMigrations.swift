import Storage

extension Migration {
    static let safety = Migration(
        id: "safety-001-concerns",
        sql: [
            """
            CREATE TABLE concerns (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                person_id TEXT NOT NULL,
                lead_id TEXT NOT NULL REFERENCES users (id),
                words BYTEA NOT NULL,
                about BYTEA,
                raised_at TEXT NOT NULL,
                received_at TEXT,
                answered_at TEXT,
                answer BYTEA,
                closed_at TEXT,
                outcome TEXT CONSTRAINT concern_outcome CHECK (outcome IN ('resolved', 'passed_on', 'not_confirmed', 'withdrawn')),
                CONSTRAINT concern_answered CHECK ((answer IS NULL) = (answered_at IS NULL)),
                CONSTRAINT concern_received_first CHECK (received_at IS NOT NULL OR (answered_at IS NULL AND closed_at IS NULL)),
                CONSTRAINT concern_closed CHECK ((closed_at IS NULL) = (outcome IS NULL)))
            """,
            "CREATE INDEX concerns_list ON concerns (organization_id, lead_id, raised_at)",
            "CREATE INDEX concerns_open ON concerns (organization_id, lead_id, raised_at) WHERE closed_at IS NULL",
            "CREATE INDEX concerns_person ON concerns (person_id, raised_at)",
        ])

    /// The list of concerns in the order in which it is shown.
    static let concernList = Migration(
        id: "safety-002-list",
        sql: ["DROP INDEX concerns_list",
              "CREATE INDEX concerns_order ON concerns (organization_id, lead_id, (CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END), raised_at, id)"])
}
