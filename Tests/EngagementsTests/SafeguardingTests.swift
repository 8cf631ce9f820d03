import House
import Identity
import People
import Testing
import Volunteers
@testable import Engagements

/// A generator with a seed (SplitMix64, Steele, Lea and Flood 2014).
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Invented towns of any kind, however odd.
struct RandomTown {
    var dice: Dice
    static let today = Day(number: 20_778)
    static let programs = ["a", "b", "specialist"].map { id in
        Program(
            id: id, picture: "heart", name: LocalWords([:]), about: LocalWords([:]), boundaries: [], domain: .bonds,
            doer: id == "specialist" ? .specialist : .volunteer, role: "mentor", roleWithChildren: "mentor", tongue: id == "a" ? .shared : .town,
            overlap: id == "a" ? 60 : 0, travel: id == "a" ? 45 : nil, timesAMonth: 4, months: 6, checkIns: CheckInSchedule(days: [7], every: 30), service: nil)
    }
    static let rules = Rules(programs: programs, town: "eng", day: today) { a, b, travel in
        Int(abs(a.latitude - b.latitude) * (travel.contains("car") ? 1 : 3))
    }

    mutating func need(_ number: Int) -> NeedFacts {
        NeedFacts(
            id: ID(high: 1, low: UInt64(number)), program: pick(["a", "b", "specialist"]), waitingSince: Self.today, urgency: pick(Need.Urgency.allCases),
            gender: pick(Gender.allCases), wish: pick(Need.GenderWish.allCases), hasChildren: Bool.random(using: &dice), people: 3,
            place: place(), languages: languages(), times: times(), access: Need.Access.allCases[number % 3])
    }

    mutating func offer(_ number: Int) -> OfferFacts {
        OfferFacts(
            id: ID(high: 2, low: UInt64(number)), giver: ID(high: 3, low: UInt64(number / 2)), program: number % 2 == 0 ? "a" : pick(["b", "specialist"]),
            gender: pick(Gender.allCases), place: place(), travel: Bool.random(using: &dice) ? ["car"] : ["walk"], languages: languages(), times: times(),
            absences: Bool.random(using: &dice) ? [] : [Absence(from: Self.today.adding(days: -3), to: Self.today.adding(days: Int.random(in: 0...30, using: &dice)))].compactMap { $0 },
            isCleared: Int.random(in: 0...2, using: &dice) > 0, isClearedForChildren: Bool.random(using: &dice), free: Int.random(in: 0...2, using: &dice),
            lastDay: Int.random(in: 0...4, using: &dice) == 0 ? Self.today.adding(days: Int.random(in: -1...1, using: &dice)) : nil, isStepFree: [nil, true, false][number % 3])
    }

    mutating func rule() -> PairRule? { Int.random(in: 0...9, using: &dice) == 0 ? pick(PairRule.allCases) : nil }

    private mutating func place() -> Point? {
        Bool.random(using: &dice) ? Point(latitude: Double(Int.random(in: 0...40, using: &dice)), longitude: 0) : nil
    }
    private mutating func languages() -> [String: SpokenLanguage.Level] {
        [pick(["arb", "tir", "eng", "apc"]): pick(SpokenLanguage.Level.allCases), pick(["ukr", "fra", "prs"]): pick(SpokenLanguage.Level.allCases)]
    }
    private mutating func times() -> [WeeklySlot] {
        (0..<Int.random(in: 0...2, using: &dice)).compactMap { _ in
            let from = Int.random(in: 0...20, using: &dice) * 60
            return WeeklySlot(weekday: Int.random(in: 1...7, using: &dice), from: from, to: from + Int.random(in: 1...4, using: &dice) * 45)
        }
    }
    private mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &dice)] }
}

@Suite struct SafeguardingTests {
    /// The rules once more, written apart from the program's own: what may never be proposed, whatever else is said.
    private func isIllegal(_ need: NeedFacts, _ offer: OfferFacts, _ rule: PairRule?) -> Bool {
        if need.program == "specialist" || need.program != offer.program || !offer.isCleared || offer.free < 1 { return true }
        if need.hasChildren && !offer.isClearedForChildren { return true }
        if need.wish == .woman && offer.gender != .woman || need.wish == .man && offer.gender != .man { return true }
        if need.access == .stepFree && offer.isStepFree == false { return true }
        if rule == .forbidden || rule == .refused { return true }
        if let last = offer.lastDay, last < RandomTown.today { return true }
        if offer.absences.contains(where: { $0.to.number >= RandomTown.today.number + 14 }) { return true }
        return need.program == "a" ? cannotMeet(need, offer) : !talks(offer.languages, ["eng": .native])
    }

    private func cannotMeet(_ need: NeedFacts, _ offer: OfferFacts) -> Bool {
        if let a = need.place, let b = offer.place, abs(a.latitude - b.latitude) * (offer.travel.contains("car") ? 1 : 3) >= 46 { return true }
        if !talks(need.languages, offer.languages) { return true }
        if need.times.isEmpty || offer.times.isEmpty { return false }
        var minutes = 0
        for one in need.times {
            for other in offer.times where one.weekday == other.weekday { minutes += max(0, min(one.to, other.to) - max(one.from, other.from)) }
        }
        return minutes < 60
    }

    private func talks(_ a: [String: SpokenLanguage.Level], _ b: [String: SpokenLanguage.Level]) -> Bool {
        func tongues(_ languages: [String: SpokenLanguage.Level]) -> Set<String> {
            Set(languages.filter { $0.value != .learning && $0.value != .basic }.map { ["arb": "ara", "apc": "ara", "prs": "fas", "pes": "fas"][$0.key] ?? $0.key })
        }
        return !tongues(a).isDisjoint(with: tongues(b))
    }

    @Test func `of a million random pairs none is let through that may not be`() {
        var town = RandomTown(dice: Dice(state: 1)), legal = 0, wrong = 0
        let needs = (0..<1000).map { town.need($0) }, offers = (0..<1000).map { town.offer($0) }
        for need in needs {
            for offer in offers {
                let rule = town.rule(), isLetThrough = RandomTown.rules.obstacles(need, offer, rule: rule).isEmpty
                legal += isLetThrough ? 1 : 0
                wrong += isLetThrough == isIllegal(need, offer, rule) ? 1 : 0
                wrong += RandomTown.rules.allows(need, offer, rule: rule) != isLetThrough ? 1 : 0
            }
        }
        #expect(wrong == 0)
        #expect(legal > 1000)
    }

    @Test(arguments: 1...40)
    func `no round proposes a pair that may not be, whatever was preferred`(_ seed: Int) throws {
        var town = RandomTown(dice: Dice(state: UInt64(seed) &* 977))
        let needs = (0..<60).map { town.need($0) }, offers = (0..<60).map { town.offer($0) }
        var pairRules: [Round.Key: PairRule] = [:]
        for need in needs { for offer in offers { pairRules[.init(need.id, offer.id)] = town.rule() } }
        let round = try Round(needs: needs, offers: offers, rules: RandomTown.rules, pairRules: pairRules)
        for (index, need) in needs.enumerated() {
            guard let offer = round.offer(for: index) else { continue }
            #expect(!isIllegal(need, offer, pairRules[.init(need.id, offer.id)]))
        }
        #expect(round.solution.served > 0)
    }
}
