import Identity

/// What someone finds to do: the most urgent first; of things as urgent as each other one of each area in turn, so that many of one
/// kind hide nothing, and of one area the longest waiting.
struct Desk: Sendable {
    /// More at once would only be looked at, not done.
    static let most = 7
    let items: [DeskItem]

    /// - Parameter found: what each area found.
    init(_ found: [[DeskItem]]) {
        var turns: [(item: DeskItem, turn: Int)] = []
        for items in found {
            var taken: [DeskItem.Urgency: Int] = [:]
            for (_, item) in items.enumerated().sorted(by: { ($0.element.wait, $0.offset) < ($1.element.wait, $1.offset) }) {
                turns.append((item, taken[item.urgency, default: 0]))
                taken[item.urgency, default: 0] += 1
            }
        }
        func place(_ entry: (offset: Int, element: (item: DeskItem, turn: Int))) -> (Int, Int, Int, Int) {
            (-entry.element.item.urgency.rawValue, entry.element.turn, entry.element.item.wait, entry.offset)
        }
        items = turns.enumerated().sorted { place($0) < place($1) }.map(\.element.item)
    }

    var today: [DeskItem] { Array(items.prefix(Self.most)) }
    /// How many are left for the list behind.
    var more: Int { items.count - today.count }
}

extension DeskItem {
    /// The day since when it waits, as a number; what waits for nobody yet comes last.
    fileprivate var wait: Int { since?.number ?? .max }
}

extension Hub {
    /// Asks every source whose roles the actor holds; each reads for its own purpose, and what it opens is recorded so.
    func desk(of actor: Actor, on day: Day) async throws -> Desk {
        let sources = features.flatMap(\.desk).filter { !$0.roles.isDisjoint(with: actor.roles) }
        return Desk(try await archive.read(by: actor, each: sources.map { source in
            (source.purpose, { [hub = self] db, access in try source.find(hub, db, &access, day) })
        }))
    }

    func figures(for actor: Actor, on day: Day) async throws -> [DeskFigure] {
        let sources = features.flatMap(\.figures).filter { !$0.roles.isDisjoint(with: actor.roles) }
        return try await archive.read(by: actor, each: sources.map { source in
            (source.purpose, { [hub = self] db, access in try source.draw(hub, db, &access, day) })
        }).compactMap(\.self)
    }
}
