import Foundation
import Identity
import Optimization
import People
import Storage
import TestSupport
import Testing
import Volunteers
import Web
@testable import Engagements

@Suite struct FairRoundTests {
    static let rules = Rules(programs: [.sample], town: "eng", day: Day(number: 20_778)) { _, _, _ in 10 }

    /// Speakers of Arabic and of Tigrinya, women and men, and fewer mentors than both need; those who speak Arabic fit better.
    static func town(_ seed: UInt64) -> (needs: [NeedFacts], offers: [OfferFacts]) {
        var dice = Dice(state: seed)
        let needs = (0..<48).map { number in
            let language = number % 3 == 0 ? "tir" : "arb"
            return NeedFacts.sample.with(
                id: ID(high: 1, low: UInt64(number)), waitingSince: Day(number: 20_778 - Int.random(in: 0...200, using: &dice)),
                urgency: language == "tir" ? .canWait : .soon, gender: Int.random(in: 0...3, using: &dice) == 0 ? .man : .woman, wish: .any, languages: [language: .native])
        }
        let offers = (0..<20).map { number in
            OfferFacts.sample.with(
                id: ID(high: 2, low: UInt64(number)), giver: ID(high: 3, low: UInt64(number)),
                languages: Int.random(in: 0...2, using: &dice) == 0 ? ["arb": .native] : ["arb": .native, "tir": .conversation], free: 1)
        }
        return (needs, offers)
    }

    private static func round(_ seed: UInt64, _ fairness: Fairness?, _ pairRules: [Round.Key: PairRule] = [:], aim: Policy.Aim = .mostHelped) throws -> Round {
        let town = town(seed)
        return try Round(needs: town.needs, offers: town.offers, rules: rules, pairRules: pairRules, policy: Policy(aim: aim, fairness: fairness))
    }

    @Test(arguments: Policy.Aim.allCases)
    func `no group is helped less than its share within the bound, and no fewer are helped in all`(_ aim: Policy.Aim) throws {
        var isTold = false
        for seed in 0..<12 as Range<UInt64> {
            let free = try Self.round(seed, nil, aim: aim), fair = try Self.round(seed, Fairness(by: [.language], within: 10), aim: aim)
            let shares = try #require(fair.shares)
            #expect(shares.shares.map(\.group.needs.count).reduce(0, +) == fair.needs.count)
            for share in shares.shares {
                #expect(share.least == free.helped * share.group.needs.count * 90 / (100 * fair.needs.count))
                #expect(share.missing == 0)
                isTold = isTold || share.group.needs.count { free.offer(for: $0) != nil } < share.least
            }
            #expect(shares.nearness == .best)
            #expect(aim == .bestFit || fair.helped == free.helped)
            #expect(aim != .mostHelped || fair.points <= free.points)
        }
        #expect(isTold, "in none of these towns does fairness change anything")
    }

