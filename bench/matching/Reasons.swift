import Optimization

/// "Why not": the exact loss of forcing each allowed pair of a household, all of them at once.
struct Reasons {
    let needs: Int

    func run() throws {
        for kind in [SampleTown.Kind.town, .hot, .tight] {
            let market = try SampleTown(kind, needs: needs, isDistinct: false).market()
            let solution = try market.solve()
            let explanation = try Explanation(of: market, solution)
            var dice = Dice(1), times: [Double] = [], pairs = 0
            for _ in 0..<200 {
                let need = dice.roll(0...market.needCount - 1)
                let (seconds, found) = try Timing.seconds { try explanation.alternatives(of: need) }
                times.append(seconds)
                pairs += found.count
            }
            print("\(kind.rawValue) with \(needs) needs, \(pairs / 200) pairs a need")
            Timing.show("all reasons of a need", times)
            try check(market, solution, explanation, &dice)
        }
    }

    /// A few by brute force: the pair pinned, and everything solved anew.
    private func check(_ market: Market, _ solution: Solution, _ explanation: Explanation, _ dice: inout Dice) throws {
        var equal = 0, all = 0
        while all < 5 {
            let need = dice.roll(0...market.needCount - 1)
            guard let pair = market.pairs(of: need).randomElement(using: &dice), market.capacities[pair.offer] > 0 else { continue }
            let forced = try market.pinned([Pin(need: need, offer: pair.offer)]).solve().standing
            let loss = Standing(served: solution.served - forced.served, score: solution.score - forced.score)
            all += 1
            if try explanation.loss(ofForcing: need, pair.offer) == loss { equal += 1 }
        }
        print("equal to solving anew: \(equal) of \(all)")
    }
}
