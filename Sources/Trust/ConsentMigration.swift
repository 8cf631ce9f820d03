import Storage

extension Migration {
    /// The ledger says more of each consent: to whom it goes, what it is about, who interpreted and explained, what a child said itself.
    ///
    /// What was written down before is taken over. Nobody noted then who interpreted; that the two consents to share were
    /// about a first name and a way of contact, and went to the other side, stands in the notices of that time.
    static let consentLedger = Migration(
        id: "trust-003-consents",
        sql: [
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
                assent TEXT CONSTRAINT ledger_assent CHECK (assent IN ('yes', 'too_young')),
                notice_version BIGINT NOT NULL,
                notice_language TEXT NOT NULL,
                notice_hash BYTEA NOT NULL,
                at TEXT NOT NULL,
                expires_at TEXT,
                actor TEXT NOT NULL,
                explained_by TEXT,
                CONSTRAINT ledger_interpreted CHECK ((channel = 'interpreted') = (interpreter IS NOT NULL)),
                CONSTRAINT ledger_guardian CHECK ((channel = 'guardian') = (assent IS NOT NULL)),
                CONSTRAINT ledger_explained CHECK ((channel IN ('spoken', 'interpreted', 'guardian')) = (explained_by IS NOT NULL)),
                CONSTRAINT ledger_program CHECK (channel <> 'program' OR decision IN ('requested', 'expired', 'invalidated')))
            """,
            """
            INSERT INTO consent_ledger (id, person_id, purpose, recipient, kinds, decision, channel, interpreter, assent, notice_version, notice_language,
                                        notice_hash, at, expires_at, actor, explained_by)
            SELECT id, person_id, purpose,
                   CASE purpose WHEN 'share_with_match' THEN 'helper' WHEN 'share_as_volunteer' THEN 'helped' ELSE 'hub' END,
                   CASE WHEN purpose IN ('share_with_match', 'share_as_volunteer') THEN 'contact,identity' ELSE '' END,
                   decision, channel, CASE WHEN channel = 'interpreted' THEN 'unknown' END, CASE WHEN channel = 'guardian' THEN 'yes' END,
                   notice_version, notice_language, notice_hash, at, expires_at, actor,
                   CASE WHEN channel IN ('spoken', 'interpreted', 'guardian') THEN actor END
            FROM consent_events
            """,
            "DROP TABLE consent_events",
            "CREATE INDEX consent_ledger_person ON consent_ledger (person_id, purpose, at)",
            "CREATE INDEX consent_ledger_ends ON consent_ledger (expires_at) WHERE decision IN ('given', 'reconfirmed')",
        ],
        sqlite: Guard.sqlite("consent_ledger"), postgres: Guard.postgres("consent_ledger"))
}
