extension String: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .text(self) }

    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) {
        guard case .text(let text) = sqlValue else { throw .wrongType() }
        self = text
    }
}

extension Int64: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .integer(self) }

    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) {
        guard case .integer(let number) = sqlValue else { throw .wrongType() }
        self = number
    }
}

extension Int: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) { self = Int(try Int64(sqlValue: sqlValue)) }
}

extension Double: SQLConvertible {
    /// What is not a number is stored as NULL: SQLite knows no NaN, and both engines shall answer alike.
    @inlinable public var sqlValue: SQLValue { isNaN ? .null : .real(self) }

    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) {
        switch sqlValue {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        default: throw .wrongType()
        }
    }
}

extension Bool: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .boolean(self) }

    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) {
        switch sqlValue {
        case .boolean(let answer): self = answer
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw .wrongType()
        }
    }
}

extension [UInt8]: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .bytes(self) }

    @inlinable public init(sqlValue: SQLValue) throws(StorageProblem) {
        guard case .bytes(let bytes) = sqlValue else { throw .wrongType() }
        self = bytes
    }
}
