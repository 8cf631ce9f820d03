/// A part of all solutions: some families are fixed to an option, some options are ruled out. Changes can be taken back.
struct SizedNode {
    private enum Step {
        case ruledOut(Int)
        case fixed(Int)
    }

    let market: SizedMarket
    private(set) var isOpen: [Bool]
    /// By family: how many of its options are open.
    private(set) var openCounts: [Int]
    /// By family: the option that it is fixed to, or -1.
    private(set) var fixed: [Int]
    private(set) var left: [[Int]]
    private(set) var worth = 0
    private var trail: [Step] = []
    /// The options of each place.
    let byPlace: [[Int]]

    init(_ market: SizedMarket) {
        self.market = market
        isOpen = market.options.map { $0.worth > 0 }
        openCounts = Array(repeating: 0, count: market.familyCount)
        for option in market.options where option.worth > 0 { openCounts[option.family] += 1 }
        fixed = Array(repeating: -1, count: market.familyCount)
        left = market.capacities
        var byPlace = [[Int]](repeating: [], count: market.capacities.count)
        for (number, option) in market.options.enumerated() { byPlace[option.place].append(number) }
        self.byPlace = byPlace
    }

    var mark: Int { trail.count }

    func options(of family: Int) -> Range<Int> {
        market.starts[family]..<market.starts[family + 1]
    }

    func fits(_ option: Int) -> Bool {
        let wanted = market.options[option]
        for dimension in 0..<market.dimensions where wanted.sizes[dimension] > left[wanted.place][dimension] { return false }
        return true
    }

    mutating func ruleOut(_ option: Int) {
        guard isOpen[option] else { return }
        isOpen[option] = false
        openCounts[market.options[option].family] -= 1
        trail.append(.ruledOut(option))
    }

    /// Fixes the family of an option to it; what no longer fits its place is ruled out.
    mutating func fix(_ option: Int) {
        let taken = market.options[option]
        fixed[taken.family] = option
        worth += taken.worth
        for dimension in 0..<market.dimensions { left[taken.place][dimension] -= taken.sizes[dimension] }
        trail.append(.fixed(option))
        for other in options(of: taken.family) { ruleOut(other) }
        for other in byPlace[taken.place] where isOpen[other] && !fits(other) { ruleOut(other) }
    }

    mutating func undo(to mark: Int) {
        while trail.count > mark, let step = trail.popLast() {
            switch step {
            case let .ruledOut(option):
                isOpen[option] = true
                openCounts[market.options[option].family] += 1
            case let .fixed(option):
                let taken = market.options[option]
                fixed[taken.family] = -1
                worth -= taken.worth
                for dimension in 0..<market.dimensions { left[taken.place][dimension] += taken.sizes[dimension] }
            }
        }
    }
}