    @Test func `the stricter the bound, the dearer`() throws {
        for seed in 0..<6 as Range<UInt64> {
            let price = try PriceOfFairness(try Self.round(seed, nil), by: #require(Fairness(by: [.language], within: 10)))
            #expect(price.steps.map(\.percent) == PriceOfFairness.percents)
            for (strict, mild) in zip(price.steps, price.steps.dropFirst()) { #expect(strict.points <= mild.points) }
            #expect(try price.steps.last?.points == Self.round(seed, nil).points)
        }
    }

    @Test func `groups that cross keep their shares, and the page is told how far from the best it may be`() throws {
        for seed in 0..<8 as Range<UInt64> {
            let fair = try Self.round(seed, Fairness(by: [.language, .gender], within: 10)), shares = try #require(fair.shares)
            #expect(Set(shares.shares.map(\.group.trait)) == [.language, .gender])
            let gap = shares.gap, free = try Self.round(seed, nil)
            #expect((0...10_000).contains(gap))
            #expect(fair.helped == free.helped)
            if shares.isKept { #expect(gap < 10_000) }
            if case .within(let worth, let most) = shares.nearness { #expect(worth == fair.points && most <= free.points) }
        }
    }

    /// The numbers of a city: staying is worth so much that a product of weights would pass what the engine takes.
    @Test func `three kinds that go first, and shares, are reckoned with large numbers, too`() throws {
        let town = Self.town(2), first: [Policy.Priority] = [.urgent, .children, .halfYear]
        let large = Policy(priorities: first, fairness: Fairness(by: [.language], within: 0), staying: 1 << 40)
        let round = try Round(needs: town.needs, offers: town.offers, rules: Self.rules, policy: large)
        let small = try Round(needs: town.needs, offers: town.offers, rules: Self.rules, policy: Policy(priorities: first, fairness: large.fairness))
        #expect(round.shares?.isKept == true)
        #expect(round.helped == small.helped && round.points == small.points)
    }

    @Test func `a share that nobody can fill is said to be missing`() throws {
        let town = Self.town(1), alone = town.offers.map { $0.with(languages: ["arb": .native]) }
        for traits in [[.language], [.language, .gender]] as [Set<Fairness.Trait>] {
            let policy = Policy(fairness: Fairness(by: traits, within: 0))
            let round = try Round(needs: town.needs, offers: alone, rules: Self.rules, policy: policy)
            #expect(round.shares?.isKept == false)
            #expect(round.helped == 20)
        }
    }

    @Test func `of a pair is said that it would take a group below its share`() throws {
        var broken = 0
        for seed in 0..<4 as Range<UInt64> {
            let fairness = Fairness(by: [.language], within: 0), fair = try Self.round(seed, fairness)
            for need in fair.needs.indices.prefix(12) {
                for alternative in try Explanation(of: fair.market, fair.solution).alternatives(of: need).prefix(5) {
                    guard let outcome = alternative.outcome, let offer = fair.offer(at: alternative.offer, for: fair.needs[need].program) else { continue }
                    let cost = try #require(fair.cost(of: outcome)), forced = try Self.round(seed, fairness, [Round.Key(fair.needs[need].id, offer.id): .pinned])
                    #expect(cost.breaksShare == (forced.shares?.isKept == false))
                    #expect(cost.fewer == fair.helped - forced.helped)
                    broken += cost.breaksShare ? 1 : 0
                }
            }
        }
        #expect(broken >= 0)
    }

    @Test(arguments: [
        ([30, 4, 3], [37]), ([30, 12, 4], [16, 30]), ([5, 5], [10]), ([40, 20, 10], [10, 20, 40]), ([3], [3]), ([], []),
    ] as [([Int], [Int])])
    func `small groups are counted together until no sum gives them away`(_ sizes: [Int], _ wanted: [Int]) {
        let languages = ["arb", "tir", "ukr", "prs"]
        let needs = sizes.enumerated().flatMap { place, size in
            (0..<size).map { NeedFacts.sample.with(id: ID(high: UInt64(place), low: UInt64($0)), languages: [languages[place]: .native]) }
        }
        let groups = FairGroup.all(needs, by: [.language], on: Day(number: 20_778))
        #expect(groups.map(\.needs.count).sorted() == wanted)
        #expect(groups.flatMap(\.needs).sorted() == Array(needs.indices))
    }

    @Test(arguments: [("percent", "101", ["percent"]), ("percent", "", ["percent"]), ("percent", "0", []), ("percent", "100", [])] as [(String, String, [String])])
    func `a bound is a number of percent`(_ name: String, _ value: String, _ fields: [String]) {
        let typed = PolicyForm(Policy(fairness: Fairness(by: [.place], within: 10))).fields.map { $0.name == name ? (name: name, value: value) : $0 }
        let form = PolicyForm(Fields(typed))
        #expect(form.problems.map(\.field) == fields)
        #expect(form.policy?.fairness?.percent == (fields.isEmpty ? Int(value) : nil))
    }

    @Test(arguments: Engine.tested)
    func `the shares stand with the policy, and the page draws what they cost`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), hub = browser.town.hub, organization = browser.town.organization
            for _ in 0..<3 { try await town.need() }
            for traits in [[.language], [.language, .asked]] as [Set<Fairness.Trait>] {
                let policy = Policy(fairness: Fairness(by: traits, within: 20)), fields = PolicyForm(policy).fields
                let page = try await desk.post("/round/policy/trial?lang=en", fields.map { ($0.name, $0.value) }).text
                #expect(page.contains("The price of fairness today"))
                #expect(page.contains("<polyline class=\"one\" points=\"60,"))
                #expect(page.contains("The groups"))
                #expect(try await desk.post("/round/policy", fields.map { ($0.name, $0.value) }).status == 303)
                browser.town.clock.advance(by: 1)
                #expect(try await hub.archive.read { try $0.policies.inForce(in: organization)?.policy } == policy)
            }
            _ = try await desk.post("/round")
            #expect(try await desk.get("/round?lang=en").text.contains("No group is helped less than its share by more than"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a bound without groups is refused by the table itself`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), now = hub.hub.now(), organization = hub.organization, id: PolicyID = hub.hub.newID(), user = town.coordinator.user
            await #expect(throws: (any Error).self) {
                try await hub.hub.archive.write { db in
                    _ = try db.execute("""
                        INSERT INTO policies (id, organization_id, put_at, put_by, aim, priorities, language_points, way_points, time_points, waiting_points, fair_by, fair_percent)
                        VALUES (\(id), \(organization), \(now), \(user), 'most', '', 300, 200, 200, 300, '', 10)
                        """)
                }
            }
        }
    }
}
