import Identity
import People
import Testing
import Volunteers
@testable import Engagements

@Suite struct RoundTests {
    private let rules = Rules(programs: [.sample], town: "eng", day: Day(number: 20_778)) { _, _, _ in 10 }
    private func need(_ number: UInt64, _ languages: [String: SpokenLanguage.Level] = ["arb": .native]) -> NeedFacts {
        .sample.with(id: ID(high: 1, low: number), wish: .any, languages: languages)
    }
    private func offer(_ number: UInt64, _ languages: [String: SpokenLanguage.Level] = ["arb": .native], free: Int = 1) -> OfferFacts {
        .sample.with(id: ID(high: 2, low: number), giver: ID(high: 3, low: number), languages: languages, free: free)
    }
    private func pairs(_ round: Round) -> [NeedID: OfferID] {
        round.needs.indices.reduce(into: [:]) { $0[round.needs[$1].id] = round.offer(for: $1)?.id }
    }

    @Test func `more are helped than by giving each the best at once`() throws {
        // Who speaks Tigrinya best fits the first need, and is the only one for the second.
        let both: [String: SpokenLanguage.Level] = ["arb": .native, "tir": .native]
        let round = try Round(needs: [need(1), need(2, ["tir": .native])], offers: [offer(1, both), offer(2, ["arb": .conversation])], rules: rules)
        #expect(pairs(round) == [need(1).id: offer(2).id, need(2).id: offer(1).id])
    }

    @Test func `a giver of two kinds of help is taken once`() throws {
        var tutoring = Program.sample
        tutoring = Program(
            id: "tutoring", picture: tutoring.picture, name: tutoring.name, about: tutoring.about, boundaries: [], domain: .education, doer: .volunteer,
            role: nil, roleWithChildren: nil, tongue: .shared, overlap: 0, travel: nil, timesAMonth: 4, months: 6,
            checkIns: tutoring.checkIns, service: nil)
        let rules = Rules(programs: [.sample, tutoring], town: "eng", day: Day(number: 20_778)) { _, _, _ in 10 }
        let same: GiverID = ID(high: 3, low: 1)
        let round = try Round(
            needs: [need(1), need(2).with(program: "tutoring")],
            offers: [offer(1).with(giver: same), offer(2).with(giver: same, program: "tutoring")], rules: rules)
        #expect(round.solution.served == 1)
    }

    @Test func `a preferred pair is made before a better one`() throws {
        let best = offer(1), preferred = offer(2, ["arb": .conversation])
        let round = try Round(needs: [need(1)], offers: [best, preferred], rules: rules, pairRules: [.init(need(1).id, preferred.id): .pinned])
        #expect(pairs(round) == [need(1).id: preferred.id])
    }

    @Test func `preferring a pair lifts no rule`() throws {
        let uncleared = offer(1).with(isCleared: false)
        let round = try Round(needs: [need(1)], offers: [uncleared], rules: rules, pairRules: [.init(need(1).id, uncleared.id): .pinned])
        #expect(pairs(round) == [:])
    }

    @Test func `a pair that was ruled out is not made`() throws {
        let round = try Round(needs: [need(1)], offers: [offer(1)], rules: rules, pairRules: [.init(need(1).id, offer(1).id): .forbidden])
        #expect(pairs(round) == [:])
    }

    @Test func `an empty town has an empty round`() throws {
        #expect(try Round(needs: [], offers: [], rules: rules).proposals.isEmpty)
    }

    @Test func `the most urgent stands first, and who waits stands last`() throws {
        let calm = need(1).with(urgency: .canWait), urgent = need(2), alone = need(3, ["som": .native])
        let round = try Round(needs: [alone, calm, urgent], offers: [offer(1), offer(2)], rules: rules)
        #expect(round.proposals.map(\.need) == [urgent.id, calm.id, alone.id])
    }
}

@Suite struct NearestChangeTests {
    private let rules = Rules(programs: [.sample], town: "eng", day: Day(number: 20_778)) { _, _, travel in travel.contains("car") ? 20 : 90 }
    private let need = NeedFacts.sample.with(wish: .any)
    private func change(_ offer: OfferFacts, needs: [NeedFacts] = [], rule: PairRule? = nil) throws -> [Change]? {
        let round = try Round(needs: [need] + needs, offers: [offer], rules: rules, pairRules: rule.map { [.init(need.id, offer.id): $0] } ?? [:])
        return try NearestChange(round: round, need: need, offer: offer).find()
    }

    @Test func `time on an evening of the household's would do`() throws {
        let offer = OfferFacts.sample.with(times: [WeeklySlot(weekday: 3, from: 600, to: 700)].compactMap { $0 })
        #expect(try change(offer) == [.time(need.times)])
    }

    @Test func `a place by car would be near enough`() throws {
        let here = Point(latitude: 1, longitude: 1)
        let round = try Round(needs: [need.with(place: here)], offers: [.sample.with(place: here)], rules: rules)
        #expect(try NearestChange(round: round, need: round.needs[0], offer: round.offers[0]).find() == [.car])
    }

    @Test func `a rule that the coordinator made can be taken back`() throws {
        #expect(try change(.sample, rule: .forbidden) == [.allowed])
    }

    @Test func `where others come first one more place would do`() throws {
        let longer = NeedFacts(
            id: ID(high: 1, low: 50), program: "mentoring", waitingSince: Day(number: 20_000), urgency: .urgent, gender: .man, wish: .any,
            hasChildren: true, people: 2, place: nil, languages: need.languages, times: need.times)
        #expect(try change(.sample, needs: [longer]) == [.place])
    }

    @Test(arguments: [
        OfferFacts.sample.with(isCleared: false), .sample.with(isClearedForChildren: false), .sample.with(languages: ["som": .native]),
    ])
    func `clearance and language are never up for change`(_ offer: OfferFacts) throws {
        #expect(try change(offer) == nil)
    }

    @Test func `what someone refused stays refused`() throws {
        #expect(try change(.sample, rule: .refused) == nil)
    }

    @Test func `what is proposed needs no change`() throws {
        #expect(try change(.sample) == nil)
    }
}
