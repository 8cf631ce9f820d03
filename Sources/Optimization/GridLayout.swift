/// Lays the pairs of one part that can be used out by bidder; `numbers` says which object a need or an offer is, and
/// `places` is room for counting.
struct GridLayout: ~Copyable {
    let starts: Buffer<Int32>
    private(set) var links: Buffer<Market.Link>
    /// By bidder: where its links end that are sorted; below them are the others.
    private(set) var sortedEnds: Buffer<Int32>
    let sorter: LinkSorter
    /// By link, where they differ; `limit` is that of all others.
    let limits: Buffer<Int32>
    let limit: Int32

    /// Needs bid: the pairs stay in their order.
    init(_ usable: borrowing Usable, needs: ArraySlice<Int32>, offers: ArraySlice<Int32>, numbers: borrowing Buffer<Int32>) {
        limit = usable.limit(among: needs, offers)
        sortedEnds = Buffer(room: needs.count)
        let total = usable.pairs(of: needs), differ = usable.limitsDiffer(among: needs)
        let starts = Buffer<Int32>(repeating: 0, count: needs.count + 1)
        links = Buffer(repeating: Market.Link(object: 0, score: 0), count: total)
        limits = Buffer(repeating: .max, count: differ ? total : 0)
        var place = 0, number = 0
        let links = links.base, limits = limits.base, numbers = numbers.base
        for need in needs {
            usable.forEach(of: Int(need)) { link, limit in
                links[place] = Market.Link(object: numbers[Int(link.object)], score: link.score)
                if differ { limits[place] = limit }
                place &+= 1
            }
            number += 1
            starts[number] = Int32(place)
        }
        sorter = LinkSorter(starts, hasLimits: differ)
        self.starts = starts
        self.links.truncate(to: place)
        sort()
    }

    /// Offers bid: the pairs are turned around, each offer's by need.
    init(_ usable: borrowing Usable, offers: ArraySlice<Int32>, needs: ArraySlice<Int32>, numbers: borrowing Buffer<Int32>, places: borrowing Buffer<Int32>) {
        limit = usable.limit(among: needs, offers)
        sortedEnds = Buffer(room: offers.count)
        for offer in offers { places[offer] = 0 }
        for need in needs { usable.forEach(of: Int(need)) { link, _ in places.base[Int(link.object)] &+= 1 } }
        var starts = Buffer<Int32>(room: offers.count + 1)
        starts.append(0)
        var total: Int32 = 0
        for offer in offers {
            let count = places[offer]
            places[offer] = total
            total += count
            starts.append(total)
        }
        sorter = LinkSorter(starts, hasLimits: usable.limitsDiffer(among: needs))
        self.starts = starts
        links = Buffer(repeating: Market.Link(object: 0, score: 0), count: Int(total))
        limits = Buffer(repeating: .max, count: usable.limitsDiffer(among: needs) ? Int(total) : 0)
        let differ = limits.count > 0
        for need in needs {
            let number = numbers[need]
            usable.forEach(of: Int(need)) { link, limit in
                let place = Int(places.base[Int(link.object)])
                places.base[Int(link.object)] &+= 1
                links.base[place] = Market.Link(object: number, score: link.score)
                if differ { limits.base[place] = limit }
            }
        }
        sort()
    }

    /// The highest score comes first: as no price is below a known one, a search for the best mostly ends after a few links.
    /// So the best are sorted, and the others only when a search comes to them.
    private mutating func sort() {
        for bidder in 0..<starts.count - 1 {
            let first = Int(starts[bidder]), end = Int(starts[bidder + 1])
            if limits.count > 0 {
                sorter.sort(links.base + first, limits.base + first, count: end - first)
                sortedEnds.put(Int32(end))
            } else {
                let best = sorter.gatherBest(links.base + first, count: end - first)
                sorter.sort(links.base + first, nil, count: best)
                sortedEnds.put(Int32(first + best))
            }
        }
    }
}

/// Sorts the links of one bidder by falling score, stably: roughly by counting, then by insertion.
struct LinkSorter: ~Copyable {
    private let counts = Buffer<Int32>(repeating: 0, count: 65)
    /// Room for the links and limits of one bidder.
    private let links: Buffer<Market.Link>
    private let limits: Buffer<Int32>

    init(_ starts: borrowing Buffer<Int32>, hasLimits: Bool) {
        var most = 0
        for bidder in 0..<starts.count - 1 { most = max(most, Int(starts[bidder + 1] - starts[bidder])) }
        links = Buffer(room: most)
        limits = Buffer(room: hasLimits ? most : 0)
    }

    /// Brings the links with the highest scores to the front, some quarter of them, judged by a sample; all, where there are few.
    ///
    /// - Returns: how many they are.
    func gatherBest(_ base: UnsafeMutablePointer<Market.Link>, count: Int) -> Int {
        guard count > 16 else { return count }
        // No fewer than the second best of eight; in one pass without a branch, which nobody could foretell.
        let threshold = secondBest(base, count), rest = links.base
        var best = 0, others = 0
        for index in 0..<count {
            let link = base[index], isBest = link.score >= threshold ? 1 : 0
            base[best] = link
            rest[others] = link
            best &+= isBest
            others &+= 1 &- isBest
        }
        (base + best).update(from: rest, count: others)
        return best
    }

    private func secondBest(_ base: UnsafeMutablePointer<Market.Link>, _ count: Int) -> Int32 {
        var first = Int32.min, second = Int32.min, index = 0
        for _ in 0..<8 {
            let score = base[index].score
            second = max(second, min(first, score))
            first = max(first, score)
            index &+= count / 8
        }
        return second
    }

