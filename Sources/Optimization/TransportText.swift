/// A transportation or assignment problem as written in the DIMACS formats `.min` and `.asn`: what leaves each source
/// must reach the targets at the least total cost.
///
/// Formats after the first DIMACS implementation challenge (1990-1991).
public struct TransportText: Sendable {
    /// Needs are sources, offers are targets, scores are costs turned around.
    public let market: Market
    /// The node number of each need.
    public let sources: [Int]
    /// The node number of each offer.
    public let targets: [Int]
    /// What the lower bounds of arcs fix: already taken out of the market.
    let fixed: [Ledger.Seat: Int]
    let fixedCost: Int

    /// - Throws: a `TextProblem` with the line.
    public init(_ text: String) throws(TextProblem) {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(TextProblem) in try TransportText(bytes) }
        }
        self = try result.get()
    }

    /// The same from bytes of UTF-8, as a large file is read.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) throws(TextProblem) {
        var parser = TransportParser(bytes)
        self = try parser.parse()
    }

    init(market: Market, sources: [Int], targets: [Int], fixed: [Ledger.Seat: Int], fixedCost: Int) {
        self.market = market
        self.sources = sources
        self.targets = targets
        self.fixed = fixed
        self.fixedCost = fixedCost
    }

    /// A flow on one arc, by node numbers.
    public struct Flow: Sendable, Hashable {
        public let source: Int
        public let target: Int
        public let units: Int
    }

    /// A solution in the terms of the text.
    public struct Answer: Sendable {
        public let cost: Int
        public let flows: [Flow]
        /// By node number: for every arc with room, cost + price(source) - price(target) is at least zero, and at most
        /// zero where it carries more than its lower bound.
        public let prices: [(node: Int, price: Int128)]
        public let solution: Solution
    }

    /// The least cost, or nil when not everything can be shipped.
    public func solve(isCancelled: () -> Bool = { false }) throws(MarketProblem) -> Answer? {
        let solution = try market.solve(for: .mostServedThenScore, isCancelled: isCancelled)
        return answer(solution)
    }

    /// A solution of the market in the terms of the text; nil when not everything is shipped.
    public func answer(_ solution: Solution) -> Answer? {
        guard solution.served == market.demands.reduce(0, +) else { return nil }
        var units = fixed
        for item in solution.assignments { units[Ledger.Seat(need: item.need, offer: item.offer), default: 0] += item.units }
        let flows = units.map { Flow(source: sources[$0.need], target: targets[$0.offer], units: $1) }
        let served = solution.certificate.weights.served
        let prices = zip(sources, solution.certificate.needPrices).map { ($0, $1 - served) }
            + zip(targets, solution.certificate.offerPrices).map { ($0, -$1) }
        return Answer(
            cost: fixedCost - solution.score, flows: flows.sorted { ($0.source, $0.target) < ($1.source, $1.target) },
            prices: prices.map { (node: $0.0, price: $0.1) }.sorted { $0.node < $1.node }, solution: solution)
    }
}
