import Storage

/// Triggers by which a table takes new rows and refuses to have any changed or dropped.
///
/// They hold against mistakes and other programs. Whoever may change the schema can take them away: against them stand the
/// signed heads of the audit log.
package enum Guard {
    package static func sqlite(_ table: SQL) -> [SQL] { [sqlite(table, "UPDATE"), sqlite(table, "DELETE")] }

    /// - Parameters:
    ///   - columns: what may not be updated, where the rest may.
    ///   - condition: when to refuse, as SQLite puts it after `WHEN`.
    package static func sqlite(_ table: SQL, _ verb: SQL, of columns: SQL? = nil, when condition: SQL? = nil) -> SQL {
        """
        CREATE TRIGGER \(table)_no_\(verb) BEFORE \(verb)\(columns.map { " OF \($0)" as SQL }) ON \(table) \(condition.map { "WHEN \($0)" as SQL })
        BEGIN SELECT RAISE(ABORT, 'append-only'); END
        """
    }

    /// A trigger of SQLite that refuses what a condition says.
    package static func sqlite(_ name: SQL, before event: SQL, on table: SQL, when condition: SQL, saying reason: SQL) -> SQL {
        "CREATE TRIGGER \(name) BEFORE \(event) ON \(table) WHEN \(condition) BEGIN SELECT RAISE(ABORT, '\(reason)'); END"
    }

    /// The same where a condition of PostgreSQL is enough; it takes no query there, so those that ask one need a function, as a `GuardRule` has.
    package static func postgres(_ name: SQL, before event: SQL, on table: SQL, when condition: SQL) -> SQL {
        "CREATE TRIGGER \(name) BEFORE \(event) ON \(table) FOR EACH ROW WHEN (\(condition)) EXECUTE FUNCTION refuse_change()"
    }

    static let refusal: SQL = """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
        """

    package static func postgres(_ table: SQL) -> [SQL] { [postgres(table, "UPDATE OR DELETE"), truncation(table)] }

    package static func postgres(_ table: SQL, _ verbs: SQL) -> SQL {
        """
        CREATE TRIGGER \(table)_append_only BEFORE \(verbs) ON \(table)
        FOR EACH ROW EXECUTE FUNCTION refuse_change()
        """
    }

    static func truncation(_ table: SQL) -> SQL {
        """
        CREATE TRIGGER \(table)_no_truncation BEFORE TRUNCATE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    }
}
