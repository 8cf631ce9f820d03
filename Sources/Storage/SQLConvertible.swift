/// A type that can be bound into a statement and read back from a column.
///
/// An enum with raw values gets both directions by naming the protocol; its case for NULL is `Optional`.
public protocol SQLConvertible: Sendable {
    var sqlValue: SQLValue { get }

    /// Throws `StorageProblem.wrongType()` where the value is not one of this type; the row adds the column's name.
    init(sqlValue: SQLValue) throws(StorageProblem)
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { self?.sqlValue ?? .null }

    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) {
        if case .null = sqlValue { self = nil } else { self = try Wrapped(sqlValue: sqlValue) }
    }
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { rawValue.sqlValue }

    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) {
        guard let value = Self(rawValue: try RawValue(sqlValue: sqlValue)) else { throw .wrongType() }
        self = value
    }
}
