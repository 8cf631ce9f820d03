extension Packing {
    /// Takes out a few families of two places at a time and puts them back where that is best, accepting a little loss at
    /// first and none at the end (ruin and recreate, Schrimpf et al. 2000). Keeps the best packing met.
    mutating func shake(rounds: Int, shouldStop: () -> Bool) {
        guard market.familyCount > 1, market.capacities.count > 1 else { return }
        var chance = Chance(7), best = self
        let spread = worthSpread
        for round in 0..<rounds {
            if round % 64 == 0, shouldStop() { break }
            let before = worth
            let old = ruin(&chance)
            recreate(old.map(\.family), &chance)
            let allowed = spread * (rounds - round) / rounds / 16
            if worth < before - chance.below(allowed + 1) { restore(old) }
            if worth > best.worth { best = self }
        }
        self = best
    }

    /// How far apart the worths of one family's options lie, at most.
    private var worthSpread: Int {
        (0..<market.familyCount).reduce(0) { widest, family in
            let worths = market.options[market.starts[family]..<market.starts[family + 1]].map(\.worth)
            return max(widest, (worths.max() ?? 0) - (worths.min() ?? 0))
        }
    }

    private mutating func ruin(_ chance: inout Chance) -> [(family: Int, option: Int)] {
        let one = chance.below(market.capacities.count), two = chance.below(market.capacities.count)
        let count = 2 + chance.below(5), start = chance.below(market.familyCount)
        var gone: [(family: Int, option: Int)] = []
        for step in 0..<market.familyCount where gone.count < count {
            let family = (start + step) % market.familyCount, option = chosen[family]
            let place = option < 0 ? one : market.options[option].place
            guard place == one || place == two else { continue }
            gone.append((family, option))
            remove(family)
        }
        return gone
    }

    /// The family that would lose most by waiting goes first, to its best place with room.
    private mutating func recreate(_ families: [Int], _ chance: inout Chance) {
        var waiting = families
        while !waiting.isEmpty {
            var next = 0, target = -1, most = -1
            for (index, family) in waiting.enumerated() {
                let (option, regret) = bestFit(family)
                let noisy = regret + chance.below(regret / 4 + 1)
                if noisy > most { (next, target, most) = (index, option, noisy) }
            }
            if target >= 0 { place(target) }
            waiting.remove(at: next)
        }
    }

    private func bestFit(_ family: Int) -> (option: Int, regret: Int) {
        var best = 0, second = 0, chosen = -1
        for option in market.starts[family]..<market.starts[family + 1] {
            let worth = market.options[option].worth
            guard worth > second, fits(option) else { continue }
            if worth > best { (second, best, chosen) = (best, worth, option) } else { second = worth }
        }
        return (chosen, best - second)
    }

    private mutating func restore(_ old: [(family: Int, option: Int)]) {
        for item in old { remove(item.family) }
        for item in old where item.option >= 0 { place(item.option) }
    }
}
