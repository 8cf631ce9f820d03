/// Up to sixteen whole numbers compared one after the other: lexicographic worth without any large weight.
struct Ranks: Worth {
    private(set) var levels: SIMD16<Int>

    static let zero = Ranks(levels: .zero)

    init(levels: SIMD16<Int>) {
        self.levels = levels
    }

    static func + (left: Ranks, right: Ranks) -> Ranks { Ranks(levels: left.levels &+ right.levels) }
    static func - (left: Ranks, right: Ranks) -> Ranks { Ranks(levels: left.levels &- right.levels) }

    static func < (left: Ranks, right: Ranks) -> Bool {
        for level in 0..<16 where left.levels[level] != right.levels[level] {
            return left.levels[level] < right.levels[level]
        }
        return false
    }

    static func * (ranks: Ranks, units: Int) -> Ranks { Ranks(levels: ranks.levels &* SIMD16(repeating: units)) }
}
