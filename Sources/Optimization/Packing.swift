/// A placement of families under way: which option each has, and what is left at the places.
struct Packing {
    let market: SizedMarket
    /// By family: an option, or -1.
    private(set) var chosen: [Int]
    private(set) var left: [[Int]]
    private(set) var worth = 0

    init(_ market: SizedMarket) {
        self.market = market
        chosen = Array(repeating: -1, count: market.familyCount)
        left = market.capacities
    }

    func fits(_ option: Int) -> Bool {
        let wanted = market.options[option], room = left[wanted.place]
        for dimension in 0..<market.dimensions where wanted.sizes[dimension] > room[dimension] { return false }
        return true
    }

    mutating func place(_ option: Int) {
        let taken = market.options[option]
        chosen[taken.family] = option
        worth += taken.worth
        for dimension in 0..<market.dimensions { left[taken.place][dimension] -= taken.sizes[dimension] }
    }

    mutating func remove(_ family: Int) {
        guard chosen[family] >= 0 else { return }
        let gone = market.options[chosen[family]]
        chosen[family] = -1
        worth -= gone.worth
        for dimension in 0..<market.dimensions { left[gone.place][dimension] += gone.sizes[dimension] }
    }

    var places: [Int?] { chosen.map { $0 < 0 ? nil : market.options[$0].place } }
}

extension Packing {
    /// Fills by the order given, then moves, swaps and inserts while that helps.
    mutating func improve(trying rounds: Int = 20, shouldStop: () -> Bool) {
        for _ in 0..<rounds {
            let before = worth
            for family in 0..<market.familyCount where !shouldStop() {
                moveToBest(family)
                swapWithBest(family)
            }
            for family in 0..<market.familyCount where chosen[family] < 0 { squeezeIn(family) }
            if worth == before { return }
        }
    }

    private mutating func moveToBest(_ family: Int) {
        let old = chosen[family]
        remove(family)
        var best = old
        for option in market.starts[family]..<market.starts[family + 1] where fits(option) {
            let worth = market.options[option].worth
            if worth > (best < 0 ? 0 : market.options[best].worth) { best = option }
        }
        if best >= 0 { place(best) }
    }

    /// Exchanges the places of two families when both then fit and more is won than lost.
    private mutating func swapWithBest(_ family: Int) {
        for other in family + 1..<max(family + 1, market.familyCount) {
            let (one, two) = (chosen[family], chosen[other])
            guard one >= 0, two >= 0, market.options[one].place != market.options[two].place,
                  let first = option(of: family, at: market.options[two].place),
                  let second = option(of: other, at: market.options[one].place)
            else { continue }
            let gain = market.options[first].worth + market.options[second].worth
                - market.options[one].worth - market.options[two].worth
            if gain > 0 { exchange((family, one, first), (other, two, second)) }
        }
    }

    private mutating func exchange(_ left: (Int, Int, Int), _ right: (Int, Int, Int)) {
        remove(left.0)
        remove(right.0)
        if fits(left.2) {
            place(left.2)
            if fits(right.2) {
                place(right.2)
                return
            }
            remove(left.0)
        }
        place(left.1)
        place(right.1)
    }

    /// Makes room for a family that waits by moving one other elsewhere.
    private mutating func squeezeIn(_ family: Int) {
        for option in market.starts[family]..<market.starts[family + 1] where market.options[option].worth > 0 {
            if fits(option) {
                place(option)
                return
            }
            let target = market.options[option].place
            for other in 0..<market.familyCount where chosen[other] >= 0 && market.options[chosen[other]].place == target {
                if makeRoom(for: option, moving: other) { return }
            }
        }
    }

    private mutating func makeRoom(for option: Int, moving other: Int) -> Bool {
        let old = chosen[other], before = worth
        remove(other)
        if fits(option) {
            place(option)
            var best = -1
            for choice in market.starts[other]..<market.starts[other + 1] where choice != old && fits(choice) {
                if best < 0 || market.options[choice].worth > market.options[best].worth { best = choice }
            }
            if best >= 0 { place(best) }
            if worth > before { return true }
            remove(other)
            remove(market.options[option].family)
        }
        place(old)
        return false
    }

    private func option(of family: Int, at place: Int) -> Int? {
        var low = market.starts[family], high = market.starts[family + 1]
        while low < high {
            let middle = (low + high) / 2
            if market.options[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low < market.starts[family + 1] && market.options[low].place == place ? low : nil
    }
}
