import Foundation
import Identity
import Localization
import Storage
import Trust

/// How long one kind of thing is kept: what its period counts from, and what happens then.
///
/// The area that owns the rows says when the event happened and how they go; how many days and what happens a hub may change
/// (`vocabularies/retention.yaml`).
public struct RetentionRule: Sendable {
    public enum Action: String, Sendable, Hashable, CaseIterable {
        /// The rows go by themselves.
        case erase
        /// They go, and how many there were of each kind and month stays.
        case aggregate
        /// They wait for the data protection officer.
        case review
    }
    public let event: RetentionEvent
    public private(set) var days: Int
    public private(set) var action: Action
    /// What a hub may choose from.
    public let actions: Set<Action>
    /// What is kept, such as the needs of households.
    public let title: Message
    /// What the days count from, after \u{201C}so many days after\u{201D}.
    public let trigger: Message
    private let find: @Sendable (Date, Int, Hub, any Connection) throws -> [Expired]
    private let drop: @Sendable ([Expired], Hub, any Connection, inout Access) throws -> Void

    /// - Parameters:
    ///   - find: those whose event was before this moment, the oldest first, at most so many.
    ///   - drop: lets go of these.
    public init(
        _ title: Message, _ period: RetentionPeriod, trigger: Message, _ action: Action, or others: Set<Action> = [],
        find: @escaping @Sendable (Date, Int, Hub, any Connection) throws -> [Expired],
        drop: @escaping @Sendable ([Expired], Hub, any Connection, inout Access) throws -> Void
    ) {
        (self.title, self.trigger, event, days, self.action) = (title, trigger, period.event, period.days, action)
        (actions, self.find, self.drop) = (others.union([action]), find, drop)
    }

    /// The same with what a hub has chosen.
    public func changed(days: Int?, action: Action?) -> RetentionRule {
        var rule = self
        rule.days = days ?? self.days
        rule.action = action ?? self.action
        return rule
    }

    /// Those whose period is over on this day: so many days after the day of their event, or later.
    public func due(on day: Day, limit: Int, _ hub: Hub, _ db: any Connection) throws -> [Expired] {
        try find(day.adding(days: 1 - days).start(in: hub.settings.value.zone), limit, hub, db)
    }

    public func dispose(_ records: [Expired], _ hub: Hub, _ db: any Connection, _ access: inout Access) throws { try drop(records, hub, db, &access) }
}

/// Something whose time is over.
public struct Expired: Sendable, Hashable {
    public let id: String
    /// Whom it is about; a legal hold on any of them keeps it.
    public let people: [PersonID]
    public let since: Date
    /// What it is counted under when it goes, such as a program; empty for nothing.
    public let kind: String

    public init(_ id: String, of people: [PersonID] = [], since: Date, kind: String = "") {
        (self.id, self.people, self.since, self.kind) = (id, people, since, kind)
    }
}

/// When an area last worked with people, as far as it knows.
public struct LastWork: Sendable {
    /// People of the area with whom it has not worked since before this moment; all of them, as others may have.
    let idle: @Sendable (Date, any Connection) throws -> [PersonID]
    /// Of these people, when it last did; `.distantFuture` where work goes on. Whoever it has never worked with is left out.
    let last: @Sendable ([PersonID], any Connection) throws -> [PersonID: Date]

    public init(
        idle: @escaping @Sendable (Date, any Connection) throws -> [PersonID] = { _, _ in [] },
        last: @escaping @Sendable ([PersonID], any Connection) throws -> [PersonID: Date]
    ) {
        (self.idle, self.last) = (idle, last)
    }
}

extension Hub {
    /// The days that this hub keeps what belongs to the event.
    public func days(after event: RetentionEvent) -> Int? { features.flatMap(\.retention).first { $0.event == event }?.days }

    /// People with whom no area has worked since before this moment.
    public func idle(before moment: Date, limit: Int, _ db: any Connection) throws -> [Expired] {
        let works = features.compactMap(\.lastWork)
        let candidates = Array(Set(try works.flatMap { try $0.idle(moment, db) })).sorted()
        var found: [Expired] = []
        for few in candidates.chunked(by: 500) {
            var last: [PersonID: Date] = [:]
            for work in works { last.merge(try work.last(few, db)) { max($0, $1) } }
            found += few.compactMap { person in last[person].flatMap { $0 < moment ? Expired(person.text, of: [person], since: $0) : nil } }
        }
        return Array(found.sorted { ($0.since, $0.id) < ($1.since, $1.id) }.prefix(limit))
    }
}
