/// Reads `.min` and `.asn` line by line into columns.
struct TransportParser {
    private enum Format { case flow, assignment }

    private var reader: WordReader
    private var format: Format?
    private var nodeCount = 0
    private var arcCount = 0
    /// By node: supply above zero, demand below.
    private var balance: [Int] = []
    private var isNamed: [Bool] = []
    private var tails: [Int32] = []
    private var heads: [Int32] = []
    private var costs: [Int] = []
    private var lows: [Int32: Int] = [:]
    private var highs: [Int32] = []
    private var arcLines: [Int32] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        reader = WordReader(bytes)
    }

    mutating func parse() throws(TextProblem) -> TransportText {
        while let key = reader.nextKey() {
            switch key {
            case UInt8(ascii: "c"): reader.skipLine()
            case UInt8(ascii: "p"): try readHeader()
            case UInt8(ascii: "n"): try readNode()
            case UInt8(ascii: "a"): try readArc()
            default: throw reader.problem(.unknownLine(String((reader.word() ?? "").prefix(40))))
            }
        }
        guard format != nil else { throw reader.problem(.badHeader) }
        guard tails.count == arcCount else { throw reader.problem(.wrongCount(promised: arcCount, found: tails.count)) }
        return try build()
    }

    private mutating func key(_ expected: String) throws(TextProblem) {
        guard let word = reader.word(), word == expected else { throw reader.problem(.unknownLine(expected)) }
    }

    private mutating func readHeader() throws(TextProblem) {
        try key("p")
        guard format == nil, let name = reader.word() else { throw reader.problem(.badHeader) }
        switch name {
        case "min": format = .flow
        case "asn": format = .assignment
        default: throw reader.problem(.badHeader)
        }
        nodeCount = try reader.number()
        arcCount = try reader.number()
        guard nodeCount >= 0, arcCount >= 0 else { throw reader.problem(.badHeader) }
        guard nodeCount < Bounds.pairs, arcCount < Bounds.pairs else { throw reader.problem(.tooLarge) }
        try reader.endLine()
    }

    private mutating func node() throws(TextProblem) -> Int {
        let number = try reader.number()
        guard number >= 1, number <= nodeCount else { throw reader.problem(.unknownNode(number)) }
        while balance.count < number {
            balance.append(0)
            isNamed.append(false)
        }
        return number
    }

    private mutating func readNode() throws(TextProblem) {
        try key("n")
        guard let format else { throw reader.problem(.badHeader) }
        let number = try node()
        guard !isNamed[number - 1] else { throw reader.problem(.duplicateNode(number)) }
        let amount = format == .flow ? try reader.number() : 1
        guard abs(amount) <= Bounds.units else { throw reader.problem(.tooLarge) }
        isNamed[number - 1] = true
        balance[number - 1] = amount
        try reader.endLine()
    }

    private mutating func readArc() throws(TextProblem) {
        try key("a")
        guard let format else { throw reader.problem(.badHeader) }
        guard tails.count < arcCount else {
            throw reader.problem(.wrongCount(promised: arcCount, found: tails.count + 1))
        }
        let tail = try node(), head = try node(), arc = Int32(tails.count)
        if format == .flow {
            let low = try reader.number(), high = try reader.number()
            guard low >= 0, low <= high, low <= Bounds.units else { throw reader.problem(.badBounds(low: low, high: high)) }
            if low > 0 { lows[arc] = low }
            highs.append(Int32(clamping: high))
        }
        let cost = try reader.number()
        guard abs(cost) <= Bounds.score else { throw reader.problem(.tooLarge) }
        tails.append(Int32(tail - 1))
        heads.append(Int32(head - 1))
        costs.append(cost)
        arcLines.append(Int32(truncatingIfNeeded: reader.line))
        try reader.endLine()
    }
}

extension TransportParser {
    /// Nodes may be described after the arcs, so sides are settled only now.
    private mutating func build() throws(TextProblem) -> TransportText {
        if format == .assignment { addSilentTargets() }
        try checkSides()
        var index = [Int32](repeating: -1, count: balance.count), sources: [Int] = [], targets: [Int] = []
        for (node, amount) in balance.enumerated() where amount != 0 {
            index[node] = Int32(amount > 0 ? sources.count : targets.count)
            if amount > 0 { sources.append(node + 1) } else { targets.append(node + 1) }
        }
        var amounts = balance, fixed: [Ledger.Seat: Int] = [:], fixedCost = 0
        for (arc, low) in lows {
            let (tail, head) = (Int(tails[Int(arc)]), Int(heads[Int(arc)]))
            amounts[tail] -= low
            amounts[head] += low
            fixed[Ledger.Seat(need: Int(index[tail]), offer: Int(index[head]))] = low
            fixedCost += low * costs[Int(arc)]
            guard amounts[tail] >= 0, amounts[head] <= 0 else {
                throw TextProblem(line: Int(arcLines[Int(arc)]), .badBounds(low: low, high: Int(highs[Int(arc)])))
            }
        }
        var builder = MarketBuilder(
            demands: sources.map { amounts[$0 - 1] }, capacities: targets.map { -amounts[$0 - 1] })
        builder.reserve(pairs: tails.count)
        let market = try market(&builder, index)
        return TransportText(market: market, sources: sources, targets: targets, fixed: fixed, fixedCost: fixedCost)
    }

    private func market(_ builder: inout MarketBuilder, _ index: [Int32]) throws(TextProblem) -> Market {
        do {
            for arc in tails.indices {
                let high = highs.isEmpty ? Int32.max : highs[arc]
                let limit = high == .max ? nil : Int(high) - (lows[Int32(arc)] ?? 0)
                try builder.add(
                    need: Int(index[Int(tails[arc])]), offer: Int(index[Int(heads[arc])]), score: -costs[arc], limit: limit)
            }
            return try builder.market()
        } catch MarketProblem.duplicatePair(let need, let offer) {
            throw duplicate(need, offer, index)
        } catch {
            throw reader.problem(.tooLarge)
        }
    }

    /// Right-hand nodes of an assignment that no arc reaches still want one.
    private mutating func addSilentTargets() {
        while balance.count < nodeCount {
            balance.append(0)
            isNamed.append(false)
        }
        for node in balance.indices where balance[node] == 0 { balance[node] = -1 }
    }

    private func checkSides() throws(TextProblem) {
        for arc in tails.indices where balance[Int(tails[arc])] <= 0 || balance[Int(heads[arc])] >= 0 {
            throw TextProblem(
                line: Int(arcLines[arc]), .generalNetwork(from: Int(tails[arc]) + 1, to: Int(heads[arc]) + 1))
        }
        let supply = balance.reduce(0) { $0 + max(0, $1) }, demand = balance.reduce(0) { $0 + max(0, -$1) }
        guard supply == demand else { throw reader.problem(.unbalanced(supply: supply, demand: demand)) }
    }

    private func duplicate(_ need: Int, _ offer: Int, _ index: [Int32]) -> TextProblem {
        var seen = false
        for arc in tails.indices where index[Int(tails[arc])] == need && index[Int(heads[arc])] == offer {
            if seen {
                return TextProblem(
                    line: Int(arcLines[arc]), .duplicateArc(from: Int(tails[arc]) + 1, to: Int(heads[arc]) + 1))
            }
            seen = true
        }
        return reader.problem(.tooLarge)
    }
}
