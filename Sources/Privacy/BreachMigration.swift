import Storage
import Trust

extension Migration {
    /// Breaches, and the people concerned by their ids alone; what was written about them is sealed under a key of the hub.
    static let breaches = Migration(
        id: "privacy-001-breaches",
        sql: [
            """
            CREATE TABLE breaches (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                what TEXT NOT NULL,
                known_at TEXT NOT NULL,
                written_at TEXT NOT NULL,
                authority_at TEXT,
                authority_reason TEXT,
                people_at TEXT,
                people_reason TEXT,
                words TEXT,
                measures TEXT,
                closed_at TEXT,
                CONSTRAINT breach_known CHECK (known_at <= written_at),
                CONSTRAINT breach_authority CHECK (authority_at IS NULL OR authority_reason IS NULL),
                CONSTRAINT breach_people CHECK (people_at IS NULL OR people_reason IS NULL),
                CONSTRAINT breach_words CHECK ((people_at IS NULL) = (words IS NULL)),
                CONSTRAINT breach_closed CHECK ((closed_at IS NULL) = (measures IS NULL) AND (closed_at IS NULL
                    OR COALESCE(authority_at, authority_reason) IS NOT NULL AND COALESCE(people_at, people_reason) IS NOT NULL)))
            """,
            "CREATE INDEX breaches_open ON breaches (organization_id, known_at, id) WHERE closed_at IS NULL",
            "CREATE INDEX breaches_list ON breaches (organization_id, known_at)",
            """
            CREATE TABLE breach_people (
                breach_id TEXT NOT NULL REFERENCES breaches (id),
                person_id TEXT NOT NULL,
                found_by TEXT NOT NULL CONSTRAINT breach_found CHECK (found_by IN ('table', 'reader')),
                told_at TEXT,
                PRIMARY KEY (breach_id, person_id))
            """,
            "CREATE INDEX breach_people_person ON breach_people (person_id)",
        ])

    /// Nobody is told of a breach that concerns nobody.
    static let breachTold = Migration(
        id: "privacy-002-breach-told",
        sqlite: [told.sqlite], postgres: told.postgres)

    private static let told = GuardRule(
        "breaches_told_somebody", before: "UPDATE OF people_at", on: "breaches", by: "refuse_told_nobody", when: toldNobody, saying: "nobody to tell")

    private static let toldNobody: SQL = """
        NEW.people_at IS NOT NULL AND OLD.people_at IS NULL AND NOT EXISTS (SELECT 1 FROM breach_people p WHERE p.breach_id = NEW.id)
        """
}
