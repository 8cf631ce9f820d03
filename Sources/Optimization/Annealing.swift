/// Families moved by chance, with less and less loss accepted; meanwhile places may be overfull, at a price that rises
/// while they are.
///
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) that oscillates about what places hold, as Díaz and
/// Fernández's search for the generalized assignment problem (2001) does. Families are drawn to places that suit them at
/// the prices of the linear program, and push one out that was there: short ejection chains (Glover 1996), as Yagiura,
/// Ibaraki and Glover (2004) use them for this problem. The same steps give the same packing.
struct Annealing: ~Copyable {
    private let market: SizedMarket
    private let options: Buffer<Option>
    /// By option and dimension.
    private let sizes: Buffer<Int>
    /// The options of each family, those that suit it best first, in the windows of the market.
    private let ranked: Buffer<Int32>
    private let table: Buffer<Int32>
    private var load: Load
    /// By family: an option, or -1.
    private let chosen: Buffer<Int32>
    private var guests: Guests
    private var worth = 0
    private var chance = Chance(7)
    /// A loss that is usual: how much worse than the best place the third is, on average.
    private let usualLoss: Double
    private var temperature = 0.0
    private var cooling = 1.0
    private var cycleEnd = 0
    private var cycleLength: Int
    private var moves = 0
    private(set) var bestWorth = 0
    private let best: Buffer<Int32>

    private struct Option: BitwiseCopyable {
        let place: Int32
        let worth: Int
    }

    /// - Parameter prices: of a unit by place and dimension, in the scale of `CapacityBound`.
    init(_ packing: Packing, prices: [[Int]]) {
        let market = packing.market, places = market.capacities.count
        // Without a table, where it would be large or there is nothing to move, it does nothing.
        let hasTable = market.familyCount > 1 && places > 1 && market.familyCount * places < 20_000_000
        table = Self.table(of: market, count: hasTable ? market.familyCount * places : 0)
        options = Buffer(market.options.map { Option(place: Int32($0.place), worth: $0.worth) })
        sizes = Buffer(market.options.flatMap(\.sizes))
        chosen = Buffer(packing.chosen.map { Int32($0) })
        best = Buffer(packing.chosen.map { Int32($0) })
        (worth, bestWorth) = (packing.worth, packing.worth)
        guests = Guests(families: hasTable ? market.familyCount : 0, places: places)
        if hasTable {
            for family in 0..<chosen.count where chosen[family] >= 0 { guests.add(family, to: Int(options[chosen[family]].place)) }
        }
        let ranking = Ranking(market, prices: prices)
        ranked = Buffer(ranking.ranked)
        usualLoss = ranking.usualLoss
        load = Load(packing, prices: prices)
        self.market = market
        cycleLength = 10_000 * market.familyCount
    }

    private static func table(of market: SizedMarket, count: Int) -> Buffer<Int32> {
        let table = Buffer<Int32>(repeating: -1, count: count)
        guard count > 0 else { return table }
        for (number, option) in market.options.enumerated() { table[option.family * market.capacities.count + option.place] = Int32(number) }
        return table
    }

    /// The best packing met.
    var packing: Packing {
        var packing = Packing(market)
        for family in 0..<best.count where best[family] >= 0 { packing.place(Int(best[family])) }
        return packing
    }

    mutating func run(moves count: Int, shouldStop: () -> Bool) {
        guard table.count > 0 else { return }
        for _ in 0..<count {
            if moves & 255 == 0 {
                load.adaptPrices()
                if moves & 4095 == 0, shouldStop() { return }
                if moves >= cycleEnd { startCycle() }
                temperature *= cooling
            }
            moves += 1
            move()
            if load.excess == 0, worth > bestWorth { keep() }
        }
    }

    /// Each cycle cools twice as slowly as the one before.
    private mutating func startCycle() {
        cycleEnd = moves + cycleLength
        temperature = usualLoss
        // The temperature falls to a fiftieth, in as many steps as the prices are adapted.
        cooling = Self.root(of: 0.02, cycleLength / 256)
        cycleLength *= 2
    }

    /// The number whose power is `value`, by halving: good for many steps.
    private static func root(of value: Double, _ steps: Int) -> Double {
        var low = 0.0, high = 1.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            var power = 1.0, base = middle, left = max(1, steps)
            while left > 0 {
                if left & 1 == 1 { power *= base }
                base *= base
                left >>= 1
            }
            if power < value { low = middle } else { high = middle }
        }
        return high
    }

    private mutating func keep() {
        bestWorth = worth
        best.base.update(from: chosen.base, count: best.count)
    }

    /// Loss that is accepted now: by an exponential law, whose logarithm is read from the leading bits of chance.
    private mutating func allowedLoss() -> Double {
        let bits = UInt64(chance.below(1 << 62)) << 2 | 1, zeros = bits.leadingZeroBitCount
        let rest = Double((bits << UInt64(zeros + 1)) >> 12) / Double(1 << 52)
        return temperature * 0.6931 * (Double(zeros) + 1 - rest)
    }

    /// A family goes to another place; mostly, one that is there leaves: to where the first was, or to a place that suits it.
    private mutating func move() {
        let family = chance.below(market.familyCount), old = chosen[family], new = drawn(for: family)
        guard new >= 0, new != old else { return }
        let kind = chance.below(4), target = Int(options[new].place)
        guard kind > 0, let other = guests.one(at: target, &chance) else {
            if set(family, new) < -allowedLoss() { set(family, old) }
            return
        }
        let there = chosen[other]
        let next = kind == 1 || old < 0 ? drawn(for: other) : table[other * market.capacities.count + Int(options[old].place)]
        guard next >= 0 || old < 0, next != there else { return }
        let gain = set(family, new) + set(other, next)
        if gain < -allowedLoss() {
            set(other, there)
            set(family, old)
        }
    }

    /// An option of a family, the likelier the better it suits; -1 when it has none.
    private mutating func drawn(for family: Int) -> Int32 {
        let first = market.starts[family], count = market.starts[family + 1] - first
        guard count > 0 else { return -1 }
        var rank = count - 1
        for _ in 0..<3 { rank = chance.below(rank + 1) }
        return ranked[first + rank]
    }

    /// What it gains when a family takes an option (or -1): worth, less what excess costs more.
    @discardableResult
    private mutating func set(_ family: Int, _ option: Int32) -> Double {
        let old = chosen[family], dimensions = market.dimensions
        var cost = 0.0
        if old >= 0 {
            worth -= options[old].worth
            guests.remove(family, from: Int(options[old].place))
            cost += load.change(Int(options[old].place), sizes.base + Int(old) * dimensions, by: 1)
        }
        if option >= 0 {
            worth += options[option].worth
            guests.add(family, to: Int(options[option].place))
            cost += load.change(Int(options[option].place), sizes.base + Int(option) * dimensions, by: -1)
        }
        chosen[family] = option
        return Double((option < 0 ? 0 : options[option].worth) - (old < 0 ? 0 : options[old].worth)) - cost
    }
}
