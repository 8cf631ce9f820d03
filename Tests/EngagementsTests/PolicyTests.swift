import Identity
import Optimization
import Testing
import Volunteers
import Web
@testable import Engagements

/// Every policy against all choices that a small town has, counted out one by one.
@Suite struct PolicyTests {
    static let policies: [Policy] = Policy.Aim.allCases.flatMap { aim in
        [[], [.urgent], [.children, .urgent], [.disability, .urgent], [.halfYear, .children, .urgent]].map { Policy(aim: aim, priorities: $0) }
    } + [Policy(aim: .bestFit, weights: FitWeights(language: 1000, way: 0, time: 0, waiting: 0))]

    @Test(arguments: policies)
    func `a round is the best of all choices in the order that the policy says`(_ policy: Policy) throws {
        var told = 0
        for seed in 0..<40 {
            let town = SmallTown(seed: UInt64(seed))
            let round = try Round(needs: town.needs, offers: town.offers, rules: RandomTown.rules, policy: policy)
            let chosen = round.needs.indices.map { round.offer(for: $0) }
            var best: [Int] = []
            town.everyChoice(rules: round.rules) { choice in
                let found = Order(policy, town.needs, choice, round.rules).levels
                if best.lexicographicallyPrecedes(found) { best = found }
            }
            #expect(Order(policy, town.needs, chosen, round.rules).levels == best, "seed \(seed)")
            told += best.first ?? 0
        }
        #expect(told > 0)
    }

    @Test func `who goes first never lowers how many are helped`() throws {
        for seed in 0..<60 {
            let town = SmallTown(seed: UInt64(seed))
            let counts = try Self.policies.filter { $0.aim != .bestFit }.map { try Round(needs: town.needs, offers: town.offers, rules: RandomTown.rules, policy: $0).helped }
            #expect(Set(counts).count == 1, "seed \(seed)")
        }
    }

    @Test func `what a pair would cost is told in needs and points whatever the policy`() throws {
        for seed in 0..<40 {
            let town = SmallTown(seed: UInt64(seed))
            for policy in Self.policies {
                let round = try Round(needs: town.needs, offers: town.offers, rules: RandomTown.rules, policy: policy)
                for need in town.needs.indices {
                    for alternative in try Explanation(of: round.market, round.solution).alternatives(of: need) {
                        guard let outcome = alternative.outcome, let offer = round.offer(at: alternative.offer, for: town.needs[need].program) else { continue }
                        let key = Round.Key(town.needs[need].id, offer.id)
                        let forced = try Round(needs: town.needs, offers: town.offers, rules: RandomTown.rules, pairRules: [key: .pinned], policy: policy)
                        let cost = try #require(round.cost(of: outcome))
                        // By the best fit somebody helped is worth a point, and choices that come to the same are equals.
                        #expect(cost.fewer + cost.points == round.helped + round.points - forced.helped - forced.points)
                        #expect(policy.aim == .bestFit || cost.fewer == round.helped - forced.helped)
                    }
                }
            }
        }
    }

    /// The rounds' own gain is counted without what staying is worth.
    @Test(arguments: [1, 40, 150, 1000])
    func `a proposal that nobody has decided on is moved only where all gain more than the hub has set`(_ staying: Int) throws {
        var moved = 0
        for seed in 0..<60 {
            let town = SmallTown(seed: UInt64(seed))
            // What the round before found, with one offer fewer than today.
            let before = try Round(needs: town.needs, offers: Array(town.offers.dropFirst()), rules: RandomTown.rules)
            let standing = Set(before.needs.indices.compactMap { need in before.offer(for: need).map { Round.Key(before.needs[need].id, $0.id) } })
            let free = try Round(needs: town.needs, offers: town.offers, rules: RandomTown.rules)
            let kept = try Round(needs: town.needs, offers: town.offers, rules: RandomTown.rules, standing: standing, policy: Policy(staying: staying))
            func stays(_ round: Round) -> Int { round.needs.indices.count { need in round.offer(for: need).map { standing.contains(Round.Key(round.needs[need].id, $0.id)) } ?? false } }
            #expect(kept.helped == free.helped)
            #expect(stays(kept) >= stays(free))
            #expect(free.points - kept.points <= staying * (stays(kept) - stays(free)), "seed \(seed)")
            moved += stays(kept) - stays(free)
        }
        #expect(staying < 150 || moved > 0)
    }

