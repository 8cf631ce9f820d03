import Storage

/// One table of the Human Services Data Specification (HSDS 3.1 to 3.2): its file in a tabular package, its columns, and where they lead.
///
/// This one description makes the SQL table, reads and checks the CSV, and tells what changed.
struct HSDSTable: Sendable {
    /// Names are literals of the source, so that they may stand in a statement.
    let sql: SQL
    let name: String
    let file: String
    let columns: [HSDSColumn]

    init(_ name: StaticString, file: String, _ columns: [HSDSColumn]) {
        (self.sql, self.name, self.file) = (SQL(stringLiteral: name), name.description, file)
        self.columns = [HSDSColumn("id", .id, isRequired: true)] + columns
    }

    /// References are checked when the transaction ends, so that a child may stand before its parent in a file.
    var creation: SQL {
        let lines = columns.map { column -> SQL in
            let end: SQL = column.isRequired ? " NOT NULL" : ""
            return switch column.kind {
            case .id: "id TEXT NOT NULL PRIMARY KEY"
            case .number: "\(column.sql) DOUBLE PRECISION\(end)"
            case .reference(let table):
                "\(column.sql) TEXT\(end) REFERENCES \(SQL(stringLiteral: table)) (id) DEFERRABLE INITIALLY DEFERRED"
            case .oneOf(let values):
                "\(column.sql) TEXT\(end) CHECK (\(column.sql) IN (\(values.map { "'\(SQL(stringLiteral: $0))'" as SQL }.joined(separator: ", "))))"
            default: "\(column.sql) TEXT\(end)"
            }
        }
        return "CREATE TABLE \(sql) (\((lines + ["extra TEXT"]).joined(separator: ", ")))"
    }

    var indexes: [SQL] {
        columns.compactMap { column in
            switch column.kind {
            case .reference, .anyID: "CREATE INDEX \(sql)_\(column.sql) ON \(sql) (\(column.sql))"
            default: nil
            }
        }
    }
}

/// One column: what may stand in it.
struct HSDSColumn: Sendable {
    enum Kind: Sendable {
        case id
        /// The id of a row of another table.
        case reference(StaticString)
        /// An id whose table another column names.
        case anyID
        case text, number, day, instant, time, web, email
        case oneOf([StaticString])
    }
    let sql: SQL
    let name: String, kind: Kind, isRequired: Bool

    init(_ name: StaticString, _ kind: Kind = .text, isRequired: Bool = false) {
        (self.sql, self.name, self.kind, self.isRequired) = (SQL(stringLiteral: name), name.description, kind, isRequired)
    }

    var isNumber: Bool { if case .number = kind { true } else { false } }
}
