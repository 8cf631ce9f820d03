import Storage
import TestSupport

/// A table with a column of every type, and a few rules to break.
let things = Migration(id: "things-1", sql: [
    """
    CREATE TABLE things (
        id BIGINT PRIMARY KEY, label TEXT, amount BIGINT, weight DOUBLE PRECISION, open BOOLEAN, photo BYTEA,
        parent BIGINT REFERENCES things (id), name TEXT NOT NULL DEFAULT 'unnamed',
        CONSTRAINT small_enough CHECK (weight IS NULL OR id < 1000),
        UNIQUE (amount, label))
    """,
])

@discardableResult
func withThings<R>(on engine: Engine, _ work: (any Database) async throws -> R) async throws -> R {
    try await withDatabase(on: engine, migrations: [things], work)
}
