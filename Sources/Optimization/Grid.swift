/// The pairs of one part of a market by bidder, the side with fewer units, packed for scanning: eight bytes a pair.
///
/// Pins that fit together are taken out of the amounts first. What they hold is best held whatever the rest does, and
/// their columns pass the certificate by the weight of a pin alone.
struct Grid: ~Copyable {
    /// True when the needs bid for offers, false when the offers bid for needs.
    let needsBid: Bool
    /// What each unit earns beside its score.
    let base: Int
    /// The links of bidder `i` are `starts[i]..<starts[i + 1]`, the highest score first, sorted as far as a search went
    /// (`order`); a link names its object.
    let starts: Buffer<Int32>
    let links: Buffer<Market.Link>
    /// By bidder: where its links end that are sorted. Nothing may name one of the others before `order`.
    let sortedEnds: Buffer<Int32>
    let sorter: LinkSorter
    /// By link where they differ and bind; otherwise empty, and `limit` is that of all links.
    let limits: Buffer<Int32>
    let limit: Int32
    let bidderAmounts: Buffer<Int>
    let objectAmounts: Buffer<Int>
    /// The needs or offers of the market that bidders and objects stand for.
    let bidders: Buffer<Int32>
    let objects: Buffer<Int32>

    var bidderCount: Int { bidderAmounts.count }
    var objectCount: Int { objectAmounts.count }
    var hasLimits: Bool { limits.count > 0 || limit < .max }

    @inline(__always)
    func weight(_ link: Int) -> Int {
        base &+ Int(links.base[link].score)
    }

    @inline(__always)
    func limit(of link: Int) -> Int32 {
        limits.count > 0 ? limits.base[link] : limit
    }

    /// Sorts those links of a bidder that are not yet.
    func order(_ bidder: Int) {
        let first = Int(sortedEnds[bidder]), end = Int(starts[bidder + 1])
        guard first < end else { return }
        sorter.sort(links.base + first, nil, count: end - first)
        sortedEnds[bidder] = Int32(end)
    }

    func orderAll() {
        for bidder in 0..<bidderCount { order(bidder) }
    }
}

extension Grid {
    /// True when the market keeps to the narrow numbers of this path.
    static func suits(_ market: Market, _ weights: Weights) -> Bool {
        weights.fitInt(peak: market.peak) && market.peak < Int(Int32.max)
    }

    init(_ usable: borrowing Usable, _ part: Parts.Part, numbers: borrowing Buffer<Int32>, places: borrowing Buffer<Int32>, base: Int) {
        let (bidders, objects) = part.needsBid ? (part.needs, part.offers) : (part.offers, part.needs)
        for index in objects.indices { numbers[objects[index]] = Int32(index - objects.startIndex) }
        let layout = part.needsBid
            ? GridLayout(usable, needs: bidders, offers: objects, numbers: numbers)
            : GridLayout(usable, offers: bidders, needs: objects, numbers: numbers, places: places)
        let (byBidder, byObject) = part.needsBid
            ? (usable.left.demands, usable.left.capacities) : (usable.left.capacities, usable.left.demands)
        self.init(
            needsBid: part.needsBid, base: base, starts: layout.starts, links: layout.links,
            sortedEnds: layout.sortedEnds, sorter: layout.sorter, limits: layout.limits, limit: layout.limit,
            bidderAmounts: Buffer(bidders.map { byBidder[Int($0)] }), objectAmounts: Buffer(objects.map { byObject[Int($0)] }),
            bidders: Buffer(bidders), objects: Buffer(objects))
    }
}

/// The amounts of a market without what its pins hold.
struct Remainder {
    private(set) var demands: [Int]
    private(set) var capacities: [Int]
    /// Units that the pin of a pair holds, by pair.
    private(set) var fixed: [Int: Int32] = [:]

    /// Nil when the pins contradict each other.
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
