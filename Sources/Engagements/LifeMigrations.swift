import Storage

extension Migration {
    /// All that comes after a match was approved.
    static let engagementsLife = Migration(
        id: "engagements-002-life",
        sql: [
            """
            CREATE TABLE asks (
                id TEXT NOT NULL PRIMARY KEY,
                match_id TEXT NOT NULL REFERENCES matches (id),
                side TEXT NOT NULL CONSTRAINT ask_side CHECK (side IN ('need', 'offer')),
                person_id TEXT NOT NULL REFERENCES persons (id),
                with_children BOOLEAN NOT NULL,
                leaves_at TEXT NOT NULL,
                reminded_at TEXT,
                answer TEXT CONSTRAINT ask_answer CHECK (answer IN ('yes', 'no')),
                answered_at TEXT,
                reason BYTEA,
                channel TEXT CONSTRAINT ask_channel CHECK (channel IN ('own_page', 'link', 'desk')),
                recorded_by TEXT REFERENCES users (id),
                is_interpreted BOOLEAN NOT NULL,
                boundaries_hash BYTEA,
                language TEXT,
                UNIQUE (match_id, side),
                CONSTRAINT ask_answered CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (channel IS NULL)),
                CONSTRAINT ask_agreed CHECK ((COALESCE(answer, '') = 'yes') = (boundaries_hash IS NOT NULL)),
                CONSTRAINT ask_reason CHECK (reason IS NULL OR answer = 'no'),
                CONSTRAINT ask_recorded CHECK ((COALESCE(channel, '') = 'desk') = (recorded_by IS NOT NULL)))
            """,
            "CREATE INDEX asks_person ON asks (person_id)",
            "CREATE INDEX asks_waiting ON asks (leaves_at) WHERE answer IS NULL",
            """
            CREATE TABLE engagements (
                id TEXT NOT NULL PRIMARY KEY,
                match_id TEXT NOT NULL UNIQUE REFERENCES matches (id),
                organization_id TEXT NOT NULL,
                need_id TEXT NOT NULL REFERENCES needs (id),
                offer_id TEXT NOT NULL REFERENCES offers (id),
                household_id TEXT NOT NULL REFERENCES households (id),
                newcomer_id TEXT NOT NULL REFERENCES persons (id),
                volunteer_id TEXT REFERENCES persons (id),
                program TEXT NOT NULL,
                with_children BOOLEAN NOT NULL,
                supervisor_id TEXT NOT NULL REFERENCES users (id),
                status TEXT NOT NULL CONSTRAINT engagement_status CHECK (status IN ('active', 'suspended', 'ended')),
                suspension TEXT CONSTRAINT engagement_suspension CHECK (suspension IN ('clearance', 'decision')),
                suspended_at TEXT,
                attention BIGINT NOT NULL CONSTRAINT engagement_attention CHECK (attention BETWEEN 0 AND 3),
                times_a_month BIGINT NOT NULL CONSTRAINT engagement_times CHECK (times_a_month >= 0),
                started_on TEXT NOT NULL,
                planned_until TEXT NOT NULL,
                first_met_on TEXT,
                ending TEXT CONSTRAINT engagement_ending CHECK (ending IN ('reached', 'agreed_end', 'moved', 'not_working', 'other')),
                ended_at TEXT,
                ended_by TEXT REFERENCES users (id),
                resumes_as TEXT CONSTRAINT engagement_resumes CHECK (resumes_as IN ('active', 'suspended')),
                is_need_met BOOLEAN,
                reached BYTEA,
                version BIGINT NOT NULL CONSTRAINT engagement_version CHECK (version >= 1),
                CONSTRAINT engagement_two_people CHECK (volunteer_id IS NULL OR volunteer_id <> newcomer_id),
                CONSTRAINT engagement_order CHECK (started_on <= planned_until),
                CONSTRAINT engagement_suspended CHECK ((suspension IS NULL) = (suspended_at IS NULL) AND (status <> 'active' OR suspension IS NULL)
                                                       AND (status <> 'suspended' OR suspension IS NOT NULL)),
                CONSTRAINT engagement_ended CHECK ((status = 'ended') = (ended_at IS NOT NULL) AND (status = 'ended') = (ending IS NOT NULL)
                                                   AND (status = 'ended') = (resumes_as IS NOT NULL) AND (status = 'ended') = (is_need_met IS NOT NULL)))
            """,
            "CREATE INDEX engagements_list ON engagements (organization_id, attention DESC, started_on, id) WHERE status <> 'ended'",
            "CREATE INDEX engagements_household ON engagements (household_id)",
            "CREATE INDEX engagements_newcomer ON engagements (newcomer_id)",
            "CREATE INDEX engagements_volunteer ON engagements (volunteer_id)",
            "CREATE INDEX engagements_supervisor ON engagements (organization_id, supervisor_id) WHERE status <> 'ended'",
            """
            CREATE TABLE engagement_meetings (
                engagement_id TEXT NOT NULL REFERENCES engagements (id),
                side TEXT NOT NULL CONSTRAINT meeting_side CHECK (side IN ('need', 'offer')),
                happened_on TEXT NOT NULL,
                kind TEXT NOT NULL CONSTRAINT meeting_kind CHECK (kind IN ('met', 'wrote', 'missed')),
                logged_at TEXT NOT NULL,
                PRIMARY KEY (engagement_id, side, happened_on, kind))
            """,
            """
            CREATE TABLE check_ins (
                id TEXT NOT NULL PRIMARY KEY,
                engagement_id TEXT NOT NULL REFERENCES engagements (id),
                side TEXT NOT NULL CONSTRAINT check_in_side CHECK (side IN ('need', 'offer')),
                person_id TEXT NOT NULL REFERENCES persons (id),
                due_on TEXT NOT NULL,
                asked_at TEXT NOT NULL,
                answered_at TEXT,
                going TEXT CONSTRAINT check_in_going CHECK (going IN ('good', 'so_so', 'not_good')),
                meeting TEXT CONSTRAINT check_in_meeting CHECK (meeting IN ('yes', 'sometimes', 'no')),
                is_safe BOOLEAN,
                wants_talk BOOLEAN,
                words BYTEA,
                channel TEXT CONSTRAINT check_in_channel CHECK (channel IN ('own_page', 'link', 'desk')),
                recorded_by TEXT REFERENCES users (id),
                is_interpreted BOOLEAN NOT NULL,
                UNIQUE (engagement_id, due_on, side),
                CONSTRAINT check_in_answered CHECK ((answered_at IS NULL) = (going IS NULL) AND (answered_at IS NULL) = (meeting IS NULL)
                    AND (answered_at IS NULL) = (is_safe IS NULL) AND (answered_at IS NULL) = (wants_talk IS NULL) AND (answered_at IS NULL) = (channel IS NULL)),
                CONSTRAINT check_in_words CHECK (words IS NULL OR answered_at IS NOT NULL),
                CONSTRAINT check_in_recorded CHECK ((COALESCE(channel, '') = 'desk') = (recorded_by IS NOT NULL)))
            """,
            "CREATE INDEX check_ins_waiting ON check_ins (due_on) WHERE answered_at IS NULL",
            "CREATE INDEX check_ins_person ON check_ins (person_id, due_on)",
            """
            CREATE TABLE engagement_flags (
                id TEXT NOT NULL PRIMARY KEY,
                engagement_id TEXT NOT NULL REFERENCES engagements (id),
                organization_id TEXT NOT NULL,
                kind TEXT NOT NULL CONSTRAINT flag_kind CHECK (kind IN (
                    'unsafe', 'not_good', 'not_meeting', 'diverging', 'talk', 'support', 'stop', 'suspended', 'no_first_meeting', 'overdue_check_in', 'no_consent')),
                severity BIGINT NOT NULL CONSTRAINT flag_severity CHECK (severity BETWEEN 1 AND 3),
                side TEXT NOT NULL CONSTRAINT flag_side CHECK (side IN ('need', 'offer', 'both')),
                raised_at TEXT NOT NULL,
                settled_at TEXT,
                settled_by TEXT REFERENCES users (id),
                note BYTEA,
                CONSTRAINT flag_settled CHECK (settled_at IS NOT NULL OR (settled_by IS NULL AND note IS NULL)))
            """,
            "CREATE UNIQUE INDEX engagement_flags_open ON engagement_flags (engagement_id, kind, side) WHERE settled_at IS NULL",
            "CREATE INDEX engagement_flags_desk ON engagement_flags (organization_id, severity, raised_at) WHERE settled_at IS NULL",
        ])
}
