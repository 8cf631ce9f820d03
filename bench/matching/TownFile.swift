import Optimization

/// A made-up town as a DIMACS file, so that everyone solves the same text.
struct TownFile {
    private let town: SampleTown
    private let path: String
    /// Whether serving most comes before the score: waiting then costs more than any score can win.
    private let servesMost: Bool

    init(_ words: [String]) throws {
        guard words.count >= 3, let kind = SampleTown.Kind(rawValue: words[0]), let needs = Int(words[1]) else {
            throw Text.Problem(description: "these words are not understood")
        }
        town = SampleTown(kind, needs: needs, isDistinct: words.contains("distinct"))
        path = words[2]
        servesMost = words.contains("first")
    }

    func write() throws {
        let text = try path.hasSuffix(".asn") ? assignment() : transport()
        try Text.write(text.bytes, to: path)
    }

    /// Households that may wait and offers that may stay idle, made balanced by one node for each.
    private func transport() throws -> NumberLines {
        let market = try town.market()
        let needs = market.needCount, offers = market.offerCount
        let demand = market.demands.reduce(0, +), capacity = market.capacities.reduce(0, +)
        let idle = needs + 1, waiting = needs + 1 + offers + 1
        var text = NumberLines()
        text.line("p min", [waiting, market.pairCount + needs + offers + 1])
        for need in 0..<needs { text.line("n", [need + 1, market.demands[need]]) }
        text.line("n", [idle, capacity])
        for offer in 0..<offers { text.line("n", [idle + 1 + offer, -market.capacities[offer]]) }
        text.line("n", [waiting, -demand])
        let wait = servesMost ? 1000 * (needs + 1) : 0
        for need in 0..<needs {
            for pair in market.pairs(of: need) {
                let most = min(market.demands[need], market.capacities[pair.offer], pair.limit ?? .max)
                text.line("a", [need + 1, idle + 1 + pair.offer, 0, most, -pair.score])
            }
            text.line("a", [need + 1, waiting, 0, market.demands[need], wait])
        }
        for offer in 0..<offers { text.line("a", [idle, idle + 1 + offer, 0, market.capacities[offer], 0]) }
        text.line("a", [idle, waiting, 0, min(demand, capacity), 0])
        return text
    }

    /// One household for each volunteer; a planted partner of low score makes sure that all can be served.
    private func assignment() throws -> NumberLines {
        let market = try town.market(), count = market.needCount
        var text = NumberLines(), arcs = 0, lines = NumberLines()
        for need in 0..<count {
            var scores = Dictionary(market.pairs(of: need).filter { $0.offer < count }.map { ($0.offer, $0.score) }) { $1 }
            let partner = (need * 7919 + 13) % count
            if scores[partner] == nil { scores[partner] = need % 50 }
            arcs += scores.count
            for (offer, score) in scores.sorted(by: { $0.key < $1.key }) { lines.line("a", [need + 1, count + offer + 1, -score]) }
        }
        text.line("p asn", [2 * count, arcs])
        for need in 0..<count { text.line("n", [need + 1]) }
        text.add(lines)
        return text
    }
}

/// Lines of a letter and numbers.
struct NumberLines {
    private(set) var bytes: [UInt8] = []

    mutating func line(_ key: String, _ numbers: [Int]) {
        bytes += key.utf8
        for number in numbers {
            if !bytes.isEmpty, bytes[bytes.count - 1] != 10 { bytes.append(32) }
            bytes += String(number).utf8
        }
        bytes.append(10)
    }

    mutating func add(_ more: NumberLines) {
        bytes += more.bytes
    }
}
