import Storage

extension Migration {
    /// Policies by which rounds choose. A policy and what a round was made by stay as they were written: whoever asks later by
    /// what they waited is told the truth.
    static let policies = Migration(
        id: "engagements-005-policies",
        sql: [
            """
            CREATE TABLE policies (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                put_at TEXT NOT NULL,
                put_by TEXT NOT NULL REFERENCES users (id),
                aim TEXT NOT NULL CONSTRAINT policy_aim CHECK (aim IN ('most', 'longest', 'fit')),
                priorities TEXT NOT NULL,
                language_points BIGINT NOT NULL CONSTRAINT policy_language CHECK (language_points BETWEEN 0 AND 1000),
                way_points BIGINT NOT NULL CONSTRAINT policy_way CHECK (way_points BETWEEN 0 AND 1000),
                time_points BIGINT NOT NULL CONSTRAINT policy_time CHECK (time_points BETWEEN 0 AND 1000),
                waiting_points BIGINT NOT NULL CONSTRAINT policy_waiting CHECK (waiting_points BETWEEN 0 AND 1000),
                CONSTRAINT policy_points CHECK (language_points + way_points + time_points + waiting_points = 1000))
            """,
            "CREATE INDEX policies_in_force ON policies (organization_id, put_at DESC, id DESC)",
            "ALTER TABLE rounds ADD COLUMN policy_id TEXT REFERENCES policies (id)",
            "ALTER TABLE matches ADD COLUMN round_id TEXT REFERENCES rounds (id)",
        ],
        sqlite: [
            refusal("policies_stay_so", "UPDATE", "policies"), refusal("policies_stay_there", "DELETE", "policies"),
            refusal("rounds_stay_so", "UPDATE OF \(allButCurrent)", "rounds"),
        ],
        postgres: [
            guarding("policies", "UPDATE OR DELETE"), guarding("rounds", "UPDATE OF \(allButCurrent)"),
        ])

    /// How much a proposal that nobody has decided on is worth as it stands.
    static let stayingProposals = Migration(
        id: "engagements-008-staying",
        sql: ["ALTER TABLE policies ADD COLUMN staying_points BIGINT NOT NULL DEFAULT 0 CONSTRAINT policy_staying CHECK (staying_points BETWEEN 0 AND 1000)"])

    /// Whether it is the newest is all that changes of a round.
    private static let allButCurrent: SQL = "id, organization_id, made_at, made_by, needs, offers, pairs, served, score, policy_id"

    /// Shares of groups, and how near a round came to the best choice that keeps them.
    static let fairPolicies = Migration(
        id: "engagements-006-fairness",
        sql: [
            "ALTER TABLE policies ADD COLUMN fair_by TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE policies ADD COLUMN fair_percent BIGINT CONSTRAINT policy_fair CHECK (fair_percent BETWEEN 0 AND 100 AND (fair_percent IS NULL) = (fair_by = ''))",
            "ALTER TABLE rounds ADD COLUMN gap BIGINT NOT NULL DEFAULT 0 CONSTRAINT round_gap CHECK (gap BETWEEN 0 AND 10000)",
            "ALTER TABLE rounds ADD COLUMN is_fair BOOLEAN NOT NULL DEFAULT TRUE",
            "CREATE INDEX rounds_order ON rounds (organization_id, made_at DESC, id DESC)",
        ],
        sqlite: ["DROP TRIGGER rounds_stay_so", refusal("rounds_stay_so", "UPDATE OF \(allButCurrent), gap, is_fair", "rounds")],
        postgres: ["DROP TRIGGER rounds_stay_so ON rounds", guarding("rounds", "UPDATE OF \(allButCurrent), gap, is_fair")])

    private static func refusal(_ name: SQL, _ verb: SQL, _ table: SQL) -> SQL {
        "CREATE TRIGGER \(name) BEFORE \(verb) ON \(table) BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    }

    private static func guarding(_ table: SQL, _ verbs: SQL) -> SQL {
        "CREATE TRIGGER \(table)_stay_so BEFORE \(verbs) ON \(table) FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    }
}
