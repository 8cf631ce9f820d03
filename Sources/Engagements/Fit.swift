import Identity
import People
import Volunteers

/// How well a need and an offer fit: 0 to 1,000 points, each part of them with the fact it comes from.
public struct Fit: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        /// Up to 300: how well they can talk, in which language.
        case language(String, SpokenLanguage.Level)
        /// 0: the program does not need a common language, or there is none.
        case noSharedLanguage
        /// Up to 200: the nearer the more.
        case way(minutes: Int)
        case wayUnknown
        /// Up to 200: twice the time needed earns all.
        case time([WeeklySlot])
        case timeUnknown
        /// Up to 300: how urgent it is, and how long it waits.
        case waiting(days: Int, Need.Urgency)
    }
    public struct Share: Sendable, Hashable {
        public let part: Part
        public let points: Int
    }
    public let parts: [Share]
    public var score: Int { parts.reduce(0) { $0 + $1.points } }

    init(parts: [Share]) { self.parts = parts }

    init(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program, way: Int?, waitingDays: Int) {
        parts = [
            Self.language(need, offer), Self.way(way, program), Self.time(need, offer, program),
            Share(part: .waiting(days: max(0, waitingDays), need.urgency), points: Self.waiting(waitingDays, need.urgency)),
        ]
    }

    private static func language(_ need: NeedFacts, _ offer: OfferFacts) -> Share {
        guard let common = CommonLanguage.best(need.languages, offer.languages) else { return Share(part: .noSharedLanguage, points: 0) }
        let points = switch common.level {
        case .native: 300
        case .fluent: 260
        default: 200
        }
        return Share(part: .language(common.code, common.level), points: points)
    }

    private static func way(_ way: Int?, _ program: Program) -> Share {
        guard let way else { return Share(part: .wayUnknown, points: 0) }
        let limit = max(1, program.travel ?? 60)
        return Share(part: .way(minutes: way), points: max(0, 200 - 200 * way / limit))
    }

    private static func time(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program) -> Share {
        guard !need.times.isEmpty, !offer.times.isEmpty else { return Share(part: .timeUnknown, points: 0) }
        let common = CommonTime(need.times, offer.times)
        return Share(part: .time(common.slots), points: min(200, 100 * common.minutes / max(60, program.overlap)))
    }

    /// A need of half a year earns as much by waiting as an urgent one by being urgent.
    private static func waiting(_ days: Int, _ urgency: Need.Urgency) -> Int {
        let urgent = switch urgency {
        case .canWait: 0
        case .soon: 75
        case .urgent: 150
        }
        return urgent + min(150, max(0, days) * 150 / 180)
    }
}
