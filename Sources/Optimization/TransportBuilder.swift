/// Makes a market of the columns of a text; nodes may be described after the arcs, so sides are settled only now.
struct TransportBuilder: ~Copyable {
    private let parser: TransportParser
    private let bytes: UnsafeBufferPointer<UInt8>
    private var balance: [Int]
    private var outgoing: [Int32]
    private var incoming: [Int32]
    /// By node: its number as a source or as a target.
    private var index: [Int32]
    private var sources: [Int] = []
    private var targets: [Int] = []

    init(_ parser: consuming TransportParser, _ bytes: UnsafeBufferPointer<UInt8>) {
        var balance: [Int] = []
        for node in 0..<parser.balance.count { balance.append(Int(parser.balance[node])) }
        if parser.format == .assignment {
            // Right-hand nodes that no arc reaches still want one.
            balance += Array(repeating: 0, count: parser.nodeCount - balance.count)
            for node in balance.indices where balance[node] == 0 { balance[node] = -1 }
        }
        var outgoing = [Int32](repeating: 0, count: balance.count), incoming = outgoing
        for arc in 0..<parser.tails.count {
            outgoing[Int(parser.tails[arc])] += 1
            incoming[Int(parser.heads[arc])] += 1
        }
        self.balance = balance
        self.outgoing = outgoing
        self.incoming = incoming
        index = Array(repeating: -1, count: balance.count)
        self.parser = parser
        self.bytes = bytes
    }

    consuming func text() throws(TextProblem) -> TransportText {
        try checkSides()
        let lows = try lowerBounds()
        let fillers = Fillers(parser, balance, outgoing, incoming)
        for node in balance.indices {
            if balance[node] > 0 || outgoing[node] > 0 {
                guard node != fillers.idle else { continue }
                index[node] = Int32(sources.count)
                sources.append(node)
            } else if balance[node] < 0 || incoming[node] > 0 {
                guard node != fillers.waiting else { continue }
                index[node] = Int32(targets.count)
                targets.append(node)
            }
        }
        return try text(fillers, lows)
    }

    private func text(_ fillers: Fillers, _ lows: [Int32: Int]) throws(TextProblem) -> TransportText {
        let idle = fillers.idle.map { filler($0, fillers.idleCosts, by: targets) }
        let waiting = fillers.waiting.map { filler($0, fillers.waitingCosts, by: sources) }
        var fixed: [Ledger.Seat: Int] = [:]
        for (arc, low) in lows {
            let (tail, head) = (Int(parser.tails[Int(arc)]), Int(parser.heads[Int(arc)]))
            fixed[Ledger.Seat(need: Int(index[tail]), offer: Int(index[head]))] = low
        }
        let between = idle == nil || waiting == nil ? 0 : fillers.between
        let market = try market(idle, waiting, between, lows)
        let demand = market.demands.reduce(0, +), capacity = market.capacities.reduce(0, +)
        let isFree = idle != nil && waiting != nil
        return TransportText(
            market: market, goal: isFree ? .score : .mostServedThenScore, sources: sources.map { $0 + 1 },
            targets: targets.map { $0 + 1 }, least: isFree ? 0 : waiting == nil ? demand : capacity, idle: idle,
            waiting: waiting, between: between, fixed: fixed)
    }

    private func filler(_ node: Int, _ costs: [Int], by others: [Int]) -> TransportText.Filler {
        TransportText.Filler(node: node + 1, amount: abs(balance[node]), costs: others.map { costs[$0] })
    }

