import Foundation
import Identity
import Storage
import Trust

/// Whether two sides agreed to be known to each other: both consents, as they stand at this moment.
enum Sharing {
    /// Who seeks shares a first name and a way of contact with who helps, and the other way round.
    static func notice(of side: Side) -> String { side == .need ? "share_with_match" : "share_as_volunteer" }

    static func permits(_ events: [String: ConsentEvent]?, _ side: Side, at now: Date) -> Bool {
        events?[notice(of: side)]?.permits(at: now) ?? false
    }

    /// Those of these engagements in which both sides share; one query.
    static func open(among engagements: [Engagement], in db: any Connection, at now: Date) throws -> Set<EngagementID> {
        let people = engagements.flatMap { [$0.newcomer] + ($0.volunteer.map { [$0] } ?? []) }
        let events = try db.consents.latest(of: people)
        return Set(engagements.filter { engagement in
            permits(events[engagement.newcomer], .need, at: now)
                && (engagement.volunteer.map { permits(events[$0], .offer, at: now) } ?? true)
        }.map(\.id))
    }
}
