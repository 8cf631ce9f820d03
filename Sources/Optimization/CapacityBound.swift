/// Prices each dimension of each place and lets every family take its best option: as strong as the linear program.
struct CapacityBound: SizedBound {
    static let scale = 4096
    /// By place, then dimension.
    var prices: [[Int]]
    private(set) var value = 0
    private(set) var branch: Int?
    private var picks: [Int]
    private var picked: [Int]
    private var regrets: [Int]
    private var use: [[Int]]
    let effort: Int
    /// No price is higher, so that no sum of prices overflows; any price gives a bound.
    private let ceiling: Int

    init(_ market: SizedMarket) {
        prices = market.capacities.map { $0.map { _ in 0 } }
        picks = Array(repeating: -1, count: market.familyCount)
        picked = Array(repeating: 0, count: market.familyCount)
        regrets = picked
        use = prices
        ceiling = (1 << 59) / max(1, market.capacities.reduce(0) { $0 + $1.reduce(0, +) })
        effort = 8 * market.options.count * (1 + market.dimensions)
    }

    mutating func begin(_ market: SizedMarket, linear: [[Int]]) { prices = linear }

    private func net(_ option: SizedMarket.Option) -> Int {
        var net = option.worth * Self.scale
        for dimension in option.sizes.indices { net -= option.sizes[dimension] * prices[option.place][dimension] }
        return net
    }

    mutating func evaluate(_ node: SizedNode) {
        value = node.worth * Self.scale
        for place in use.indices {
            for dimension in use[place].indices {
                use[place][dimension] = 0
                value += prices[place][dimension] * node.left[place][dimension]
            }
        }
        for family in 0..<node.market.familyCount { pick(family, node) }
        chooseBranch(node)
    }

    private mutating func pick(_ family: Int, _ node: SizedNode) {
        var best = 0, second = 0, chosen = -1
        for option in node.options(of: family) where node.isOpen[option] {
            let net = net(node.market.options[option])
            if net > best {
                second = best
                best = net
                chosen = option
            } else if net > second {
                second = net
            }
        }
        picks[family] = chosen
        picked[family] = best
        regrets[family] = best - second
        value += best
        guard chosen >= 0 else { return }
        let option = node.market.options[chosen]
        for dimension in option.sizes.indices { use[option.place][dimension] += option.sizes[dimension] }
    }

    /// In the most overfull place, the family that would lose least by going elsewhere.
    private mutating func chooseBranch(_ node: SizedNode) {
        var worst = 0.0, place = -1
        for candidate in use.indices {
            for dimension in use[candidate].indices {
                let over = use[candidate][dimension] - node.left[candidate][dimension]
                let share = Double(over) / Double(max(1, node.market.capacities[candidate][dimension]))
                if share > worst { (worst, place) = (share, candidate) }
            }
        }
        branch = nil
        if place >= 0 {
            for family in picks.indices where picks[family] >= 0 && node.market.options[picks[family]].place == place {
                if branch.map({ regrets[family] < regrets[node.market.options[$0].family] }) ?? true { branch = picks[family] }
            }
        } else if value > reached(node) {
            branch = picks.filter { $0 >= 0 }.max { one, two in
                regrets[node.market.options[one].family] < regrets[node.market.options[two].family]
            }
        }
    }

    private func reached(_ node: SizedNode) -> Int {
        picks.reduce(node.worth * Self.scale) { $1 < 0 ? $0 : $0 + node.market.options[$1].worth * Self.scale }
    }

    var taken: [Int] {
        picks.indices.filter { picks[$0] >= 0 }.sorted { regrets[$0] > regrets[$1] }.map { picks[$0] }
    }

    mutating func adjust(_ node: SizedNode, target: Int, pace: Double) -> Bool {
        var norm = 0.0
        for place in use.indices {
            for dimension in use[place].indices {
                let over = Double(use[place][dimension] - node.left[place][dimension])
                if over > 0 || prices[place][dimension] > 0 { norm += over * over }
            }
        }
        guard norm > 0, value > target * Self.scale else { return false }
        let step = pace * Double(value - target * Self.scale) / norm
        for place in use.indices {
            for dimension in use[place].indices {
                let over = Double(use[place][dimension] - node.left[place][dimension])
                guard over > 0 || prices[place][dimension] > 0 else { continue }
                prices[place][dimension] = min(ceiling, max(0, prices[place][dimension] + Int((over * step).rounded())))
            }
        }
        return true
    }

    func settled(_ node: SizedNode, beating worth: Int) -> (ruledOut: [Int], forced: [Int])? {
        var ruledOut: [Int] = [], forced: [Int] = []
        let slack = value - (worth + 1) * Self.scale
        for family in picks.indices {
            for option in node.options(of: family) where node.isOpen[option] && option != picks[family] {
                if picked[family] - net(node.market.options[option]) > slack { ruledOut.append(option) }
            }
            if picks[family] >= 0, regrets[family] > slack { forced.append(picks[family]) }
        }
        return (ruledOut, forced)
    }
}
