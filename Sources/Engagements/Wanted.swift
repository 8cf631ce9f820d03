import Identity
import Optimization
import People
import Volunteers

/// A part of the week in which someone may have time.
enum WeekPart: String, Sendable, Hashable, CaseIterable {
    case days, evenings, weekends

    var times: [WeeklySlot] {
        let (days, from, to) = switch self {
        case .days: (1...5, 9, 17)
        case .evenings: (1...5, 17, 21)
        case .weekends: (6...7, 9, 21)
        }
        return days.compactMap { WeeklySlot(weekday: $0, from: from * 60, to: to * 60) }
    }
}

/// A kind of volunteer, or of place that organizations give, of which a town does not have enough.
struct WantedKind: Sendable, Hashable {
    let program: String
    /// Whether an organization gives it: of its own staff neither gender nor clearance is asked.
    var isPlace = false
    /// ISO 639-3; nil where the program asks for no language but the town's.
    let language: String?
    /// Nil where it does not matter.
    let gender: Gender?
    /// Nil where the program needs no common time.
    let part: WeekPart?

    /// Someone of this kind who is not there yet: checked, and living near enough.
    func offer(free: Int, town: String) -> OfferFacts {
        OfferFacts(
            id: ID(high: 0, low: 0), giver: ID(high: 0, low: 0), program: program, gender: isPlace ? nil : gender ?? .unknown, place: nil, travel: [],
            languages: [town: .fluent].merging(language.map { [$0: .native] } ?? [:]) { $1 }, times: part?.times ?? [], absences: [],
            isCleared: true, isClearedForChildren: true, free: free)
    }
}

/// Whom it would help most to look for, and how many more needs would then be helped.
struct Wanted: Sendable, Hashable {
    let kind: WantedKind
    /// Places that would be used, each by one household.
    let places: Int
    /// Needs that would be helped besides all that are now, those before in the list counted in; exact.
    let helped: Int

    /// At most so many kinds are named, and of one at most so many places: nobody finds more in a season.
    static let most = 6, mostPlaces = 10

    /// Of a round by the standard policy: how many more can be helped at all is the same by every policy that helps most.
    ///
    /// Whoever is proposed for a place counted in people stays there: what such places could gain besides is not counted.
    ///
    /// The kinds one after the other, each the one that helps most once those before it are there.
    ///
    /// The prices of the solution say for which needs somebody new could make a difference at all; what comes of it is not
    /// read off but solved, with the new offer in the market. One more volunteer never makes another more useful, so a kind
    /// that helped less than the best before needs to be asked again only when its turn may have come.
    static func all(_ round: Round) throws -> [Wanted] {
        let rest = try round.besidesRooms(), live = try LiveMarket(rest.market, rest.solution)
        let short = Shortage(round, rest.solution.certificate, but: rest.settled)
        var open = short.kinds.map { (kind: $0, pairs: short.pairs(for: $0), most: mostPlaces) }
        for place in open.indices { open[place].most = min(mostPlaces, open[place].pairs.count) }
        var found: [Wanted] = []
        while found.count < most {
            open = open.filter { $0.most > 0 }.sorted { $0.most > $1.most }
            var best: (place: Int, helped: Int)?
            for place in open.indices {
                if let best, open[place].most <= best.helped { break }
                let pairs = open[place].pairs
                open[place].most = try live.outcome { live throws(MarketProblem) in try live.addOffer(capacity: mostPlaces, pairs: pairs) }.difference.served
                if open[place].most > best?.helped ?? 0 { best = (place, open[place].most) }
            }
            guard let best else { break }
            let (kind, pairs, helped) = open.remove(at: best.place)
            try live.addOffer(capacity: helped, pairs: pairs)
            found.append(Wanted(kind: kind, places: helped, helped: helped))
        }
        return found
    }
}

/// The needs for which somebody new could make a difference.
private struct Shortage {
    private let round: Round
    private let needs: [String: [Int]]

    /// - Parameter settled: who has a place that nobody else could take.
    init(_ round: Round, _ certificate: Certificate, but settled: Set<Int>) {
        self.round = round
        // A need whose price holds no whole unit could be left waiting and somebody else be helped in its place.
        let short = round.needs.indices.filter { !settled.contains($0) && certificate.needPrices[$0] < certificate.weights.served / 2 }
        needs = Dictionary(grouping: short) { round.needs[$0].program }
    }

    var kinds: [WantedKind] {
        needs.keys.sorted().flatMap { id -> [WantedKind] in
            guard let program = round.rules.programs[id], program.doer != .specialist else { return [] }
            let waiting = (needs[id] ?? []).map { round.needs[$0] }
            let languages: [String?] = program.tongue == .shared ? Set(waiting.flatMap(Self.languages)).sorted() : [nil]
            let wishes = program.role == nil ? [] : Set(waiting.map(\.wish))
            let genders: [Gender?] = [nil] + (wishes.contains(.woman) ? [.woman] : []) + (wishes.contains(.man) ? [.man] : [])
            let parts: [WeekPart?] = program.overlap > 0 ? WeekPart.allCases : [nil]
            return languages.flatMap { language in
                genders.flatMap { gender in parts.map { WantedKind(program: id, isPlace: program.role == nil, language: language, gender: gender, part: $0) } }
            }
        }
    }

    /// In which one can talk with the household.
    private static func languages(_ need: NeedFacts) -> [String] { need.languages.filter { $0.value >= .conversation }.map(\.key) }

    /// The needs that such a volunteer may help, by every rule.
    func pairs(for kind: WantedKind) -> [Pair] {
        let offer = kind.offer(free: Wanted.mostPlaces, town: round.rules.town)
        return (needs[kind.program] ?? []).filter { round.rules.obstacles(round.needs[$0], offer).isEmpty }
            .map { Pair(need: $0, offer: 0, score: round.rules.fit(round.needs[$0], offer).score, limit: 1) }
    }
}
