import Storage

/// Rows of one table of the standard, by the description of that table.
struct HSDSStore {
    let db: any Connection
    let table: HSDSTable

    private var names: [SQL] { table.columns.map(\.sql) + ["extra"] }

    func ids() throws -> [String] {
        try db.rows("SELECT id FROM \(table.sql)").map { try $0.get("id") }
    }

    /// What is stored for each id, as one text to compare.
    func fingerprints() throws -> [String: String] {
        var found: [String: String] = [:]
        try db.each("SELECT \(names.joined(separator: ", ")) FROM \(table.sql)") { row in
            let values = try table.columns.map { column -> SQLValue in
                if column.isNumber { return (try row.get(column.name) as Double?).map(SQLValue.real) ?? .null }
                return (try row.get(column.name) as String?).map(SQLValue.text) ?? .null
            }
            found[try row.get("id")] = HSDSRow(id: "", values: values, extra: try row.get("extra")).fingerprint
        }
        return found
    }

    func put(_ row: HSDSRow, isNew: Bool) throws {
        let values = row.values + [row.extra.map(SQLValue.text) ?? .null]
        if isNew {
            _ = try db.execute("""
                INSERT INTO \(table.sql) (\(names.joined(separator: ", ")))
                VALUES (\(values.map { "\($0)" as SQL }.joined(separator: ", ")))
                """)
        } else {
            let changes = zip(names, values).dropFirst().map { "\($0) = \($1)" as SQL }
            _ = try db.execute("UPDATE \(table.sql) SET \(changes.joined(separator: ", ")) WHERE id = \(row.id)")
        }
    }
}

extension HSDSRow {
    /// Equal for two rows exactly when all their values are.
    var fingerprint: String {
        (values.map { value in
            switch value {
            case .null: "-"
            case .text(let text): "\(text.utf8.count):\(text)"
            case .real(let number): "#\(number)"
            case .integer(let number): "#\(Double(number))"
            case .boolean(let flag): "?\(flag)"
            case .bytes(let bytes): "x\(bytes)"
            }
        } + [extra ?? "-"]).joined(separator: "|")
    }
}
