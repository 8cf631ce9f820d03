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

    static let passkeys = Migration(
        id: "accounts-004-passkeys",
        sql: [
            """
            CREATE TABLE passkeys (
                id TEXT NOT NULL PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users (id),
                credential TEXT NOT NULL UNIQUE,
                public_key TEXT NOT NULL,
                counter BIGINT NOT NULL CHECK (counter >= 0),
                name BYTEA NOT NULL,
                added_at TEXT NOT NULL,
                used_at TEXT)
            """,
            "CREATE INDEX passkeys_user ON passkeys (user_id, added_at)",
            // Questions to passkeys: each is answered once, in the browser that asked.
            """
            CREATE TABLE passkey_challenges (
                challenge_hash BYTEA NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('adding', 'showing')),
                browser_hash BYTEA NOT NULL,
                expires_at TEXT NOT NULL)
            """,
            "CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at)",
            "ALTER TABLE sessions ADD COLUMN came_by TEXT NOT NULL DEFAULT 'password' CHECK (came_by IN ('password', 'card', 'passkey', 'mail', 'provider', 'provider_twice'))",
            "ALTER TABLE sign_ins ADD COLUMN came_by TEXT NOT NULL DEFAULT 'password' CHECK (came_by IN ('password', 'card', 'passkey', 'mail', 'provider', 'provider_twice'))",
            // The cookie before the present one, for requests that were under way when it was renewed.
            "ALTER TABLE sessions ADD COLUMN previous_hash BYTEA",
            "ALTER TABLE sessions ADD COLUMN previous_until TEXT",
            "CREATE INDEX sessions_previous ON sessions (previous_hash) WHERE previous_hash IS NOT NULL",
        ])

    static let mailLinks = Migration(
        id: "accounts-005-mail-links",
        sql: [
            // Made for every address that is asked for, known or not; who it is of is looked up afterwards.
            """
            CREATE TABLE mail_links (
                id TEXT NOT NULL PRIMARY KEY,
                email_index TEXT NOT NULL,
                browser_hash BYTEA NOT NULL,
                asked_at TEXT NOT NULL,
                expires_at TEXT NOT NULL,
                looked_up_at TEXT,
                user_id TEXT REFERENCES users (id),
                used_at TEXT,
                CONSTRAINT mail_link_use CHECK (used_at IS NULL OR user_id IS NOT NULL))
            """,
            "CREATE INDEX mail_links_waiting ON mail_links (asked_at) WHERE looked_up_at IS NULL",
            "CREATE INDEX mail_links_user ON mail_links (user_id, asked_at)",
            "CREATE INDEX mail_links_expiry ON mail_links (expires_at)",
        ])

    static let provider = Migration(
        id: "accounts-006-provider",
        sql: [
            // Of a sign-in that is under way at the provider, the hash of its state: each comes back once.
            "CREATE TABLE provider_sign_ins (state_hash BYTEA NOT NULL PRIMARY KEY, expires_at TEXT NOT NULL)",
            "CREATE INDEX provider_sign_ins_expiry ON provider_sign_ins (expires_at)",
            // Who is who at which provider, both by keyed hashes.
            """
            CREATE TABLE provider_accounts (
                issuer_index TEXT NOT NULL,
                subject_index TEXT NOT NULL,
                user_id TEXT NOT NULL REFERENCES users (id),
                bound_at TEXT NOT NULL,
                PRIMARY KEY (issuer_index, subject_index),
                UNIQUE (user_id, issuer_index))
            """,
        ])

    /// Key pairs of those who read what is sealed to them; the private half is locked by what only they have.
    static let sealingKeys = Migration(
        id: "accounts-007-sealing-keys",
        sql: [
            """
            CREATE TABLE sealing_keys (
                user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
                mark TEXT NOT NULL UNIQUE,
                public_key TEXT NOT NULL,
                by_password TEXT,
                by_code TEXT NOT NULL,
                made_at TEXT NOT NULL)
            """,
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

    static let providerConfirmations = Migration(
        id: "accounts-008-provider-confirmations",
        // When its owner first showed, after coming in by it, something of the hub's own; NULL while nobody has.
        sql: ["ALTER TABLE provider_accounts ADD COLUMN confirmed_at TEXT"])

    static let mailLetters = Migration(
        id: "accounts-009-mail-letters",
        sql: [
            // By what the browser was known that asked; NULL where nobody came in with it before.
            "ALTER TABLE mail_links ADD COLUMN known_hash BYTEA",
            // When a letter went out with it; NULL where the one before was to do.
            "ALTER TABLE mail_links ADD COLUMN sent_at TEXT",
        ])

    static let cardStops = Migration(
        id: "accounts-010-card-stops",
        // When five wrong PINs stopped it; NULL while it opens, and for those that were stopped before this was kept.
        sql: ["ALTER TABLE cards ADD COLUMN stopped_at TEXT"])
}
