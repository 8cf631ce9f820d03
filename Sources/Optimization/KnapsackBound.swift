/// Prices each family's place in the plan and fills every place on its own, exactly, by dynamic programming: stronger
/// than the linear program, for one dimension of moderate size.
struct KnapsackBound: SizedBound {
    static let scale = 64
    private(set) var value = 0
    private(set) var branch: Int?
    private var prices: [Int]
    private var counts: [Int]
    private var isTaken: [Bool]
    /// By place: the options that pay at these prices, and the best value by capacity after each of them.
    private var paying: [[Int]]
    private var tables: [[Int]]
    let effort: Int

    /// True when the tables stay small.
    static func suits(_ market: SizedMarket) -> Bool {
        guard market.dimensions == 1 else { return false }
        let widest = market.capacities.reduce(0) { max($0, $1[0]) }
        return widest < 20_000 && market.options.count * (widest + 1) < 20_000_000
    }

    init(_ market: SizedMarket) {
        prices = (0..<market.familyCount).map { family in
            let worths = market.options[market.starts[family]..<market.starts[family + 1]].map(\.worth).sorted(by: >)
            return max(0, worths.dropFirst().first ?? worths.first ?? 0) * Self.scale
        }
        counts = Array(repeating: 0, count: market.familyCount)
        isTaken = Array(repeating: false, count: market.options.count)
        effort = market.options.reduce(0) { $0 + market.capacities[$1.place][0] + 1 }
        paying = market.capacities.map { _ in [] }
        tables = paying
    }

    private func profit(_ option: SizedMarket.Option) -> Int {
        option.worth * Self.scale - prices[option.family]
    }

    mutating func evaluate(_ node: SizedNode) {
        value = node.worth * Self.scale
        for family in counts.indices {
            counts[family] = 0
            if node.fixed[family] < 0 { value += prices[family] }
        }
        for place in node.byPlace.indices { fill(place, node) }
        chooseBranch(node)
    }

    private mutating func fill(_ place: Int, _ node: SizedNode) {
        let options = node.market.options, capacity = node.left[place][0], width = capacity + 1
        paying[place] = node.byPlace[place].filter { node.isOpen[$0] && profit(options[$0]) > 0 }
        var table = [Int](repeating: 0, count: (paying[place].count + 1) * width)
        table.withUnsafeMutableBufferPointer { table in
            for (row, number) in paying[place].enumerated() {
                let size = options[number].sizes[0], profit = profit(options[number]), old = row * width, new = old + width
                for room in 0..<min(size, width) { table[new + room] = table[old + room] }
                for room in min(size, width)..<width {
                    table[new + room] = max(table[old + room], table[old + room - size] + profit)
                }
            }
        }
        for option in node.byPlace[place] { isTaken[option] = false }
        var room = capacity
        for row in paying[place].indices.reversed() where table[(row + 1) * width + room] != table[row * width + room] {
            let number = paying[place][row]
            isTaken[number] = true
            counts[options[number].family] += 1
            room -= options[number].sizes[0]
        }
        value += table[paying[place].count * width + capacity]
        tables[place] = table
    }

    /// A family that several places want, or one that none wants while its price is above zero: its best option.
    private mutating func chooseBranch(_ node: SizedNode) {
        var family = -1, most = 0
        for candidate in counts.indices where node.fixed[candidate] < 0 && counts[candidate] != 1 {
            guard counts[candidate] > 1 || prices[candidate] > 0 else { continue }
            let weight = abs(counts[candidate] - 1) * 1_000_000 + prices[candidate] / Self.scale % 1_000_000
            if weight >= most { (family, most) = (candidate, weight) }
        }
        branch = nil
        guard family >= 0 else { return }
        for option in node.options(of: family) where node.isOpen[option] {
            let isBetter = branch.map { best in
                isTaken[option] == isTaken[best]
                    ? node.market.options[option].worth > node.market.options[best].worth : isTaken[option]
            }
            if isBetter ?? true { branch = option }
        }
    }

    var suggestions: [Int] { isTaken.indices.filter { isTaken[$0] } }

    mutating func adjust(_ node: SizedNode, target: Int, pace: Double) -> Bool {
        var norm = 0
        for family in counts.indices where node.fixed[family] < 0 && (counts[family] > 1 || prices[family] > 0) {
            norm += (counts[family] - 1) * (counts[family] - 1)
        }
        guard norm > 0, value > target * Self.scale else { return false }
        let step = pace * Double(value - target * Self.scale) / Double(norm)
        for family in counts.indices where node.fixed[family] < 0 {
            prices[family] = max(0, prices[family] + Int((Double(counts[family] - 1) * step).rounded()))
        }
        return true
    }

    func settled(_ node: SizedNode, beating worth: Int) -> (ruledOut: [Int], forced: [Int]) {
        var ruledOut: [Int] = []
        let slack = value - (worth + 1) * Self.scale
        for place in node.byPlace.indices { ruledOut += losers(at: place, node, slack) }
        return (ruledOut, [])
    }

    /// The options of a place that, taken, would lower its value by more than `slack`.
    private func losers(at place: Int, _ node: SizedNode, _ slack: Int) -> [Int] {
        let options = node.market.options, capacity = node.left[place][0], width = capacity + 1
        let table = tables[place], rows = paying[place].count, best = table[rows * width + capacity]
        var losers: [Int] = []
        for number in node.byPlace[place] where node.isOpen[number] && !isTaken[number] && profit(options[number]) <= 0 {
            let with = table[rows * width + capacity - options[number].sizes[0]] + profit(options[number])
            if best - with > slack { losers.append(number) }
        }
        var after = [Int](repeating: 0, count: width)
        for row in paying[place].indices.reversed() {
            let number = paying[place][row], size = options[number].sizes[0], profit = profit(options[number])
            if !isTaken[number] {
                var with = 0
                for room in 0...(capacity - size) { with = max(with, table[row * width + room] + after[capacity - size - room]) }
                if best - with - profit > slack { losers.append(number) }
            }
            for room in stride(from: capacity, through: size, by: -1) { after[room] = max(after[room], after[room - size] + profit) }
        }
        return losers
    }
}
