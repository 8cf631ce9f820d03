/// Generalized assignment problems as the OR-Library writes them: how many, and for each the agents and jobs, a table of
/// costs, a table of what each job takes of each agent, and what each agent has (Beasley 1990).
public enum AssignmentText {
    /// One of the problems of a text.
    public struct Problem: Sendable {
        public let market: SizedMarket
        /// Whether the table holds profits; otherwise costs, which are negative worth in the market.
        public let maximizes: Bool
    }

    /// - Parameter maximizes: nil where each table decides: of profits is one that keeps to 15...25, as in the small set of
    ///   the OR-Library; any other is of costs.
    /// - Throws: a `TextProblem` with the line.
    public static func read(_ text: String, maximizes: Bool? = nil) throws(TextProblem) -> [Problem] {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(TextProblem) in try read(bytes, maximizes: maximizes) }
        }
        return try result.get()
    }

    /// The same from bytes of UTF-8.
    public static func read(_ bytes: UnsafeBufferPointer<UInt8>, maximizes: Bool? = nil) throws(TextProblem) -> [Problem] {
        var reader = WordReader(bytes)
        var count = 1
        if !isSingle(bytes) { count = try amount(&reader) }
        var problems: [Problem] = []
        for _ in 0..<count { problems.append(try problem(&reader, maximizes)) }
        if reader.nextKey() != nil { throw reader.problem(.tooManyWords) }
        return problems
    }

    /// Some write one problem without saying how many there are: then the first two numbers tell how many follow.
    private static func isSingle(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var reader = WordReader(bytes), found: [Int] = [], total = 0
        while reader.nextKey() != nil, let number = try? reader.number(acrossLines: true) {
            if found.count < 2 { found.append(number) }
            total += 1
        }
        guard found.count == 2, found.allSatisfy({ 1..<1 << 24 ~= $0 }) else { return false }
        return total == 2 + 2 * found[0] * found[1] + found[0] && found[0] > 1
    }

    private static func problem(_ reader: inout WordReader, _ maximizes: Bool?) throws(TextProblem) -> Problem {
        let agents = try amount(&reader), jobs = try amount(&reader)
        guard agents * jobs < Bounds.pairs else { throw reader.problem(.tooLarge) }
        let costs = try table(&reader, agents * jobs, signed: true)
        let sizes = try table(&reader, agents * jobs, signed: false)
        let capacities = try table(&reader, agents, signed: false)
        let isProfit = maximizes ?? (!costs.isEmpty && costs.allSatisfy { 15...25 ~= $0 })
        var options: [SizedMarket.Option] = []
        for agent in 0..<agents {
            for job in 0..<jobs {
                let cost = costs[agent * jobs + job]
                options.append(SizedMarket.Option(
                    family: job, place: agent, worth: isProfit ? cost : -cost, sizes: [sizes[agent * jobs + job]]))
            }
        }
        do {
            let market = try SizedMarket(dimensions: 1, families: jobs, capacities: capacities.map { [$0] }, options: options)
            return Problem(market: market, maximizes: isProfit)
        } catch {
            throw reader.problem(.tooLarge)
        }
    }

    private static func amount(_ reader: inout WordReader) throws(TextProblem) -> Int {
        let number = try reader.number(acrossLines: true)
        guard number >= 0 else { throw reader.problem(.badHeader) }
        guard number < 1 << 24 else { throw reader.problem(.tooLarge) }
        return number
    }

    private static func table(_ reader: inout WordReader, _ count: Int, signed: Bool) throws(TextProblem) -> [Int] {
        var numbers: [Int] = []
        for _ in 0..<count {
            let number = try reader.number(acrossLines: true)
            guard signed || number >= 0 else { throw reader.problem(.notANumber(String(number))) }
            guard abs(number) < 1 << 31 else { throw reader.problem(.tooLarge) }
            numbers.append(number)
        }
        return numbers
    }
}
