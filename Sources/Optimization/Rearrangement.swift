/// A few places emptied and filled again as well as can be, exactly, over and over: a neighbourhood of exponential size
/// (Ahuja, Ergun, Orlin and Punnen 2002), searched from two halves that are joined in the middle (Horowitz and Sahni 1974).
///
/// By the prices of the linear program, what a placement lacks to the bound is a sum of losses: of each family, against
/// its best option at these prices, and of room that has a price and is not used. So a better way to fill a few places
/// must keep to what those lose now, which leaves few ways. The same steps give the same placement.
struct Rearrangement: ~Copyable {
    private let table: LossTable
    /// By family: an option, or -1.
    private let chosen: Buffer<Int32>
    /// By place and dimension.
    private let left: Buffer<Int>
    /// By place: how many families are there.
    private let guests: Buffer<Int>
    private(set) var worth: Int
    private var chance = Chance(11)
    private var part: PlacePart
    private var halves: TwoHalves
    /// How many families are moved at a time: all at some places, or some at more places.
    private var whole = Width()
    private var some = Width()

    /// - Parameter prices: of a unit by place and dimension, in the scale of `CapacityBound`.
    init(_ packing: Packing, prices: [[Int]]) {
        table = LossTable(packing.market, prices: prices)
        chosen = Buffer(packing.chosen.map { Int32($0) })
        left = Buffer(packing.left.flatMap(\.self))
        worth = packing.worth
        guests = Buffer(repeating: 0, count: packing.market.capacities.count)
        for family in 0..<chosen.count where chosen[family] >= 0 { guests[table.placeOf[chosen[family]]] += 1 }
        part = PlacePart(packing.market)
        halves = TwoHalves()
    }

    var packing: Packing {
        var packing = Packing(table.market)
        for family in 0..<chosen.count where chosen[family] >= 0 { packing.place(Int(chosen[family])) }
        return packing
    }

    /// Takes over a placement that was found elsewhere.
    mutating func restart(from packing: Packing) {
        for family in 0..<chosen.count { take(family, Int32(packing.chosen[family])) }
    }

    /// - Parameter effort: in additions, roughly; a part that is begun is finished.
    /// - Returns: the effort that it took.
    mutating func run(effort: Int, shouldStop: () -> Bool) -> Int {
        let places = table.market.capacities.count
        guard places > 1, table.dimensions > 0 else { return 0 }
        var spent = 0
        while spent < effort, !shouldStop() {
            let isWhole = chance.below(2) == 0
            part.draw(families: isWhole ? whole.families : some.families, isWhole: isWhole, guests: guests, &chance)
            part.gather(isWhole ? .max : some.families, table, chosen, left, &chance)
            spent += 32 * chosen.count
            let wasEasy = search(&spent)
            if isWhole { whole.adapt(wasEasy) } else { some.adapt(wasEasy) }
        }
        return spent
    }

    /// Looks for a way that loses much less first, then allows more, until one is better or all that are as good were seen.
    ///
    /// - Returns: false when there were too many ways.
    private mutating func search(_ spent: inout Int) -> Bool {
        let most = part.loss
        var budget = most / 4
        while true {
            budget = min(budget, most)
            defer { budget += budget / 4 + 1 }
            guard part.restrict(to: budget, table, &chance) else {
                spent += 64 * part.families.count
                if budget == most { return true }
                continue
            }
            let isFilled = halves.fill(part, budget, table)
            spent += halves.effort + 64 * part.families.count
            guard isFilled else { return false }
            let found = halves.join(part, budget, table, &chance)
            spent += halves.effort
            if found { apply() }
            if found || budget == most || !halves.isWhole { return halves.isWhole }
        }
    }

    private mutating func apply() {
        for family in part.families { take(Int(family), -1) }
        for option in part.settled where option >= 0 { take(table.family(of: option), option) }
        for option in halves.found where option >= 0 { take(table.family(of: option), option) }
    }

    private mutating func take(_ family: Int, _ option: Int32) {
        change(chosen[family], by: 1)
        change(option, by: -1)
        chosen[family] = option
    }

    private mutating func change(_ option: Int32, by sign: Int) {
        guard option >= 0 else { return }
        worth -= sign * table.worths[option]
        guests[table.placeOf[option]] -= sign
        let first = Int(table.placeOf[option]) * table.dimensions
        for dimension in 0..<table.dimensions { left[first + dimension] += sign * table.size(option, dimension) }
    }
}

/// How many families can be moved at a time, by how easy that was lately.
private struct Width {
    private(set) var families = 12
    private var ease = 0

    mutating func adapt(_ wasEasy: Bool) {
        ease += wasEasy ? 1 : -2
        guard abs(ease) > 4 else { return }
        families = max(4, families + ease.signum())
        ease = 0
    }
}

/// What each option loses at given prices against the best of its family, and what it takes.
struct LossTable: ~Copyable {
    let market: SizedMarket
    let dimensions: Int
    let worths: Buffer<Int>
    /// By option and dimension.
    let sizes: Buffer<Int32>
    /// By option, in the scale of `CapacityBound`.
    let losses: Buffer<Int>
    /// The options of each family, those that lose least first, in the windows of the market.
    let ranked: Buffer<Int32>
    /// By family: what it loses when it goes nowhere.
    let waiting: Buffer<Int>
    /// By place and dimension.
    let prices: Buffer<Int>
    /// By option.
    let placeOf: Buffer<Int32>
    private let families: Buffer<Int32>

    init(_ market: SizedMarket, prices given: [[Int]]) {
        self.market = market
        dimensions = market.dimensions
        worths = Buffer(market.options.map(\.worth))
        sizes = Buffer(market.options.flatMap { $0.sizes.map { Int32($0) } })
        families = Buffer(market.options.map { Int32($0.family) })
        placeOf = Buffer(market.options.map { Int32($0.place) })
        prices = Buffer(given.flatMap(\.self))
        var losses = [Int](repeating: 0, count: market.options.count), ranked: [Int32] = []
        waiting = Buffer(repeating: 0, count: market.familyCount)
        for family in 0..<market.familyCount {
            let range = market.starts[family]..<market.starts[family + 1]
            let nets = market.options[range].map { option in
                zip(option.sizes, given[option.place]).reduce(option.worth * CapacityBound.scale) { $0 - $1.0 * $1.1 }
            }
            let best = max(0, nets.max() ?? 0)
            for (option, net) in zip(range, nets) { losses[option] = best - net }
            waiting[family] = best
            ranked += range.sorted { (losses[$0], $0) < (losses[$1], $1) }.map { Int32($0) }
        }
        self.losses = Buffer(losses)
        self.ranked = Buffer(ranked)
    }

    func family(of option: Int32) -> Int { Int(families[option]) }

    func size(_ option: Int32, _ dimension: Int) -> Int { Int(sizes[Int(option) * dimensions + dimension]) }

    /// Of an option of a family, or -1 for none.
    func loss(_ family: Int, _ option: Int32) -> Int { option < 0 ? waiting[family] : losses[option] }
}
