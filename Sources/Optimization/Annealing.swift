/// Families moved and exchanged by chance, with less and less loss accepted; meanwhile places may be overfull, at a price
/// that rises while they are.
///
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) that oscillates about what places hold, as Díaz and
/// Fernández's search for the generalized assignment problem (2001) does. The same steps give the same packing.
struct Annealing: ~Copyable {
    private let market: SizedMarket
    private let dimensions: Int
    /// By family and place: the option, or -1.
    private let table: Buffer<Int32>
    private let options: Buffer<Option>
    /// By option and dimension.
    private let sizes: Buffer<Int>
    /// By place and dimension: what is left, below zero where it is overfull, and the price of a unit above.
    private let left: Buffer<Int>
    private let prices: Buffer<Double>
    private let usualPrice: Double
    /// By family: an option, or -1.
    private let chosen: Buffer<Int32>
    private var worth = 0
    /// Units by which places are overfull.
    private var excess = 0
    private var chance = Chance(7)
    private let spread: Double
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

    init(_ packing: Packing) {
        let market = packing.market, places = market.capacities.count
        // Without a table, where it would be large or there is nothing to move, it does nothing.
        let hasTable = market.familyCount > 1 && places > 1 && market.familyCount * places < 20_000_000
        table = Self.table(of: market, count: hasTable ? market.familyCount * places : 0)
        options = Buffer(market.options.map { Option(place: Int32($0.place), worth: $0.worth) })
        sizes = Buffer(market.options.flatMap(\.sizes))
        left = Buffer(packing.left.flatMap(\.self))
        chosen = Buffer(packing.chosen.map { Int32($0) })
        best = Buffer(packing.chosen.map { Int32($0) })
        (worth, bestWorth) = (packing.worth, packing.worth)
        // What a unit of size is worth, roughly, is the first price of a unit above.
        let spread = Double(max(1, market.worthSpread)), total = market.options.reduce(0) { $0 + $1.sizes.reduce(0, +) }
        let usualPrice = spread * Double(max(1, market.options.count * max(1, market.dimensions))) / Double(max(1, total))
        prices = Buffer(repeating: usualPrice, count: places * market.dimensions)
        (self.spread, self.usualPrice, self.market, dimensions) = (spread, usualPrice, market, market.dimensions)
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
                adaptPrices()
                if moves & 4095 == 0, shouldStop() { return }
                if moves >= cycleEnd { startCycle() }
                temperature *= cooling
            }
            moves += 1
            let family = chance.below(market.familyCount)
            if chance.below(3) == 0 { shift(family) } else { exchange(family, chance.below(market.familyCount)) }
            if excess == 0, worth > bestWorth { keep() }
        }
    }

    /// Each cycle cools twice as slowly as the one before.
    private mutating func startCycle() {
        cycleEnd = moves + cycleLength
        temperature = spread / 20
        // The temperature falls to a twentieth, in as many steps as the prices are adapted.
        cooling = Self.root(of: 0.05, cycleLength / 256)
        cycleLength *= 2
    }

    /// The number whose power is `value`, from the series of its logarithm: good for many steps.
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

    private mutating func adaptPrices() {
        for index in 0..<prices.count {
            let price = prices[index] * (left[index] < 0 ? 1.01 : 0.9985)
            prices[index] = min(max(price, usualPrice / 8), usualPrice * 16)
        }
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

    /// A family goes to another of its places, or nowhere.
    private mutating func shift(_ family: Int) {
        let first = market.starts[family], count = market.starts[family + 1] - first
        let drawn = chance.below(count + 1), old = chosen[family]
        let new: Int32 = drawn == count ? -1 : Int32(first + drawn)
        guard new != old else { return }
        let gain = worth(of: new) - worth(of: old)
        let cost = price(removing: old, adding: -1) + price(removing: -1, adding: new)
        if Double(gain) - cost >= -allowedLoss() { set(family, new) }
    }

    /// Two families exchange their places.
    private mutating func exchange(_ family: Int, _ other: Int) {
        let (one, two) = (chosen[family], chosen[other])
        guard one >= 0, two >= 0 else { return }
        let places = market.capacities.count, here = Int(options[one].place), there = Int(options[two].place)
        let first = table[family * places + there], second = table[other * places + here]
        guard here != there, first >= 0, second >= 0 else { return }
        let gain = worth(of: first) + worth(of: second) - worth(of: one) - worth(of: two)
        let cost = price(removing: one, adding: second) + price(removing: two, adding: first)
        guard Double(gain) - cost >= -allowedLoss() else { return }
        set(family, first)
        set(other, second)
    }

    private func worth(of option: Int32) -> Int {
        option < 0 ? 0 : options[option].worth
    }

    /// What the excess at one place costs more when one option leaves it and another enters; either may be none.
    private func price(removing old: Int32, adding new: Int32) -> Double {
        guard old >= 0 || new >= 0 else { return 0 }
        let place = Int(options[new >= 0 ? new : old].place) * dimensions
        var cost = 0.0
        for dimension in 0..<dimensions {
            let before = left[place + dimension]
            let after = before + (old < 0 ? 0 : sizes[Int(old) * dimensions + dimension]) - (new < 0 ? 0 : sizes[Int(new) * dimensions + dimension])
            cost += Double(min(0, before) - min(0, after)) * prices[place + dimension]
        }
        return cost
    }

    private mutating func set(_ family: Int, _ option: Int32) {
        let old = chosen[family]
        worth += worth(of: option) - worth(of: old)
        if old >= 0 { fill(old, 1) }
        if option >= 0 { fill(option, -1) }
        chosen[family] = option
    }

    private mutating func fill(_ option: Int32, _ sign: Int) {
        let place = Int(options[option].place) * dimensions
        for dimension in 0..<dimensions {
            let before = left[place + dimension], after = before + sign * sizes[Int(option) * dimensions + dimension]
            excess += min(0, before) - min(0, after)
            left[place + dimension] = after
        }
    }
}

extension SizedMarket {
    /// How far apart the worths of one family's options lie, at most.
    fileprivate var worthSpread: Int {
        (0..<familyCount).reduce(0) { widest, family in
            let worths = options[starts[family]..<starts[family + 1]].map(\.worth)
            return max(widest, (worths.max() ?? 0) - (worths.min() ?? 0))
        }
    }
}
