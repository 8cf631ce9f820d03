import Identity
import Storage
import Trust

extension Room {
    /// From a row with these columns; nil where places are counted in households.
    init?(_ row: Row, _ prefix: String = "room_", isOverfull: Bool = false) throws {
        guard let all = try row.get(prefix + "people") as Int? else { return nil }
        self.init(all: all, children: try row.get(prefix + "children"), adults: try row.get(prefix + "adults"), seniors: try row.get(prefix + "seniors"), isOverfull: isOverfull)
    }

    /// The columns of `giver_rooms r` as the row is read.
    static let columns: SQL = "r.people AS room_people, r.children AS room_children, r.adults AS room_adults, r.seniors AS room_seniors"
}

extension OfferStore {
    /// Keeps that places are counted in people.
    func insert(_ room: Room, of giver: GiverID) throws {
        _ = try db.execute("""
            INSERT INTO giver_rooms (giver_id, people, children, adults, seniors) VALUES (\(giver), \(room.all), \(room.children), \(room.adults), \(room.seniors))
            """)
    }

    /// - Throws: `StorageProblem.trigger` where it has less room than before, and more people are there.
    func set(_ room: Room, of giver: GiverID) throws {
        _ = try db.execute("""
            UPDATE giver_rooms SET people = \(room.all), children = \(room.children), adults = \(room.adults), seniors = \(room.seniors) WHERE giver_id = \(giver)
            """)
    }

    /// Who lives where people are counted, by live matches; by giver.
    func guests(_ condition: SQL) throws -> [GiverID: Headcount] {
        try headcounts("SELECT giver_id, \(Headcount.sums("children", "adults", "seniors")) FROM matches WHERE closed_at IS NULL AND children IS NOT NULL AND \(condition) GROUP BY giver_id")
    }

    /// Who is there, and those for whom room is kept on this day; by giver.
    func people(at givers: [GiverID], on day: Day) throws -> [GiverID: Headcount] {
        try guests("giver_id IN \(in: givers)").merging(db.holds.people("o.giver_id IN \(in: givers)", on: day), uniquingKeysWith: +)
    }

    /// What is left of each place that is counted in people, with what is kept for somebody on this day.
    func rooms(of givers: [Giver], on day: Day) throws -> [GiverID: Room] {
        let counted = givers.filter { $0.room != nil }.map(\.id)
        guard !counted.isEmpty else { return [:] }
        let people = try people(at: counted, on: day)
        return givers.reduce(into: [:]) { left, giver in left[giver.id] = giver.room.map { $0.less(people[giver.id] ?? Headcount()) } }
    }

    /// Places where more people live than there is room for, altogether or of some age, with what they are called: few at any time.
    func overfull(in organization: OrganizationID) throws -> [(offer: OfferID, title: String)] {
        try db.rows("""
            SELECT min(g.title) AS title, (SELECT min(o.id) FROM offers o WHERE o.giver_id = m.giver_id) AS offer_id
            FROM matches m JOIN giver_rooms r ON r.giver_id = m.giver_id JOIN givers g ON g.id = m.giver_id
            WHERE m.organization_id = \(organization) AND m.closed_at IS NULL AND m.children IS NOT NULL GROUP BY m.giver_id
            HAVING sum(m.children + m.adults + m.seniors) > min(r.people)
                OR sum(m.children) > min(r.children) OR sum(m.adults) > min(r.adults) OR sum(m.seniors) > min(r.seniors)
            """).map { (try $0.get("offer_id"), try $0.get("title") as String? ?? "") }
    }

    func headcounts(_ sql: SQL) throws -> [GiverID: Headcount] {
        try db.rows(sql).reduce(into: [:]) { found, row in
            found[try row.get("giver_id")] = try Headcount(row)
        }
    }
}

extension Headcount {
    /// From a row with these columns.
    init(_ row: Row) throws { self.init(children: try row.get("children"), adults: try row.get("adults"), seniors: try row.get("seniors")) }

    /// Three sums as `headcounts` reads them.
    static func sums(_ children: SQL, _ adults: SQL, _ seniors: SQL) -> SQL {
        "CAST(sum(\(children)) AS BIGINT) AS children, CAST(sum(\(adults)) AS BIGINT) AS adults, CAST(sum(\(seniors)) AS BIGINT) AS seniors"
    }
}

extension HoldStore {
    /// For how many people room is kept on this day, by giver: the households as they are known now.
    func people(_ condition: SQL, on day: Day) throws -> [GiverID: Headcount] {
        try db.offers.headcounts("""
            SELECT o.giver_id, \(Headcount.sums("f.children", "f.people - f.children - f.seniors", "f.seniors"))
            FROM holds h JOIN offers o ON o.id = h.offer_id JOIN needs n ON n.id = h.need_id JOIN match_facts f ON f.id = h.need_id
            WHERE n.closing IS NULL AND h.until_day >= \(day) AND \(condition) GROUP BY o.giver_id
            """)
    }
}

