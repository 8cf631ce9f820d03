/// One row of an answer: values by the name of their column.
///
/// ```swift
/// let id: PersonID = try row.get("id")
/// ```
/// Where two columns have one name, the first is meant; give the other an `AS`.
public struct Row: Sendable {
    @usableFromInline let columns: [String]
    @usableFromInline let values: [SQLValue]

    /// The rows of one answer share `columns`; `values` has the same count.
    package init(columns: [String], values: [SQLValue]) {
        (self.columns, self.values) = (columns, values)
    }

    /// The value of a column as the type asked for.
    ///
    /// Throws `unknownColumn` or `wrongType`. Searched one by one: comparing a dozen short names is faster than
    /// hashing one.
    @inlinable public func get<T: SQLConvertible>(_ column: String) throws(StorageProblem) -> T {
        guard let place = columns.firstIndex(of: column) else { throw .unknownColumn(column) }
        return try value(at: place)
    }

    @inlinable public subscript<T: SQLConvertible>(column: String, as type: T.Type) -> T {
        get throws(StorageProblem) { try get(column) }
    }

    @usableFromInline func value<T: SQLConvertible>(at place: Int) throws(StorageProblem) -> T {
        do {
            return try T(sqlValue: values[place])
        } catch .wrongType {
            throw .wrongType(column: columns[place])
        }
    }

    /// The first column's value, nil for NULL.
    func first<T: SQLConvertible>() throws(StorageProblem) -> T? {
        guard let first = values.first, first != .null else { return nil }
        return try value(at: 0)
    }
}

/// Shows the columns only, so that a log never holds what a row does.
extension Row: CustomStringConvertible {
    public var description: String { "Row(\(columns.joined(separator: ", ")))" }
}
