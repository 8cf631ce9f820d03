/// A market that is kept at its optimum while it changes: each change costs a local search, not a new solution.
///
/// Needs and offers keep their numbers for good; a removed one has amount zero and no pair. Not for several threads.
public final class LiveMarket {
    public let goal: Goal
    var engine: any Engine
    var weights: Weights
    var needNodes: [Int32]
    var offerNodes: [Int32]
    /// By node: the need, or the complement of the offer.
    var owners: [Int32]
    var peak: Int
    var totalDemand: Int
    var totalCapacity: Int

    /// Takes over a solution after checking it.
    /// - Throws: a `Flaw` when the solution is not the optimum of the market.
    public convenience init(_ market: Market, _ solution: Solution) throws(Flaw) {
        try Verifier(of: market).verify(solution)
        let engine = makeEngine(market, weights: solution.certificate.weights)
        engine.load(solution, of: market)
        self.init(settled: engine, of: market, weights: solution.certificate.weights, goal: solution.goal)
    }

    init(settled engine: any Engine, of market: Market, weights: Weights, goal: Goal) {
        self.engine = engine
        self.weights = weights
        self.goal = goal
        needNodes = Array(0..<Int32(market.needCount))
        offerNodes = (0..<market.offerCount).map { Int32(market.needCount + $0) }
        owners = needNodes + (0..<Int32(market.offerCount)).map { ~$0 }
        peak = market.peak
        totalDemand = market.demands.reduce(0, +)
        totalCapacity = market.capacities.reduce(0, +)
    }

    public var needCount: Int { needNodes.count }
    public var offerCount: Int { offerNodes.count }

    public func demand(of need: Int) throws(MarketProblem) -> Int { try engine.amount(of: node(need: need)) }
    public func capacity(of offer: Int) throws(MarketProblem) -> Int { try engine.amount(of: node(offer: offer)) }
    /// What the position of a need is worth, in the unit of the certificate's weights.
    func price(ofNeed need: Int) throws(MarketProblem) -> Int128 { try engine.price(of: node(need: need)) }
    /// Units of a need that wait.
    public func waiting(of need: Int) throws(MarketProblem) -> Int { try engine.free(of: node(need: need)) }
    /// Units of an offer that nobody uses.
    public func spare(of offer: Int) throws(MarketProblem) -> Int { try engine.free(of: node(offer: offer)) }

    func node(need: Int) throws(MarketProblem) -> Int32 {
        guard needNodes.indices.contains(need) else { throw .unknownNeed(need) }
        return needNodes[need]
    }

    func node(offer: Int) throws(MarketProblem) -> Int32 {
        guard offerNodes.indices.contains(offer) else { throw .unknownOffer(offer) }
        return offerNodes[offer]
    }

    /// The columns of a pair; a pair that was never listed has none.
    func columns(_ need: Int, _ offer: Int) throws(MarketProblem) -> Columns {
        let (from, to) = (try node(need: need), try node(offer: offer))
        var found = Columns()
        for arc in engine.arcs(of: from) {
            let state = engine.state(of: arc)
            guard state.offer == to else { continue }
            if isPinned(state) { found.pinned = arc } else { found.plain = arc }
        }
        return found
    }

    func isPinned(_ state: ArcState) -> Bool {
        weights.pinned > 0 && state.weight > weights.pinned / 2
    }
}

/// The arcs of one pair: its pinned units and the rest.
struct Columns {
    var plain: Int32?
    var pinned: Int32?
}
