import Identity
import Localization
import Markup
import Storage
import Trust

/// One thing to do today: in plain words, with one main button and whom it waits on.
public struct DeskItem: Sendable {
    /// How much it matters that it is done today; the desk shows the most urgent first, then the longest waiting.
    public enum Urgency: Int, Sendable, Comparable, CaseIterable {
        case danger = 3, overdue = 2, today = 1, soon = 0
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }
    public let urgency: Urgency
    public let picture: String
    /// Whom it is about, where it names them.
    public let person: PersonID?
    private let wording: @Sendable (String) -> Message
    /// One more sentence, where the title does not say it all.
    public let detail: Message?
    public let waitsOn: Message
    /// Since when it waits; nil where it waits for nobody yet, such as what will end.
    public let since: Day?
    public let button: Message
    public let route: Route

    public init(
        _ urgency: Urgency, picture: String, title: Message, detail: Message? = nil, waitsOn: Message, since: Day?, button: Message, to route: Route
    ) {
        (self.urgency, self.picture, self.person, self.detail) = (urgency, picture, nil, detail)
        (self.waitsOn, self.since, self.button, self.route) = (waitsOn, since, button, route)
        wording = { _ in title }
    }

    /// One that names someone: what they are called is opened only where it is shown.
    public init(
        _ urgency: Urgency, picture: String, about person: PersonID, title: @escaping @Sendable (String) -> Message, detail: Message? = nil,
        waitsOn: Message, since: Day?, button: Message, to route: Route
    ) {
        (self.urgency, self.picture, self.person, self.detail) = (urgency, picture, person, detail)
        (self.waitsOn, self.since, self.button, self.route) = (waitsOn, since, button, route)
        wording = title
    }

    func title(_ names: [PersonID: String]) -> Message { wording(person.flatMap { names[$0] } ?? "") }
}

/// Where a desk finds what there is to do: one area's things for those who hold one of these roles.
public struct DeskSource: Sendable {
    public let roles: Set<Role>
    public let purpose: Purpose
    /// The most urgent few of the actor's things; in a constant number of queries, whatever the size of the town.
    public let find: @Sendable (Hub, any Connection, inout Access, Day) throws -> [DeskItem]
    /// What those whom the shown things are about are called.
    public let names: @Sendable (any Connection, inout Access, [PersonID]) throws -> [PersonID: String]

    public init(
        for roles: Set<Role>, purpose: Purpose,
        names: @escaping @Sendable (any Connection, inout Access, [PersonID]) throws -> [PersonID: String] = { _, _, _ in [:] },
        _ find: @escaping @Sendable (Hub, any Connection, inout Access, Day) throws -> [DeskItem]
    ) {
        (self.roles, self.purpose, self.names, self.find) = (roles, purpose, names, find)
    }
}
