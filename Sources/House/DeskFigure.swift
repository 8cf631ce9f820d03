import Identity
import Localization
import Markup
import Storage
import Trust

/// A figure behind the desk: a few bars that say at a glance how things stand, drawn on the server.
public struct DeskFigure: Sendable {
    public struct Bar: Sendable {
        enum Label: Sendable {
            case words(Message)
            /// A language by its ISO 639 code.
            case language(String)
            /// As the people concerned write it.
            case name(String)
        }
        let label: Label
        /// 0 or more.
        public let count: Int
        /// Whether this one asks for attention.
        public let isTooMany: Bool
        public init(_ label: Message, _ count: Int, isTooMany: Bool = false) {
            (self.label, self.count, self.isTooMany) = (.words(label), count, isTooMany)
        }

        /// A bar for a language, named as the reader calls it.
        public init(language code: String, _ count: Int) { (label, self.count, isTooMany) = (.language(code), count, false) }

        /// A bar for a person or a place, by its own name.
        public init(name: String, _ count: Int, isTooMany: Bool = false) { (label, self.count, self.isTooMany) = (.name(name), count, isTooMany) }
    }
    public let title: Message
    /// One sentence that says what the picture shows, for whoever does not look at it.
    public let summary: Message
    public let bars: [Bar]
    /// Where the list behind it is.
    public let route: Route?

    public init(_ title: Message, summary: Message, bars: [Bar], to route: Route? = nil) {
        (self.title, self.summary, self.bars, self.route) = (title, summary, bars, route)
    }
}

/// Where a desk finds its figures.
public struct DeskFigureSource: Sendable {
    public let roles: Set<Role>
    public let purpose: Purpose
    public let draw: @Sendable (Hub, any Connection, inout Access, Day) throws -> DeskFigure?

    public init(
        for roles: Set<Role>, purpose: Purpose, _ draw: @escaping @Sendable (Hub, any Connection, inout Access, Day) throws -> DeskFigure?
    ) {
        (self.roles, self.purpose, self.draw) = (roles, purpose, draw)
    }
}
