/// A transportation problem with its flow and prices, kept optimal: the state behind solving, changes and explanations.
///
/// Needs and offers are nodes alike; a unit may always stay outside at worth zero. Optimal means, for every arc,
/// `weight - price(need) - price(offer)` is at most zero while it has room and at least zero while it has flow, and a
/// node with free units has price zero. Weak duality makes any such state a proof of its own.
/// The method is successive shortest paths with node potentials (Tomizawa 1971; Edmonds and Karp 1972), searched locally.
struct Tableau<Value: Worth>: ~Copyable {
    struct Node: BitwiseCopyable {
        /// The window of the node's arcs in `list`; those with flow come first.
        var start: Int32 = 0
        var count: Int32 = 0
        var used: Int32 = 0
        var room: Int32 = 0
        var amount: Int = 0
        var free: Int = 0
    }

    struct Arc: BitwiseCopyable {
        var weight: Value
        var flow: Int32
        var limit: Int32
        let need: Int32
        let offer: Int32
        /// Where the arc stands in `list`, at its need and at its offer.
        var needPlace: Int32
        var offerPlace: Int32
    }

    var nodes: Buffer<Node>
    var prices: Buffer<Value>
    var arcs: Buffer<Arc>
    var list: Buffer<Int32>
    var search = Search<Value>()
    /// What was before each change since the mark, while there is one.
    var log = Buffer<Change>()
    var isLogging = false
    /// The length of `list` when the log began.
    var listMark = 0

    init() {
        nodes = Buffer()
        prices = Buffer()
        arcs = Buffer()
        list = Buffer()
    }

    @inline(__always)
    func other(_ arc: Int32, than node: Int32) -> Int32 {
        let ends = arcs.base + Int(arc)
        return ends.pointee.need ^ ends.pointee.offer ^ node
    }

    /// How much more the arc earns than its ends cost.
    @inline(__always)
    func gain(_ arc: Int32) -> Value {
        let ends = arcs.base + Int(arc)
        return ends.pointee.weight - prices[ends.pointee.need] - prices[ends.pointee.offer]
    }
}

/// What a local search writes down; stamps save clearing it between searches.
struct Search<Value: Worth>: ~Copyable {
    var round: Int32 = 0
    var stamp = Buffer<Int32>()
    var distance = Buffer<Value>()
    /// The arc by which a node was reached.
    var parent = Buffer<Int32>()
    /// Nodes reached in this round; those on the side of the start are complemented.
    var touched = Buffer<Int32>()
    var heap = Heap<Value>()
    var best = Value.zero
    var sink: Int32 = 0
    var sinkIsNear = true
    /// Arcs looked at since the beginning, a measure of work.
    var work = 0
}
