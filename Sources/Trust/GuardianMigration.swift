import Storage

extension Migration {
    /// The ledger says who answers for a child, also through an interpreter, and takes no yes of theirs without the child's own.
    ///
    /// The table is made anew: its earlier rules let nobody interpret for a guardian. Who it was nobody wrote down before.
    static let guardians = Migration(
        id: "trust-009-guardians",
        sql: [
            "ALTER TABLE consent_ledger RENAME TO consent_ledger_before",
            """
            CREATE TABLE consent_ledger (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL,
                purpose TEXT NOT NULL,
                recipient TEXT NOT NULL,
                kinds TEXT NOT NULL,
                decision TEXT NOT NULL CONSTRAINT ledger_decision CHECK (
                    decision IN ('requested', 'given', 'refused', 'reconfirmed', 'withdrawn', 'expired', 'invalidated')),
                channel TEXT NOT NULL CONSTRAINT ledger_channel CHECK (
                    channel IN ('spoken', 'interpreted', 'own_page', 'guardian', 'imported', 'program')),
                interpreter TEXT CONSTRAINT ledger_interpreter CHECK (
                    interpreter IN ('professional', 'phone', 'volunteer', 'colleague', 'family', 'unknown')),
                guardian TEXT CONSTRAINT ledger_guardian CHECK (guardian IN ('parent', 'appointed', 'office', 'unknown')),
                assent TEXT CONSTRAINT ledger_assent CHECK (assent IN ('yes', 'too_young')),
                notice_version BIGINT NOT NULL,
                notice_language TEXT NOT NULL,
                notice_hash BYTEA NOT NULL,
                at TEXT NOT NULL,
                expires_at TEXT,
                actor TEXT NOT NULL,
                explained_by TEXT,
                CONSTRAINT ledger_interpreted CHECK (
                    (channel <> 'interpreted' OR interpreter IS NOT NULL) AND (interpreter IS NULL OR channel IN ('interpreted', 'guardian'))),
                CONSTRAINT ledger_guarded CHECK ((channel = 'guardian') = (guardian IS NOT NULL)),
                CONSTRAINT ledger_child CHECK (assent IS NULL OR channel = 'guardian'),
                CONSTRAINT ledger_child_agrees CHECK (channel <> 'guardian' OR decision NOT IN ('given', 'reconfirmed') OR assent IS NOT NULL),
                CONSTRAINT ledger_explained CHECK ((channel IN ('spoken', 'interpreted', 'guardian')) = (explained_by IS NOT NULL)),
                CONSTRAINT ledger_program CHECK (channel <> 'program' OR decision IN ('requested', 'expired', 'invalidated')))
            """,
            """
            INSERT INTO consent_ledger (id, person_id, purpose, recipient, kinds, decision, channel, interpreter, guardian, assent, notice_version,
                                        notice_language, notice_hash, at, expires_at, actor, explained_by)
            SELECT id, person_id, purpose, recipient, kinds, decision, channel, interpreter, CASE WHEN channel = 'guardian' THEN 'unknown' END, assent,
                   notice_version, notice_language, notice_hash, at, expires_at, actor, explained_by
            FROM consent_ledger_before
            """,
            "DROP TABLE consent_ledger_before",
            "CREATE INDEX consent_ledger_person ON consent_ledger (person_id, purpose, at)",
            "CREATE INDEX consent_ledger_ends ON consent_ledger (expires_at) WHERE decision IN ('given', 'reconfirmed')",
        ],
        sqlite: Guard.sqlite("consent_ledger") + Guard.sqliteUnlessErased("consent_ledger"),
        postgres: Guard.postgres("consent_ledger") + Guard.postgresUnlessErased("consent_ledger"))
}
