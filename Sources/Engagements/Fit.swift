import Identity
import People
import Volunteers

/// How well a need and an offer fit: 0 to 1,000 points, each part of them with the fact it comes from.
///
/// How many points a part can earn is the hub's choice (`FitWeights`).
public struct Fit: Sendable, Hashable {
    static let most = 1000

    public enum Part: Sendable, Hashable {
        /// How well they can talk, in which language.
        case language(String, SpokenLanguage.Level)
        /// 0: the program does not need a common language, or there is none.
        case noSharedLanguage
        /// The nearer the more.
        case way(minutes: Int)
        case wayUnknown
        /// Twice the time needed earns all.
        case time([WeeklySlot])
        case timeUnknown
        /// How urgent it is, and how long it waits.
        case waiting(days: Int, Need.Urgency)
    }
    public struct Share: Sendable, Hashable {
        public let part: Part
        public let points: Int
    }
    public let parts: [Share]
    public var score: Int { parts.reduce(0) { $0 + $1.points } }

    init(parts: [Share]) { self.parts = parts }

    init(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program, way: Int?, waitingDays: Int, weights: FitWeights = .standard) {
        parts = [
            Self.language(need, offer, weights.language), Self.way(way, program, weights.way), Self.time(need, offer, program, weights.time),
            Share(part: .waiting(days: max(0, waitingDays), need.urgency), points: Self.waiting(waitingDays, need.urgency, weights.waiting)),
        ]
    }

    private static func language(_ need: NeedFacts, _ offer: OfferFacts, _ most: Int) -> Share {
        guard let common = CommonLanguage.best(need.languages, offer.languages) else { return Share(part: .noSharedLanguage, points: 0) }
        let thirtieths = switch common.level {
        case .native: 30
        case .fluent: 26
        default: 20
        }
        return Share(part: .language(common.code, common.level), points: most * thirtieths / 30)
    }

    private static func way(_ way: Int?, _ program: Program, _ most: Int) -> Share {
        guard let way else { return Share(part: .wayUnknown, points: 0) }
        let limit = max(1, program.travel ?? 60)
        return Share(part: .way(minutes: way), points: max(0, most - most * way / limit))
    }

    private static func time(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program, _ most: Int) -> Share {
        guard !need.times.isEmpty, !offer.times.isEmpty else { return Share(part: .timeUnknown, points: 0) }
        let common = CommonTime(need.times, offer.times)
        return Share(part: .time(common.slots), points: min(most, most * common.minutes / (2 * max(60, program.overlap))))
    }

    /// A need of half a year earns as much by waiting as an urgent one by being urgent: half of all.
    private static func waiting(_ days: Int, _ urgency: Need.Urgency, _ most: Int) -> Int {
        let half = most / 2
        let urgent = switch urgency {
        case .canWait: 0
        case .soon: half / 2
        case .urgent: half
        }
        return urgent + min(half, max(0, days) * half / 180)
    }
}
