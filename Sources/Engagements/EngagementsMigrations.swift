import Storage

extension Migration {
    static let engagements = Migration(
        id: "engagements-001-round",
        sql: [
            """
            CREATE TABLE needs (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                household_id TEXT NOT NULL REFERENCES households (id),
                person_id TEXT NOT NULL REFERENCES persons (id),
                program TEXT NOT NULL,
                urgency BIGINT NOT NULL CONSTRAINT need_urgency CHECK (urgency BETWEEN 0 AND 2),
                gender_wish TEXT NOT NULL CONSTRAINT need_gender_wish CHECK (gender_wish IN ('any', 'woman', 'man')),
                words BYTEA,
                opened_on TEXT NOT NULL,
                closing TEXT CONSTRAINT need_closing CHECK (closing IN ('met', 'withdrawn', 'moved', 'other')),
                closed_at TEXT,
                updated_at TEXT NOT NULL,
                version BIGINT NOT NULL CONSTRAINT need_version CHECK (version >= 1),
                CONSTRAINT need_closed CHECK ((closing IS NULL) = (closed_at IS NULL)))
            """,
            "CREATE UNIQUE INDEX needs_one_open ON needs (household_id, program) WHERE closing IS NULL",
            "CREATE INDEX needs_open ON needs (organization_id, opened_on) WHERE closing IS NULL",
            """
            CREATE TABLE givers (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                person_id TEXT UNIQUE REFERENCES persons (id),
                title TEXT,
                capacity BIGINT NOT NULL CONSTRAINT giver_capacity CHECK (capacity BETWEEN 0 AND 10000),
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                CONSTRAINT giver_is_someone CHECK ((person_id IS NULL) = (title IS NOT NULL)))
            """,
            """
            CREATE TABLE offers (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                giver_id TEXT NOT NULL REFERENCES givers (id),
                program TEXT NOT NULL,
                is_open BOOLEAN NOT NULL,
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                UNIQUE (giver_id, program))
            """,
            "CREATE INDEX offers_open ON offers (organization_id) WHERE is_open",
            """
            CREATE TABLE match_facts (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                side TEXT NOT NULL CONSTRAINT fact_side CHECK (side IN ('need', 'offer')),
                program TEXT NOT NULL,
                giver_id TEXT,
                waiting_since TEXT,
                urgency BIGINT,
                gender TEXT CONSTRAINT fact_gender CHECK (gender IN ('woman', 'man', 'other', 'unknown')),
                gender_wish TEXT CONSTRAINT fact_gender_wish CHECK (gender_wish IN ('any', 'woman', 'man')),
                has_children BOOLEAN,
                people BIGINT,
                latitude DOUBLE PRECISION,
                longitude DOUBLE PRECISION,
                travel TEXT NOT NULL,
                is_cleared BOOLEAN,
                is_cleared_for_children BOOLEAN,
                free BIGINT CONSTRAINT fact_free CHECK (free >= 0),
                is_stale BOOLEAN NOT NULL)
            """,
            "CREATE INDEX match_facts_side ON match_facts (organization_id, side)",
            """
            CREATE TABLE match_fact_languages (
                fact_id TEXT NOT NULL REFERENCES match_facts (id) ON DELETE CASCADE,
                code TEXT NOT NULL,
                level TEXT NOT NULL,
                PRIMARY KEY (fact_id, code))
            """,
            """
            CREATE TABLE match_fact_times (
                fact_id TEXT NOT NULL REFERENCES match_facts (id) ON DELETE CASCADE,
                weekday BIGINT NOT NULL CONSTRAINT fact_weekday CHECK (weekday BETWEEN 1 AND 7),
                from_minute BIGINT NOT NULL,
                to_minute BIGINT NOT NULL,
                PRIMARY KEY (fact_id, weekday, from_minute),
                CONSTRAINT fact_time_order CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440))
            """,
            """
            CREATE TABLE match_fact_absences (
                fact_id TEXT NOT NULL REFERENCES match_facts (id) ON DELETE CASCADE,
                from_day TEXT NOT NULL,
                to_day TEXT NOT NULL,
                PRIMARY KEY (fact_id, from_day))
            """,
            """
            CREATE TABLE pair_rules (
                need_id TEXT NOT NULL REFERENCES needs (id),
                offer_id TEXT NOT NULL REFERENCES offers (id),
                rule TEXT NOT NULL CONSTRAINT pair_rule CHECK (rule IN ('pinned', 'forbidden')),
                set_by TEXT REFERENCES users (id),
                set_at TEXT NOT NULL,
                PRIMARY KEY (need_id, offer_id))
            """,
            """
            CREATE TABLE refusals (
                household_id TEXT NOT NULL REFERENCES households (id),
                giver_id TEXT NOT NULL REFERENCES givers (id),
                set_at TEXT NOT NULL,
                PRIMARY KEY (household_id, giver_id))
            """,
            """
            CREATE TABLE rounds (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                made_at TEXT NOT NULL,
                made_by TEXT REFERENCES users (id),
                needs BIGINT NOT NULL,
                offers BIGINT NOT NULL,
                pairs BIGINT NOT NULL,
                served BIGINT NOT NULL,
                score BIGINT NOT NULL,
                is_current BOOLEAN NOT NULL)
            """,
            "CREATE UNIQUE INDEX rounds_current ON rounds (organization_id) WHERE is_current",
            """
            CREATE TABLE proposals (
                round_id TEXT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
                need_id TEXT NOT NULL REFERENCES needs (id),
                offer_id TEXT REFERENCES offers (id),
                score BIGINT NOT NULL,
                place BIGINT NOT NULL,
                PRIMARY KEY (round_id, need_id))
            """,
            "CREATE UNIQUE INDEX proposals_place ON proposals (round_id, place)",
            """
            CREATE TABLE matches (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                need_id TEXT NOT NULL REFERENCES needs (id),
                offer_id TEXT NOT NULL REFERENCES offers (id),
                giver_id TEXT NOT NULL REFERENCES givers (id),
                place BIGINT NOT NULL CONSTRAINT match_place CHECK (place >= 1),
                status TEXT NOT NULL CONSTRAINT match_status CHECK (status IN ('asking', 'accepted', 'declined', 'withdrawn', 'ended')),
                approved_at TEXT NOT NULL,
                approved_by TEXT NOT NULL REFERENCES users (id),
                asks_leave_at TEXT NOT NULL,
                closed_at TEXT,
                version BIGINT NOT NULL CONSTRAINT match_version CHECK (version >= 1),
                CONSTRAINT match_closed CHECK ((status IN ('asking', 'accepted')) = (closed_at IS NULL)))
            """,
            "CREATE UNIQUE INDEX matches_one_per_need ON matches (need_id) WHERE closed_at IS NULL",
            "CREATE UNIQUE INDEX matches_one_per_place ON matches (giver_id, place) WHERE closed_at IS NULL",
            "CREATE INDEX matches_list ON matches (organization_id, status, approved_at)",
        ])
}
