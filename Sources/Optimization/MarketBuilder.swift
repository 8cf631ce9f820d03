/// Collects pairs in any order, in columns, and sorts them into a `Market` in time linear in their number.
public struct MarketBuilder: Sendable {
    private let demands: [Int]
    private let capacities: [Int]
    private var needs: [Int32] = []
    private var links: [Market.Link] = []
    /// All scores, once one is too large for a link.
    private var wide: [Int] = []
    private var limits: [Int32] = []

    public init(demands: [Int], capacities: [Int]) {
        self.demands = demands
        self.capacities = capacities
    }

    public mutating func reserve(pairs: Int) {
        needs.reserveCapacity(pairs)
        links.reserveCapacity(pairs)
    }

    public mutating func add(_ pair: Pair) throws(MarketProblem) {
        try add(need: pair.need, offer: pair.offer, score: pair.score, limit: pair.limit)
    }

    public mutating func add(need: Int, offer: Int, score: Int, limit: Int? = nil) throws(MarketProblem) {
        guard need >= 0, need < demands.count else { throw .unknownNeed(need) }
        guard offer >= 0, offer < capacities.count else { throw .unknownOffer(offer) }
        guard score >= -Bounds.score, score <= Bounds.score, links.count < Bounds.pairs else { throw .tooLarge }
        if let limit {
            guard limit >= 0 else { throw .badLimit(need: need, offer: offer) }
            note(limit: Int32(clamping: limit))
        } else if !limits.isEmpty {
            limits.append(.max)
        }
        needs.append(Int32(truncatingIfNeeded: need))
        if !wide.isEmpty || Int32(exactly: score) == nil { note(wide: score) }
        links.append(Market.Link(object: Int32(truncatingIfNeeded: offer), score: Int32(truncatingIfNeeded: score)))
    }

    private mutating func note(limit: Int32) {
        if limits.isEmpty { limits = Array(repeating: .max, count: links.count) }
        limits.append(limit)
    }

    private mutating func note(wide score: Int) {
        if wide.isEmpty { wide = links.map { Int($0.score) } }
        wide.append(score)
    }

    /// The market of what was added; the builder is used up.
    public consuming func market(pins: [Pin] = []) throws(MarketProblem) -> Market {
        try checkAmounts()
        let order = inOrder ? nil : sorted()
        let starts = starts()
        if let order { apply(order) }
        let market = Market(
            demands: demands, capacities: capacities, pins: [], starts: starts,
            links: links, wide: wide, limits: limits)
        try market.refuseDuplicates()
        return pins.isEmpty ? market : try market.pinned(pins)
    }

    private func checkAmounts() throws(MarketProblem) {
        guard demands.count + capacities.count < Bounds.pairs else { throw .tooLarge }
        if let bad = demands.firstIndex(where: { $0 < 0 }) { throw .negativeDemand(need: bad) }
        if let bad = capacities.firstIndex(where: { $0 < 0 }) { throw .negativeCapacity(offer: bad) }
        for amount in demands where amount > Bounds.units { throw .tooLarge }
        for amount in capacities where amount > Bounds.units { throw .tooLarge }
    }

    private var inOrder: Bool {
        for index in needs.indices.dropFirst() {
            let (before, here) = (needs[index - 1], needs[index])
            if before > here || (before == here && links[index - 1].object > links[index].object) { return false }
        }
        return true
    }

    private func starts() -> [Int32] {
        var starts = [Int32](repeating: 0, count: demands.count + 1)
        for need in needs { starts[Int(need) + 1] += 1 }
        for need in demands.indices { starts[need + 1] += starts[need] }
        return starts
    }

    /// Counting sort by offer and then, stably, by need.
    private func sorted() -> [Int32] {
        let all = Array(0..<Int32(needs.count))
        let byOffer = Self.counted(all, upTo: capacities.count) { Int(links[Int($0)].object) }
        return Self.counted(byOffer, upTo: demands.count) { Int(needs[Int($0)]) }
    }

    private static func counted(_ order: [Int32], upTo count: Int, by key: (Int32) -> Int) -> [Int32] {
        var next = [Int32](repeating: 0, count: count + 1)
        for item in order { next[key(item) + 1] += 1 }
        for key in 0..<count { next[key + 1] += next[key] }
        var result = order
        for item in order {
            let key = key(item)
            result[Int(next[key])] = item
            next[key] += 1
        }
        return result
    }

    private mutating func apply(_ order: [Int32]) {
        needs = []
        links = order.map { links[Int($0)] }
        if !wide.isEmpty { wide = order.map { wide[Int($0)] } }
        if !limits.isEmpty { limits = order.map { limits[Int($0)] } }
    }
}

/// What is computed exactly: beyond it a market is refused, never answered wrongly.
enum Bounds {
    static let score = 1 << 50
    static let units = Int(Int32.max)
    static let pairs = Int(Int32.max) / 2
    /// Of the total score.
    static let total = Int128(1) << 60
    /// Of all weights together.
    static let weight = Int128(1) << 120
}
