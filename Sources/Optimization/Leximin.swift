/// The fairest of the solutions that serve most: as few units as possible below the first band of scores, among those as
/// few as possible below the second, and so on; then the highest total score.
public struct Leximin: Sendable, Equatable {
    public let assignments: [Assignment]
    public let standing: Standing
    /// By band: units whose score reaches it.
    public let reaching: [Int]

    public enum Problem: Error, Equatable, Sendable {
        /// Bands rise, and there are at most twelve.
        case badBands
        case cancelled
        /// The proof failed; the answer is withheld.
        case unproved
    }

    /// Solves by comparing level after level, exactly, and checks the prices of all levels before answering.
    /// - Parameter bands: rising scores.
    public init(of market: Market, bands: [Int], isCancelled: () -> Bool = { false }) throws(Problem) {
        guard bands.count <= 12, zip(bands, bands.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .badBands }
        var tableau = Tableau<Ranks>(market) { score, isPinned in
            Self.weight(score, isPinned, bands)
        }
        for need in 0..<Int32(market.needCount) {
            if need & 255 == 0, isCancelled() { throw .cancelled }
            tableau.settle(need)
        }
        guard Self.isProved(tableau) else { throw .unproved }
        var units: [Ledger.Seat: Int] = [:], reaching = bands.map { _ in 0 }, standing = Standing.zero
        for arc in 0..<tableau.arcs.count where tableau.arcs[arc].flow > 0 {
            let found = tableau.arcs[arc], flow = Int(found.flow)
            units[Ledger.Seat(need: Int(found.need), offer: Int(found.offer) - market.needCount), default: 0] += flow
            let levels = found.weight.levels
            standing = standing + Standing(pinned: levels[0], served: 1, score: levels[2 + bands.count]) * flow
            for band in bands.indices { reaching[band] += levels[2 + band] * flow }
        }
        self.standing = standing
        self.reaching = reaching
        assignments = units.map { Assignment(need: $0.need, offer: $0.offer, units: $1) }
            .sorted { ($0.need, $0.offer) < ($1.need, $1.offer) }
    }

    /// Pinned, served, one for each band that is reached, score.
    private static func weight(_ score: Int, _ isPinned: Bool, _ bands: [Int]) -> Ranks {
        var levels = SIMD16<Int>.zero
        levels[0] = isPinned ? 1 : 0
        levels[1] = 1
        for (place, band) in bands.enumerated() where score >= band { levels[2 + place] = 1 }
        levels[2 + bands.count] = score
        return Ranks(levels: levels)
    }

    /// Weak duality, level after level: what is reached equals what the prices allow.
    private static func isProved(_ tableau: borrowing Tableau<Ranks>) -> Bool {
        var reached = Ranks.zero, allowed = Ranks.zero
        for node in 0..<tableau.nodes.count {
            if tableau.prices[node] < .zero { return false }
            allowed = allowed + tableau.prices[node] * tableau.nodes[node].amount
        }
        for arc in 0..<tableau.arcs.count {
            let found = tableau.arcs[arc], gain = tableau.gain(Int32(arc))
            reached = reached + found.weight * Int(found.flow)
            guard gain > .zero else { continue }
            if found.limit == .max { return false }
            allowed = allowed + gain * Int(found.limit)
        }
        return reached == allowed
    }
}
