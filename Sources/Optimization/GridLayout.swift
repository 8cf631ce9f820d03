/// Lays the pairs of one part that can be used out by bidder; `numbers` says which object a need or an offer is, and
/// `places` is room for counting.
struct GridLayout: ~Copyable {
    private(set) var starts: Buffer<Int32>
    private(set) var links: Buffer<Market.Link>
    private(set) var limits: Buffer<Int32>

    /// Needs bid: the pairs stay in their order.
    init(_ usable: borrowing Usable, needs: ArraySlice<Int32>, numbers: borrowing Buffer<Int32>) {
        let total = usable.pairs(of: needs), binds = usable.limitsBind(for: needs)
        starts = Buffer(room: needs.count + 1)
        links = Buffer(room: total)
        limits = Buffer(room: binds ? total : 0)
        starts.append(0)
        for need in needs {
            usable.forEach(of: Int(need)) { link, limit in
                links.append(Market.Link(object: numbers[link.object], score: link.score))
                if binds { limits.append(limit) }
            }
            starts.append(Int32(links.count))
        }
        sort()
    }

    /// Offers bid: the pairs are turned around, each offer's by need.
    init(_ usable: borrowing Usable, offers: ArraySlice<Int32>, needs: ArraySlice<Int32>, numbers: borrowing Buffer<Int32>, places: borrowing Buffer<Int32>) {
        for offer in offers { places[offer] = 0 }
        for need in needs { usable.forEach(of: Int(need)) { link, _ in places[link.object] += 1 } }
        starts = Buffer(room: offers.count + 1)
        starts.append(0)
        var total: Int32 = 0
        for offer in offers {
            let count = places[offer]
            places[offer] = total
            total += count
            starts.append(total)
        }
        links = Buffer(repeating: Market.Link(object: 0, score: 0), count: Int(total))
        limits = Buffer(repeating: .max, count: usable.limitsBind(for: needs) ? Int(total) : 0)
        for need in needs {
            usable.forEach(of: Int(need)) { link, limit in
                let place = places[link.object]
                places[link.object] += 1
                links[place] = Market.Link(object: numbers[need], score: link.score)
                if limits.count > 0 { limits[place] = limit }
            }
        }
        sort()
    }

    /// The highest score comes first: as no price is below a known one, a search for the best mostly ends after a few links.
    private mutating func sort() {
        var sorter = LinkSorter()
        for bidder in 0..<starts.count - 1 {
            sorter.sort(links.base, limits.count > 0 ? limits.base : nil, Int(starts[bidder]), Int(starts[bidder + 1]))
        }
    }
}

/// Sorts the links of one bidder by falling score, stably: roughly by counting, then by insertion.
private struct LinkSorter: ~Copyable {
    private let counts = Buffer<Int32>(repeating: 0, count: 65)
    private var links = Buffer<Market.Link>()
    private var limits = Buffer<Int32>()

    mutating func sort(_ base: UnsafeMutablePointer<Market.Link>, _ limitBase: UnsafeMutablePointer<Int32>?, _ first: Int, _ end: Int) {
        if end - first > 16 { spread(base, limitBase, first, end) }
        var index = first + 1
        while index < end {
            let link = base[index]
            var hole = index
            while hole > first, base[hole - 1].score < link.score {
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

    private mutating func spread(_ base: UnsafeMutablePointer<Market.Link>, _ limitBase: UnsafeMutablePointer<Int32>?, _ first: Int, _ end: Int) {
        var least = Int32.max, most = Int32.min
        for index in first..<end {
            least = min(least, base[index].score)
            most = max(most, base[index].score)
        }
        guard least < most else { return }
        let factor = (64 << 32) / (Int(most) - Int(least) + 1), counts = counts.base
        for bin in 0...64 { counts[bin] = 0 }
        links.removeAll()
        limits.removeAll()
        for index in first..<end {
            let link = base[index]
            links.append(link)
            if let limitBase { limits.append(limitBase[index]) }
            counts[Self.bin(link, most, factor) + 1] += 1
        }
        for bin in 0..<64 { counts[bin + 1] += counts[bin] }
        for index in 0..<links.count {
            let bin = Self.bin(links[index], most, factor), place = first + Int(counts[bin])
            counts[bin] += 1
            base[place] = links[index]
            if let limitBase { limitBase[place] = limits[index] }
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
    let keepsNegative: Bool

    func pairs(of needs: ArraySlice<Int32>) -> Int {
        needs.reduce(0) { $0 + market.range(of: Int($1)).count }
    }

    /// A limit binds only where both sides have more units than it allows.
    func limitsBind(for needs: ArraySlice<Int32>) -> Bool {
        guard !market.limits.isEmpty || !left.fixed.isEmpty else { return false }
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
        let least = keepsNegative ? Int32.min : 1
        for pair in market.range(of: need) {
            let link = market.links[pair], limit = limit(of: pair)
            guard limit > 0, link.score >= least, left.capacities[Int(link.object)] > 0 else { continue }
            visit(link, limit)
        }
    }

    @inline(__always)
    private func limit(of pair: Int) -> Int32 {
        guard !market.limits.isEmpty else { return .max }
        let limit = market.limits[pair]
        guard limit != .max, !left.fixed.isEmpty else { return limit }
        return limit - (left.fixed[pair] ?? 0)
    }
}
