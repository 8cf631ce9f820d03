import Identity
import Storage

extension Migration {
    static let accounts = Migration(
        id: "accounts-001-users",
        sql: [
            """
            CREATE TABLE users (
                id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL UNIQUE,
                email_index TEXT UNIQUE,
                email BYTEA,
                name BYTEA NOT NULL,
                password_hash TEXT,
                must_change_password BOOLEAN NOT NULL,
                created_at TEXT NOT NULL,
                disabled_at TEXT,
                version BIGINT NOT NULL CHECK (version >= 1))
            """,
            """
            CREATE TABLE memberships (
                user_id TEXT NOT NULL REFERENCES users (id),
                organization_id TEXT NOT NULL,
                role TEXT NOT NULL CHECK (role IN ('newcomer', 'volunteer', 'case_worker', 'coordinator', 'officer', 'administrator')),
                since TEXT NOT NULL,
                ended_at TEXT,
                PRIMARY KEY (user_id, organization_id, role))
            """,
            "CREATE INDEX memberships_organization ON memberships (organization_id, role)",
            """
            CREATE TABLE sessions (
                id TEXT NOT NULL PRIMARY KEY,
                secret_hash BYTEA NOT NULL UNIQUE,
                user_id TEXT NOT NULL REFERENCES users (id),
                organization_id TEXT NOT NULL,
                opened_at TEXT NOT NULL,
                seen_at TEXT NOT NULL,
                expires_at TEXT NOT NULL,
                idle_seconds BIGINT NOT NULL CHECK (idle_seconds > 0),
                ended_at TEXT)
            """,
            "CREATE INDEX sessions_user ON sessions (user_id, opened_at)",
            """
            CREATE TABLE cards (
                id TEXT NOT NULL PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users (id),
                code_hash BYTEA NOT NULL UNIQUE,
                pin_hash TEXT NOT NULL,
                tries BIGINT NOT NULL CONSTRAINT card_tries CHECK (tries BETWEEN 0 AND 5),
                issued_at TEXT NOT NULL,
                revoked_at TEXT)
            """,
            "CREATE UNIQUE INDEX cards_one_live ON cards (user_id) WHERE revoked_at IS NULL",
        ])

    static let sessionDetails = Migration(
        id: "accounts-003-session-details",
        sql: [
            "ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT 'other' CHECK (browser IN ('firefox', 'chrome', 'edge', 'safari', 'samsung', 'other'))",
            "ALTER TABLE sessions ADD COLUMN system TEXT NOT NULL DEFAULT 'other' CHECK (system IN ('android', 'iphone', 'ipad', 'windows', 'mac', 'linux', 'other'))",
            // When its owner last showed that it is them; NULL for one that was open before this was asked.
            "ALTER TABLE sessions ADD COLUMN proved_at TEXT",
        ])

    static let secondFactors = Migration(
        id: "accounts-002-second-factors",
        sql: [
            // tries_left and tries_at slow down guessing; last_step makes each code work once.
            """
            CREATE TABLE second_factors (
                user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
                secret BYTEA NOT NULL,
                last_step BIGINT NOT NULL CHECK (last_step >= 0),
                set_up_at TEXT NOT NULL,
                tries_left DOUBLE PRECISION NOT NULL CHECK (tries_left >= 0 AND tries_left <= 10),
                tries_at TEXT NOT NULL)
            """,
            """
            CREATE TABLE recovery_codes (
                user_id TEXT NOT NULL REFERENCES second_factors (user_id),
                code_hash BYTEA NOT NULL,
                used_at TEXT,
                PRIMARY KEY (user_id, code_hash))
            """,
            // Between the password and the code: no session, and gone when it has become one.
            """
            CREATE TABLE sign_ins (
                id TEXT NOT NULL PRIMARY KEY,
                secret_hash BYTEA NOT NULL UNIQUE,
                user_id TEXT NOT NULL REFERENCES users (id),
                organization_id TEXT NOT NULL,
                idle_seconds BIGINT NOT NULL CHECK (idle_seconds > 0),
                lasting_seconds BIGINT NOT NULL CHECK (lasting_seconds > 0),
                expires_at TEXT NOT NULL)
            """,
            "CREATE INDEX sign_ins_user ON sign_ins (user_id)",
            "CREATE INDEX sign_ins_expiry ON sign_ins (expires_at)",
        ])
}