    func sort(_ base: UnsafeMutablePointer<Market.Link>, _ limitBase: UnsafeMutablePointer<Int32>?, count: Int) {
        if count > 16 { spread(base, limitBase, count) }
        var index = 1
        while index < count {
            let link = base[index]
            var hole = index
            while hole > 0, base[hole - 1].score < link.score {
                base[hole] = base[hole - 1]
                hole -= 1
            }
            if hole < index {
                base[hole] = link
                if let limitBase { rotate(limitBase, hole, index) }
            }
            index += 1
        }
    }

    private func rotate(_ limits: UnsafeMutablePointer<Int32>, _ hole: Int, _ index: Int) {
        let limit = limits[index]
        var place = index
        while place > hole {
            limits[place] = limits[place - 1]
            place -= 1
        }
        limits[hole] = limit
    }

    private func spread(_ base: UnsafeMutablePointer<Market.Link>, _ limitBase: UnsafeMutablePointer<Int32>?, _ count: Int) {
        var least = Int32.max, most = Int32.min
        for index in 0..<count {
            least = min(least, base[index].score)
            most = max(most, base[index].score)
        }
        guard least < most else { return }
        let factor = (64 << 32) / (Int(most) &- Int(least) &+ 1), counts = counts.base, links = links.base
        for bin in 0...64 { counts[bin] = 0 }
        for index in 0..<count { counts[Self.bin(base[index], most, factor) &+ 1] &+= 1 }
        for bin in 0..<64 { counts[bin &+ 1] &+= counts[bin] }
        links.update(from: base, count: count)
        if let limitBase { limits.base.update(from: limitBase, count: count) }
        for index in 0..<count {
            let bin = Self.bin(links[index], most, factor), place = Int(counts[bin])
            counts[bin] &+= 1
            base[place] = links[index]
            if let limitBase { limitBase[place] = limits.base[index] }
        }
    }

    @inline(__always)
    private static func bin(_ link: Market.Link, _ most: Int32, _ factor: Int) -> Int {
        ((Int(most) &- Int(link.score)) &* factor) >> 32
    }
}

/// The pairs of a market that any optimum might use.
struct Usable: ~Copyable {
    let market: Market
    let left: Remainder
    /// By score alone, a pair without gain is never used.
    private let leastScore: Int32
    /// A limit that may stand for that of every pair: any other is higher, and holds back no more than demand or capacity does.
    private let commonLimit: Int32?
    /// No pair is closed by its limit and no offer is without capacity: only the score decides.
    private let isPlain: Bool

    init(market: Market, left: Remainder, keepsNegative: Bool) {
        self.market = market
        self.left = left
        leastScore = keepsNegative ? .min : 1
        commonLimit = Self.commonLimit(market, left)
        isPlain = (commonLimit ?? 0) > 0 && left.capacities.allSatisfy { $0 > 0 }
    }

    private static func commonLimit(_ market: Market, _ left: Remainder) -> Int32? {
        guard left.fixed.isEmpty else { return nil }
        let limits = market.limits.span, links = market.links.span, least = market.limits.min() ?? .max
        guard !market.limits.isEmpty else { return least }
        for need in 0..<market.needCount where market.demands[need] > Int(least) {
            for pair in market.range(of: need) where limits[unchecked: pair] != least {
                if market.capacities[Int(links[unchecked: pair].object)] > Int(least) { return nil }
            }
        }
        return least
    }

    func pairs(of needs: ArraySlice<Int32>) -> Int {
        needs.reduce(0) { $0 + market.range(of: Int($1)).count }
    }

    /// The limit that all pairs have, when it can bind; otherwise none. Where limits differ, each pair has its own.
    func limit(among needs: ArraySlice<Int32>, _ offers: ArraySlice<Int32>) -> Int32 {
        guard let commonLimit, needs.contains(where: { left.demands[Int($0)] > Int(commonLimit) }),
              offers.contains(where: { left.capacities[Int($0)] > Int(commonLimit) })
        else { return .max }
        return commonLimit
    }

    /// True where a limit is not the common one and binds: where both sides have more units than it allows.
    func limitsDiffer(among needs: ArraySlice<Int32>) -> Bool {
        guard commonLimit == nil else { return false }
        for need in needs where left.demands[Int(need)] > 0 {
            var binds = false
            forEach(of: Int(need)) { link, limit in
                binds = binds || Int(limit) < min(left.demands[Int(need)], left.capacities[Int(link.object)])
            }
            if binds { return true }
        }
        return false
    }

    @inline(__always)
    func forEach(of need: Int, _ visit: (_ link: Market.Link, _ limit: Int32) -> Void) {
        guard left.demands[need] > 0 else { return }
        let pairs = market.range(of: need), links = market.links.span
        if isPlain {
            for pair in pairs where links[unchecked: pair].score >= leastScore { visit(links[unchecked: pair], .max) }
            return
        }
        for pair in pairs {
            let link = links[unchecked: pair], limit = limit(of: pair)
            guard limit > 0, link.score >= leastScore, left.capacities[Int(link.object)] > 0 else { continue }
            visit(link, limit)
        }
    }

    @inline(__always)
    private func limit(of pair: Int) -> Int32 {
        guard !market.limits.isEmpty else { return .max }
        let limit = market.limits.span[unchecked: pair]
        guard limit != .max, !left.fixed.isEmpty else { return limit }
        return limit - (left.fixed[pair] ?? 0)
    }
}
