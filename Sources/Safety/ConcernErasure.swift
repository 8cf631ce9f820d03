import Foundation
import House
import Identity
import Localization
import Storage
import Trust

extension RetentionEvent {
    static let concernClosed = RetentionEvent(rawValue: "concern.closed")
}

extension KeptRecord.Kind {
    static let concerns = KeptRecord.Kind(
        "concerns", Message("What was told because something worried you is kept by law, to protect people. Only the one who leads on concerns can open it."))
}

extension Erasure {
    /// What someone told because it worried them may be needed to protect others: it is kept while it is looked into, and as long as the rule says.
    static let concerns = Erasure(
        of: ["concerns"],
        keeping: [.concerns],
        kept: { person, hub, db in
            let latest = try db.concerns.kept(of: person, closedAfter: oldest(hub))
            guard !latest.isEmpty else { return [] }
            let days = hub.days(after: .concernClosed) ?? 0, zone = hub.settings.value.zone
            let ends = latest.map { $0.closedAt.map { Day($0, in: zone).adding(days: days) } }
            return [KeptRecord(.concerns, until: ends.contains(nil) ? nil : ends.compactMap(\.self).max())]
        },
        erase: { person, hub, db, _ in try db.concerns.erase(of: person, closedBefore: oldest(hub)) })

    /// What was closed before this moment is not kept any more.
    private static func oldest(_ hub: Hub) -> Date {
        let zone = hub.settings.value.zone
        return Day(hub.now(), in: zone).adding(days: 1 - (hub.days(after: .concernClosed) ?? 0)).start(in: zone)
    }
}

extension RetentionRule {
    static let concerns = RetentionRule(
        Message("Concerns"), ConcernWords.entry.retention, trigger: Message("the concern was closed"), .review, or: [.erase],
        find: { moment, limit, _, db in try db.concerns.closed(before: moment, limit: limit) },
        drop: { concerns, _, db, _ in try db.concerns.remove(concerns.map(\.id)) })
}

extension LastWork {
    static let concerns = LastWork { people, db in try db.concerns.lastWork(with: people) }
}

extension ConcernStore {
    fileprivate func kept(of person: PersonID, closedAfter moment: Date) throws -> [(id: String, closedAt: Date?)] {
        try db.rows("SELECT id, closed_at FROM concerns WHERE person_id = \(person) AND (closed_at IS NULL OR closed_at >= \(moment))")
            .map { (try $0.get("id"), try $0.get("closed_at")) }
    }

    fileprivate func erase(of person: PersonID, closedBefore moment: Date) throws {
        _ = try db.execute("DELETE FROM concerns WHERE person_id = \(person) AND closed_at < \(moment)")
    }

    fileprivate func closed(before moment: Date, limit: Int) throws -> [Expired] {
        try db.rows("SELECT id, person_id, closed_at FROM concerns WHERE closed_at < \(moment) ORDER BY closed_at, id LIMIT \(limit)")
            .map { Expired(try $0.get("id"), of: [try $0.get("person_id")], since: try $0.get("closed_at")) }
    }

    fileprivate func remove(_ ids: [String]) throws { _ = try db.execute("DELETE FROM concerns WHERE id IN \(in: ids)") }

    fileprivate func lastWork(with people: [PersonID]) throws -> [PersonID: Date] {
        try db.rows("SELECT person_id, closed_at FROM concerns WHERE person_id IN \(in: people)").reduce(into: [:]) { found, row in
            let person: PersonID = try row.get("person_id"), at: Date = try row.get("closed_at") as Date? ?? .distantFuture
            found[person] = max(found[person] ?? at, at)
        }
    }
}
