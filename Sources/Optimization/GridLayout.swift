/// Lays the pairs that can be used out by bidder.
struct GridLayout: ~Copyable {
    private(set) var starts: Buffer<Int32>
    private(set) var links: Buffer<Grid.Link>
    private(set) var limits: Buffer<Int32>

    init(_ market: Market, _ left: Remainder, byNeed: Bool, keepsNegative: Bool) {
        let usable = Usable(market: market, left: left, keepsNegative: keepsNegative)
        let counts = Self.count(usable, byNeed: byNeed)
        starts = Buffer(repeating: 0, count: counts.count + 1)
        for bidder in 0..<counts.count { starts[bidder + 1] = starts[bidder] + counts[bidder] }
        let total = Int(starts[counts.count])
        links = Buffer(repeating: Grid.Link(object: 0, score: 0), count: total)
        limits = Buffer(repeating: .max, count: usable.limitsBind ? total : 0)
        let next = Buffer<Int32>(repeating: 0, count: counts.count)
        for bidder in 0..<counts.count { next[bidder] = starts[bidder] }
        let (links, limits) = (links.base, limits.count > 0 ? limits.base : nil)
        usable.forEach { need, offer, score, limit in
            let (bidder, object) = byNeed ? (need, offer) : (offer, need)
            let place = Int(next[bidder])
            next[bidder] += 1
            links[place] = Grid.Link(object: object, score: score)
            limits?[place] = limit
        }
    }

    private static func count(_ usable: Usable, byNeed: Bool) -> Buffer<Int32> {
        let counts = Buffer<Int32>(
            repeating: 0, count: byNeed ? usable.market.needCount : usable.market.offerCount)
        usable.forEach { need, offer, _, _ in counts[byNeed ? need : offer] += 1 }
        return counts
    }
}

/// The pairs of a market that any optimum might use.
private struct Usable {
    let market: Market
    let left: Remainder
    let keepsNegative: Bool

    /// A limit binds only where both sides have more units than it allows.
    var limitsBind: Bool {
        guard !market.limits.isEmpty || !left.fixed.isEmpty else { return false }
        var binds = false
        forEach { need, offer, _, limit in
            binds = binds || Int(limit) < min(left.demands[Int(need)], left.capacities[Int(offer)])
        }
        return binds
    }

    func forEach(_ visit: (_ need: Int32, _ offer: Int32, _ score: Int32, _ limit: Int32) -> Void) {
        market.targets.withUnsafeBufferPointer { targets in
            market.scores.withUnsafeBufferPointer { scores in
                for need in market.demands.indices where left.demands[need] > 0 {
                    for pair in market.range(of: need) {
                        let limit = limit(of: pair)
                        guard limit > 0, keepsNegative || scores[pair] > 0,
                              left.capacities[Int(targets[pair])] > 0
                        else { continue }
                        visit(Int32(need), targets[pair], Int32(truncatingIfNeeded: scores[pair]), limit)
                    }
                }
            }
        }
    }

    private func limit(of pair: Int) -> Int32 {
        let limit = market.limit(at: pair)
        guard limit != .max, !left.fixed.isEmpty else { return limit }
        return limit - (left.fixed[pair] ?? 0)
    }
}
