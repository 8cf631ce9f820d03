import Markup

/// An English sentence of the source, at once the key of its translations.
///
/// Values are named, `\(worker, "name")`, and stand in the key as `{name}`; linked words, `\("our promise", link: route)`,
/// stand in it as `<a>our promise</a>`, so translators see and move them. The first link of a translation leads where
/// the first one of the source does, the second where the second does. A year or a code is a `String`: an `Int` is
/// grouped as a count (`2,026`).
public struct Sentence: ExpressibleByStringInterpolation, Sendable, Equatable {
    enum Value: Sendable, Equatable { case text(String), markup(HTML), count(Int) }

    let template: Template
    let values: [String: Value]
    let links: [Route]

    /// The key: `Welcome, {name}.`
    public var msgid: String { template.text }

    public init(stringLiteral words: String) {
        self.init(stringInterpolation: StringInterpolation(words: words))
    }

    public init(stringInterpolation: StringInterpolation) {
        (template, values, links) = (stringInterpolation.template, stringInterpolation.values, stringInterpolation.links)
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var template = Template(), values: [String: Value] = [:], links: [Route] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        init(words: String) {
            appendLiteral(words)
        }

        public mutating func appendLiteral(_ words: String) {
            assert(!words.utf8.contains { "{}<>".utf8.contains($0) }, "markup or braces in the sentence: \(words)")
            template.add(words: words)
        }

        @_disfavoredOverload
        public mutating func appendInterpolation(_ text: String, _ name: StaticString) { add(.text(text), name) }
        public mutating func appendInterpolation(_ markup: HTML, _ name: StaticString) { add(.markup(markup), name) }
        public mutating func appendInterpolation(_ count: Int, _ name: StaticString) { add(.count(count), name) }

        /// Words that lead somewhere; fixed in the source, since they are part of what is translated.
        public mutating func appendInterpolation(_ words: StaticString, link: Route) {
            template.pieces.append(.linkStart)
            template.add(words: words.description)
            template.pieces.append(.linkEnd)
            links.append(link)
        }

        private mutating func add(_ value: Value, _ name: StaticString) {
            assert(Template.isName(name.description), "a name is letters, digits and underscores: \(name)")
            template.pieces.append(.value(name.description))
            values[name.description] = value
        }
    }
}
