import Identity
import Localization

/// What someone finds to do: the most urgent first; of things as urgent as each other one of each area in turn, so that many of one
/// kind hide nothing, and of one area the longest waiting.
struct Desk: Sendable {
    /// More at once would only be looked at, not done.
    static let most = 7
    /// Those that are shown.
    let items: [DeskItem]
    /// How many are left for the list behind.
    let more: Int
    /// By which source each of them was found.
    private let sources: [Int]
    private var names: [PersonID: String] = [:]

    /// - Parameters:
    ///   - found: what each source found.
    ///   - limit: so many are shown.
    init(_ found: [[DeskItem]], showing limit: Int = most) {
        let all = found.enumerated().flatMap { source, items in Self.turns(items).map { (item: $0.item, turn: $0.turn, source: source) } }
        func place(_ entry: (offset: Int, element: (item: DeskItem, turn: Int, source: Int))) -> (Int, Int, Int, Int) {
            (-entry.element.item.urgency.rawValue, entry.element.turn, entry.element.item.wait, entry.offset)
        }
        let shown = all.enumerated().sorted { place($0) < place($1) }.prefix(limit).map(\.element)
        (items, sources, more) = (shown.map(\.item), shown.map(\.source), all.count - shown.count)
    }

    /// The things of one area, the longest waiting first, and for each how many as urgent come before it.
    private static func turns(_ items: [DeskItem]) -> [(item: DeskItem, turn: Int)] {
        var taken: [DeskItem.Urgency: Int] = [:]
        return items.enumerated().sorted { ($0.element.wait, $0.offset) < ($1.element.wait, $1.offset) }.map { _, item in
            defer { taken[item.urgency, default: 0] += 1 }
            return (item, taken[item.urgency, default: 0])
        }
    }

    func title(of item: DeskItem) -> Message { item.title(names) }

    /// Whom the shown things of a source are about.
    fileprivate func people(of source: Int) -> [PersonID] { zip(items, sources).compactMap { $1 == source ? $0.person : nil } }

    fileprivate func naming(_ names: [PersonID: String]) -> Desk {
        var desk = self
        desk.names.merge(names) { first, _ in first }
        return desk
    }
}

extension DeskItem {
    /// The day since when it waits, as a number; what waits for nobody yet comes last.
    fileprivate var wait: Int { since?.number ?? .max }
}

extension Hub {
    /// Asks every source whose roles the actor holds; each reads for its own purpose, and names are opened for what is shown alone.
    func desk(of actor: Actor, on day: Day, showing limit: Int = Desk.most) async throws -> Desk {
        let sources = features.flatMap(\.desk).filter { !$0.roles.isDisjoint(with: actor.roles) }
        return try await archive.read(by: actor) { [hub = self] reading in
            let desk = Desk(try sources.map { source in
                try reading(for: source.purpose) { db, access in try source.find(hub, db, &access, day) }
            }, showing: limit)
            return try sources.enumerated().reduce(desk) { desk, entry in
                let people = desk.people(of: entry.offset)
                guard !people.isEmpty else { return desk }
                return desk.naming(try reading(for: entry.element.purpose) { db, access in try entry.element.names(db, &access, people) })
            }
        }
    }

    func figures(for actor: Actor, on day: Day) async throws -> [DeskFigure] {
        let sources = features.flatMap(\.figures).filter { !$0.roles.isDisjoint(with: actor.roles) }
        return try await archive.read(by: actor) { [hub = self] reading in
            try sources.compactMap { source in
                try reading(for: source.purpose) { db, access in try source.draw(hub, db, &access, day) }
            }
        }
    }
}
