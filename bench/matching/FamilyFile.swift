/// Families of one to seven people and places counted in children, adults and seniors, nearly full, as JSON.
///
/// The score is the chance of work within 90 days as a placement agency would estimate it: a level of the place, a level of
/// the family, and how the two suit each other.
struct FamilyFile {
    private let families: Int
    private let places: Int
    private let seed: UInt64
    private let path: String

    init(_ words: [String]) throws {
        guard words.count == 4, let families = Int(words[0]), let places = Int(words[1]), let seed = UInt64(words[2]) else {
            throw Text.Problem(description: "these words are not understood")
        }
        (self.families, self.places, self.seed, path) = (families, places, seed, words[3])
    }

    func write() throws {
        var dice = Dice(seed)
        let sizes = (0..<families).map { _ in
            let children = [0, 0, 0, 1, 1, 2, 2, 3, 4, 5][dice.roll(0...9)]
            return [children, [1, 1, 2, 2, 2, 3][dice.roll(0...5)], dice.roll(1...10) == 1 ? 1 : 0]
        }
        let shares = (0..<places).map { _ in Double(dice.roll(50...200)) }, all = shares.reduce(0, +)
        let needed = (0..<3).map { dimension in sizes.reduce(0) { $0 + $1[dimension] } }
        let capacities = shares.map { share in needed.map { Int(Double($0) * share / all * 1.03) + 1 } }
        let levels = (0..<places).map { _ in dice.roll(0...200) }
        var scores: [String] = []
        for family in 0..<families {
            let level = dice.roll(50...400)
            for place in 0..<places where dice.roll(1...100) <= 85 {
                scores.append("[\"f\(family)\",\"p\(place)\",0.\(Text.formatted("%03d", min(999, level + levels[place] + dice.roll(0...250))))]")
            }
        }
        let text = """
            {"dimensions":["children","adults","seniors"],
            "families":[\(sizes.enumerated().map { "{\"id\":\"f\($0)\",\"sizes\":\($1)}" }.joined(separator: ",\n"))],
            "places":[\(capacities.enumerated().map { "{\"id\":\"p\($0)\",\"capacities\":\($1)}" }.joined(separator: ",\n"))],
            "scores":[\(scores.joined(separator: ",\n"))]}

            """
        try Text.write(text.utf8, to: path)
    }
}
