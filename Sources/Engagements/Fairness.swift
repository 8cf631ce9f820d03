import Identity
import Optimization
import People

/// That no group of those who seek help is helped much less than all together.
public struct Fairness: Sendable, Hashable {
    /// By what they are told apart: what stands in the facts of a round, and nothing else.
    public enum Trait: String, Sendable, Hashable, CaseIterable { case language, gender, place, children, disability, asked }

    /// In their order, none twice, at least one.
    public let traits: [Trait]
    /// By how many percent of its share a group may be helped less, 0 to 100.
    public let percent: Int

    /// Nil where nobody is told apart.
    public init?(by traits: Set<Trait>, within percent: Int) {
        guard !traits.isEmpty else { return nil }
        (self.traits, self.percent) = (Trait.allCases.filter(traits.contains), percent)
    }

    func within(_ other: Int) -> Fairness { Fairness(by: Set(traits), within: other) ?? self }
}

/// Some who seek help and have one trait in common; never so few that a number would speak of one household.
struct FairGroup: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case language(String?), gender(Gender), place(Point?), children(Bool), disability(Bool), asked(Asked)
        /// Groups that are too small to be counted alone, together.
        case others
    }
    /// Since when they ask: what makes a cohort.
    enum Asked: Int, Sendable, Hashable, CaseIterable {
        case month, quarter, halfYear, longer

        init(days: Int) {
            self = switch days {
            case ..<30: .month
            case ..<90: .quarter
            case ..<180: .halfYear
            default: .longer
            }
        }
    }
    let trait: Fairness.Trait
    let kind: Kind
    /// Their places in the round.
    let needs: [Int]

    /// The smallest group that is counted and shown.
    static let least = 10

    /// All groups by these traits: those of one trait never overlap, those of several do.
    static func all(_ needs: [NeedFacts], by traits: [Fairness.Trait], on day: Day) -> [FairGroup] {
        traits.flatMap { trait in pooled(Dictionary(grouping: needs.indices) { kind(of: needs[$0], trait, day) }, trait) }
    }

    /// The smallest are put together until none is too small, so that no sum gives the others away.
    private static func pooled(_ groups: [Kind: [Int]], _ trait: Fairness.Trait) -> [FairGroup] {
        var rest = groups.map { FairGroup(trait: trait, kind: $0, needs: $1) }.sorted { ($1.needs.count, $0.needs[0]) < ($0.needs.count, $1.needs[0]) }
        var others: [Int] = []
        while let last = rest.last, last.needs.count < least || (!others.isEmpty && others.count < least) { others += rest.removeLast().needs }
        return others.isEmpty ? rest : rest + [FairGroup(trait: trait, kind: .others, needs: others.sorted())]
    }

    private static func kind(of need: NeedFacts, _ trait: Fairness.Trait, _ day: Day) -> Kind {
        switch trait {
        case .language: .language(need.languages.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key)
        case .gender: .gender(need.gender)
        case .place: .place(need.place)
        case .children: .children(need.hasChildren)
        case .disability: .disability(need.access != .none)
        case .asked: .asked(Asked(days: day.number - need.waitingSince.number))
        }
    }
}

/// What fairness came to in a round.
struct Shares: Sendable {
    struct Share: Sendable {
        let group: FairGroup
        /// How many of the group are to be helped at least.
        let least: Int
        let helped: Int
        var missing: Int { max(0, least - helped) }
    }
    /// How near a choice is to the best that keeps all shares.
    enum Nearness: Sendable, Hashable {
        /// None is better.
        case best
        /// None is better by who goes first. Of those that are its equals there none comes to more than `most` points, and it comes
        /// to `worth`, more than 0: points of fit, with what the policy adds to them.
        case within(worth: Int, most: Int)
        /// Whether others could go first is not known, or no choice that keeps all shares was found.
        case unknown
    }
    let shares: [Share]
    let nearness: Nearness
    var isKept: Bool { shares.allSatisfy { $0.missing == 0 } }

    /// Of `gap`, where nothing is known.
    static let unknownGap = 10_000

    /// By how many hundredths of a percent of its worth a choice that keeps the shares could be better, at most; 0 where it is proved best.
    var gap: Int {
        switch nearness {
        case .best: 0
        case .within(let worth, let most): min(Self.unknownGap, ((most - worth) * 10_000 + max(1, worth) - 1) / max(1, worth))
        case .unknown: Self.unknownGap
        }
    }
}
