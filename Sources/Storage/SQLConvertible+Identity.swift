import Identity

extension Day: SQLConvertible {
    public var sqlValue: SQLValue { .text(description) }

    public init(sqlValue: SQLValue) throws(StorageProblem) {
        guard let day = Day(try String(sqlValue: sqlValue)) else { throw .wrongType() }
        self = day
    }
}

extension ID: SQLConvertible {
    public var sqlValue: SQLValue { .text(text) }

    public init(sqlValue: SQLValue) throws(StorageProblem) {
        guard let id = ID(try String(sqlValue: sqlValue)) else { throw .wrongType() }
        self = id
    }
}