extension Migration {
    /// Places that are counted in people, and who lives there.
    ///
    /// A match takes the people of its household as they were counted last, when it was approved or when their number changed: a child who comes of age breaks none.
    /// What is known of households so far counts as the hub counts whose age it does not know: with children in the house
    /// everyone but the head is taken for a child.
    static let rooms = Migration(
        id: "engagements-015-rooms",
        sql: [
            """
            CREATE TABLE giver_rooms (
                giver_id TEXT NOT NULL PRIMARY KEY REFERENCES givers (id),
                people BIGINT NOT NULL CONSTRAINT room_people CHECK (people BETWEEN 1 AND 500),
                children BIGINT CONSTRAINT room_children CHECK (children BETWEEN 0 AND people),
                adults BIGINT CONSTRAINT room_adults CHECK (adults BETWEEN 0 AND people),
                seniors BIGINT CONSTRAINT room_seniors CHECK (seniors BETWEEN 0 AND people))
            """,
            "ALTER TABLE match_facts ADD COLUMN children BIGINT CONSTRAINT fact_children CHECK (children >= 0)",
            "ALTER TABLE match_facts ADD COLUMN seniors BIGINT CONSTRAINT fact_seniors CHECK (seniors >= 0 AND children + seniors <= people)",
            """
            UPDATE match_facts SET seniors = 0, children = CASE WHEN NOT has_children THEN 0 WHEN people > 1 THEN people - 1 ELSE people END
            WHERE side = 'need'
            """,
        ] + ["people", "children", "adults", "seniors"].map { (name: SQL) in
            "ALTER TABLE match_facts ADD COLUMN room_\(name) BIGINT CONSTRAINT fact_room_\(name) CHECK (room_\(name) >= 0)"
        } + [
            "ALTER TABLE matches ADD COLUMN children BIGINT CONSTRAINT match_children CHECK (children >= 0)",
            "ALTER TABLE matches ADD COLUMN adults BIGINT CONSTRAINT match_adults CHECK (adults >= 0)",
            """
            ALTER TABLE matches ADD COLUMN seniors BIGINT CONSTRAINT match_people CHECK (
                (children IS NULL) = (seniors IS NULL) AND (adults IS NULL) = (seniors IS NULL)
                AND (seniors IS NULL OR (seniors >= 0 AND children + adults + seniors >= 1)))
            """,
            "CREATE INDEX matches_guests ON matches (organization_id, giver_id) WHERE closed_at IS NULL AND children IS NOT NULL",
        ],
        sqlite: Guard.sqlite("giver_rooms") + [("made", "INSERT"), ("opened", "UPDATE OF closed_at, giver_id, children, adults, seniors")].map { (name: SQL, verb: SQL) in
            Guard.sqlite("matches_room_\(name)", before: verb, on: "matches", when: overfull, saying: "no room")
        },
        postgres: Guard.postgres("giver_rooms") + [
            """
            CREATE FUNCTION refuse_overfull() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                -- One at a time at each place, whatever the isolation of whoever writes.
                PERFORM 1 FROM giver_rooms r WHERE r.giver_id = NEW.giver_id FOR UPDATE;
                IF \(overfull) THEN RAISE EXCEPTION 'no room'; END IF;
                RETURN NEW;
            END $$
            """,
            """
            CREATE TRIGGER matches_room BEFORE INSERT OR UPDATE OF closed_at, giver_id, children, adults, seniors ON matches
            FOR EACH ROW EXECUTE FUNCTION refuse_overfull()
            """,
        ])

    /// Places counted in people may be counted anew, and never as fewer than are there.
    static let roomChanges = Migration(
        id: "engagements-017-room-changes",
        sql: ["CREATE INDEX matches_counted ON matches (need_id) WHERE children IS NOT NULL"],
        sqlite: ["DROP TRIGGER giver_rooms_no_UPDATE", enough.sqlite],
        postgres: ["DROP TRIGGER giver_rooms_append_only ON giver_rooms", Guard.postgres("giver_rooms", "DELETE")] + enough.postgres)

    private static let enough = GuardRule("giver_rooms_change", before: "UPDATE", on: "giver_rooms", by: "refuse_shrunk", when: shrunk, saying: "no room")

    /// Whether the place in `NEW` would be another's, or too small for those who are there.
    private static let shrunk: SQL = """
        NEW.giver_id <> OLD.giver_id OR EXISTS (
            SELECT 1 FROM (
                SELECT sum(children) AS children, sum(adults) AS adults, sum(seniors) AS seniors FROM matches
                WHERE giver_id = NEW.giver_id AND closed_at IS NULL AND children IS NOT NULL) guests
            WHERE guests.children + guests.adults + guests.seniors > NEW.people OR guests.children > NEW.children OR guests.adults > NEW.adults
                OR guests.seniors > NEW.seniors)
        """

    /// Whether the match in `NEW` lives, and the place is counted in people and too small with it. An age without a limit is NULL and passes.
    private static let overfull: SQL = """
        NEW.closed_at IS NULL AND EXISTS (
            SELECT 1 FROM giver_rooms r WHERE r.giver_id = NEW.giver_id AND (NEW.children IS NULL
                OR \(guests("children + m.adults + m.seniors")) + NEW.children + NEW.adults + NEW.seniors > r.people
                OR \(guests("children")) + NEW.children > r.children OR \(guests("adults")) + NEW.adults > r.adults
                OR \(guests("seniors")) + NEW.seniors > r.seniors))
        """

    private static func guests(_ column: SQL) -> SQL {
        "(SELECT COALESCE(sum(m.\(column)), 0) FROM matches m WHERE m.giver_id = NEW.giver_id AND m.closed_at IS NULL AND m.children IS NOT NULL AND m.id <> NEW.id)"
    }
}
