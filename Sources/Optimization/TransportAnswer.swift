extension TransportText {
    /// A flow on one arc, by node numbers.
    public struct Flow: Sendable, Hashable {
        public let source: Int
        public let target: Int
        public let units: Int
    }

    /// A solution in the terms of the text.
    public struct Answer: Sendable {
        public let cost: Int
        /// By source, then target.
        public let flows: [Flow]
        /// By node number: for every arc with room, cost + price(source) - price(target) is at least zero, and at most
        /// zero where it carries more than its lower bound.
        public let prices: [(node: Int, price: Int128)]
        public let solution: Solution
    }

    /// The least cost, or nil when not everything can be shipped.
    public func solve(isCancelled: @escaping () -> Bool = { false }) throws(MarketProblem) -> Answer? {
        try answer(market.solve(for: goal, isCancelled: isCancelled))
    }

    /// A solution of the market in the terms of the text; nil when not everything is shipped.
    /// - Throws: `tooLarge` when the cost is beyond a whole word.
    public func answer(_ solution: Solution) throws(MarketProblem) -> Answer? {
        guard solution.served >= least else { return nil }
        var writer = AnswerWriter(self, solution)
        writer.write()
        guard let cost = Int(exactly: writer.cost) else { throw .tooLarge }
        return Answer(cost: cost, flows: writer.flows, prices: prices(solution.certificate), solution: solution)
    }

    private func prices(_ certificate: Certificate) -> [(node: Int, price: Int128)] {
        let served = goal == .score ? 0 : certificate.weights.served
        var prices: [(node: Int, price: Int128)] = []
        prices.reserveCapacity(sources.count + targets.count + 2)
        // With targets to be filled it is they who earn the weight of being served.
        let ofSource = waiting == nil ? served : 0, ofTarget = waiting == nil ? 0 : served
        for (need, node) in sources.enumerated() {
            prices.append((node, certificate.needPrices[need] - ofSource - Int128(waiting?.costs[need] ?? 0)))
        }
        for (offer, node) in targets.enumerated() {
            prices.append((node, ofTarget + Int128(idle?.costs[offer] ?? 0) - certificate.offerPrices[offer] - Int128(idle == nil ? 0 : between)))
        }
        if let idle { prices.append((idle.node, Int128(-between))) }
        if let waiting { prices.append((waiting.node, 0)) }
        return prices.sorted { $0.node < $1.node }
    }
}

/// Writes the flows of a solution out, the fillers' among them, in order.
private struct AnswerWriter {
    private let text: TransportText
    private let solution: Solution
    private(set) var flows: [TransportText.Flow] = []
    private(set) var cost: Int128 = 0
    private var empty: [Int]

    init(_ text: TransportText, _ solution: Solution) {
        self.text = text
        self.solution = solution
        empty = text.market.capacities
        for item in solution.assignments { empty[item.offer] -= item.units }
        flows.reserveCapacity(solution.assignments.count + text.sources.count + text.targets.count + 1)
    }

    mutating func write() {
        var next = 0, isIdleDone = text.idle == nil
        for need in text.sources.indices {
            if !isIdleDone, let idle = text.idle, idle.node < text.sources[need] {
                fill(from: idle)
                isIdleDone = true
            }
            let first = flows.count, start = next
            while next < solution.assignments.count, solution.assignments[next].need == need { next += 1 }
            ship(need, solution.assignments[start..<next])
            if flows.count - first > 1 { flows[first...].sort { $0.target < $1.target } }
        }
        if !isIdleDone, let idle = text.idle { fill(from: idle) }
        if !text.fixed.isEmpty { addFixed() }
    }

    private mutating func ship(_ need: Int, _ items: ArraySlice<Assignment>) {
        var left = text.market.demands[need]
        let lost = text.waiting?.costs[need] ?? 0
        for item in items {
            left -= item.units
            let score = text.market.pair(need, item.offer)?.score ?? 0
            let price = lost + (text.idle?.costs[item.offer] ?? 0) - text.between - score
            note(text.sources[need], text.targets[item.offer], item.units, at: price)
        }
        if let waiting = text.waiting, left > 0 { note(text.sources[need], waiting.node, left, at: lost) }
    }

    private mutating func fill(from idle: TransportText.Filler) {
        let first = flows.count
        var left = idle.amount
        for offer in text.targets.indices where empty[offer] > 0 {
            left -= empty[offer]
            note(idle.node, text.targets[offer], empty[offer], at: idle.costs[offer])
        }
        if let waiting = text.waiting, left > 0 { note(idle.node, waiting.node, left, at: text.between) }
        flows[first...].sort { $0.target < $1.target }
    }

    private mutating func note(_ source: Int, _ target: Int, _ units: Int, at price: Int) {
        flows.append(TransportText.Flow(source: source, target: target, units: units))
        cost += Int128(units) * Int128(price)
    }

    /// What lower bounds hold is on top of what was found.
    private mutating func addFixed() {
        var units: [Ledger.Seat: Int] = [:]
        for flow in flows { units[Ledger.Seat(need: flow.source, offer: flow.target)] = flow.units }
        for (seat, more) in text.fixed {
            let (need, offer) = (seat.need, seat.offer)
            units[Ledger.Seat(need: text.sources[need], offer: text.targets[offer]), default: 0] += more
            cost -= Int128(more) * Int128(text.market.pair(need, offer)?.score ?? 0)
        }
        flows = units.map { TransportText.Flow(source: $0.need, target: $0.offer, units: $1) }
            .sorted { ($0.source, $0.target) < ($1.source, $1.target) }
    }
}
