/// How the units of each pair and the totals differ between two states.
struct Ledger {
    struct Seat: Hashable {
        let need: Int
        let offer: Int
    }

    private(set) var units: [Seat: Int] = [:]
    private(set) var difference = Standing.zero

    mutating func note(_ seat: Seat, _ change: Int, worth: Standing) {
        units[seat, default: 0] += change
        difference = difference + worth
    }

    static func between(_ before: Solution, _ after: Solution) -> Ledger {
        var ledger = Ledger()
        for item in before.assignments {
            ledger.note(Seat(need: item.need, offer: item.offer), -item.units, worth: .zero)
        }
        for item in after.assignments {
            ledger.note(Seat(need: item.need, offer: item.offer), item.units, worth: .zero)
        }
        ledger.difference = after.standing - before.standing
        return ledger
    }

    var outcome: Outcome { Outcome(difference: difference, moves: chained(moves)) }

    /// What each need leaves is set against what it gains, in order of the offers.
    private var moves: [Move] {
        var byNeed: [Int: [(offer: Int, change: Int)]] = [:]
        for (seat, change) in units where change != 0 { byNeed[seat.need, default: []].append((seat.offer, change)) }
        return byNeed.sorted { $0.key < $1.key }.flatMap { need, changes in
            let sorted = changes.sorted { $0.offer < $1.offer }
            var left = sorted.filter { $0.change < 0 }.map { ($0.offer, -$0.change) }
            var gained = sorted.filter { $0.change > 0 }.map { ($0.offer, $0.change) }
            return Self.pair(need, &left, &gained)
        }
    }

    private static func pair(_ need: Int, _ left: inout [(Int, Int)], _ gained: inout [(Int, Int)]) -> [Move] {
        var moves: [Move] = []
        while let (from, going) = left.popLast() {
            guard let (to, coming) = gained.popLast() else {
                moves.append(Move(need: need, from: from, to: nil, units: going))
                continue
            }
            let units = min(going, coming)
            moves.append(Move(need: need, from: from, to: to, units: units))
            if going > units { left.append((from, going - units)) }
            if coming > units { gained.append((to, coming - units)) }
        }
        return moves + gained.reversed().map { Move(need: need, from: nil, to: $0.0, units: $0.1) }
    }

    /// Starts with those who waited and follows each into the place that the next one leaves.
    private func chained(_ moves: [Move]) -> [Move] {
        var rest = moves.sorted { ($0.from ?? -1, $0.need) < ($1.from ?? -1, $1.need) }
        var chain: [Move] = []
        while !rest.isEmpty {
            let next = rest.firstIndex { $0.from != nil && $0.from == chain.last?.to } ?? rest.startIndex
            chain.append(rest.remove(at: next))
        }
        return chain
    }
}
