import House
import Identity
import Storage

extension Connection {
    var marketChanges: MarketChanges { MarketChanges(db: self) }
}

/// Notes that something of the open market has changed since the current round was last brought in step: one row a change.
///
/// Triggers write them, as needs, offers, matches, holds and rules change in many places. Rows are only added and taken away,
/// so that whoever changes something waits for nobody; a note that came while a round was reckoned stays for the next time.
/// Without a current round nothing is noted: there is none to bring in step.
struct MarketChanges {
    let db: any Connection

    /// All that an organization has.
    func all(of organization: OrganizationID) throws -> [String] {
        try db.rows("SELECT id FROM market_changes WHERE organization_id = \(organization)").map { try $0.get("id") }
    }

    func note(_ id: String, of organization: OrganizationID) throws {
        _ = try db.execute("INSERT INTO market_changes (id, organization_id) SELECT \(id), \(Self.current("\(organization)"))")
    }

    /// The organization, where it has a current round.
    static func current(_ organization: SQL) -> SQL { "r.organization_id FROM rounds r WHERE r.is_current AND r.organization_id = \(organization)" }

    func forget(_ ids: [String]) throws {
        for few in ids.chunked(by: 500) { _ = try db.execute("DELETE FROM market_changes WHERE id IN \(in: few)") }
    }

    /// One note in place of all of each organization that has more than so many, as where nobody has looked at its round for months.
    ///
    /// The one is new, so that whoever has read the others and is at work on them leaves it for the next time.
    func gather(moreThan limit: Int, newID: () -> String) throws {
        for row in try db.rows("SELECT organization_id FROM market_changes GROUP BY organization_id HAVING count(*) > \(limit)") {
            let organization: OrganizationID = try row.get("organization_id")
            _ = try db.execute("DELETE FROM market_changes WHERE organization_id = \(organization)")
            try note(newID(), of: organization)
        }
    }

    /// Whether there is a round that something has changed since, be it only the day.
    func isBehind(_ organization: OrganizationID, on day: Day) throws -> Bool {
        let round: SQL = "FROM rounds r LEFT JOIN round_steps s ON s.round_id = r.id WHERE r.organization_id = \(organization) AND r.is_current"
        return try db.count("""
            SELECT count(*) \(round) AND (s.round_id IS NULL OR s.day <> \(day)
              OR EXISTS (SELECT 1 FROM market_changes c WHERE c.organization_id = r.organization_id))
            """) > 0
    }
}

extension Job {
    static let gatheringChanges = Job("rounds.gather_changes", .daily(hour: 4)) { hub in
        try await hub.archive.write { db in try db.marketChanges.gather(moreThan: 1000) { hub.newID(RoundID.self).text } }
    }
}

extension Migration {
    /// What changed since a round, and what became possible by it while all that is proposed stays.
    static let marketChanges = Migration(
        id: "engagements-012-market-changes",
        sql: [
            """
            CREATE TABLE round_steps (
                round_id TEXT NOT NULL PRIMARY KEY REFERENCES rounds (id),
                day TEXT NOT NULL,
                token TEXT NOT NULL,
                more BIGINT NOT NULL CONSTRAINT round_step_more CHECK (more >= 0),
                moved BIGINT NOT NULL CONSTRAINT round_step_moved CHECK (moved >= 0))
            """,
            """
            CREATE TABLE round_additions (
                round_id TEXT NOT NULL REFERENCES round_steps (round_id) ON DELETE CASCADE,
                need_id TEXT NOT NULL REFERENCES needs (id),
                offer_id TEXT NOT NULL REFERENCES offers (id),
                place BIGINT NOT NULL,
                PRIMARY KEY (round_id, need_id))
            """,
            "CREATE UNIQUE INDEX round_additions_place ON round_additions (round_id, place)",
            "CREATE INDEX round_additions_need ON round_additions (need_id)",
            "CREATE INDEX round_additions_offer ON round_additions (offer_id)",
            "CREATE TABLE market_changes (id TEXT NOT NULL PRIMARY KEY, organization_id TEXT NOT NULL)",
            "CREATE INDEX market_changes_organization ON market_changes (organization_id)",
        ],
        sqlite: changes.flatMap { table, verbs, isOfNeed in
            verbs.map { verb -> SQL in
                let row: SQL = verb.isDrop ? "OLD" : "NEW"
                return """
                    CREATE TRIGGER \(table)_market_\(verb.name) AFTER \(verb.sql) ON \(table)
                    BEGIN INSERT INTO market_changes (id, organization_id) SELECT lower(hex(randomblob(16))), \(organization(row, isOfNeed)); END
                    """
            }
        },
        postgres: changes.flatMap { table, verbs, isOfNeed in
            verbs.flatMap { verb -> [SQL] in
                let row: SQL = verb.isDrop ? "OLD" : "NEW"
                return [
                    """
                    CREATE FUNCTION \(table)_market_\(verb.name)() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN INSERT INTO market_changes (id, organization_id) SELECT gen_random_uuid()::text, \(organization(row, isOfNeed)); RETURN NULL; END $$
                    """,
                    """
                    CREATE TRIGGER \(table)_market_\(verb.name) AFTER \(verb.sql) ON \(table)
                    FOR EACH ROW EXECUTE FUNCTION \(table)_market_\(verb.name)()
                    """,
                ]
            }
        })

    private struct Verb: Sendable {
        let name: SQL, sql: SQL
        var isDrop = false
        static let added = Verb(name: "added", sql: "INSERT"), dropped = Verb(name: "dropped", sql: "DELETE", isDrop: true)
        static func changed(_ columns: SQL) -> Verb { Verb(name: "changed", sql: "UPDATE OF \(columns)") }
    }

    /// A match that begins is noted by whoever approves it: most only take what was proposed.
    private static let changes: [(table: SQL, verbs: [Verb], isOfNeed: Bool)] = [
        ("match_facts", [.added, .dropped, .changed("is_cleared, is_cleared_for_children, free, is_stale")], false),
        ("matches", [.changed("closed_at")], false), ("holds", [.added, .dropped, .changed("offer_id, until_day")], false),
        ("pair_rules", [.added, .dropped, .changed("rule")], true), ("offers", [.added, .changed("is_open")], false),
        ("givers", [.changed("capacity, last_day")], false), ("policies", [.added], false),
    ]

    /// Whose market it is, by the row that changed: what is said of a pair stands with its need.
    private static func organization(_ row: SQL, _ isOfNeed: Bool) -> SQL {
        MarketChanges.current(isOfNeed ? "(SELECT n.organization_id FROM needs n WHERE n.id = \(row).need_id)" : "\(row).organization_id")
    }
}
