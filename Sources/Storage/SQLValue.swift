/// What a column can hold, in terms both engines share.
///
/// SQLite has no boolean of its own and answers `integer` 0 or 1; `Bool` reads either.
public enum SQLValue: Sendable, Hashable {
    case null
    case text(String)
    case integer(Int64)
    case real(Double)
    case boolean(Bool)
    case bytes([UInt8])
}

/// A value whose type is known only while the program runs is bound as it is.
extension SQLValue: SQLConvertible {
    public var sqlValue: SQLValue { self }
    public init(sqlValue: SQLValue) { self = sqlValue }
}
