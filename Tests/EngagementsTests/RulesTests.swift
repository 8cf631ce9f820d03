import Identity
import Localization
import People
import Testing
import Volunteers
@testable import Engagements

/// Facts of an invented town, changed by each test in one thing.
struct Pairing {
    var need = NeedFacts.sample
    var offer = OfferFacts.sample
    var program = Program.sample
    var minutes = 20
    var rule: PairRule?

    var rules: Rules { Rules(programs: [program], town: "eng", day: Day(number: 20_778)) { [minutes] _, _, _ in minutes } }
    var obstacles: [Obstacle] { rules.obstacles(need, offer, rule: rule) }
}

@Suite struct RulesTests {
    @Test func `of two who are never free at once it is not said that both have time`() throws {
        let say = Catalogs([:]).speech(in: .english)
        #expect(Fit.Share(part: .time([]), points: 0).sentence(say).text == "They have no time in common. This kind of help can do without.")
        let slot = try #require(WeeklySlot(weekday: 1, from: 540, to: 600))
        #expect(Fit.Share(part: .time([slot]), points: 20).sentence(say).text.contains("Both have time: "))
    }

    @Test func `two who fit have no rule between them`() {
        #expect(Pairing().obstacles == [])
    }

    @Test func `nobody is matched who is not cleared today`() {
        var pair = Pairing()
        pair.offer = pair.offer.with(isCleared: false)
        #expect(pair.obstacles == [.notCleared])
    }

    @Test func `where children live the clearance for children is asked, too`() {
        var pair = Pairing()
        pair.offer = pair.offer.with(isClearedForChildren: false)
        #expect(pair.obstacles == [.notClearedForChildren])
    }

    @Test func `where no children live the clearance for children is not asked`() {
        var pair = Pairing()
        pair.offer = pair.offer.with(isClearedForChildren: false)
        pair.need = pair.need.with(hasChildren: false)
        #expect(pair.obstacles == [])
    }

    @Test func `clearance for children alone is not clearance`() {
        var pair = Pairing()
        pair.offer = pair.offer.with(isCleared: false, isClearedForChildren: true)
        #expect(pair.obstacles == [.notCleared])
    }

    @Test(arguments: [(Need.GenderWish.woman, Gender.man), (.woman, .unknown), (.woman, .other), (.man, .woman), (.man, .unknown)])
    func `a wish for a woman or a man is kept`(_ wish: Need.GenderWish, _ gender: Gender) {
        var pair = Pairing()
        (pair.need, pair.offer) = (pair.need.with(wish: wish), pair.offer.with(gender: gender))
        #expect(pair.obstacles == [.notWished(wish)])
    }

    @Test func `what a specialist does is in no round`() {
        var pair = Pairing()
        pair.program = pair.program.with(doer: .specialist)
        #expect(pair.obstacles == [.specialistOnly])
    }

    @Test(arguments: [
        (["tir": SpokenLanguage.Level.native], ["arb": SpokenLanguage.Level.native], false),
        (["arb": .basic], ["arb": .native], false),
        (["apc": .native], ["arb": .conversation], true),
        (["prs": .native], ["pes": .fluent], true),
        ([:], ["arb": .native], false),
    ])
    func `they must be able to talk`(_ seeks: [String: SpokenLanguage.Level], _ gives: [String: SpokenLanguage.Level], _ canTalk: Bool) {
        var pair = Pairing()
        (pair.need, pair.offer) = (pair.need.with(languages: seeks), pair.offer.with(languages: gives))
        #expect(pair.obstacles == (canTalk ? [] : [.noCommonLanguage]))
    }

    @Test func `a program in the town's language asks it of the giver alone`() {
        var pair = Pairing()
        pair.program = pair.program.with(tongue: .town)
        pair.need = pair.need.with(languages: ["tir": .native])
        #expect(pair.obstacles == [])
    }

    @Test func `whoever does not speak the town's language can't give it`() {
        var pair = Pairing()
        pair.program = pair.program.with(tongue: .town)
        pair.offer = pair.offer.with(languages: ["arb": .native, "eng": .basic])
        #expect(pair.obstacles == [.noCommonLanguage])
    }