    private func market(
        _ idle: TransportText.Filler?, _ waiting: TransportText.Filler?, _ between: Int, _ lows: [Int32: Int]
    ) throws(TextProblem) -> Market {
        var starts = [Int32](repeating: 0, count: sources.count + 1)
        for arc in 0..<parser.tails.count {
            let (need, offer) = (index[Int(parser.tails[arc])], index[Int(parser.heads[arc])])
            if need >= 0, offer >= 0 { starts[Int(need) + 1] += 1 }
        }
        for need in sources.indices { starts[need + 1] += starts[need] }
        let count = Int(starts[sources.count])
        var next = starts, isWide = !parser.wide.isEmpty
        var links = [Market.Link](repeating: Market.Link(object: 0, score: 0), count: count)
        var scores = [Int](repeating: 0, count: isWide ? count : 0)
        var limits = [Int32](repeating: .max, count: parser.hasHighs ? count : 0)
        for arc in 0..<parser.tails.count {
            let (need, offer) = (index[Int(parser.tails[arc])], index[Int(parser.heads[arc])])
            guard need >= 0, offer >= 0 else { continue }
            let place = Int(next[Int(need)])
            next[Int(need)] += 1
            let lost = (idle?.costs[Int(offer)] ?? 0) + (waiting?.costs[Int(need)] ?? 0) - between
            let score = lost - parser.cost(of: arc)
            guard abs(score) <= Bounds.score else { throw TextProblem(line: line(of: arc), .tooLarge) }
            if !isWide, Int32(exactly: score) == nil {
                scores = links.map { Int($0.score) }
                isWide = true
            }
            links[place] = Market.Link(object: offer, score: Int32(truncatingIfNeeded: score))
            if isWide { scores[place] = score }
            if !limits.isEmpty { limits[place] = limit(of: arc, lows) }
        }
        Self.sort(&links, &scores, &limits, starts)
        let market = Market(
            demands: sources.map { balance[$0] }, capacities: targets.map { -balance[$0] }, pins: [], starts: starts,
            links: links, wide: scores, limits: limits)
        try refuseDuplicates(market)
        return market
    }

    private func limit(of arc: Int, _ lows: [Int32: Int]) -> Int32 {
        let high = parser.highs[arc]
        return high == .max || lows.isEmpty ? high : high - Int32(clamping: lows[Int32(arc)] ?? 0)
    }

    /// Programs mostly write arcs in order; what is not is sorted source by source.
    private static func sort(_ links: inout [Market.Link], _ scores: inout [Int], _ limits: inout [Int32], _ starts: [Int32]) {
        for need in starts.indices.dropLast() {
            let range = Int(starts[need])..<Int(starts[need + 1])
            guard range.dropFirst().contains(where: { links[$0 - 1].object > links[$0].object }) else { continue }
            let order = range.sorted { (links[$0].object, $0) < (links[$1].object, $1) }
            let (old, oldScores, oldLimits) = (order.map { links[$0] }, order.map { scores.isEmpty ? 0 : scores[$0] }, order.map { limits.isEmpty ? 0 : limits[$0] })
            for (offset, place) in range.enumerated() {
                links[place] = old[offset]
                if !scores.isEmpty { scores[place] = oldScores[offset] }
                if !limits.isEmpty { limits[place] = oldLimits[offset] }
            }
        }
    }
}

extension TransportBuilder {
    /// Sources only supply and targets only demand.
    private func checkSides() throws(TextProblem) {
        for arc in 0..<parser.tails.count {
            let (tail, head) = (Int(parser.tails[arc]), Int(parser.heads[arc]))
            let isBetween = balance[tail] >= 0 && incoming[tail] == 0 && balance[head] <= 0 && outgoing[head] == 0
            guard isBetween else { throw TextProblem(line: line(of: arc), .generalNetwork(from: tail + 1, to: head + 1)) }
        }
        let supply = balance.reduce(0) { $0 + max(0, $1) }, demand = balance.reduce(0) { $0 + max(0, -$1) }
        guard supply == demand else { throw TextProblem(line: parser.lastLine, .unbalanced(supply: supply, demand: demand)) }
    }

    /// What lower bounds hold is taken out of the amounts.
    private mutating func lowerBounds() throws(TextProblem) -> [Int32: Int] {
        for (arc, low) in parser.lows.sorted(by: { $0.key < $1.key }) {
            let (tail, head) = (Int(parser.tails[Int(arc)]), Int(parser.heads[Int(arc)]))
            balance[tail] -= low
            balance[head] += low
            guard balance[tail] >= 0, balance[head] <= 0 else {
                throw TextProblem(line: line(of: Int(arc)), .badBounds(low: low, high: Int(parser.high(of: Int(arc)))))
            }
        }
        return parser.lows
    }

    private func refuseDuplicates(_ market: Market) throws(TextProblem) {
        for need in 0..<market.needCount {
            for pair in market.range(of: need).dropFirst() where market.offer(at: pair) == market.offer(at: pair - 1) {
                throw duplicate(sources[need], targets[market.offer(at: pair)])
            }
        }
    }

