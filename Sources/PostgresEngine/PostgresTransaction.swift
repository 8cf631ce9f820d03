import Storage

/// A transaction that has begun on a link; remembers the statement that doomed it.
final class PostgresTransaction: Connection {
    private let link: PostgresLink
    private(set) var failure: PostgresFailure?
    var engine: EngineKind { .postgres }

    init(_ link: PostgresLink) {
        self.link = link
    }

    func execute(_ sql: SQL) throws -> Int {
        try run(sql).changes
    }

    func rows(_ sql: SQL) throws -> [Row] {
        let answer = try run(sql)
        return (0..<answer.count).map(answer.row)
    }

    /// The whole answer is in memory as libpq keeps it; only one row at a time is decoded.
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let answer = try run(sql)
        for number in 0..<answer.count { try body(answer.row(number)) }
    }

    private func run(_ sql: SQL) throws(StorageProblem) -> PostgresAnswer {
        if let failure { throw failure.problem }
        do {
            return try answer(to: sql)
        } catch {
            failure = error
            throw error.problem
        }
    }

    private func answer(to sql: SQL) throws(PostgresFailure) -> PostgresAnswer {
        let text: String, values: [SQLValue]
        do { (text, values) = try sql.statement(.number) } catch { throw PostgresFailure(error) }
        return try link.run(text, values)
    }
}
