import Optimization

/// The part of a market about the places that are counted in people.
struct RoomPart {
    let needs: [Int]
    /// Whether no giver of it serves a need outside: then what is best here does not hang on what is best there.
    let isClosed: Bool

    /// A part grows beyond those who seek such places only up to so many needs.
    static let most = 400
    /// After so many additions the search ends with what is found: counted and not timed, so that the answer is the same on any machine.
    private static let effort = 300_000_000

    init(_ market: Market, _ rooms: Rooms, most: Int = Self.most) {
        let seeking = rooms.seeking(in: market)
        var served: [Int: [Int]] = [:]
        for need in market.demands.indices { for pair in market.pairs(of: need) { served[pair.offer, default: []].append(need) } }
        // From those who seek such places to all who could take from the same givers, and on from these.
        var inside = Set(seeking), last = inside
        repeat {
            let givers = last.flatMap { need in market.pairs(of: need).map(\.offer) }.compactMap { served.removeValue(forKey: $0) }
            last = Set(givers.joined()).subtracting(inside)
            inside.formUnion(last)
        } while !last.isEmpty && inside.count <= most
        isClosed = last.isEmpty
        needs = isClosed ? inside.sorted() : seeking
    }

    /// The best choice found in the part, with what the best of all chooses outside of it.
    ///
    /// - Returns: nil where the part or its numbers are too large to search. The bound is of the whole market; nil where the part depends
    ///   on the rest, or its worth can't be told exactly.
    func search(_ market: Market, _ rooms: Rooms, _ best: Solution, _ worth: PairWorth, _ isCancelled: () -> Bool) throws -> (assignments: [Assignment], bound: Int128?)? {
        guard needs.count <= 4 * Self.most else { return nil }
        let inside = Set(needs), rest = best.assignments.filter { !inside.contains($0.need) }
        let pairs = needs.map { market.pairs(of: $0) }, scale = Scale(pairs.flatMap(\.self), worth, units: needs.count)
        let givers = Array(Set(pairs.joined().map(\.offer))).sorted(), places = Dictionary(uniqueKeysWithValues: zip(givers, givers.indices))
        var left = market.capacities
        for item in rest { left[item.offer] -= item.units }
        let ages = Headcount.Age.allCases.filter { age in rooms.places.values.contains { $0.limit(age) != nil } }
        let capacities = givers.map { giver in
            rooms.places[giver].map { room in [room.all] + ages.map { room.limit($0) ?? room.all } } ?? [left[giver]] + ages.map { _ in 0 }
        }
        let options = pairs.enumerated().flatMap { family, pairs in
            pairs.map { pair in
                // Elsewhere a household takes one place, however many they are.
                let household = rooms.places[pair.offer] == nil ? nil : rooms.households[pair.need]
                return SizedMarket.Option(
                    family: family, place: places[pair.offer] ?? 0, worth: scale.worth(of: pair),
                    sizes: [household?.all ?? 1] + ages.map { household?.count($0) ?? 0 })
            }
        }
        guard let sized = try? SizedMarket(dimensions: 1 + ages.count, families: needs.count, capacities: capacities, options: options) else { return nil }
        let found = sized.solve(effort: Self.effort, shouldStop: isCancelled)
        guard !isCancelled() else { throw MarketProblem.cancelled }
        let chosen = zip(needs, found.places).compactMap { need, place in place.map { Assignment(need: need, offer: givers[$0], units: 1) } }
        let bound = isClosed ? try scale.bound(found.bound).map { worth.value(of: try Standing(of: rest, in: market)) + $0 } : nil
        return ((rest + chosen).sorted { $0.need < $1.need }, bound)
    }
}

/// The worth of pairs in the small numbers that the search takes, in the same order as by the goal.
private struct Scale {
    private let worth: PairWorth
    private let served: Int128, pinned: Int128
    /// Bits that are left out where the numbers are too large.
    private let shift: Int
    private let isExact: Bool

    init(_ pairs: [Optimization.Pair], _ worth: PairWorth, units: Int) {
        let peak = pairs.reduce(Int128(1)) { max($0, Int128($1.score.magnitude)) }, units = Int128(units), hasPins = pairs.contains(where: worth.isPinned)
        self.worth = worth
        served = worth.goal == .score ? 0 : 2 * peak * units + 1
        pinned = hasPins ? 2 * units * (served + peak) + 1 : 0
        var shift = 0
        while (peak + served + pinned) >> shift >= 1 << 31 { shift += 1 }
        self.shift = shift
        isExact = shift == 0 && !hasPins && pairs.allSatisfy { $0.score >= 0 } && served <= worth.weights.served
    }

    func worth(of pair: Optimization.Pair) -> Int { Int((Int128(pair.score) + served + (worth.isPinned(pair) ? pinned : 0)) >> shift) }

    /// A bound of the search in the unit of the certificate; nil where it is not exact.
    ///
    /// All scores together make less than one served here, and one served here no more than there: who serves fewer than
    /// this bound stays below it.
    func bound(_ found: Int) -> Int128? {
        guard isExact else { return nil }
        guard served > 0 else { return Int128(found) }
        let units = Int128(found) / served
        return units * worth.weights.served + Int128(found) - units * served
    }
}
