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

    /// Whether someone is still to be asked: a no stands, and what ended by itself is asked anew.
    static func isToBeAsked(_ event: ConsentEvent?, at now: Date) -> Bool {
        guard let event else { return true }
        return [.given, .reconfirmed, .expired, .invalidated].contains(event.decision) && !event.permits(at: now)
    }

    /// Those of these questions that wait for whoever is asked: for the answer or, after a yes, for whether names are shared; three queries.
    static func unfinished(_ asks: [Ask], in db: any Connection, at now: Date) throws -> [Ask] {
        let people = asks.map(\.person), events = try db.consents.latest(of: people), rest = try db.restrictions.among(people)
        return asks.filter { ask in
            guard !rest.contains(ask.person) else { return false }
            return switch ask.state(at: now) {
            case .waiting: true
            case .saidYes, .together: isToBeAsked(events[ask.person]?[notice(of: ask.side)], at: now)
            case .saidNo, .closed, nil: false
            }
        }
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
