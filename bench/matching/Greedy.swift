import Optimization

/// What offices do by hand beside the optimum, on the same towns: the best pair that is left, or each household as it comes.
struct Greedy {
    let needs: Int

    func run() throws {
        for kind in SampleTown.Kind.allCases {
            let market = try SampleTown(kind, needs: needs, isDistinct: false).market()
            let best = try market.solve().standing, all = (0..<market.needCount).flatMap { market.pairs(of: $0) }
            show("\(kind.rawValue), best pair first", try serve(all.sorted { $0.score > $1.score }, market), best)
            show("\(kind.rawValue), as they come", try serve((0..<market.needCount).flatMap { market.pairs(of: $0).sorted { $0.score > $1.score } }, market), best)
        }
    }

    private func serve(_ pairs: [Pair], _ market: Market) throws -> Standing {
        var demands = market.demands, capacities = market.capacities, found = Standing.zero
        for pair in pairs {
            let units = min(demands[pair.need], capacities[pair.offer], pair.limit ?? .max)
            guard units > 0 else { continue }
            demands[pair.need] -= units
            capacities[pair.offer] -= units
            found = found + Standing(served: 1, score: pair.score) * units
        }
        return found
    }

    private func show(_ what: String, _ found: Standing, _ best: Standing) {
        let lost = 100 * (1 - Double(found.score) / Double(best.score)), undone = best.served - found.served
        print(what.padded(to: 32), Text.formatted(
            "%5.1f %% of the score lost, %6ld of %ld placements undone (%.1f %%)", lost, undone, best.served, 100 * Double(undone) / Double(best.served)))
    }
}
