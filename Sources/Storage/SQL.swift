/// A statement or a piece of one: what is written in the source is trusted, what is interpolated is bound.
///
/// ```swift
/// try db.rows("SELECT id FROM cases WHERE organization = \(actor.organization) AND \(Case.visible(to: actor))")
/// ```
/// Pieces of the same type splice in place. A `String` never becomes the text of a statement: a literal inside an
/// interpolation is a piece (it is source too), a `String` value is always bound.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    package enum Part: Sendable, Hashable {
        case text(String)
        case value(SQLValue)
    }

    package private(set) var parts: [Part]

    public init(stringLiteral text: StaticString) {
        parts = [.text(text.description)]
    }

    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    init(parts: [Part]) {
        self.parts = parts
    }

    /// The name of a table, column or schema, quoted; for names that come from a register, never from a request.
    package init(identifier name: String) {
        let doubled = name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        parts = [.text("\"\(doubled)\"")]
    }
}

extension Sequence where Element == SQL {
    /// The pieces one after another with `separator` between them; nothing for no pieces.
    public func joined(separator: SQL) -> SQL {
        var parts: [SQL.Part] = []
        for (place, piece) in enumerated() {
            if place > 0 { parts += separator.parts }
            parts += piece.parts
        }
        return SQL(parts: parts)
    }
}

/// Shows the text with a question mark for each value, so that a log never holds what was bound.
extension SQL: CustomStringConvertible {
    public var description: String {
        parts.reduce(into: "") { text, part in
            if case .text(let piece) = part { text += piece } else { text += "?" }
        }
    }
}
