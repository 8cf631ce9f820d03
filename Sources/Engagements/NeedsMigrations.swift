import Storage

extension Migration {
    /// Times of needs and of places that organizations give, the gazetteer, and what keeps specialists' needs out of rounds.
    static let needs = Migration(
        id: "engagements-002-needs",
        sql: [
            "ALTER TABLE needs ADD COLUMN is_specialist BOOLEAN NOT NULL DEFAULT FALSE",
            "CREATE INDEX needs_household ON needs (household_id, opened_on)",
            """
            CREATE TABLE need_times (
                need_id TEXT NOT NULL REFERENCES needs (id) ON DELETE CASCADE,
                weekday BIGINT NOT NULL CONSTRAINT need_weekday CHECK (weekday BETWEEN 1 AND 7),
                from_minute BIGINT NOT NULL,
                to_minute BIGINT NOT NULL,
                PRIMARY KEY (need_id, weekday, from_minute),
                CONSTRAINT need_time_order CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440))
            """,
            "ALTER TABLE givers ADD COLUMN district TEXT",
            "CREATE INDEX givers_organization ON givers (organization_id) WHERE person_id IS NULL",
            """
            CREATE TABLE giver_times (
                giver_id TEXT NOT NULL REFERENCES givers (id) ON DELETE CASCADE,
                weekday BIGINT NOT NULL CONSTRAINT giver_weekday CHECK (weekday BETWEEN 1 AND 7),
                from_minute BIGINT NOT NULL,
                to_minute BIGINT NOT NULL,
                PRIMARY KEY (giver_id, weekday, from_minute),
                CONSTRAINT giver_time_order CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440))
            """,
            """
            CREATE TABLE places (
                search_key TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL CONSTRAINT place_named CHECK (length(name) > 0),
                postcode TEXT NOT NULL,
                other_names TEXT NOT NULL,
                latitude DOUBLE PRECISION NOT NULL CONSTRAINT place_latitude CHECK (latitude BETWEEN -90 AND 90),
                longitude DOUBLE PRECISION NOT NULL CONSTRAINT place_longitude CHECK (longitude BETWEEN -180 AND 180))
            """,
        ],
        sqlite: specialistTables.map { table, column in
            """
            CREATE TRIGGER \(table)_no_specialist BEFORE INSERT ON \(table)
            WHEN (SELECT is_specialist FROM needs WHERE id = NEW.\(column))
            BEGIN SELECT RAISE(ABORT, 'specialists only'); END
            """
        },
        postgres: [
            """
            CREATE FUNCTION refuse_specialist() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM needs WHERE id = to_jsonb(NEW) ->> TG_ARGV[0] AND is_specialist) THEN
                    RAISE EXCEPTION 'specialists only' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$
            """,
        ] + specialistTables.map { table, column in
            """
            CREATE TRIGGER \(table)_no_specialist BEFORE INSERT ON \(table)
            FOR EACH ROW EXECUTE FUNCTION refuse_specialist('\(column)')
            """
        })

    /// Where a need enters a round: none of these takes one that only specialists may meet.
    private static let specialistTables: [(SQL, SQL)] = [("match_facts", "id"), ("proposals", "need_id"), ("matches", "need_id")]
}
