import Optimization
import Testing

/// A small transportation problem, mostly with a source that fills what is left, a target that takes it, or both, and its
/// least cost by trying everything.
struct FilledText {
    private struct Arc {
        let tail: Int, head: Int, high: Int, cost: Int
    }

    let text: String
    /// Nil when not everything can be shipped.
    let least: Int?
    private let arcs: [Arc]
    private let balance: [Int]

    init(seed: Int) {
        var dice = Dice(seed)
        let needs = dice.roll(1...3), offers = dice.roll(1...3), hasIdle = dice.happens(70), hasWaiting = dice.happens(70)
        var supplies = (0..<needs).map { _ in dice.roll(1...2) }, demands = (0..<offers).map { _ in dice.roll(1...2) }
        let supply = supplies.reduce(0, +), demand = demands.reduce(0, +)
        if hasIdle, hasWaiting {
            let more = dice.roll(0...2)
            supplies.append(demand + more)
            demands.append(supply + more)
        } else if hasIdle {
            supplies.append(max(1, demand - supply))
        } else if hasWaiting {
            demands.append(max(1, supply - demand))
        }
        // What is still out of balance goes to the last of the lesser side.
        let gap = supplies.reduce(0, +) - demands.reduce(0, +)
        if gap > 0 { demands[demands.count - 1] += gap } else { supplies[supplies.count - 1] -= gap }
        var arcs: [Arc] = []
        for source in supplies.indices {
            for target in demands.indices {
                let isFiller = (hasIdle && source == supplies.count - 1) || (hasWaiting && target == demands.count - 1)
                guard isFiller || dice.happens(60) else { continue }
                let most = min(supplies[source], demands[target])
                let high = isFiller && dice.happens(95) ? most : dice.roll(1...max(1, most))
                arcs.append(Arc(tail: source + 1, head: supplies.count + target + 1, high: high, cost: dice.roll(-6...9)))
            }
        }
        let balance = supplies + demands.map { -$0 }, order = arcs.shuffled(using: &dice)
        let nodes = balance.enumerated().map { "n \($0.offset + 1) \($0.element)\n" }.shuffled(using: &dice).joined()
        let lines = order.map { "a \($0.tail) \($0.head) 0 \($0.high) \($0.cost)\n" }.joined()
        text = "p min \(balance.count) \(arcs.count)\n" + (dice.happens(80) ? nodes + lines : lines + nodes)
        self.arcs = arcs
        self.balance = balance
        var left = balance, best: Int?
        Self.ship(arcs[...], 0, &left, &best)
        least = best
    }

    private static func ship(_ arcs: ArraySlice<Arc>, _ cost: Int, _ left: inout [Int], _ best: inout Int?) {
        guard let arc = arcs.first else {
            if left.allSatisfy({ $0 == 0 }) { best = min(best ?? .max, cost) }
            return
        }
        for units in 0...min(arc.high, left[arc.tail - 1], -left[arc.head - 1]) {
            left[arc.tail - 1] -= units
            left[arc.head - 1] += units
            ship(arcs.dropFirst(), cost + units * arc.cost, &left, &best)
            left[arc.tail - 1] += units
            left[arc.head - 1] -= units
        }
    }

    /// The flows ship everything at the cost that is told, and the prices allow no better.
    func check(_ answer: TransportText.Answer, _ comment: Comment) throws {
        var left = balance, cost = 0
        let prices = Dictionary(uniqueKeysWithValues: answer.prices.map { ($0.node, $0.price) })
        let flows = Dictionary(uniqueKeysWithValues: answer.flows.map { ([$0.source, $0.target], $0.units) })
        for arc in arcs {
            let units = flows[[arc.tail, arc.head]] ?? 0
            left[arc.tail - 1] -= units
            left[arc.head - 1] += units
            cost += units * arc.cost
            #expect(units <= arc.high, comment)
            let reduced = try Int128(arc.cost) + #require(prices[arc.tail]) - #require(prices[arc.head])
            if units < arc.high { #expect(reduced >= 0, comment) }
            if units > 0 { #expect(reduced <= 0, comment) }
        }
        #expect(cost == answer.cost, comment)
        #expect(left.allSatisfy { $0 == 0 }, comment)
    }
}
