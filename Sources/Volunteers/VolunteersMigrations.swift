import Storage

extension Migration {
    static let volunteers = Migration(
        id: "volunteers-001-applications",
        sql: [
            """
            CREATE TABLE applications (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL UNIQUE REFERENCES persons (id),
                organization_id TEXT NOT NULL,
                status TEXT NOT NULL CONSTRAINT application_status CHECK (status IN ('open', 'withdrawn', 'closed')),
                reason TEXT CONSTRAINT application_reason CHECK (reason IN ('no_role_now', 'no_answer', 'moved', 'own_wish', 'requirement')),
                initials BYTEA NOT NULL,
                details BYTEA NOT NULL,
                source_key TEXT,
                source_fingerprint TEXT,
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                version BIGINT NOT NULL CONSTRAINT application_version CHECK (version >= 1),
                UNIQUE (organization_id, source_key),
                CONSTRAINT application_closed_for_a_reason CHECK ((status = 'closed') = (reason IS NOT NULL)))
            """,
            "CREATE INDEX applications_list ON applications (organization_id, status, created_at)",
            """
            CREATE TABLE volunteer_drafts (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL UNIQUE,
                organization_id TEXT NOT NULL,
                secret_hash BYTEA NOT NULL UNIQUE,
                resume_index TEXT NOT NULL UNIQUE,
                answers BYTEA,
                application_id TEXT UNIQUE REFERENCES applications (id),
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                CONSTRAINT draft_or_application CHECK ((answers IS NULL) = (application_id IS NOT NULL)))
            """,
            "CREATE INDEX volunteer_drafts_age ON volunteer_drafts (updated_at)",
            """
            CREATE TABLE volunteer_roles (
                person_id TEXT NOT NULL REFERENCES persons (id),
                role TEXT NOT NULL CONSTRAINT volunteer_role_named CHECK (length(role) > 0),
                asked_at TEXT NOT NULL,
                PRIMARY KEY (person_id, role))
            """,
            """
            CREATE TABLE availability (
                person_id TEXT NOT NULL REFERENCES persons (id),
                weekday BIGINT NOT NULL CONSTRAINT availability_weekday CHECK (weekday BETWEEN 1 AND 7),
                from_minute BIGINT NOT NULL CONSTRAINT availability_from CHECK (from_minute BETWEEN 0 AND 1439),
                to_minute BIGINT NOT NULL CONSTRAINT availability_to CHECK (to_minute <= 1440),
                PRIMARY KEY (person_id, weekday, from_minute),
                CONSTRAINT availability_order CHECK (from_minute < to_minute))
            """,
            """
            CREATE TABLE absences (
                person_id TEXT NOT NULL REFERENCES persons (id),
                from_day TEXT NOT NULL,
                to_day TEXT NOT NULL,
                PRIMARY KEY (person_id, from_day),
                CONSTRAINT absence_order CHECK (from_day <= to_day))
            """,
            """
            CREATE TABLE referees (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES persons (id),
                name BYTEA NOT NULL,
                contact BYTEA NOT NULL,
                link_hash BYTEA UNIQUE,
                link_made_at TEXT,
                answered_at TEXT,
                answer BYTEA,
                created_at TEXT NOT NULL,
                CONSTRAINT referee_answer CHECK ((answer IS NULL) = (answered_at IS NULL)),
                CONSTRAINT referee_link_works_once CHECK (answered_at IS NULL OR link_hash IS NULL))
            """,
            "CREATE INDEX referees_person ON referees (person_id)",
            """
            CREATE TABLE credentials (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES persons (id),
                kind TEXT NOT NULL CONSTRAINT credential_kind CHECK (length(kind) > 0),
                outcome TEXT NOT NULL CONSTRAINT credential_outcome CHECK (outcome IN ('met', 'not_met', 'annulled')),
                issued_on TEXT NOT NULL,
                expires_on TEXT,
                verified_by TEXT REFERENCES users (id),
                referee_id TEXT REFERENCES referees (id),
                turn BIGINT NOT NULL DEFAULT 0,
                annuls TEXT UNIQUE REFERENCES credentials (id),
                reason BYTEA,
                recorded_at TEXT NOT NULL,
                CONSTRAINT credential_annuls CHECK ((outcome = 'annulled') = (annuls IS NOT NULL)),
                CONSTRAINT credential_order CHECK (expires_on IS NULL OR expires_on >= issued_on),
                CONSTRAINT credential_reference_is_someones CHECK (outcome = 'annulled' OR referee_id IS NOT NULL OR kind NOT LIKE 'reference%'),
                CONSTRAINT credential_source CHECK (verified_by IS NOT NULL OR referee_id IS NOT NULL))
            """,
            "CREATE INDEX credentials_person ON credentials (person_id, kind)",
            "CREATE UNIQUE INDEX credentials_referee_once ON credentials (referee_id, kind, turn) WHERE referee_id IS NOT NULL AND outcome <> 'annulled'",
        ],
        sqlite: (["UPDATE", "DELETE"] as [SQL]).map { verb in
            """
            CREATE TRIGGER credentials_no_\(verb) BEFORE \(verb) ON credentials
            BEGIN SELECT RAISE(ABORT, 'append-only'); END
            """
        },
        postgres: ["""
            CREATE TRIGGER credentials_append_only BEFORE UPDATE OR DELETE ON credentials
            FOR EACH ROW EXECUTE FUNCTION refuse_change()
            """])

    /// What each open offer waits for: made from what was shown, and made anew every night, so that it may be thrown away.
    static let volunteerSteps = Migration(
        id: "volunteers-002-steps",
        sql: [
            """
            CREATE TABLE volunteer_steps (
                person_id TEXT NOT NULL PRIMARY KEY REFERENCES persons (id),
                organization_id TEXT NOT NULL,
                step TEXT NOT NULL CONSTRAINT volunteer_step_named CHECK (length(step) > 0),
                turn TEXT NOT NULL CONSTRAINT volunteer_step_turn CHECK (turn IN ('hub', 'referees', 'applicant', 'nobody')),
                since TEXT NOT NULL,
                clear_until TEXT)
            """,
            "CREATE INDEX volunteer_steps_turn ON volunteer_steps (organization_id, turn, since, person_id)",
            "CREATE INDEX volunteer_steps_end ON volunteer_steps (organization_id, clear_until, person_id) WHERE clear_until IS NOT NULL",
        ])

    /// The list of offers in the order in which it is shown.
    static let volunteerList = Migration(
        id: "volunteers-003-list",
        sql: ["CREATE INDEX applications_order ON applications (organization_id, (CASE status WHEN 'open' THEN 0 ELSE 1 END), created_at, id)"])

    /// Credentials stay as they were written; only the key under which a reason is sealed may be exchanged.
    static let credentialKeys = Migration(
        id: "volunteers-004-credential-keys",
        sqlite: [
            "DROP TRIGGER credentials_no_UPDATE",
            """
            CREATE TRIGGER credentials_no_UPDATE BEFORE UPDATE OF \(allButReason) ON credentials
            BEGIN SELECT RAISE(ABORT, 'append-only'); END
            """,
        ],
        postgres: [
            "DROP TRIGGER credentials_append_only ON credentials",
            """
            CREATE TRIGGER credentials_append_only BEFORE UPDATE OF \(allButReason) OR DELETE ON credentials
            FOR EACH ROW EXECUTE FUNCTION refuse_change()
            """,
        ])

    static var allButReason: SQL {
        "id, person_id, kind, outcome, issued_on, expires_on, verified_by, referee_id, turn, annuls, recorded_at"
    }
}
