import Storage

extension Migration {
    static let people = Migration(
        id: "people-001-persons",
        sql: [
            """
            CREATE TABLE households (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                district TEXT,
                arrived_on TEXT,
                ground TEXT NOT NULL CONSTRAINT household_ground CHECK (ground IN ('public_task', 'legal_obligation', 'legitimate_interest', 'vital_interest', 'consent')),
                worker_id TEXT REFERENCES users (id),
                source_key TEXT,
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                version BIGINT NOT NULL CONSTRAINT household_version CHECK (version >= 1),
                UNIQUE (organization_id, source_key))
            """,
            "CREATE INDEX households_worker ON households (worker_id, updated_at)",
            """
            CREATE TABLE persons (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                household_id TEXT REFERENCES households (id),
                given_name BYTEA NOT NULL,
                family_name BYTEA,
                birth_date BYTEA,
                gender BYTEA,
                extra BYTEA,
                is_head BOOLEAN NOT NULL,
                source_key TEXT,
                source_mac TEXT,
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                version BIGINT NOT NULL CONSTRAINT person_version CHECK (version >= 1),
                UNIQUE (organization_id, source_key))
            """,
            "CREATE INDEX persons_household ON persons (household_id)",
            "CREATE INDEX persons_organization ON persons (organization_id, updated_at)",
            "CREATE INDEX persons_stamp ON persons (organization_id, household_id, version)",
            "CREATE UNIQUE INDEX persons_one_head ON persons (household_id) WHERE is_head",
            """
            CREATE TABLE person_languages (
                person_id TEXT NOT NULL REFERENCES persons (id),
                code TEXT NOT NULL CONSTRAINT language_code CHECK (length(code) = 3),
                level TEXT NOT NULL CONSTRAINT language_level CHECK (level IN ('native', 'fluent', 'conversation', 'basic', 'learning')),
                reads TEXT NOT NULL CONSTRAINT language_reads CHECK (reads IN ('yes', 'little', 'no', 'unknown')),
                PRIMARY KEY (person_id, code))
            """,
            """
            CREATE TABLE contact_ways (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES persons (id),
                kind TEXT NOT NULL CONSTRAINT contact_kind CHECK (kind IN ('phone', 'message', 'email', 'letter', 'desk')),
                value BYTEA NOT NULL,
                value_index TEXT,
                is_safe BOOLEAN NOT NULL,
                words BYTEA,
                is_imported BOOLEAN NOT NULL,
                created_at TEXT NOT NULL)
            """,
            "CREATE INDEX contact_ways_person ON contact_ways (person_id)",
            "CREATE INDEX contact_ways_value ON contact_ways (value_index)",
        ])

    /// Households that nobody has in care, the longest waiting first: found without reading all others, and counted
    /// from the index alone, which is what its last column is for.
    static let waitingHouseholds = Migration(
        id: "people-002-waiting",
        sql: ["CREATE INDEX households_waiting ON households (organization_id, created_at, id, worker_id) WHERE worker_id IS NULL"])

    /// What changed lately is counted from the index alone, however many have not.
    static let changedPeople = Migration(
        id: "people-003-changed",
        sql: ["DROP INDEX persons_stamp",
              "CREATE INDEX persons_changed ON persons (organization_id, updated_at, version) WHERE household_id IS NOT NULL"])

    /// What somebody was reached by before stays aside for a while, so that they can have it back. What was put right is
    /// marked: a town's list may go on saying what was wrong.
    static let formerContacts = Migration(
        id: "people-007-former-contacts", sql: [
            "ALTER TABLE contact_ways ADD COLUMN replaced_at TEXT",
            "ALTER TABLE contact_ways ADD COLUMN replaced_by TEXT CONSTRAINT contact_replaced CHECK ((replaced_at IS NULL) = (replaced_by IS NULL))",
            "ALTER TABLE contact_ways ADD COLUMN is_sign_in BOOLEAN CONSTRAINT contact_signed_in CHECK ((replaced_at IS NULL) = (is_sign_in IS NULL))",
            "ALTER TABLE contact_ways ADD COLUMN corrected_at TEXT",
            "CREATE INDEX contact_ways_replaced ON contact_ways (replaced_at) WHERE replaced_at IS NOT NULL",
        ])
    /// Who was corrected at the desk stays as corrected, whatever a town's list goes on saying.
    static let correctedPeople = Migration(id: "people-006-corrected", sql: ["ALTER TABLE persons ADD COLUMN corrected_at TEXT"])
}
