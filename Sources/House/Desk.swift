import Identity

/// What someone finds to do: every area's things for the roles held, the most urgent first, then the longest waiting.
struct Desk: Sendable {
    /// More at once would only be looked at, not done.
    static let most = 7
    let items: [DeskItem]

    init(_ found: [DeskItem]) {
        items = found.enumerated().sorted { Self.comesFirst($0, $1) }.map(\.element)
    }

    var today: [DeskItem] { Array(items.prefix(Self.most)) }
    /// How many are left for the list behind.
    var more: Int { items.count - today.count }

    private static func comesFirst(_ a: (offset: Int, element: DeskItem), _ b: (offset: Int, element: DeskItem)) -> Bool {
        if a.element.urgency != b.element.urgency { return a.element.urgency > b.element.urgency }
        switch (a.element.since, b.element.since) {
        case (let first?, let second?) where first != second: return first < second
        case (.some, nil): return true
        case (nil, .some): return false
        default: return a.offset < b.offset
        }
    }
}

extension Hub {
    /// Asks every source whose roles the actor holds; each reads for its own purpose, and what it opens is recorded so.
    func desk(of actor: Actor, on day: Day) async throws -> Desk {
        var found: [DeskItem] = []
        for source in features.flatMap(\.desk) where !source.roles.isDisjoint(with: actor.roles) {
            found += try await archive.read(by: actor, for: source.purpose) { [hub = self] db, access in try source.find(hub, db, &access, day) }
        }
        return Desk(found)
    }

    func figures(for actor: Actor, on day: Day) async throws -> [DeskFigure] {
        var drawn: [DeskFigure] = []
        for source in features.flatMap(\.figures) where !source.roles.isDisjoint(with: actor.roles) {
            let figure = try await archive.read(by: actor, for: source.purpose) { [hub = self] db, access in try source.draw(hub, db, &access, day) }
            if let figure { drawn.append(figure) }
        }
        return drawn
    }
}
