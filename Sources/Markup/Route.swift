/// Where a link or a form leads: what is written in the source is trusted, each interpolated value stays one segment.
public struct Route: ExpressibleByStringInterpolation, Sendable, Hashable {
    public let text: String

    init(trusted text: String) {
        self.text = text
    }

    public init(stringLiteral trusted: String) {
        text = trusted
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// The same route with one more `name=value` in its query, both percent-encoded.
    public func query(_ name: String, _ value: String) -> Route {
        let fragment = text.firstIndex(of: "#") ?? text.endIndex
        let path = text[..<fragment]
        let pair = name.percentEncoded + "=" + value.percentEncoded
        return Route(trusted: path + (path.contains("?") ? "&" : "?") + pair + text[fragment...])
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 40 * interpolationCount)
        }

        public mutating func appendLiteral(_ trusted: String) {
            text.append(trusted)
        }

        public mutating func appendInterpolation(_ segment: String) {
            text.append(segment.asSegment)
        }

        public mutating func appendInterpolation(_ number: Int) {
            text.append(number.description)
        }
    }
}
