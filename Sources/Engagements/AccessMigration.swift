import Storage

extension Migration {
    /// What has to be thought of because of a disability, and whether a place has steps. Of needs from before nothing was asked.
    static let access = Migration(
        id: "engagements-018-access",
        sql: [
            "ALTER TABLE needs ADD COLUMN access TEXT NOT NULL DEFAULT 'none' CONSTRAINT need_access CHECK (access IN ('none', 'step_free', 'other'))",
            "ALTER TABLE match_facts ADD COLUMN access TEXT NOT NULL DEFAULT 'none' CONSTRAINT fact_access CHECK (access IN ('none', 'step_free', 'other'))",
            "ALTER TABLE givers ADD COLUMN is_step_free BOOLEAN",
            "ALTER TABLE match_facts ADD COLUMN is_step_free BOOLEAN",
        ])
}
