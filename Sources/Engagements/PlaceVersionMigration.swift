import Storage

extension Migration {
    /// Counts how often places were saved, so that two who correct the same do not undo each other's.
    static let placeVersions = Migration(
        id: "engagements-020-place-versions",
        sql: ["ALTER TABLE givers ADD COLUMN version BIGINT NOT NULL DEFAULT 1 CONSTRAINT giver_version CHECK (version >= 1)"])
}