    private func duplicate(_ source: Int, _ target: Int) -> TextProblem {
        let found = (0..<parser.tails.count).filter { Int(parser.tails[$0]) == source && Int(parser.heads[$0]) == target }
        return TextProblem(line: line(of: found.dropFirst().first ?? 0), .duplicateArc(from: source + 1, to: target + 1))
    }

    /// Reads the text once more to find the line of an arc; only what is refused needs it.
    private func line(of arc: Int) -> Int {
        var reader = WordReader(bytes), left = arc
        while let key = reader.nextKey() {
            if key == UInt8(ascii: "a") {
                if left == 0 { return reader.line }
                left -= 1
            }
            reader.skipLine()
        }
        return reader.line
    }
}

/// Which source and which target of a text take what the others leave.
private struct Fillers {
    private(set) var idle: Int?
    private(set) var waiting: Int?
    /// By node, for the arcs of each filler.
    private(set) var idleCosts: [Int] = []
    private(set) var waitingCosts: [Int] = []
    private(set) var between = 0

    init(_ parser: borrowing TransportParser, _ balance: [Int], _ outgoing: [Int32], _ incoming: [Int32]) {
        guard parser.lows.isEmpty else { return }
        let sources = balance.indices.filter { balance[$0] > 0 || outgoing[$0] > 0 }
        let targets = balance.indices.filter { balance[$0] < 0 || incoming[$0] > 0 }
        let arcs = parser.tails.count
        let idle = Self.candidate(sources, reaching: targets.count, outgoing, balance, arcs)
        let waiting = Self.candidate(targets, reaching: sources.count, incoming, balance, arcs)
        guard idle != nil || waiting != nil else { return }
        var toTargets = [Int?](repeating: nil, count: balance.count), toSources = toTargets
        var isFree = (idle: true, waiting: true, both: true)
        for arc in 0..<parser.tails.count {
            let (tail, head) = (Int(parser.tails[arc]), Int(parser.heads[arc]))
            let high = Int(parser.high(of: arc))
            if tail == idle {
                if toTargets[head] != nil || high < -balance[head] && head != waiting { isFree.idle = false }
                if head == waiting, high < min(balance[tail], -balance[head]) { isFree.both = false }
                toTargets[head] = parser.cost(of: arc)
            }
            if head == waiting {
                if toSources[tail] != nil || high < balance[tail] && tail != idle { isFree.waiting = false }
                toSources[tail] = parser.cost(of: arc)
            }
        }
        settle(idle, waiting, isFree, toTargets, toSources, balance)
    }

    /// Together they leave everything open; that holds when each can take all that the other side has.
    private mutating func settle(
        _ idle: Int?, _ waiting: Int?, _ isFree: (idle: Bool, waiting: Bool, both: Bool), _ toTargets: [Int?],
        _ toSources: [Int?], _ balance: [Int]
    ) {
        let supply = balance.reduce(0) { $0 + max(0, $1) }
        if let idle, let waiting, isFree.idle, isFree.waiting, isFree.both, balance[idle] - balance[waiting] >= supply {
            (self.idle, self.waiting) = (idle, waiting)
            between = toTargets[waiting] ?? 0
        } else if let idle, isFree.idle, waiting == nil || isFree.both {
            self.idle = idle
        } else if let waiting, isFree.waiting, idle == nil || isFree.both {
            self.waiting = waiting
        }
        idleCosts = toTargets.map { $0 ?? 0 }
        waitingCosts = toSources.map { $0 ?? 0 }
    }

    /// The largest of those that reach the whole other side, where that sets it apart.
    private static func candidate(
        _ nodes: [Int], reaching others: Int, _ degrees: [Int32], _ balance: [Int], _ arcs: Int
    ) -> Int? {
        guard nodes.count > 1, others > 1 else { return nil }
        let full = nodes.filter { Int(degrees[$0]) == others }
        guard let largest = full.max(by: { (abs(balance[$0]), $1) < (abs(balance[$1]), $0) }) else { return nil }
        let isSparse = arcs < nodes.count * others / 2
        let total = nodes.reduce(0) { $0 + abs(balance[$1]) }
        return isSparse || abs(balance[largest]) * nodes.count > 4 * total ? largest : nil
    }
}
