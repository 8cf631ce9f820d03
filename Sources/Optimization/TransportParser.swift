/// Reads `.min` and `.asn` line by line into columns, twelve bytes an arc where costs are small and no bound binds.
struct TransportParser: ~Copyable {
    enum Format { case flow, assignment }

    private var reader: WordReader
    private(set) var format: Format?
    private(set) var nodeCount = 0
    private var arcCount = 0
    /// By node: supply above zero, demand below.
    private(set) var balance = Buffer<Int32>()
    private var named = 0
    private var isNamed = Buffer<Bool>()
    private(set) var tails = Buffer<Int32>()
    private(set) var heads = Buffer<Int32>()
    private(set) var costs = Buffer<Int32>()
    /// All costs, once one is too large for a column of 32 bits.
    private(set) var wide: [Int] = []
    private(set) var lows: [Int32: Int] = [:]
    /// Empty as long as no upper bound can bind; `Int32.max` says that one cannot.
    private(set) var highs = Buffer<Int32>()
    private(set) var hasHighs = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        reader = WordReader(bytes)
    }

    /// The line on which the text ends.
    var lastLine: Int { reader.line }

    func cost(of arc: Int) -> Int { wide.isEmpty ? Int(costs[arc]) : wide[arc] }

    func high(of arc: Int) -> Int32 { hasHighs ? highs[arc] : .max }

    mutating func parse(_ passed: (Int) -> Void) throws(TextProblem) {
        var next = 1 << 22
        while let key = reader.nextKey() {
            switch key {
            case UInt8(ascii: "a"): try readArc()
            case UInt8(ascii: "n"): try readNode()
            case UInt8(ascii: "c"): reader.skipLine()
            case UInt8(ascii: "p"): try readHeader()
            default: throw reader.problem(.unknownLine(String((reader.word() ?? "").prefix(40))))
            }
            if reader.position >= next {
                passed(reader.position)
                next = reader.position + 1 << 22
            }
        }
        guard format != nil else { throw reader.problem(.badHeader) }
        guard tails.count == arcCount else { throw reader.problem(.wrongCount(promised: arcCount, found: tails.count)) }
        if format == .assignment, 2 * named != nodeCount { throw reader.problem(.unbalanced(supply: named, demand: nodeCount - named)) }
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
        // A few letters must not ask for gigabytes.
        guard nodeCount <= max(1 << 20, reader.length), arcCount < Bounds.pairs else { throw reader.problem(.tooLarge) }
        try reader.endLine()
        reserve()
    }

    /// As much as is promised and the text can hold: an arc takes at least eight letters.
    private mutating func reserve() {
        let arcs = min(arcCount, reader.length / 8)
        tails = Buffer(room: arcs)
        heads = Buffer(room: arcs)
        costs = Buffer(room: arcs)
    }

    private mutating func check(_ number: Int) throws(TextProblem) {
        guard number >= 1, number <= nodeCount else { throw reader.problem(.unknownNode(number)) }
        while balance.count < number {
            balance.append(0)
            isNamed.append(false)
        }
    }

    private mutating func readNode() throws(TextProblem) {
        try key("n")
        guard let format else { throw reader.problem(.badHeader) }
        let number = try reader.number()
        try check(number)
        guard !isNamed[number - 1] else { throw reader.problem(.duplicateNode(number)) }
        let amount = format == .flow ? try reader.number() : 1
        guard abs(amount) <= Bounds.units else { throw reader.problem(.tooLarge) }
        isNamed[number - 1] = true
        named += 1
        balance[number - 1] = Int32(truncatingIfNeeded: amount)
        try reader.endLine()
    }

    private mutating func readArc() throws(TextProblem) {
        guard let format else { throw reader.problem(.badHeader) }
        let count = format == .flow ? 5 : 3
        let words = if let plain = reader.plainLine(count) { plain } else { try readWords(count) }
        guard tails.count < arcCount else {
            throw reader.problem(.wrongCount(promised: arcCount, found: tails.count + 1))
        }
        let (tail, head, cost) = (words[0], words[1], words[count - 1])
        try check(tail)
        try check(head)
        guard abs(cost) <= Bounds.score else { throw reader.problem(.tooLarge) }
        if format == .flow { try noteBounds(words[2], words[3], tail - 1, head - 1) }
        if !wide.isEmpty || Int32(exactly: cost) == nil { note(wide: cost) }
        tails.append(Int32(truncatingIfNeeded: tail - 1))
        heads.append(Int32(truncatingIfNeeded: head - 1))
        costs.append(Int32(truncatingIfNeeded: cost))
    }

    private mutating func readWords(_ count: Int) throws(TextProblem) -> SIMD8<Int> {
        try key("a")
        var words = SIMD8<Int>()
        for index in 0..<count { words[index] = try reader.number() }
        try reader.endLine()
        return words
    }

    private mutating func noteBounds(_ low: Int, _ high: Int, _ tail: Int, _ head: Int) throws(TextProblem) {
        guard low >= 0, low <= high, low <= Bounds.units else { throw reader.problem(.badBounds(low: low, high: high)) }
        if low > 0 { lows[Int32(truncatingIfNeeded: tails.count)] = low }
        let (supply, demand) = (Int(balance[tail]), -Int(balance[head]))
        let isLoose = supply > 0 && demand > 0 && high >= min(supply, demand)
        if isLoose, !hasHighs { return }
        if !hasHighs {
            highs = Buffer(repeating: .max, count: tails.count)
            hasHighs = true
        }
        highs.append(isLoose ? .max : Int32(clamping: high))
    }

    private mutating func note(wide cost: Int) {
        if wide.isEmpty { for arc in 0..<costs.count { wide.append(Int(costs[arc])) } }
        wide.append(cost)
    }
}