    @Test(arguments: [(45, [Obstacle]()), (46, [.tooFar(minutes: 46, limit: 45)])])
    func `the way has a limit`(_ minutes: Int, _ obstacles: [Obstacle]) {
        var pair = Pairing()
        pair.minutes = minutes
        (pair.need, pair.offer) = (pair.need.with(place: Point(latitude: 1, longitude: 1)), pair.offer.with(place: Point(latitude: 2, longitude: 2)))
        #expect(pair.obstacles == obstacles)
    }

    @Test func `an unknown place is no distance, neither near nor far`() {
        var pair = Pairing()
        pair.minutes = 500
        pair.need = pair.need.with(place: Point(latitude: 1, longitude: 1))
        #expect(pair.obstacles == [])
        #expect(pair.rules.fit(pair.need, pair.offer).parts.contains { $0.part == .wayUnknown && $0.points == 0 })
    }

    @Test(arguments: [(1020, 1080, [Obstacle]()), (1020, 1079, [.noCommonTime(minutes: 59, needed: 60)]), (480, 600, [.noCommonTime(minutes: 0, needed: 60)])])
    func `they need time in common`(_ from: Int, _ to: Int, _ obstacles: [Obstacle]) {
        var pair = Pairing()
        pair.offer = pair.offer.with(times: [WeeklySlot(weekday: 2, from: from, to: to)].compactMap { $0 })
        #expect(pair.obstacles == obstacles)
    }

    @Test func `times that nobody asked for keep no one apart`() {
        var pair = Pairing()
        pair.offer = pair.offer.with(times: [])
        #expect(pair.obstacles == [])
    }

    @Test(arguments: [(13, false), (14, true)])
    func `whoever is away until a first meeting is due is not proposed`(_ days: Int, _ isAway: Bool) {
        var pair = Pairing()
        let today = Day(number: 20_778)
        pair.offer = pair.offer.with(absences: [Absence(from: today, to: today.adding(days: days))].compactMap { $0 })
        #expect(pair.obstacles == (isAway ? [.away] : []))
    }

    @Test(arguments: [-1, 0, 1])
    func `whoever gives is proposed up to their last day`(_ days: Int) {
        var pair = Pairing()
        let lastDay = Day(number: 20_778 + days)
        pair.offer = pair.offer.with(lastDay: lastDay)
        #expect(pair.obstacles == (days < 0 ? [.over(lastDay)] : []))
    }

    @Test func `a giver whose places are taken is full`() {
        var pair = Pairing()
        pair.offer = pair.offer.with(free: 0)
        #expect(pair.obstacles == [.full])
    }

    @Test(arguments: [(PairRule.forbidden, [Obstacle.forbidden]), (.refused, [.refused]), (.pinned, [])])
    func `what was said of a pair holds`(_ rule: PairRule, _ obstacles: [Obstacle]) {
        var pair = Pairing()
        pair.rule = rule
        #expect(pair.obstacles == obstacles)
    }

    @Test func `every obstacle is named, not only the first`() {
        var pair = Pairing()
        pair.offer = pair.offer.with(gender: .man, isCleared: false, free: 0)
        #expect(pair.obstacles == [.notCleared, .notWished(.woman), .full])
    }

    @Test func `an organization's staff are the organization's to vet`() {
        var pair = Pairing()
        pair.offer = OfferFacts(
            id: pair.offer.id, giver: pair.offer.giver, program: "mentoring", gender: nil, place: nil, travel: [], languages: ["arb": .native],
            times: [], absences: [], isCleared: false, isClearedForChildren: false, free: 5)
        #expect(pair.obstacles == [])
    }

    @Test func `a fit has at most a thousand points`() {
        var pair = Pairing()
        pair.need = pair.need.with(place: Point(latitude: 1, longitude: 1))
        pair.offer = pair.offer.with(place: Point(latitude: 1, longitude: 1))
        pair.minutes = 0
        let far = Rules(programs: [pair.program], town: "eng", day: Day(number: 30_000)) { _, _, _ in 0 }
        #expect(far.fit(pair.need, pair.offer).score == 1000)
    }
}
