import Storage
import Trust

extension Migration {
    /// Who took which household into their care, from whom, and who said yes. One that is in somebody's care goes into another's by a handover
    /// to which somebody else than its asker agreed in the same moment, or is let go by somebody who works there no more: by nothing else.
    static let handovers = Migration(
        id: "people-004-handovers",
        sql: [
            """
            CREATE TABLE handovers (
                id TEXT NOT NULL PRIMARY KEY,
                household_id TEXT NOT NULL REFERENCES households (id),
                organization_id TEXT NOT NULL,
                from_worker TEXT REFERENCES users (id),
                to_worker TEXT NOT NULL REFERENCES users (id),
                cause TEXT CONSTRAINT handover_cause CHECK (cause IN ('language', 'known', 'away', 'burden')),
                asked_by TEXT NOT NULL REFERENCES users (id),
                asked_at TEXT NOT NULL,
                answer TEXT CONSTRAINT handover_answer CHECK (answer IN ('yes', 'no', 'withdrawn')),
                answered_by TEXT REFERENCES users (id),
                answered_at TEXT,
                CONSTRAINT handover_answered CHECK ((answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answered_at IS NULL)),
                CONSTRAINT handover_moves CHECK (from_worker IS NULL OR from_worker <> to_worker),
                CONSTRAINT handover_taken CHECK (from_worker IS NOT NULL OR (answer = 'yes' AND asked_by = to_worker)),
                CONSTRAINT handover_cause_said CHECK (from_worker IS NULL OR cause IS NOT NULL),
                CONSTRAINT handover_asker CHECK (asked_by = to_worker OR asked_by = from_worker),
                CONSTRAINT handover_second_person CHECK (from_worker IS NULL OR answer IS NULL OR answer = 'withdrawn' OR answered_by <> asked_by))
            """,
            "CREATE UNIQUE INDEX handovers_open ON handovers (household_id) WHERE answer IS NULL",
            "CREATE INDEX handovers_household ON handovers (household_id, asked_at, id)",
            "CREATE INDEX handovers_from ON handovers (from_worker, asked_at, id) WHERE answer IS NULL",
            "CREATE INDEX handovers_to ON handovers (to_worker, asked_at, id) WHERE answer IS NULL",
            "CREATE INDEX handovers_waiting ON handovers (organization_id, asked_at, id) WHERE answer IS NULL",
            "UPDATE households AS h SET worker_id = NULL WHERE worker_id IS NOT NULL AND NOT \(works("h"))",
        ],
        sqlite: [handedOver.sqlite, Guard.sqlite("handovers_stay", before: "UPDATE", on: "handovers", when: "OLD.answer IS NOT NULL", saying: "append-only")],
        postgres: handedOver.postgres + [Guard.postgres("handovers_stay", before: "UPDATE", on: "handovers", when: "OLD.answer IS NOT NULL")])

    private static let handedOver = GuardRule(
        "households_handed_over", before: "UPDATE OF worker_id", on: "households", by: "refuse_unasked", when: unasked, saying: "no handover")

    private static let unasked: SQL = """
        OLD.worker_id IS NOT NULL AND (NEW.worker_id IS NULL OR NEW.worker_id <> OLD.worker_id)
        AND NOT EXISTS (
            SELECT 1 FROM handovers h WHERE h.household_id = OLD.id AND h.from_worker = OLD.worker_id AND h.to_worker = NEW.worker_id
            AND h.answer = 'yes' AND h.answered_at = NEW.updated_at)
        AND (NEW.worker_id IS NOT NULL OR \(works("OLD")))
        """

    /// Whether the case worker of this household works there today.
    private static func works(_ household: SQL) -> SQL {
        """
        EXISTS (
            SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.user_id = \(household).worker_id
            AND m.organization_id = \(household).organization_id AND m.role = 'case_worker' AND m.ended_at IS NULL AND u.disabled_at IS NULL)
        """
    }
}
