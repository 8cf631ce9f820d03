extension SQL {
    /// Collects the pieces of an interpolated statement.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        package private(set) var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            parts.append(.text(literal.description))
        }

        /// Binds a value. Disfavored, so that a literal in `\(mine ? "AND owner = 1" : "")` is a piece of SQL.
        @_disfavoredOverload
        public mutating func appendInterpolation(_ value: some SQLConvertible) {
            parts.append(.value(value.sqlValue))
        }

        /// Binds a value or NULL. By itself, since the compiler takes an optional in `some` for a mistake.
        @_disfavoredOverload
        public mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value?) {
            parts.append(.value(value.sqlValue))
        }

        /// Splices a piece in place.
        public mutating func appendInterpolation(_ piece: SQL) {
            parts += piece.parts
        }

        /// Splices a piece in place, or nothing.
        public mutating func appendInterpolation(_ piece: SQL?) {
            parts += piece?.parts ?? []
        }

        /// Binds a parenthesised list for `IN`; an empty one matches nothing, after `NOT IN` as well.
        ///
        /// The last value is repeated up to a power of two, so that lists of any length share a few statements.
        public mutating func appendInterpolation(in values: [some SQLConvertible]) {
            guard let last = values.last else { return parts.append(.text("(NULL)")) }
            let width = values.count == 1 ? 1 : 1 << (Int.bitWidth - (values.count - 1).leadingZeroBitCount)
            for place in 0..<width {
                parts.append(.text(place == 0 ? "(" : ", "))
                parts.append(.value((place < values.count ? values[place] : last).sqlValue))
            }
            parts.append(.text(")"))
        }
    }
}
