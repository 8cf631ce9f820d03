/// Generalized assignment problems as the OR-Library writes them: how many, and for each the agents and jobs, a table of
/// costs, a table of what each job takes of each agent, and what each agent has (Beasley 1990).
public enum AssignmentText {
    /// - Parameter maximizes: whether the table holds profits; otherwise costs, which become negative worth.
    /// - Throws: a `TextProblem` with the line.
    public static func read(_ text: String, maximizes: Bool) throws(TextProblem) -> [SizedMarket] {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(TextProblem) in try read(bytes, maximizes) }
        }
        return try result.get()
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ maximizes: Bool) throws(TextProblem) -> [SizedMarket] {
        var reader = WordReader(bytes)
        let count = try amount(&reader)
        var problems: [SizedMarket] = []
        for _ in 0..<count { problems.append(try problem(&reader, maximizes)) }
        if reader.nextKey() != nil { throw reader.problem(.tooManyWords) }
        return problems
    }

    private static func problem(_ reader: inout WordReader, _ maximizes: Bool) throws(TextProblem) -> SizedMarket {
        let agents = try amount(&reader), jobs = try amount(&reader)
        guard agents * jobs < Bounds.pairs else { throw reader.problem(.tooLarge) }
        let costs = try table(&reader, agents * jobs, signed: true)
        let sizes = try table(&reader, agents * jobs, signed: false)
        let capacities = try table(&reader, agents, signed: false)
        var options: [SizedMarket.Option] = []
        for agent in 0..<agents {
            for job in 0..<jobs {
                let cost = costs[agent * jobs + job]
                options.append(SizedMarket.Option(
                    family: job, place: agent, worth: maximizes ? cost : -cost, sizes: [sizes[agent * jobs + job]]))
            }
        }
        do {
            return try SizedMarket(dimensions: 1, families: jobs, capacities: capacities.map { [$0] }, options: options)
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
