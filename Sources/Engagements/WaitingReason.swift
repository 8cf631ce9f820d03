import Localization

/// Why a need that is open has no proposal: the one thing that stands nearest in the way.
enum WaitingReason: Int, Sendable, Hashable, CaseIterable {
    /// Somebody could help, and helps someone whom the policy puts first.
    case othersFirst
    case nobodyOffers
    case notCleared, language, time, way, wish, steps, away, over, full, room, said

    /// The fewest rules that keep anyone apart from the need say it; of several alike the first named here.
    init(_ need: Int, in round: Round) {
        let facts = round.needs[need]
        guard round.candidates(of: need).isEmpty else { self = .othersFirst; return }
        var fewest = Int.max, nearest = Self.nobodyOffers
        for offer in round.offers(in: facts.program) {
            let reasons = round.obstacles(facts, offer).map(Self.init)
            guard let reason = reasons.min(by: { $0.rawValue < $1.rawValue }), (reasons.count, reason.rawValue) < (fewest, nearest.rawValue) else { continue }
            (fewest, nearest) = (reasons.count, reason)
        }
        self = nearest
    }

    private init(_ obstacle: Obstacle) {
        self = switch obstacle {
        case .specialistOnly, .notCleared, .notClearedForChildren: .notCleared
        case .noCommonLanguage: .language
        case .noCommonTime: .time
        case .tooFar: .way
        case .notWished: .wish
        case .steps: .steps
        case .away: .away
        case .over: .over
        case .full: .full
        case .overfull, .noRoom: .room
        case .refused, .forbidden: .said
        }
    }

    var message: Message {
        switch self {
        case .othersFirst: Message("Others come first by the hub's policy")
        case .nobodyOffers: Message("Nobody offers this kind of help")
        case .notCleared: Message("Nobody who could is cleared yet")
        case .language: Message("No common language")
        case .time: Message("No common time")
        case .way: Message("Too far away")
        case .wish: Message("A woman or a man is wished for")
        case .steps: Message("No place without steps")
        case .away: Message("Whoever could is away")
        case .over: Message("Whoever could has come to their last day")
        case .full: Message("All places are taken")
        case .room: Message("No room for so many people")
        case .said: Message("Someone said no to the pair")
        }
    }
}
