/// Markup: what is written in the source is trusted, what is interpolated is escaped.
///
/// A `String` never becomes markup; fragments of `HTML` splice into one another as they are. Attributes with values
/// come only from ``Attribute``, so a debug build stops where a text would land inside a tag.
public struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
    public internal(set) var text: String

    public init(stringLiteral trusted: String) {
        text = trusted
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    public static func + (first: HTML, second: HTML) -> HTML {
        var sum = first
        sum += second
        return sum
    }

    public static func += (sum: inout HTML, next: HTML) {
        sum.text.append(next.text)
    }
}

extension Sequence<HTML> {
    /// All fragments in order, with `separator` between two of them.
    public func joined(separator: HTML = "") -> HTML {
        var all: HTML = ""
        for (place, fragment) in enumerated() {
            if place > 0 { all += separator }
            all += fragment
        }
        return all
    }
}
