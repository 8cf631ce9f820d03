import Optimization

/// Random changes applied to a live market and, in plain lists, to a copy that is solved from scratch.
struct LedgerOfChanges {
    var demands: [Int]
    var capacities: [Int]
    var pairs: [[Int]: Pair] = [:]
    var pins: [[Int]: Int] = [:]
    var dice: Dice

    init(_ small: SmallMarket, seed: Int) {
        demands = small.demands
        capacities = small.capacities
        for pair in small.pairs where pair.limit != 0 { pairs[[pair.need, pair.offer]] = pair }
        for pin in small.pins where pairs[[pin.need, pin.offer]] != nil {
            pins[[pin.need, pin.offer], default: 0] += pin.units
        }
        dice = Dice(seed)
    }

    func market() throws -> Market {
        let sorted = pairs.values.sorted { ($0.need, $0.offer) < ($1.need, $1.offer) }
        return try Market(
            demands: demands, capacities: capacities, pairs: sorted,
            pins: pins.map { Pin(need: $0[0], offer: $0[1], units: $1) })
    }

    mutating func change(_ live: LiveMarket) throws {
        switch dice.roll(0...9) {
        case 0: try addNeed(live)
        case 1: try addOffer(live)
        case 2: try setDemand(live, to: dice.roll(0...3))
        case 3: try setCapacity(live, to: dice.roll(0...3))
        case 4: try removeOne(live)
        case 5, 6: try allowOne(live)
        case 7: try forbidOne(live)
        case 8: try scoreOne(live)
        default: try pinOne(live)
        }
    }

    private mutating func pair(_ need: Int, _ offer: Int) -> Pair {
        Pair(need: need, offer: offer, score: dice.roll(-3...9), limit: dice.happens(40) ? dice.roll(1...2) : nil)
    }

    private mutating func addNeed(_ live: LiveMarket) throws {
        guard demands.count < 8 else { return }
        let new = capacities.indices.filter { _ in dice.happens(50) }.map { pair(demands.count, $0) }
        demands.append(dice.roll(0...2))
        for pair in new { pairs[[pair.need, pair.offer]] = pair }
        try live.addNeed(demand: demands[demands.count - 1], pairs: new)
    }

    private mutating func addOffer(_ live: LiveMarket) throws {
        guard capacities.count < 8 else { return }
        let new = demands.indices.filter { _ in dice.happens(50) }.map { pair($0, capacities.count) }
        capacities.append(dice.roll(0...2))
        for pair in new { pairs[[pair.need, pair.offer]] = pair }
        try live.addOffer(capacity: capacities[capacities.count - 1], pairs: new)
    }

    private mutating func setDemand(_ live: LiveMarket, to units: Int) throws {
        guard let need = demands.indices.randomElement(using: &dice) else { return }
        demands[need] = units
        try live.setDemand(of: need, to: units)
    }

    private mutating func setCapacity(_ live: LiveMarket, to units: Int) throws {
        guard let offer = capacities.indices.randomElement(using: &dice) else { return }
        capacities[offer] = units
        try live.setCapacity(of: offer, to: units)
    }

    private mutating func removeOne(_ live: LiveMarket) throws {
        let isNeed = dice.happens(50)
        guard let gone = (isNeed ? demands : capacities).indices.randomElement(using: &dice) else { return }
        if isNeed { demands[gone] = 0 } else { capacities[gone] = 0 }
        for key in pairs.keys where key[isNeed ? 0 : 1] == gone {
            pairs[key] = nil
            pins[key] = nil
        }
        if isNeed { try live.removeNeed(gone) } else { try live.removeOffer(gone) }
    }

    private mutating func allowOne(_ live: LiveMarket) throws {
        guard let need = demands.indices.randomElement(using: &dice),
              let offer = capacities.indices.randomElement(using: &dice), pairs[[need, offer]] == nil
        else { return }
        let new = pair(need, offer)
        pairs[[need, offer]] = new
        try live.allow(new)
    }

    private mutating func somePair() -> [Int]? {
        pairs.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.randomElement(using: &dice)
    }

    private mutating func forbidOne(_ live: LiveMarket) throws {
        guard let key = somePair() else { return }
        pairs[key] = nil
        pins[key] = nil
        try live.forbid(key[0], key[1])
    }

    private mutating func scoreOne(_ live: LiveMarket) throws {
        guard let key = somePair() else { return }
        let score = dice.happens(5) ? dice.roll(-2_000...1_000_000_000) : dice.roll(-5...12)
        pairs[key]?.score = score
        try live.setScore(key[0], key[1], to: score)
    }

    private mutating func pinOne(_ live: LiveMarket) throws {
        guard let key = somePair() else { return }
        let units = dice.roll(0...2)
        pins[key] = units == 0 ? nil : units
        try live.pin(key[0], key[1], units: units)
    }
}
