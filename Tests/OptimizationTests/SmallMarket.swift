import Optimization

/// Random markets small enough to try everything, of all the shapes that break solvers.
struct SmallMarket {
    let demands: [Int]
    let capacities: [Int]
    let pairs: [Pair]
    let pins: [Pin]

    init(seed: Int) {
        var dice = Dice(seed)
        let needs = dice.roll(0...4), offers = dice.roll(0...4)
        let most = [1, 2, 3][dice.roll(0...2)]
        demands = (0..<needs).map { _ in dice.roll((dice.happens(80) ? 1 : 0)...most) }
        capacities = (0..<offers).map { _ in dice.roll((dice.happens(80) ? 1 : 0)...most) }
        let scale = [0...0, 0...1, 0...3, -5...5, -3...20, 0...1_000_000_000, -1_000_000_000...1_000_000_000][dice.roll(0...6)]
        let density = [30, 60, 100][dice.roll(0...2)]
        let hasLimits = dice.happens(40), hasPins = dice.happens(40)
        var pairs: [Pair] = [], pins: [Pin] = []
        for need in 0..<needs {
            for offer in 0..<offers where dice.happens(density) {
                let limit = hasLimits && dice.happens(60) ? dice.roll(0...2) : nil
                pairs.append(Pair(need: need, offer: offer, score: dice.roll(scale), limit: limit))
                if hasPins, dice.happens(30) { pins.append(Pin(need: need, offer: offer, units: dice.roll(1...2))) }
            }
        }
        self.pairs = pairs.shuffled(using: &dice)
        self.pins = pins
    }

    func market() throws -> Market {
        try Market(demands: demands, capacities: capacities, pairs: pairs, pins: pins)
    }
}
