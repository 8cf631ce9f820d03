/// Checks a solution against its market in one pass, knowing nothing of how it was found.
///
/// The solution is allowed, its totals are true, and its prices bound every allowed solution by the value it reaches
/// (weak duality of linear programs, computed in whole numbers). The solution may come from anyone: whatever its numbers are, it is refused
/// by a flaw and never by a sum that does not fit.
public struct Verifier: Sendable {
    private let market: Market

    public init(of market: Market) {
        self.market = market
    }

    /// The certificate when everything holds.
    /// - Throws: the first `Flaw` found.
    @discardableResult
    public func verify(_ solution: Solution) throws(Flaw) -> Certificate {
        guard Int128(market.units) * Int128(market.peak) <= Bounds.total else { throw .overflow }
        try checkAssignments(solution.assignments)
        try checkAmounts(solution.assignments)
        let standing = totals(of: solution.assignments)
        guard standing == solution.standing else {
            throw .wrongTotals(claimed: solution.standing, actual: standing)
        }
        try checkWeights(solution)
        let bound = try bound(by: solution.certificate), value = try value(of: standing, solution.certificate.weights)
        guard bound == value else {
            let (gap, hasOverflowed) = bound.subtractingReportingOverflow(value)
            throw hasOverflowed ? .overflow : .gap(gap)
        }
        return solution.certificate
    }

    private func checkAssignments(_ assignments: [Assignment]) throws(Flaw) {
        var before: Assignment?
        for item in assignments {
            if let before, (before.need, before.offer) >= (item.need, item.offer) {
                throw .outOfOrder(need: item.need, offer: item.offer)
            }
            guard let pair = market.pair(item.need, item.offer) else {
                throw .unlistedPair(need: item.need, offer: item.offer)
            }
            guard item.units > 0 else { throw .noUnits(need: item.need, offer: item.offer) }
            guard item.units <= pair.limit ?? item.units else { throw .overLimit(need: item.need, offer: item.offer) }
            before = item
        }
    }

    private func checkAmounts(_ assignments: [Assignment]) throws(Flaw) {
        var demands = market.demands, capacities = market.capacities
        for item in assignments {
            guard demands[item.need] >= item.units else { throw .overDemand(need: item.need) }
            demands[item.need] -= item.units
            guard capacities[item.offer] >= item.units else { throw .overCapacity(offer: item.offer) }
            capacities[item.offer] -= item.units
        }
    }

    private func totals(of assignments: [Assignment]) -> Standing {
        (try? Standing(of: assignments, in: market)) ?? .zero
    }

    private func value(of standing: Standing, _ weights: Weights) throws(Flaw) -> Int128 {
        var sum = Bound()
        sum.add(1, standing.score)
        sum.add(weights.served, standing.served)
        sum.add(weights.pinned, standing.pinned)
        guard !sum.hasOverflowed else { throw .overflow }
        return sum.sum
    }

    private func checkPrices(_ certificate: Certificate) throws(Flaw) {
        guard certificate.needPrices.count == market.needCount,
              certificate.offerPrices.count == market.offerCount
        else { throw .missingPrices }
        if let bad = certificate.needPrices.firstIndex(where: { $0 < 0 }) { throw .negativeNeedPrice(need: bad) }
        if let bad = certificate.offerPrices.firstIndex(where: { $0 < 0 }) { throw .negativeOfferPrice(offer: bad) }
        let weights = certificate.weights, allowed = 0...Bounds.weight
        guard allowed.contains(weights.served), allowed.contains(weights.pinned) else { throw .overflow }
    }

    private func checkWeights(_ solution: Solution) throws(Flaw) {
        try checkPrices(solution.certificate)
        let isEnough = solution.certificate.weights.suffice(
            for: solution.goal, units: market.units, peak: market.peak, pins: !market.pins.isEmpty)
        guard isEnough else { throw .weakWeights }
    }

    /// No allowed solution is worth more than this, in the unit of the certificate's weights: the value of its prices as a dual.
    /// - Throws: `missingPrices`, a negative one, `underpriced` or `overflow` when the prices bound nothing.
    public func bound(by certificate: Certificate) throws(Flaw) -> Int128 {
        try checkPrices(certificate)
        var bound = Bound()
        for (need, price) in certificate.needPrices.enumerated() { bound.add(price, market.demands[need]) }
        for (offer, price) in certificate.offerPrices.enumerated() { bound.add(price, market.capacities[offer]) }
        let found = market.pins.isEmpty ? NarrowPrices(certificate).map { addPairs($0, to: &bound) } : nil
        let underpriced = found ?? addColumns(certificate, to: &bound)
        if let pair = underpriced.pair { throw .underpriced(need: pair.need, offer: pair.offer) }
        guard !bound.hasOverflowed else { throw .overflow }
        return bound.sum
    }

    /// The first pair without limit that earns more than its prices.
    private struct Underpriced {
        var pair: Ledger.Seat?
    }

    private func addColumns(_ certificate: Certificate, to bound: inout Bound) -> Underpriced {
        var found = Underpriced()
        market.forEachColumn { need, pair, limit, isPinned in
            let offer = market.offer(at: pair), weight = certificate.weights.column(market.score(at: pair), isPinned: isPinned)
            // Compared before anything is taken away, which prices from elsewhere might make too large.
            guard weight > certificate.needPrices[need], weight - certificate.needPrices[need] > certificate.offerPrices[offer] else { return }
            let gain = weight - certificate.needPrices[need] - certificate.offerPrices[offer]
            if limit == .max, found.pair == nil { found.pair = Ledger.Seat(need: need, offer: offer) }
            bound.add(gain, Int(limit))
        }
        return found
    }

    /// The same where there are no pins and every price fits a word.
    private func addPairs(_ prices: NarrowPrices, to bound: inout Bound) -> Underpriced {
        var found = Underpriced()
        for need in 0..<market.needCount {
            let base = prices.served - prices.needs[need]
            for pair in market.range(of: need) {
                let offer = market.offer(at: pair), gain = base + market.score(at: pair) - prices.offers[offer]
                guard gain > 0 else { continue }
                if market.limit(at: pair) == .max, found.pair == nil { found.pair = Ledger.Seat(need: need, offer: offer) }
                bound.add(Int128(gain), Int(market.limit(at: pair)))
            }
        }
        return found
    }
}

/// The prices of a certificate in whole words, so small that no comparison of them overflows.
private struct NarrowPrices {
    let served: Int
    let needs: [Int]
    let offers: [Int]

    init?(_ certificate: Certificate) {
        let most = Int128(1) << 60
        guard certificate.weights.served < most, certificate.needPrices.allSatisfy({ $0 < most }),
              certificate.offerPrices.allSatisfy({ $0 < most })
        else { return nil }
        served = Int(certificate.weights.served)
        needs = certificate.needPrices.map { Int($0) }
        offers = certificate.offerPrices.map { Int($0) }
    }
}

/// A sum that notices when it no longer fits.
private struct Bound {
    var sum: Int128 = 0
    var hasOverflowed = false

    mutating func add(_ price: Int128, _ amount: Int) {
        let (product, first) = price.multipliedReportingOverflow(by: Int128(amount))
        let (total, second) = sum.addingReportingOverflow(product)
        sum = total
        hasOverflowed = hasOverflowed || first || second
    }
}
