/// A tableau over whole numbers of either width, with the width hidden.
protocol Engine: AnyObject {
    var arcCount: Int { get }
    /// Arcs scanned so far.
    var work: Int { get }
    func settle(_ node: Int32)
    func resize(_ node: Int32, to amount: Int)
    func revise(_ arc: Int32, weight: Int128, limit: Int32)
    func appendNode() -> Int32
    func appendArc(need: Int32, offer: Int32) -> Int32
    func load(_ solution: Solution, of market: Market)
    func amount(of node: Int32) -> Int
    func free(of node: Int32) -> Int
    func price(of node: Int32) -> Int128
    func state(of arc: Int32) -> ArcState
    func arcs(of node: Int32) -> [Int32]
    func mark()
    func rollBack()
    /// What each arc that changed since the mark was then.
    func changedArcs() -> [Int32: ArcState]
}

struct ArcState {
    let need: Int32
    let offer: Int32
    var flow: Int
    let limit: Int32
    var weight: Int128
}

/// An engine over the narrowest numbers that hold every price and sum to which these weights can give rise.
func makeEngine(_ market: Market, weights: Weights) -> any Engine {
    if weights.fitInt(peak: market.peak) {
        return WholeEngine<Int>(market, weights: weights, narrow: { Int($0) }, widen: { Int128($0) })
    }
    return WholeEngine<Int128>(market, weights: weights, narrow: { $0 }, widen: { $0 })
}

/// Its methods are called without their type being known, so they say for which numbers they are compiled on their own;
/// otherwise every addition would be a call.
final class WholeEngine<Value: Worth>: Engine {
    private var tableau: Tableau<Value>
    private let narrow: (Int128) -> Value
    private let widen: (Value) -> Int128

    @_specialize(where Value == Int)
    init(_ market: Market, weights: Weights, narrow: @escaping (Int128) -> Value, widen: @escaping (Value) -> Int128) {
        tableau = Tableau(market) { narrow(weights.column($0, isPinned: $1)) }
        self.narrow = narrow
        self.widen = widen
    }

    var arcCount: Int { tableau.arcs.count }
    var work: Int { tableau.search.work }
    @_specialize(where Value == Int)
    func settle(_ node: Int32) { tableau.settle(node) }
    @_specialize(where Value == Int)
    func resize(_ node: Int32, to amount: Int) { tableau.resize(node, to: amount) }
    @_specialize(where Value == Int)
    func appendNode() -> Int32 { tableau.appendNode(amount: 0) }
    @_specialize(where Value == Int)
    func amount(of node: Int32) -> Int { tableau.nodes[node].amount }
    @_specialize(where Value == Int)
    func free(of node: Int32) -> Int { tableau.nodes[node].free }
    @_specialize(where Value == Int)
    func price(of node: Int32) -> Int128 { widen(tableau.prices[node]) }
    @_specialize(where Value == Int)
    func mark() { tableau.mark() }
    @_specialize(where Value == Int)
    func rollBack() { tableau.rollBack() }

    @_specialize(where Value == Int)
    func revise(_ arc: Int32, weight: Int128, limit: Int32) {
        tableau.revise(arc, weight: narrow(weight), limit: limit)
    }

    @_specialize(where Value == Int)
    func appendArc(need: Int32, offer: Int32) -> Int32 {
        tableau.appendArc(need: need, offer: offer, weight: .zero)
    }

    @_specialize(where Value == Int)
    func load(_ solution: Solution, of market: Market) {
        tableau.load(solution, of: market, convert: narrow)
    }

    @_specialize(where Value == Int)
    func state(of arc: Int32) -> ArcState {
        let found = tableau.arcs[arc]
        return ArcState(
            need: found.need, offer: found.offer, flow: Int(found.flow), limit: found.limit, weight: widen(found.weight))
    }

    @_specialize(where Value == Int)
    func arcs(of node: Int32) -> [Int32] {
        let window = tableau.nodes[node]
        return (window.start..<window.start + window.count).map { tableau.list[$0] }
    }

    @_specialize(where Value == Int)
    func changedArcs() -> [Int32: ArcState] {
        var found: [Int32: ArcState] = [:]
        for index in (0..<tableau.log.count).reversed() {
            switch tableau.log[index] {
            case let .flow(arc, old, _, _): found[arc, default: state(of: arc)].flow = Int(old)
            case let .weight(arc, old): found[arc, default: state(of: arc)].weight = widen(old)
            default: continue
            }
        }
        return found
    }
}
