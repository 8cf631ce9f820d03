import Identity
import People
import Volunteers

/// The hard rules between needs and offers, and how well two fit: the only place where either is decided.
///
/// What is not known is never taken for a no: a place the gazetteer does not know, or times nobody asked for, keep no
/// pair apart, but earn nothing either, and the explanation says so.
public struct Rules: Sendable {
    let programs: [String: Program]
    /// The language of the town (ISO 639-3).
    let town: String
    private let minutes: @Sendable (Point, Point, Set<String>) -> Int?
    let day: Day
    private(set) var weights = FitWeights.standard

    /// - Parameter minutes: minutes one way between two points by the quickest of these ways of travel.
    public init(
        programs: [Program], town: String, day: Day, minutes: @escaping @Sendable (Point, Point, Set<String>) -> Int?
    ) {
        self.programs = Dictionary(programs.map { ($0.id, $0) }) { first, _ in first }
        (self.town, self.day, self.minutes) = (town, day, minutes)
    }

    /// The same rules, the parts of the fit weighed so.
    func weighing(_ weights: FitWeights) -> Rules {
        var rules = self
        rules.weights = weights
        return rules
    }

    /// Every rule that keeps the two apart; empty where they may be matched.
    public func obstacles(_ need: NeedFacts, _ offer: OfferFacts, rule: PairRule? = nil) -> [Obstacle] {
        guard let program = programs[need.program], need.program == offer.program, program.doer != .specialist else { return [.specialistOnly] }
        return [
            clearance(need, offer), gender(need, offer), steps(need, offer), language(need, offer, program), way(need, offer, program),
            time(need, offer, program), offer.isAway(on: day) ? .away : nil, offer.over(on: day).map(Obstacle.over), place(need, offer), rule?.obstacle,
        ].compactMap { $0 }
    }

    /// Whether no rule keeps the two apart.
    func allows(_ need: NeedFacts, _ offer: OfferFacts, rule: PairRule? = nil) -> Bool {
        guard let program = programs[need.program], need.program == offer.program else { return false }
        return isReady(offer, for: program) && suits(need, offer, program, rule: rule)
    }

    /// Whether the offer could serve anybody of this program today: all that rules ask of an offer alone.
    func isReady(_ offer: OfferFacts, for program: Program) -> Bool {
        program.doer != .specialist && offer.free > 0 && (offer.gender == nil || offer.isCleared) && !offer.isAway(on: day) && offer.over(on: day) == nil
    }

    /// Whether no rule keeps a need and an offer apart that is ready: a round asks it of all pairs of a program, in the order
    /// in which most of them part soonest.
    func suits(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program, rule: PairRule?) -> Bool {
        rule?.obstacle == nil && room(need, offer) == nil && steps(need, offer) == nil && clearance(need, offer) == nil && gender(need, offer) == nil
            && language(need, offer, program) == nil && time(need, offer, program) == nil && way(need, offer, program) == nil
    }

    /// How well the two fit; to be asked of pairs without obstacles.
    public func fit(_ need: NeedFacts, _ offer: OfferFacts) -> Fit {
        guard let program = programs[need.program] else { return Fit(parts: []) }
        return Fit(need, offer, program, way: way(need, offer), waitingDays: day.number - need.waitingSince.number, weights: weights)
    }

    /// Minutes between the two, nil where a place is unknown.
    func way(_ need: NeedFacts, _ offer: OfferFacts) -> Int? {
        guard let from = offer.place, let to = need.place else { return nil }
        return minutes(from, to, offer.travel)
    }

    private func clearance(_ need: NeedFacts, _ offer: OfferFacts) -> Obstacle? {
        // An organization's own staff is the organization's to vet.
        guard offer.gender != nil else { return nil }
        guard offer.isCleared else { return .notCleared }
        return need.hasChildren && !offer.isClearedForChildren ? .notClearedForChildren : nil
    }

    private func gender(_ need: NeedFacts, _ offer: OfferFacts) -> Obstacle? {
        guard let gender = offer.gender else { return nil }
        switch need.wish {
        case .any: return nil
        case .woman: return gender == .woman ? nil : .notWished(.woman)
        case .man: return gender == .man ? nil : .notWished(.man)
        }
    }

    private func steps(_ need: NeedFacts, _ offer: OfferFacts) -> Obstacle? {
        need.access == .stepFree && offer.isStepFree == false ? .steps : nil
    }

    private func place(_ need: NeedFacts, _ offer: OfferFacts) -> Obstacle? {
        offer.free == 0 && offer.room?.isOverfull != true ? .full : room(need, offer)
    }

    private func room(_ need: NeedFacts, _ offer: OfferFacts) -> Obstacle? {
        if offer.room?.isOverfull == true { return .overfull }
        guard let short = offer.room?.shortage(for: need.household) else { return nil }
        return .noRoom(short.age, free: short.free, needed: short.needed)
    }

    private func language(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program) -> Obstacle? {
        switch program.tongue {
        case .any: nil
        case .town: CommonLanguage.speaks(offer.languages, town) ? nil : .noCommonLanguage
        case .shared: CommonLanguage.best(need.languages, offer.languages) == nil ? .noCommonLanguage : nil
        }
    }

    private func way(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program) -> Obstacle? {
        guard let limit = program.travel, let way = way(need, offer), way > limit else { return nil }
        return .tooFar(minutes: way, limit: limit)
    }

    private func time(_ need: NeedFacts, _ offer: OfferFacts, _ program: Program) -> Obstacle? {
        guard program.overlap > 0, !need.times.isEmpty, !offer.times.isEmpty else { return nil }
        let common = CommonTime(need.times, offer.times).minutes
        return common < program.overlap ? .noCommonTime(minutes: common, needed: program.overlap) : nil
    }
}

extension OfferFacts {
    /// Away through all of the days in which a first meeting is due.
    func isAway(on day: Day) -> Bool {
        absences.contains { $0.contains(day) && $0.contains(day.adding(days: Self.firstMeetingDays)) }
    }

    /// Its last day, where that is over.
    func over(on day: Day) -> Day? { lastDay.flatMap { $0 < day ? $0 : nil } }

    /// Within how many days of both saying yes the first meeting is due.
    static let firstMeetingDays = 14
}

/// What someone said about one pair.
public enum PairRule: String, Sendable, Hashable, CaseIterable {
    /// The coordinator wants this pair, before all others, as long as no rule stands against it.
    case pinned
    case forbidden
    /// One of the two said no.
    case refused

    var obstacle: Obstacle? {
        switch self {
        case .pinned: nil
        case .forbidden: .forbidden
        case .refused: .refused
        }
    }
}
