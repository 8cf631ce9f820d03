extension HTML {
    /// What may stand between `\(` and `)` in markup. There is no overload for optional texts, fractions or lists of
    /// numbers: how they read is for the page to say.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        public mutating func appendLiteral(_ trusted: String) {
            text.append(trusted)
        }

        /// Disfavored, so that `\(isNew ? "<b>new</b>" : "")` is markup.
        @_disfavoredOverload
        public mutating func appendInterpolation(_ value: String) {
            assert(!text.endsInsideTag, "a text inside a tag; use an Attribute: \(text.suffix(60))")
            text.appendEscaped(value)
        }

        public mutating func appendInterpolation(_ value: Int) {
            text.append(value.description)
        }

        public mutating func appendInterpolation(_ fragment: HTML) {
            assert(!text.endsInsideTag || !fragment.text.utf8.contains(UInt8(ascii: "<")),
                   "markup inside a tag: \(text.suffix(60))")
            text.append(fragment.text)
        }

        public mutating func appendInterpolation(_ fragment: HTML?) {
            if let fragment { appendInterpolation(fragment) }
        }

        public mutating func appendInterpolation(_ fragments: [HTML]) {
            for fragment in fragments { appendInterpolation(fragment) }
        }

        /// The fragment where `condition` holds, such as `\(when: isChosen, "checked")`.
        public mutating func appendInterpolation(when condition: Bool, _ fragment: @autoclosure () -> HTML) {
            if condition { appendInterpolation(fragment()) }
        }

        public mutating func appendInterpolation(_ attribute: Attribute) {
            assert(text.endsInsideTag, "an attribute outside of a tag: \(attribute.text)")
            text.append(attribute.text)
        }

        public mutating func appendInterpolation(_ attribute: Attribute?) {
            if let attribute { appendInterpolation(attribute) }
        }
    }
}
