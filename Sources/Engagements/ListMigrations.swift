import Storage

extension Migration {
    /// Lists and counts of the round and of what follows: each in the order in which it is shown.
    ///
    /// Whether a proposal can still be approved is kept with it: asking matches, needs and offers for each would cost more
    /// than all else on the page. Triggers keep it, as a match, a need and an offer are opened and closed in many places.
    static let engagementLists = Migration(
        id: "engagements-003-lists",
        sql: [
            "ALTER TABLE proposals ADD COLUMN is_open BOOLEAN NOT NULL DEFAULT FALSE",
            "UPDATE proposals SET is_open = \(isOpen)",
            "CREATE INDEX proposals_need ON proposals (need_id)",
            "CREATE INDEX proposals_offer ON proposals (offer_id)",
            "CREATE INDEX proposals_matched ON proposals (round_id, place) WHERE is_open AND offer_id IS NOT NULL",
            "CREATE INDEX proposals_waiting ON proposals (round_id, place) WHERE is_open AND offer_id IS NULL",
            "CREATE INDEX match_facts_waiting ON match_facts (organization_id, side, waiting_since, id) WHERE side = 'need' AND free > 0",
            "CREATE INDEX engagements_active ON engagements (organization_id, id) WHERE status = 'active'",
            "CREATE INDEX check_ins_engagement ON check_ins (engagement_id, due_on) WHERE answered_at IS NULL",
            "CREATE INDEX matches_order ON matches (organization_id, (CASE status WHEN 'asking' THEN 0 ELSE 1 END), approved_at, id)",
            "DROP INDEX matches_list",
            "CREATE INDEX matches_list ON matches (organization_id, status, approved_at DESC, id)",
            "DROP INDEX asks_waiting",
            "CREATE INDEX asks_waiting ON asks (leaves_at, id) WHERE answer IS NULL",
            "DROP INDEX engagement_flags_desk",
            "CREATE INDEX engagement_flags_desk ON engagement_flags (organization_id, severity DESC, raised_at, id) WHERE settled_at IS NULL",
            "CREATE INDEX engagement_flags_engagement ON engagement_flags (engagement_id)",
        ],
        sqlite: changes.map { table, event, condition in
            """
            CREATE TRIGGER \(table)_proposals_\(event.name) AFTER \(event.sql) ON \(table)
            BEGIN UPDATE proposals SET is_open = \(isOpen) WHERE \(condition); END
            """
        },
        postgres: changes.flatMap { table, event, condition in
            [
                """
                CREATE FUNCTION \(table)_proposals_\(event.name)() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN UPDATE proposals SET is_open = \(isOpen) WHERE \(condition); RETURN NULL; END $$
                """,
                """
                CREATE TRIGGER \(table)_proposals_\(event.name) AFTER \(event.sql) ON \(table)
                FOR EACH ROW EXECUTE FUNCTION \(table)_proposals_\(event.name)()
                """,
            ]
        })

    /// Whether the current round has seen a need is kept with what rounds read of it.
    static let seenNeeds = Migration(
        id: "engagements-004-seen",
        sql: [
            "ALTER TABLE match_facts ADD COLUMN is_seen BOOLEAN NOT NULL DEFAULT FALSE",
            """
            UPDATE match_facts SET is_seen = TRUE WHERE side = 'need'
              AND id IN (SELECT p.need_id FROM proposals p JOIN rounds r ON r.id = p.round_id WHERE r.is_current)
            """,
            "CREATE INDEX match_facts_unseen ON match_facts (organization_id) WHERE side = 'need' AND free > 0 AND NOT is_seen",
        ])

    /// What the desk counts is counted in an index alone.
    ///
    /// SQLite reads the row of each entry for a column that only the condition of the index names; and without the side it
    /// takes the index of all needs that wait, and reads each of them.
    static let counts = Migration(
        id: "engagements-005-counts",
        sql: [
            "DROP INDEX engagements_supervisor",
            "CREATE INDEX engagements_supervisor ON engagements (organization_id, supervisor_id, status) WHERE status <> 'ended'",
            "DROP INDEX proposals_matched",
            "CREATE INDEX proposals_matched ON proposals (round_id, place, is_open, offer_id) WHERE is_open AND offer_id IS NOT NULL",
            "DROP INDEX match_facts_unseen",
            """
            CREATE INDEX match_facts_unseen ON match_facts (organization_id, side, free, is_seen)
            WHERE side = 'need' AND free > 0 AND NOT is_seen
            """,
        ])

    /// The same for what waits, and for which rounds a round carries on.
    static let waitingCounts = Migration(
        id: "engagements-014-waiting-counts",
        sql: [
            "DROP INDEX proposals_waiting",
            "CREATE INDEX proposals_waiting ON proposals (round_id, place, is_open, offer_id) WHERE is_open AND offer_id IS NULL",
            "CREATE INDEX proposals_carried ON proposals (round_id, made_in) WHERE made_in IS NOT NULL",
        ])

    private struct Event: Sendable {
        let name: SQL, sql: SQL
        static let made = Event(name: "made", sql: "INSERT")
        static func changed(_ column: SQL) -> Event { Event(name: "changed", sql: "UPDATE OF \(column)") }
    }

    /// What opens and closes proposals, and which ones.
    private static let changes: [(table: SQL, event: Event, condition: SQL)] = [
        ("matches", .made, "need_id = NEW.need_id"), ("matches", .changed("closed_at"), "need_id = NEW.need_id"),
        ("needs", .changed("closing"), "need_id = NEW.id"), ("offers", .changed("is_open"), "offer_id = NEW.id"),
        ("proposals", .made, "round_id = NEW.round_id AND need_id = NEW.need_id"),
    ]

    /// The need is open, no live match serves it, and who was proposed still offers.
    private static let isOpen: SQL = """
        (NOT EXISTS (SELECT 1 FROM matches m WHERE m.need_id = proposals.need_id AND m.closed_at IS NULL)
        AND EXISTS (SELECT 1 FROM needs n WHERE n.id = proposals.need_id AND n.closing IS NULL)
        AND (proposals.offer_id IS NULL OR EXISTS (SELECT 1 FROM offers o WHERE o.id = proposals.offer_id AND o.is_open)))
        """
}
