/// Needs with demands, offers with capacities, and the pairs between them that are allowed; a value that never changes.
///
/// Pairs are kept by need and, within a need, by offer. A forbidden pair is one that is not listed.
public struct Market: Sendable, Equatable {
    /// Units that each need asks for.
    public let demands: [Int]
    /// Units that each offer can give.
    public let capacities: [Int]
    /// Sorted by need, then offer; one entry a pair.
    public let pins: [Pin]
    /// The pairs of need `i` are `starts[i]..<starts[i + 1]`.
    let starts: [Int32]
    let links: [Link]
    /// The scores of all pairs where one is too large for a link; otherwise empty.
    let wide: [Int]
    /// Empty when no pair has a limit; `Int32.max` says that a pair has none.
    let limits: [Int32]
    /// The greatest absolute score.
    let peak: Int

    /// The offer of a pair and its score, packed for scanning: eight bytes a pair.
    struct Link: BitwiseCopyable, Equatable {
        let object: Int32
        let score: Int32
    }

    /// - Throws: `MarketProblem` naming the first need, offer or pair that is wrong.
    public init(demands: [Int], capacities: [Int], pairs: [Pair], pins: [Pin] = []) throws(MarketProblem) {
        var builder = MarketBuilder(demands: demands, capacities: capacities)
        for pair in pairs {
            try builder.add(pair)
        }
        self = try builder.market(pins: pins)
    }

    init(demands: [Int], capacities: [Int], pins: [Pin], starts: [Int32], links: [Link], wide: [Int], limits: [Int32]) {
        self.demands = demands
        self.capacities = capacities
        self.pins = pins
        self.starts = starts
        self.links = links
        self.wide = wide
        self.limits = limits
        var peak = 0
        if wide.isEmpty {
            for link in links { peak = max(peak, Int(link.score.magnitude)) }
        } else {
            for score in wide { peak = max(peak, abs(score)) }
        }
        self.peak = peak
    }
}

extension Market {
    public var needCount: Int { demands.count }
    public var offerCount: Int { capacities.count }
    public var pairCount: Int { links.count }

    /// The allowed pairs of a need, by offer.
    public func pairs(of need: Int) -> [Pair] {
        range(of: need).map { pair($0, of: need) }
    }

    /// The pair of this need and offer, or nil when it is not allowed.
    public func pair(_ need: Int, _ offer: Int) -> Pair? {
        guard demands.indices.contains(need), let found = index(of: need, offer) else { return nil }
        return pair(found, of: need)
    }

    /// The most units of these needs that can be served, whatever becomes of all others.
    public func most(of needs: [Int], isCancelled: @escaping () -> Bool = { false }) throws(MarketProblem) -> Int {
        var asked = [Int](repeating: 0, count: needCount)
        for need in needs {
            guard demands.indices.contains(need) else { throw .unknownNeed(need) }
            asked[need] = demands[need]
        }
        return try Market(demands: asked, capacities: capacities, pins: [], starts: starts, links: links, wide: wide, limits: limits).solve(isCancelled: isCancelled).served
    }

    func range(of need: Int) -> Range<Int> {
        Int(starts[need])..<Int(starts[need + 1])
    }

    func score(at index: Int) -> Int {
        wide.isEmpty ? Int(links[index].score) : wide[index]
    }

    func offer(at index: Int) -> Int {
        Int(links[index].object)
    }

    /// The need that a pair belongs to.
    func need(of index: Int) -> Int {
        var low = 0, high = needCount
        while low < high {
            let middle = (low + high) / 2
            if Int(starts[middle + 1]) <= index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func limit(at index: Int) -> Int32 {
        limits.isEmpty ? .max : limits[index]
    }

    func index(of need: Int, _ offer: Int) -> Int? {
        var low = Int(starts[need]), high = Int(starts[need + 1])
        while low < high {
            let middle = (low + high) / 2
            if self.offer(at: middle) < offer { low = middle + 1 } else { high = middle }
        }
        return low < Int(starts[need + 1]) && self.offer(at: low) == offer ? low : nil
    }

    private func pair(_ index: Int, of need: Int) -> Pair {
        let limit = limit(at: index)
        return Pair(need: need, offer: offer(at: index), score: score(at: index), limit: limit == .max ? nil : Int(limit))
    }
}
