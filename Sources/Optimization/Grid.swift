/// The pairs of a market by bidder, the side with fewer units, packed for scanning: eight bytes a pair.
///
/// Pins that fit together are taken out of the amounts first. What they hold is best held whatever the rest does, and
/// their columns pass the certificate by the weight of a pin alone.
struct Grid: ~Copyable {
    struct Link: BitwiseCopyable {
        let object: Int32
        let score: Int32
    }

    /// True when the needs bid for offers, false when the offers bid for needs.
    let needsBid: Bool
    /// What each unit earns beside its score.
    let base: Int
    /// The links of bidder `i` are `starts[i]..<starts[i + 1]`.
    let starts: Buffer<Int32>
    let links: Buffer<Link>
    /// By link; empty when no limit can bind.
    let limits: Buffer<Int32>
    let bidderAmounts: Buffer<Int>
    let objectAmounts: Buffer<Int>

    var bidderCount: Int { bidderAmounts.count }
    var objectCount: Int { objectAmounts.count }
    var hasLimits: Bool { limits.count > 0 }

    @inline(__always)
    func weight(_ link: Int) -> Int {
        base &+ Int(links.base[link].score)
    }
}

extension Grid {
    /// Nil when the market is beyond the narrow numbers of this path, or its pins contradict each other.
    init?(_ market: Market, weights: Weights) {
        guard weights.fitInt(peak: market.peak), market.peak < Int(Int32.max),
              let left = Remainder(of: market)
        else { return nil }
        let needsBid = left.demands.reduce(0, +) <= left.capacities.reduce(0, +)
        let keepsNegative = weights.served > 0
        let layout = GridLayout(market, left, byNeed: needsBid, keepsNegative: keepsNegative)
        self.init(
            needsBid: needsBid, base: Int(weights.served), starts: layout.starts, links: layout.links,
            limits: layout.limits, bidderAmounts: Buffer(needsBid ? left.demands : left.capacities),
            objectAmounts: Buffer(needsBid ? left.capacities : left.demands))
    }
}

/// The amounts of a market without what its pins hold.
struct Remainder {
    private(set) var demands: [Int]
    private(set) var capacities: [Int]
    /// Units that the pin of a pair holds, by pair.
    private(set) var fixed: [Int: Int32] = [:]

    init?(of market: Market) {
        demands = market.demands
        capacities = market.capacities
        for pin in market.pins {
            guard let index = market.index(of: pin.need, pin.offer) else { return nil }
            let units = min(market.limit(at: index), Int32(clamping: pin.units))
            demands[pin.need] -= Int(units)
            capacities[pin.offer] -= Int(units)
            fixed[index] = units
            guard demands[pin.need] >= 0, capacities[pin.offer] >= 0 else { return nil }
        }
    }
}
