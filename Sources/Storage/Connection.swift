/// An open transaction on one of the engines; it lives as long as the closure it was given to.
///
/// Not Sendable: the compiler keeps `await` out of a transaction and a transaction out of everything else. After a
/// statement has failed, every further one throws the same problem and nothing is committed, on both engines.
public protocol Connection {
    var engine: EngineKind { get }

    /// Runs a statement; answers how many rows it inserted, updated or deleted.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// All rows of the answer, in order.
    func rows(_ sql: SQL) throws -> [Row]

    /// Hands over the rows one after another without keeping them; other statements may run meanwhile.
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws
}

extension Connection {
    /// The first row of the answer; nil for none.
    public func row(_ sql: SQL) throws -> Row? {
        try rows(sql).first
    }

    /// The first column of the first row; nil for no row and for NULL.
    public func value<T: SQLConvertible>(_ sql: SQL) throws -> T? {
        try row(sql)?.first()
    }

    /// The number a `SELECT count(*)` answers; 0 for no row.
    public func count(_ sql: SQL) throws -> Int {
        try value(sql) ?? 0
    }

    /// How many rows there are; past `limit` they are not counted further, so that it costs the same in a town and in a city.
    ///
    /// - Parameter rows: what follows `SELECT 1`, such as `FROM needs WHERE closing IS NULL`.
    public func count(_ rows: SQL, upTo limit: Int) throws -> Int {
        try count("SELECT count(*) FROM (SELECT 1 \(rows) LIMIT \(limit)) AS counted")
    }
}
