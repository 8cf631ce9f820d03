import Optimization

extension RoundRecord {
    /// The place, the children, adults and seniors where they matter, then the pairs: `3 2/1/0 0:512 7:40!`, where `!` is one that
    /// the coordinator preferred.
    var text: String { ([String(need)] + (household.map { ["\($0.children)/\($0.adults)/\($0.seniors)"] } ?? []) + pairs.map { "\($0.offer):\($0.score)\($0.isPinned ? "!" : "")" }).joined(separator: " ") }

    /// Nil for a text that was not written so.
    init?(_ text: String) {
        var words = text.split(separator: " ")[...]
        guard let need = words.popFirst().flatMap({ Int($0) }) else { return nil }
        household = words.first.flatMap { Headcount(proved: $0) }
        if household != nil { words.removeFirst() }
        let pairs = words.compactMap { word -> Pair? in
            let isPinned = word.hasSuffix("!"), parts = (isPinned ? word.dropLast() : word).split(separator: ":")
            guard parts.count == 2, let offer = Int(parts[0]), let score = Int(parts[1]) else { return nil }
            return Pair(offer: offer, score: score, isPinned: isPinned)
        }
        guard pairs.count == words.count else { return nil }
        (self.need, self.pairs) = (need, pairs)
    }
}

extension Headcount {
    /// As a record writes it: `2/1/0`.
    fileprivate init?(proved text: Substring) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false), people = parts.compactMap { Int($0) }
        guard parts.count == 3, people.count == 3, people.allSatisfy({ (0...10_000).contains($0) }) else { return nil }
        self.init(children: people[0], adults: people[1], seniors: people[2])
    }
}

extension RoundProof {
    /// A line a kind, in fixed order: the same round is the same text, byte for byte.
    var text: String {
        let certificate = solution.certificate, standing = solution.standing
        let lines: [(String, [any CustomStringConvertible])] = [
            ("goal", [solution.goal.rawValue]), ("weights", [certificate.weights.served, certificate.weights.pinned]),
            ("standing", [standing.pinned, standing.served, standing.score]), ("capacities", capacities), ("needs", certificate.needPrices),
            ("offers", certificate.offerPrices), ("pairs", zip(solution.assignments, scores).map { "\($0.need):\($0.offer):\($1)" }),
            ("gains", gains.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }),
        ]
        return (lines + (givers.map { [("givers", [$0])] } ?? []) + (rooms?.lines ?? [])).map { name, values in ([name] + values.map { $0.description }).joined(separator: " ") }.joined(separator: "\n")
    }

    /// Nil for a text that was not written so.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let kinds = ["goal", "weights", "standing", "capacities", "needs", "offers", "pairs", "gains"]
        guard lines.prefix(8).compactMap(\.first) == kinds, lines.count < 9 || lines[8].first == "givers" && lines[8].count == 2 else { return nil }
        rooms = lines.count < 10 ? nil : RoomProof(lines[9...])
        guard lines.count < 10 || rooms != nil else { return nil }
        func numbers<N: LosslessStringConvertible>(_ line: Int) -> [N]? { Self.all(lines[line].dropFirst()) { N($0) } }
        guard let goal = lines[0].last.flatMap(Goal.init), let weights: [Int128] = numbers(1), weights.count == 2, let totals: [Int] = numbers(2), totals.count == 3,
              let capacities: [Int] = numbers(3), let needs: [Int128] = numbers(4), let offers: [Int128] = numbers(5),
              let pairs = Self.all(lines[6].dropFirst(), { Self.parts($0, 3) }), let gains = Self.all(lines[7].dropFirst(), { Self.parts($0, 2) })
        else { return nil }
        // What no round comes to is no proof: the sums below then always fit.
        guard weights.allSatisfy({ (0...Int128(1) << 100).contains($0) }), totals.prefix(2).allSatisfy({ (0...1 << 25).contains($0) }) else { return nil }
        let certificate = Certificate(weights: Weights(served: weights[0], pinned: weights[1]), needPrices: needs, offerPrices: offers)
        solution = Solution(
            goal: goal, assignments: pairs.map { Assignment(need: Int(clamping: $0[0]), offer: Int(clamping: $0[1]), units: 1) },
            standing: Standing(pinned: totals[0], served: totals[1], score: totals[2]), certificate: certificate)
        (self.capacities, scores) = (capacities, pairs.map { Int(clamping: $0[2]) })
        givers = lines.count < 9 ? nil : Int(lines[8][1])
        self.gains = Dictionary(gains.map { (Int(clamping: $0[0]), $0[1]) }) { first, _ in first }
    }

    private static func parts(_ word: String, _ count: Int) -> [Int128]? {
        all(word.split(separator: ":")[...]) { Int128($0) }.flatMap { $0.count == count ? $0 : nil }
    }

    /// All of them, or nil where one is none.
    private static func all<Part, Value>(_ parts: ArraySlice<Part>, _ read: (Part) -> Value?) -> [Value]? {
        let values = parts.compactMap(read)
        return values.count == parts.count ? values : nil
    }
}
