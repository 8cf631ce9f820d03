import Identity
import Storage
import Trust

/// Something that happened in one area and may matter to others, such as a clearance that was lost.
public protocol Event: Sendable {}

/// What an area does when something happens elsewhere, in the transaction in which it happens.
public struct Reaction: Sendable {
    private let work: @Sendable (any Event, Hub, any Connection, inout Access) throws -> Void

    public init<E: Event>(to kind: E.Type, _ work: @escaping @Sendable (E, Hub, any Connection, inout Access) throws -> Void) {
        self.work = { event, hub, db, access in
            if let event = event as? E { try work(event, hub, db, &access) }
        }
    }

    func react(to event: any Event, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws {
        try work(event, hub, db, &access)
    }
}

extension Hub {
    /// Tells every area what happened; what they do about it is part of this transaction.
    public func announce(_ event: some Event, in db: any Connection, _ access: inout Access) throws {
        for reaction in features.flatMap(\.reactions) { try reaction.react(to: event, self, db, &access) }
    }
}
