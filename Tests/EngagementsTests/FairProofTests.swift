import Identity
import Optimization
import Testing
@testable import Engagements

/// What is said of a choice that keeps shares, against all choices that a small town has, counted out one by one.
@Suite struct FairProofTests {
    /// By how many traits groups are told apart, and by how many percent of its share one may be helped less.
    private static let fairness: [Fairness] = [[.gender], [.gender, .children], [.gender, .children, .asked]].flatMap { traits in
        [0, 30].compactMap { Fairness(by: traits, within: $0) }
    }
    private static let policies: [Policy] = Policy.Aim.allCases.flatMap { aim in
        [[], [.urgent], [.halfYear, .children, .urgent]].flatMap { first in [0, 150].map { Policy(aim: aim, priorities: first, staying: $0) } }
    }

    @Test(arguments: policies)
    func `what is said of shares and of how near a choice is to the best is true`(_ policy: Policy) throws {
        var said: Set<String> = []
        for seed in 0..<12 as Range<UInt64> {
            let town = SmallTown(seed: seed), standing = Self.standing(town, policy)
            let ground = try RoundGround(needs: town.needs, offers: town.offers, rules: RandomTown.rules, pairRules: [:], standing: standing, policy: policy)
            var choices: [[OfferFacts?]] = []
            town.everyChoice(rules: ground.rules) { choices.append($0) }
            let values = choices.map { Value($0, ground, standing, policy) }
            for fairness in Self.fairness {
                // Few moves of the prices leave something open that many would close.
                let groups = Self.groups(town.needs, fairness), fair = try FairMarket(ground, groups, policy, fairness, rounds: [0, 1, 2, 40][Int(seed) % 4])
                func keeps(_ choice: [OfferFacts?]) -> Bool {
                    zip(groups, fair.leasts).allSatisfy { group, least in group.needs.count { choice[$0] != nil } >= least }
                }
                let mine = Self.choice(fair, ground), value = Value(mine, ground, standing, policy)
                let others = zip(choices, values).filter { keeps($0.0) }.map(\.1), place = "seed \(seed), \(fairness.traits.count) traits, \(fairness.percent) %"
                guard keeps(mine) else {
                    #expect(fair.nearness == .unknown || others.isEmpty, "\(place)")
                    continue
                }
                switch fair.nearness {
                case .best:
                    #expect(!others.contains { value < $0 }, "\(place)")
                    said.insert("best")
                case .within(let worth, let most):
                    #expect(worth == value.worth && worth < most, "\(place)")
                    #expect(!others.contains { value.first.lexicographicallyPrecedes($0.first) || ($0.first == value.first && $0.worth > most) }, "\(place)")
                    said.insert("within")
                case .unknown: said.insert("unknown")
                }
            }
        }
        #expect(said.contains("best"))
    }

    /// A town too large to count out: what one number of moves finds is held against what the others bound.
    @Test func `no choice that keeps the shares is worth more than any bound that was told`() throws {
        var said: Set<String> = []
        for seed in 0..<12 as Range<UInt64> {
            let town = FairRoundTests.town(seed), fairness = try #require(Fairness(by: [.language, .gender], within: 0))
            let ground = try RoundGround(needs: town.needs, offers: town.offers, rules: FairRoundTests.rules, pairRules: [:], standing: [], policy: .standard)
            let groups = FairGroup.all(town.needs, by: fairness.traits, on: FairRoundTests.rules.day)
            let found = try [0, 1, 2, 4, 8, 40].map { try FairMarket(ground, groups, .standard, fairness, rounds: $0) }
            let worths = found.filter { $0.nearness != .unknown }.map { Value(Self.choice($0, ground), ground, [], .standard).worth }
            for fair in found {
                switch fair.nearness {
                case .best: said.insert("best")
                case .within(let worth, let most):
                    said.insert("within")
                    #expect(worths.contains(worth) && worths.allSatisfy { $0 <= most }, "seed \(seed)")
                case .unknown: said.insert("unknown")
                }
            }
        }
        #expect(said.isSuperset(of: ["within", "unknown"]), "\(said)")
    }

    /// What a policy looks at, foremost first, and the points that it counts at last.
    private struct Value: Comparable {
        let first: [Int], worth: Int

        init(_ choice: [OfferFacts?], _ ground: RoundGround, _ standing: Set<Round.Key>, _ policy: Policy) {
            var helped = 0, ranks = 0, worth = 0
            for (place, offer) in choice.enumerated() {
                guard let offer else { continue }
                let need = ground.needs[place]
                helped += 1
                ranks += ground.precedence.ranks[place]
                worth += ground.rules.fit(need, offer).score + (standing.contains(Round.Key(need.id, offer.id)) ? policy.staying : 0)
            }
            first = policy.aim == .mostHelped ? [helped, ranks] : [ranks]
            self.worth = policy.aim == .bestFit ? worth + helped : worth
        }

        static func < (a: Self, b: Self) -> Bool { (a.first + [a.worth]).lexicographicallyPrecedes(b.first + [b.worth]) }
    }

    /// What stands from a round with one offer fewer, where that counts.
    private static func standing(_ town: SmallTown, _ policy: Policy) -> Set<Round.Key> {
        guard policy.staying > 0, let before = try? Round(needs: town.needs, offers: Array(town.offers.dropFirst()), rules: RandomTown.rules) else { return [] }
        return Set(before.needs.indices.compactMap { need in before.offer(for: need).map { Round.Key(before.needs[need].id, $0.id) } })
    }

    /// However small: here all is invented.
    private static func groups(_ needs: [NeedFacts], _ fairness: Fairness) -> [FairGroup] {
        fairness.traits.flatMap { trait -> [FairGroup] in
            Dictionary(grouping: needs.indices) { place -> FairGroup.Kind in
                switch trait {
                case .gender: .gender(needs[place].gender)
                case .children: .children(needs[place].hasChildren)
                default: .asked(.init(days: RandomTown.today.number - needs[place].waitingSince.number))
                }
            }.map { FairGroup(trait: trait, kind: $0, needs: $1) }.sorted { $0.needs[0] < $1.needs[0] }
        }
    }

    private static func choice(_ fair: FairMarket, _ ground: RoundGround) -> [OfferFacts?] {
        fair.solution.assignments.reduce(into: Array(repeating: nil, count: ground.needs.count)) { choice, item in
            guard ground.byGiver.indices.contains(item.offer) else { return }
            choice[item.need] = ground.byGiver[item.offer].first { $0.program == ground.needs[item.need].program }
        }
    }
}
