/// A generalized assignment problem by the published rules of its type, written as the OR-Library writes them.
///
/// Types A to D after Chu and Beasley, "A genetic algorithm for the generalised assignment problem" (1997), and Laguna,
/// Kelly, Gonzalez-Velarde and Glover (1995); small after Osman, "Heuristics for the generalised assignment problem" (1995).
struct GapInstance {
    private enum Kind: String { case A, B, C, D, small }

    private let kind: Kind
    private let agents: Int
    private let jobs: Int
    private let seed: UInt64
    private let path: String

    init(_ words: [String]) throws {
        guard words.count == 5, let kind = Kind(rawValue: words[0]), let agents = Int(words[1]), let jobs = Int(words[2]), let seed = UInt64(words[3]) else {
            throw Text.Problem(description: "these words are not understood")
        }
        (self.kind, self.agents, self.jobs, self.seed, path) = (kind, agents, jobs, seed, words[4])
    }

    func write() throws {
        var dice = Dice(seed)
        var costs: [[Int]] = [], sizes: [[Int]] = []
        for _ in 0..<agents {
            let row = (0..<jobs).map { _ in kind == .D ? dice.roll(1...100) : dice.roll(5...25) }
            sizes.append(row)
            costs.append(row.map { size in
                switch kind {
                case .D: 111 - size + dice.roll(-10...10)
                case .small: dice.roll(15...25)
                default: dice.roll(10...50)
                }
            })
        }
        let capacities = capacities(costs, sizes)
        var text = NumberLines()
        text.line("", [1])
        text.line("", [agents, jobs])
        for row in costs { text.line("", row) }
        for row in sizes { text.line("", row) }
        text.line("", capacities)
        try Text.write(text.bytes, to: path)
    }

    private func capacities(_ costs: [[Int]], _ sizes: [[Int]]) -> [Int] {
        let eighty = sizes.map { Double($0.reduce(0, +)) * 0.8 / Double(agents) }
        guard kind == .A || kind == .B else { return eighty.map { Int($0) } }
        // A: 0.6 n/m 15 + 0.4 of the most that any agent carries when every job goes to its cheapest agent; B: 0.7 of that.
        var loads = [Int](repeating: 0, count: agents)
        for job in 0..<jobs {
            let cheapest = (0..<agents).min { costs[$0][job] < costs[$1][job] } ?? 0
            loads[cheapest] += sizes[cheapest][job]
        }
        let base = 9 * Double(jobs) / Double(agents) + 0.4 * Double(loads.max() ?? 0)
        return loads.map { _ in Int(kind == .A ? base : 0.7 * base) }
    }
}

/// Repeatable chance (SplitMix64 by Steele, Lea and Flood).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }
}
