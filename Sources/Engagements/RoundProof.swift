import Optimization

/// What a round came to and what proves it, in numbers alone: places of needs and offers in its market, and nobody's id.
///
/// It stands by itself: with it the totals and the certificate can be checked though nobody concerned is known any more.
struct RoundProof: Sendable, Equatable {
    /// Of a market in which every need asks for one unit.
    let capacities: [Int]
    let solution: Solution
    /// The score of each assignment, in their order.
    let scores: [Int]
    /// By need: what its preferred pairs earn beyond the prices; only where there is something.
    let gains: [Int: Int128]
    /// How many of the capacities are of givers; behind them stand places to wait. Nil where it was not written down yet.
    let givers: Int?
    /// Nil where no place is counted in people.
    let rooms: RoomProof?

    /// Who goes where.
    private var chosen: [Assignment] { rooms?.found?.assignments ?? solution.assignments }

    /// How many needs are helped; nil where it is not written down who gives.
    var helped: Int? { givers.map { givers in chosen.count { $0.offer < givers } } }

    init(_ market: Market, _ solution: Solution, givers: Int?, rooms: Rooms = .none, plan: RoomPlan? = nil) {
        (self.givers, self.rooms) = (givers, RoomProof(market, rooms, plan))
        (capacities, self.solution) = (market.capacities, solution)
        scores = solution.assignments.map { market.pair($0.need, $0.offer)?.score ?? 0 }
        gains = Self.gains(market, solution.certificate)
    }

    private static func gains(_ market: Market, _ certificate: Certificate) -> [Int: Int128] {
        let weights = certificate.weights
        return market.pins.reduce(into: [:]) { gains, pin in
            let earned = Int128(market.pair(pin.need, pin.offer)?.score ?? 0) + weights.served + weights.pinned
            let needPrice = certificate.needPrices[pin.need], offerPrice = certificate.offerPrices[pin.offer]
            // Compared before anything is taken away, which prices from elsewhere might make too large.
            guard earned > needPrice, earned - needPrice > offerPrice else { return }
            gains[pin.need, default: 0] += (earned - needPrice - offerPrice) * Int128(pin.units)
        }
    }

    /// What is still known of the market: the pairs of each need whose record opens.
    func market(_ records: [Int: RoundRecord]) throws -> Market {
        var builder = MarketBuilder(demands: Array(repeating: 1, count: solution.certificate.needPrices.count), capacities: capacities), pins: [Pin] = []
        for (need, record) in records.sorted(by: { $0.key < $1.key }) {
            for pair in record.pairs {
                try builder.add(need: need, offer: pair.offer, score: pair.score)
                if pair.isPinned { pins.append(Pin(need: need, offer: pair.offer)) }
            }
        }
        return try builder.market(pins: pins)
    }

    /// Whether this is the best choice there is, where nothing of the market is gone: every number of it is checked.
    func isBest(in market: Market) -> Bool {
        isAllowed(solution.assignments, scores, in: market, []) && (try? Verifier(of: market).verify(solution)) != nil && gains == Self.gains(market, solution.certificate)
    }

    /// Whether the totals are true and the prices prove them, of what is known and of what is gone alike.
    ///
    /// Weak duality: no choice is worth more than the prices of all places together, and this one is worth as much.
    func isProved(in market: Market, gone: Set<Int>) -> Bool {
        let certificate = solution.certificate, standing = solution.standing
        guard certificate.offerPrices.count == capacities.count, isAllowed(solution.assignments, scores, in: market, gone) else { return false }
        let allPrices = certificate.needPrices + certificate.offerPrices
        guard allPrices.allSatisfy({ $0 >= 0 }), let known = try? Verifier(of: market).bound(by: certificate) else { return false }
        let bound = gone.reduce(known) { $0 &+ (gains[$1] ?? 0) }
        return standing.served == solution.assignments.count && standing.score == scores.reduce(0, &+) && bound == certificate.weights.value(of: standing)
    }

    /// How near the choice is to the best by the prices alone, which hold also of whom nothing is known any more.
    var nearness: Replay.Verdict {
        let weights = solution.certificate.weights, best = solution.standing
        guard let found = rooms?.found, weights.value(of: found.standing) < weights.value(of: best) else { return .proved }
        // In needs it can be told where nothing comes before how many are helped, and no place is one to wait.
        let isTold = solution.goal == .mostServedThenScore && best.pinned == 0 && givers == capacities.count && scores.allSatisfy { $0 >= 0 }
        return .within(isTold ? best.served - found.standing.served : nil)
    }

    private func isAllowed(_ assignments: [Assignment], _ scores: [Int], in market: Market, _ gone: Set<Int>) -> Bool {
        var free = capacities, before = -1
        for (item, score) in zip(assignments, scores) {
            guard item.units == 1, item.need > before, market.demands.indices.contains(item.need), free.indices.contains(item.offer), free[item.offer] > 0
            else { return false }
            guard gone.contains(item.need) || market.pair(item.need, item.offer)?.score == score else { return false }
            free[item.offer] -= 1
            before = item.need
        }
        return scores.count == assignments.count
    }

    /// Whether in the choice everyone who is known has room, and what was found instead of the solution is allowed, its sums are true
    /// and it is worth no more than its bound, nor that more than the solution.
    func hasRoom(in market: Market, _ households: [Int: Headcount], gone: Set<Int>) -> Bool {
        guard let rooms else { return true }
        guard Rooms(places: rooms.places, households: households).hold(chosen) else { return false }
        guard let found = rooms.found else { return true }
        let weights = solution.certificate.weights
        guard isAllowed(found.assignments, found.scores, in: market, gone), found.standing.served == found.assignments.count,
              found.standing.score == found.scores.reduce(0, &+), gone.isEmpty ? (try? Standing(of: found.assignments, in: market)) == found.standing : true
        else { return false }
        return weights.value(of: found.standing) <= found.bound && found.bound <= weights.value(of: solution.standing)
    }
}

extension RoundProof {
    init(_ round: Round) { self.init(round.market, round.solution, givers: round.givers, rooms: round.rooms, plan: round.plan) }
}

/// What a round knew of one need: its place in the market and the pairs that no rule kept apart. Kept under the person's key.
struct RoundRecord: Sendable, Equatable {
    struct Pair: Sendable, Equatable {
        let offer: Int, score: Int
        /// Whether the coordinator preferred it.
        let isPinned: Bool
    }
    let need: Int
    /// How many people it was for, where a place counted in people could be theirs.
    var household: Headcount? = nil
    let pairs: [Pair]

    static func all(_ market: Market, _ rooms: Rooms = .none) -> [RoundRecord] {
        var pins = Set<[Int]>()
        for pin in market.pins { pins.insert([pin.need, pin.offer]) }
        return market.demands.indices.map { need in
            RoundRecord(need: need, household: rooms.households[need], pairs: market.pairs(of: need).map {
                Pair(offer: $0.offer, score: $0.score, isPinned: !pins.isEmpty && pins.contains([need, $0.offer]))
            })
        }
    }
}
