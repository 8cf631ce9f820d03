import Storage

/// The name of a column whose values are sealed, as a type, so that one column's value is never taken for another's.
public protocol SealedColumn: Sendable {
    /// Letters, digits and underscores.
    static var table: String { get }
    static var column: String { get }
}

/// A field encrypted under the key of the person it is about; only bytes, until an `Access` opens it.
public struct Sealed<Field: SealedColumn>: SQLConvertible, Hashable, Sendable, Redacted {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    public var sqlValue: SQLValue { .bytes(bytes) }
    public init(sqlValue: SQLValue) throws(StorageProblem) { bytes = try [UInt8](sqlValue: sqlValue) }
}
