/// Made-up towns with households and volunteers, for measuring and showing; the same recipe gives the same market.
public struct SampleTown: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Towns, languages by Zipf, hours of the week, wishes of gender, screening where children are, step-free access.
        case town
        /// Pairs by chance alone.
        case uniform
        /// A fifth of the offers attracts four fifths of the pairs.
        case hot
        /// Six offers for ten needs.
        case scarce
        /// Capacity within half a percent of the demand.
        case tight
        /// Pairs by chance alone, and capacity within half a percent of the demand.
        case uniformTight
        /// Few offers draw most pairs, and capacity is tight.
        case hotTight
    }

    public let kind: Kind
    public let needs: Int
    /// Whether several units of a need must come from several offers.
    public let isDistinct: Bool
    private let seed: UInt64

    public init(_ kind: Kind, needs: Int, isDistinct: Bool = true, seed: UInt64 = 1) {
        self.kind = kind
        self.needs = needs
        self.isDistinct = isDistinct
        self.seed = seed
    }

    private var isLocal: Bool { kind == .town || kind == .scarce || kind == .tight }
    private var isTight: Bool { kind == .tight || kind == .uniformTight || kind == .hotTight }
    private var isHot: Bool { kind == .hot || kind == .hotTight }
    private var offers: Int { kind == .scarce ? needs * 6 / 10 : needs }

    public func market() throws(MarketProblem) -> Market {
        var chance = Chance(seed)
        let demands = (0..<needs).map { _ in chance.below(10) < 6 ? 1 : 2 }
        var capacities = (0..<offers).map { _ in 1 + chance.below(3) }
        if isTight { tighten(&capacities, to: demands.reduce(0, +), &chance) }
        var builder = MarketBuilder(demands: demands, capacities: capacities)
        let households = (0..<needs).map { _ in Household(&chance, towns: max(1, needs / 400)) }
        let volunteers = (0..<offers).map { _ in Volunteer(&chance, towns: max(1, needs / 400)) }
        let neighbors = Neighbors(volunteers)
        for need in 0..<needs {
            let found = isLocal
                ? neighbors.eligible(for: households[need], among: volunteers, &chance) : drawn(&chance)
            for (offer, score) in found {
                try builder.add(need: need, offer: offer, score: score, limit: isDistinct ? 1 : nil)
            }
        }
        return try builder.market()
    }

    private func tighten(_ capacities: inout [Int], to demand: Int, _ chance: inout Chance) {
        let goal = demand + demand / 300
        var total = capacities.reduce(0, +)
        while total != goal, offers > 0 {
            let offer = chance.below(offers)
            if total > goal, capacities[offer] > 1 {
                capacities[offer] -= 1
                total -= 1
            } else if total < goal {
                capacities[offer] += 1
                total += 1
            } else if capacities.allSatisfy({ $0 <= 1 }) {
                return
            }
        }
    }

    /// Some forty-five offers anywhere, each once.
    private func drawn(_ chance: inout Chance) -> [(Int, Int)] {
        var scores: [Int: Int] = [:]
        let degree = 30 + chance.below(31)
        for _ in 0..<degree {
            let isDrawnThere = isHot && chance.below(10) < 8
            let offer = isDrawnThere ? chance.below(max(1, offers / 5)) : chance.below(max(1, offers))
            scores[offer] = chance.below(1001)
        }
        return offers == 0 ? [] : scores.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// Repeatable chance (SplitMix64 by Steele, Lea and Flood).
struct Chance {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed.multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// The lower the number, the likelier: about in proportion to 1 / (number + 1).
    mutating func zipf(_ bound: Int) -> Int {
        var low = 0
        while low < bound - 1, below(low + 3) > 1 { low += 1 }
        return low
    }
}