    @Test func `the standard weights give the points that were always given`() {
        let fit = Fit(.sample, .sample, .sample, way: 12, waitingDays: 90)
        #expect(fit.parts.map(\.points) == [300, 200 - 200 * 12 / (Program.sample.travel ?? 60), 200, 225])
    }

    @Test func `a part without weight earns nothing, and no fit passes a thousand points`() {
        let fit = Fit(.sample, .sample, .sample, way: 0, waitingDays: 999, weights: FitWeights(language: 0, way: 400, time: 400, waiting: 200))
        #expect(fit.parts.map(\.points) == [0, 400, 400, 200])
    }

    @Test(arguments: [
        ("aim", "most", nil), ("aim", "luck", "aim"), ("second", "urgent", "first"), ("language_points", "299", "language_points"), ("way_points", "-1", "way_points"), ("time_points", "many", "time_points"),
        ("waiting_points", "1001", "waiting_points"), ("staying", "-1", "staying"), ("staying", "", "staying"), ("staying", "1000", nil),
    ] as [(String, String, String?)])
    func `a form is a policy only where nothing is wrong with it`(_ name: String, _ value: String, _ field: String?) {
        let typed = PolicyForm(Policy(priorities: [.urgent])).fields.map { $0.name == name ? (name: name, value: value) : $0 }
        let form = PolicyForm(Fields(typed))
        #expect(form.problems.map(\.field) == (field.map { [$0] } ?? []))
        #expect((form.policy == nil) == (field != nil))
    }
}

/// Seven needs and six offers, so few that all choices can be counted out.
struct SmallTown {
    let needs: [NeedFacts], offers: [OfferFacts]

    init(seed: UInt64) {
        var town = RandomTown(dice: Dice(state: seed))
        needs = (0..<7).map { number in
            var need = town.need(number)
            while need.program == "specialist" { need = town.need(number) }
            return need.with(waitingSince: RandomTown.today.adding(days: -90 * Int.random(in: 0...3, using: &town.dice)), languages: ["eng": .native, "arb": .native])
        }
        offers = (0..<6).map { number in
            town.offer(number).with(languages: ["eng": .native, "ukr": .native], isCleared: true, isClearedForChildren: number % 3 > 0)
        }
    }

    /// Calls with every choice of offers, one a need or none, that the rules and the places of givers allow.
    func everyChoice(rules: Rules, _ visit: ([OfferFacts?]) -> Void) {
        var free = Dictionary(offers.map { ($0.giver, $0.free) }) { first, _ in first }, choice: [OfferFacts?] = []
        func explore(_ index: Int) {
            guard index < needs.count else { return visit(choice) }
            for offer in [nil] + offers.map(Optional.some) {
                if let offer {
                    guard offer.program == needs[index].program, free[offer.giver] ?? 0 > 0, rules.obstacles(needs[index], offer).isEmpty else { continue }
                    free[offer.giver]? -= 1
                }
                choice.append(offer)
                explore(index + 1)
                choice.removeLast()
                if let offer { free[offer.giver]? += 1 }
            }
        }
        explore(0)
    }
}

/// What a policy looks at, in its order, told apart from the program's own arithmetic.
private struct Order {
    let levels: [Int]

    init(_ policy: Policy, _ needs: [NeedFacts], _ choice: [OfferFacts?], _ rules: Rules) {
        let helped = zip(needs, choice).filter { $0.1 != nil }.map(\.0)
        let points = zip(needs, choice).reduce(0) { sum, pair in sum + (pair.1.map { rules.fit(pair.0, $0).score } ?? 0) }
        // The kinds of needs from the foremost down: those of all kinds named, those of all but the last, and so on.
        func kind(_ need: NeedFacts) -> [Int] { policy.priorities.map { $0.applies(to: need, on: rules.day) ? 1 : 0 } }
        let kinds = Set(needs.map(kind)).sorted { $1.lexicographicallyPrecedes($0) }
        func count(_ kind: [Int], since day: Day? = nil) -> Int {
            helped.count { need in policy.priorities.map { $0.applies(to: need, on: rules.day) ? 1 : 0 } == kind && (day == nil || need.waitingSince == day) }
        }
        let days = Set(needs.map(\.waitingSince)).sorted()
        levels = switch policy.aim {
        case .mostHelped: [helped.count] + kinds.map { count($0) } + [points]
        case .longestWaiting: kinds.flatMap { kind in days.map { count(kind, since: $0) } } + [points]
        case .bestFit: kinds.filter { $0.contains(1) }.map { count($0) } + [points + helped.count]
        }
    }
}
