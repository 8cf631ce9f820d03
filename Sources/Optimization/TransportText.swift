/// A transportation or assignment problem as written in the DIMACS formats `.min` and `.asn`: what leaves each source
/// must reach the targets at the least total cost.
///
/// Formats after the first DIMACS implementation challenge (1990-1991). A source that reaches every target without limit
/// fills whatever the others leave, and so does a target that every source reaches: the usual way to write that units may
/// wait and places may stay empty. Such a filler becomes slack and needs no pairs in the market.
public struct TransportText: Sendable {
    /// Needs are sources, offers are targets, scores are costs turned around, less what the fillers would cost.
    public let market: Market
    /// What the market is to be solved for so that its solution is one of least cost.
    public let goal: Goal
    /// The node number of each need.
    public let sources: [Int]
    /// The node number of each offer.
    public let targets: [Int]
    /// Units that have to be served; with fewer, not everything can be shipped.
    let least: Int
    let idle: Filler?
    let waiting: Filler?
    /// The cost of the arc from one filler to the other.
    let between: Int
    /// What the lower bounds of arcs fix: already taken out of the market.
    let fixed: [Ledger.Seat: Int]

    /// A source or target that takes what is left over.
    struct Filler: Sendable {
        let node: Int
        let amount: Int
        /// By the offer or need at the other end.
        let costs: [Int]
    }

    /// - Throws: a `TextProblem` with the line.
    public init(_ text: String) throws(TextProblem) {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(TextProblem) in try TransportText(bytes) }
        }
        self = try result.get()
    }

    /// The same from bytes of UTF-8, as a large file is read.
    /// - Parameter passed: told now and then how many bytes are read and not needed any more.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, passed: (Int) -> Void = { _ in }) throws(TextProblem) {
        var parser = TransportParser(bytes)
        try parser.parse(passed)
        self = try TransportBuilder(parser, bytes).text()
    }

    init(
        market: Market, goal: Goal, sources: [Int], targets: [Int], least: Int, idle: Filler?, waiting: Filler?,
        between: Int, fixed: [Ledger.Seat: Int]
    ) {
        self.market = market
        self.goal = goal
        self.sources = sources
        self.targets = targets
        self.least = least
        self.idle = idle
        self.waiting = waiting
        self.between = between
        self.fixed = fixed
    }
}
