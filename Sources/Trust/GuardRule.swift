import Storage

/// A rule that a table keeps by itself on both engines: what its condition says is refused, with a reason.
package struct GuardRule: Sendable {
    private let name: SQL, event: SQL, table: SQL, function: SQL, condition: SQL, reason: SQL, row: SQL

    /// - Parameters:
    ///   - event: what is looked at before it is done, such as `UPDATE OF people_at`.
    ///   - function: what PostgreSQL calls the condition.
    ///   - condition: over the rows `OLD` and `NEW`.
    ///   - row: what PostgreSQL goes on with where nothing is refused: `OLD` before something is dropped.
    package init(_ name: SQL, before event: SQL, on table: SQL, by function: SQL, when condition: SQL, saying reason: SQL, leaving row: SQL = "NEW") {
        (self.name, self.event, self.table, self.function) = (name, event, table, function)
        (self.condition, self.reason, self.row) = (condition, reason, row)
    }

    package var sqlite: SQL { Guard.sqlite(name, before: event, on: table, when: condition, saying: reason) }

    package var postgres: [SQL] {
        ["CREATE FUNCTION \(body)", "CREATE TRIGGER \(name) BEFORE \(event) ON \(table) FOR EACH ROW EXECUTE FUNCTION \(function)()"]
    }

    /// In place of the condition that the trigger of PostgreSQL asked before.
    package var postgresAnew: SQL { "CREATE OR REPLACE FUNCTION \(body)" }

    private var body: SQL {
        """
        \(function)() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF \(condition) THEN RAISE EXCEPTION '\(reason)'; END IF;
            RETURN \(row);
        END $$
        """
    }
}
