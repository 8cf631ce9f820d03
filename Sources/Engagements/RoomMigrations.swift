import Storage
import Trust

extension Migration {
    /// Whoever lives at places counted in people stays there when their household grows, and is counted as it is; while more are
    /// there than there is room for, nobody else comes. Who has grown so far is counted as the hub knows them.
    static let roomGrowth = Migration(
        id: "engagements-019-room-growth",
        sql: ["ALTER TABLE match_facts ADD COLUMN room_overfull BOOLEAN NOT NULL DEFAULT FALSE"],
        sqlite: [
            "DROP TRIGGER matches_room_opened",
            """
            CREATE TRIGGER matches_room_opened BEFORE UPDATE OF closed_at, giver_id, children, adults, seniors ON matches
            WHEN NOT \(stays) AND \(overfull) BEGIN SELECT RAISE(ABORT, 'no room'); END
            """,
            "DROP TRIGGER giver_rooms_change",
            fitting.sqlite,
            """
            CREATE TRIGGER matches_market_counted AFTER UPDATE OF children, adults, seniors ON matches
            BEGIN INSERT INTO market_changes (id, organization_id) SELECT lower(hex(randomblob(16))), \(MarketChanges.current("NEW.organization_id")); END
            """,
            grown,
        ],
        postgres: [
            """
            CREATE OR REPLACE FUNCTION refuse_overfull() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                -- One at a time at each place, whatever the isolation of whoever writes.
                PERFORM 1 FROM giver_rooms r WHERE r.giver_id = NEW.giver_id FOR UPDATE;
                IF TG_OP = 'UPDATE' THEN
                    IF \(stays) THEN RETURN NEW; END IF;
                END IF;
                IF \(overfull) THEN RAISE EXCEPTION 'no room'; END IF;
                RETURN NEW;
            END $$
            """,
            fitting.postgresAnew,
            """
            CREATE FUNCTION matches_market_counted() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN INSERT INTO market_changes (id, organization_id) SELECT gen_random_uuid()::text, \(MarketChanges.current("NEW.organization_id")); RETURN NULL; END $$
            """,
            """
            CREATE TRIGGER matches_market_counted AFTER UPDATE OF children, adults, seniors ON matches
            FOR EACH ROW EXECUTE FUNCTION matches_market_counted()
            """,
            grown,
        ])

    private static let fitting = GuardRule("giver_rooms_change", before: "UPDATE", on: "giver_rooms", by: "refuse_shrunk", when: shrunk, saying: "no room")

    /// Whether the match in `NEW` has lived at this place before, counted in people, and goes on to.
    private static let stays: SQL = """
        (OLD.closed_at IS NULL AND NEW.closed_at IS NULL AND OLD.giver_id = NEW.giver_id AND OLD.children IS NOT NULL AND NEW.children IS NOT NULL)
        """

    /// Whether the match in `NEW` lives, and the place is counted in people and too small with it. An age without a limit is NULL and passes.
    private static let overfull: SQL = """
        (NEW.closed_at IS NULL AND EXISTS (
            SELECT 1 FROM giver_rooms r WHERE r.giver_id = NEW.giver_id AND (NEW.children IS NULL
                OR \(others("children + m.adults + m.seniors")) + NEW.children + NEW.adults + NEW.seniors > r.people
                OR \(others("children")) + NEW.children > r.children OR \(others("adults")) + NEW.adults > r.adults
                OR \(others("seniors")) + NEW.seniors > r.seniors)))
        """

    private static func others(_ column: SQL) -> SQL {
        "(SELECT COALESCE(sum(m.\(column)), 0) FROM matches m WHERE m.giver_id = NEW.giver_id AND m.closed_at IS NULL AND m.children IS NOT NULL AND m.id <> NEW.id)"
    }

    /// Whether the place in `NEW` would be another's, or smaller than it was and than those who are there need it.
    private static let shrunk: SQL = """
        (NEW.giver_id <> OLD.giver_id OR EXISTS (
            SELECT 1 FROM (
                SELECT sum(children) AS children, sum(adults) AS adults, sum(seniors) AS seniors FROM matches
                WHERE giver_id = NEW.giver_id AND closed_at IS NULL AND children IS NOT NULL) guests
            WHERE (guests.children + guests.adults + guests.seniors > NEW.people AND NEW.people < OLD.people)
                OR \(fewer("children")) OR \(fewer("adults")) OR \(fewer("seniors"))))
        """

    private static func fewer(_ age: SQL) -> SQL {
        "(guests.\(age) > NEW.\(age) AND (OLD.\(age) IS NULL OR NEW.\(age) < OLD.\(age)))"
    }

    /// Of whom the hub knows more people by now than when they came.
    private static let grown: SQL = """
        UPDATE matches SET children = f.children, adults = f.people - f.children - f.seniors, seniors = f.seniors FROM match_facts f
        WHERE f.id = matches.need_id AND f.side = 'need' AND f.children IS NOT NULL AND f.seniors IS NOT NULL
          AND matches.closed_at IS NULL AND matches.children IS NOT NULL AND f.people > matches.children + matches.adults + matches.seniors
        """
}
