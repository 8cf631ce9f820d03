import Optimization

/// Who goes where in a market in which households of several sizes share places counted in people: the best that was found, and
/// what no choice passes.
///
/// As a flow the market takes households for equal. What is best there is worth as much as any choice can be, and where
/// everyone has room in it there is nothing to plan. Else what does not fit is mended in two ways, and the part of the market about
/// the places is searched by branch and bound (`SizedMarket`), while the rest stays; the best of these is kept.
struct RoomPlan: Sendable, Equatable {
    /// Sorted by need.
    let assignments: [Assignment]
    let standing: Standing
    /// In the unit of the certificate's weights.
    let value: Int128, bound: Int128
    /// Needs of the part on which the places depend, and that does not depend on the rest; nil where there is no such small part.
    let part: Set<Int>?

    /// Whether no choice is better.
    var isBest: Bool { value == bound }

    /// Nil where everyone has room in the best choice as it is.
    /// - Parameters:
    ///   - needs: how many the part that is searched may have beyond those who seek such places.
    ///   - isCancelled: whether to stop; then it throws `MarketProblem.cancelled`.
    init?(_ market: Market, _ best: Solution, _ rooms: Rooms, searching needs: Int = RoomPart.most, isCancelled: @escaping () -> Bool = { false }) throws {
        guard !rooms.hold(best.assignments) else { return nil }
        let worth = PairWorth(market, best), most = worth.value(of: best.standing)
        let mending = RoomMending(market, rooms, worth)
        var found: [Assignment] = [], value = Int128(-1), bound = min(most, try Self.most(market, best, rooms, isCancelled) ?? most)
        for mended in [mending.mend(best.assignments), mending.fill(best.assignments)] {
            let other = worth.value(of: try Standing(of: mended, in: market))
            if other > value { (found, value) = (mended, other) }
        }
        let part = RoomPart(market, rooms, most: needs)
        if value < bound, let searched = try part.search(market, rooms, best, worth, isCancelled) {
            let other = worth.value(of: try Standing(of: searched.assignments, in: market))
            if other > value { (found, value) = (searched.assignments, other) }
            bound = min(bound, searched.bound ?? bound)
        }
        assignments = found
        standing = try Standing(of: found, in: market)
        (self.value, self.bound) = (value, bound)
        self.part = part.isClosed ? Set(part.needs) : nil
    }

    /// What no choice passes by the number of those helped: no more of those who seek such places than fit into all of them
    /// together, the smallest first, and than others could take; of whoever seeks something else as many as if nobody else were there.
    ///
    /// - Returns: nil where the number of those helped does not come first.
    private static func most(_ market: Market, _ best: Solution, _ rooms: Rooms, _ isCancelled: @escaping () -> Bool) throws -> Int128? {
        guard best.goal == .mostServedThenScore, market.pins.isEmpty else { return nil }
        let scores = market.demands.indices.map { market.pairs(of: $0).map(\.score) }
        guard scores.joined().allSatisfy({ $0 >= 0 }) else { return nil }
        let seeking = rooms.seeking(in: market), others = Set(market.demands.indices).subtracting(seeking).sorted()
        let givers = Set(seeking.flatMap { market.pairs(of: $0).map(\.offer) }).subtracting(rooms.places.keys)
        let together = rooms.places.values.reduce(Room(all: 0, children: 0, adults: 0, seniors: 0)) { $0.beside($1) }
        let inside = together.most(of: seeking.compactMap { rooms.households[$0] }) + givers.reduce(0) { $0 + market.capacities[$1] }
        let served = min(best.served, try market.most(of: others, isCancelled: isCancelled) + min(inside, try market.most(of: seeking, isCancelled: isCancelled)))
        return Int128(served) * best.certificate.weights.served + Int128(scores.map { $0.max() ?? 0 }.sorted(by: >).prefix(served).reduce(0, +))
    }
}

/// What each pair is worth by the goal of a solution, in the unit of its certificate.
struct PairWorth {
    let weights: Weights
    let goal: Goal
    private let pins: Set<Pin>

    init(_ market: Market, _ best: Solution) {
        (weights, goal) = (best.certificate.weights, best.goal)
        pins = Set(market.pins.map { Pin(need: $0.need, offer: $0.offer) })
    }

    func isPinned(_ pair: Optimization.Pair) -> Bool { !pins.isEmpty && pins.contains(Pin(need: pair.need, offer: pair.offer)) }

    func callAsFunction(_ pair: Optimization.Pair) -> Int128 { Int128(pair.score) + weights.served + (isPinned(pair) ? weights.pinned : 0) }

    func value(of standing: Standing) -> Int128 { weights.value(of: standing) }
}

/// Lets those go for whom there is no room, and lets in who still fits.
struct RoomMending {
    private let market: Market
    private let rooms: Rooms
    private let worth: PairWorth
    private var left: [Int]
    private var room: [Int: Room]
    /// By need.
    private var chosen: [Int: Int] = [:]

    init(_ market: Market, _ rooms: Rooms, _ worth: PairWorth) {
        (self.market, self.rooms, self.worth) = (market, rooms, worth)
        (left, room) = (market.capacities, rooms.places)
    }

    /// Those worth most stay first; whoever then waits takes the best that is left, again those worth most first.
    func mend(_ assignments: [Assignment]) -> [Assignment] {
        var mending = self
        for pair in sorted(assignments.compactMap { market.pair($0.need, $0.offer) }) { mending.take(pair) }
        return mending.completed()
    }

    private func completed() -> [Assignment] {
        var mending = self
        let waiting = market.demands.indices.filter { chosen[$0] == nil }.flatMap { market.pairs(of: $0) }
        for pair in sorted(waiting) where mending.chosen[pair.need] == nil { mending.take(pair) }
        return mending.chosen.sorted { $0.key < $1.key }.map { Assignment(need: $0.key, offer: $0.value, units: 1) }
    }

    /// Fills the places with the smallest households first, as more have room then; whoever seeks no such place keeps what they have.
    func fill(_ assignments: [Assignment]) -> [Assignment] {
        var mending = self
        let seeking = Set(rooms.seeking(in: market))
        for item in assignments where !seeking.contains(item.need) { mending.take(Optimization.Pair(need: item.need, offer: item.offer, score: 0)) }
        let pairs = sorted(seeking.flatMap { market.pairs(of: $0).filter { rooms.places[$0.offer] != nil } }).enumerated().map { place, pair in
            let household = rooms.households[pair.need] ?? Headcount()
            return (order: (worth.isPinned(pair) ? 0 : 1, household.all, household.children, place), pair: pair)
        }
        for (_, pair) in pairs.sorted(by: { $0.order < $1.order }) where mending.chosen[pair.need] == nil { mending.take(pair) }
        return mending.completed()
    }

    private func sorted(_ pairs: [Optimization.Pair]) -> [Optimization.Pair] {
        pairs.map { (pair: $0, worth: worth($0)) }.sorted { ($1.worth, $0.pair.need, $0.pair.offer) < ($0.worth, $1.pair.need, $1.pair.offer) }.map(\.pair)
    }

    private mutating func take(_ pair: Optimization.Pair) {
        guard left[pair.offer] > 0 else { return }
        if let free = room[pair.offer] {
            let household = rooms.households[pair.need] ?? Headcount()
            guard free.holds(household) else { return }
            room[pair.offer] = free.less(household)
        }
        left[pair.offer] -= 1
        chosen[pair.need] = pair.offer
    }
}
