/// What is left at each place in each dimension, below zero where it is overfull, and the price of a unit above.
struct Load: ~Copyable {
    private let dimensions: Int
    private let left: Buffer<Int>
    private let prices: Buffer<Double>
    private let usual: Buffer<Double>
    /// Units by which places are overfull.
    private(set) var excess = 0

    init(_ packing: Packing, prices given: [[Int]]) {
        dimensions = packing.market.dimensions
        left = Buffer(packing.left.flatMap(\.self))
        let scaled = given.flatMap(\.self).map { Double($0) / Double(CapacityBound.scale) }
        let average = scaled.reduce(0, +) / Double(max(1, scaled.count))
        usual = Buffer(scaled.map { max($0, average, 0.01) })
        prices = Buffer(repeating: 0, count: scaled.count)
        for index in 0..<prices.count { prices[index] = usual[index] * 2 }
    }

    func adaptPrices() {
        for index in 0..<prices.count {
            let price = prices[index] * (left[index] < 0 ? 1.003 : 0.9995)
            prices[index] = min(max(price, usual[index] * 2), usual[index] * 16)
        }
    }

    /// Returns what the excess at a place costs more when it gets these units back (or, with -1, gives them).
    mutating func change(_ place: Int, _ sizes: UnsafePointer<Int>, by sign: Int) -> Double {
        var cost = 0.0
        for dimension in 0..<dimensions {
            let index = place * dimensions + dimension, before = left[index], after = before + sign * sizes[dimension]
            let more = min(0, before) - min(0, after)
            left[index] = after
            excess += more
            cost += Double(more) * prices[index]
        }
        return cost
    }
}

/// Who is at each place, so that one of them can be drawn.
struct Guests: ~Copyable {
    private let room: Int
    private let lists: Buffer<Int32>
    private let counts: Buffer<Int>
    /// By family: where it stands in the list of its place.
    private let seats: Buffer<Int>

    init(families: Int, places: Int) {
        room = families
        lists = Buffer(repeating: -1, count: families * places)
        counts = Buffer(repeating: 0, count: places)
        seats = Buffer(repeating: 0, count: families)
    }

    func add(_ family: Int, to place: Int) {
        seats[family] = counts[place]
        lists[place * room + counts[place]] = Int32(family)
        counts[place] += 1
    }

    func remove(_ family: Int, from place: Int) {
        counts[place] -= 1
        let last = lists[place * room + counts[place]], seat = seats[family]
        lists[place * room + seat] = last
        seats[Int(last)] = seat
    }

    func one(at place: Int, _ chance: inout Chance) -> Int? {
        counts[place] == 0 ? nil : Int(lists[place * room + chance.below(counts[place])])
    }
}

/// The options of each family by what they are worth less the prices of what they take.
struct Ranking {
    private(set) var ranked: [Int32] = []
    private(set) var usualLoss = 0.0

    init(_ market: SizedMarket, prices: [[Int]]) {
        var losses = 0, count = 0
        for family in 0..<market.familyCount {
            let nets = (market.starts[family]..<market.starts[family + 1]).map { number in
                let option = market.options[number]
                let price = zip(option.sizes, prices[option.place]).reduce(0) { $0 + $1.0 * $1.1 }
                return (net: option.worth * CapacityBound.scale - price, number: Int32(number))
            }.sorted { ($1.net, $0.number) < ($0.net, $1.number) }
            ranked += nets.map(\.number)
            guard nets.count > 1 else { continue }
            losses += nets[0].net - nets[min(2, nets.count - 1)].net
            count += 1
        }
        usualLoss = max(1, Double(losses) / Double(CapacityBound.scale * max(1, count)))
    }
}
