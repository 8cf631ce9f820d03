/// Lays the pairs of one part that can be used out by bidder; `numbers` says which object a need or an offer is, and
/// `places` is room for counting.
struct GridLayout: ~Copyable {
    let starts: Buffer<Int32>
    private(set) var links: Buffer<Market.Link>
    /// By link, where they differ; `limit` is that of all others.
    let limits: Buffer<Int32>
    let limit: Int32

    /// Needs bid: the pairs stay in their order.
    init(_ usable: borrowing Usable, needs: ArraySlice<Int32>, offers: ArraySlice<Int32>, numbers: borrowing Buffer<Int32>) {
        limit = usable.limit(among: needs, offers)
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
        self.starts = starts
        self.links.truncate(to: place)
        sort()
    }

    /// Offers bid: the pairs are turned around, each offer's by need.
    init(_ usable: borrowing Usable, offers: ArraySlice<Int32>, needs: ArraySlice<Int32>, numbers: borrowing Buffer<Int32>, places: borrowing Buffer<Int32>) {
        limit = usable.limit(among: needs, offers)
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
    private mutating func sort() {
        var most = 0
        for bidder in 0..<starts.count - 1 { most = max(most, Int(starts[bidder + 1] - starts[bidder])) }
        let sorter = LinkSorter(mostLinks: most, hasLimits: limits.count > 0)
        for bidder in 0..<starts.count - 1 {
            let first = Int(starts[bidder]), count = Int(starts[bidder + 1]) - first
            sorter.sort(links.base + first, limits.count > 0 ? limits.base + first : nil, count: count)
        }
    }
}

/// Sorts the links of one bidder by falling score, stably: roughly by counting, then by insertion.
private struct LinkSorter: ~Copyable {
    private let counts = Buffer<Int32>(repeating: 0, count: 65)
    /// Room for the links and limits of one bidder.
    private let links: Buffer<Market.Link>
    private let limits: Buffer<Int32>

    init(mostLinks: Int, hasLimits: Bool) {
        links = Buffer(room: mostLinks)
        limits = Buffer(room: hasLimits ? mostLinks : 0)
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
    /// The limit of all pairs where it is one and the same.
    private let commonLimit: Int32?
    /// No pair is closed by its limit and no offer is without capacity: only the score decides.
    private let isPlain: Bool

    init(market: Market, left: Remainder, keepsNegative: Bool) {
        self.market = market
        self.left = left
        leastScore = keepsNegative ? .min : 1
        let first = market.limits.first ?? .max
        commonLimit = left.fixed.isEmpty && market.limits.allSatisfy { $0 == first } ? first : nil
        isPlain = (commonLimit ?? 0) > 0 && left.capacities.allSatisfy { $0 > 0 }
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
