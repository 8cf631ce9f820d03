/// What the parts of a market have come to, gathered into one solution.
struct Draft {
    private struct Seat {
        let need: Int32
        let offer: Int32
        let units: Int32
    }

    private let market: Market
    private let left: Remainder
    private var seats: [Seat] = []
    private var needPrices: [Int]
    private var offerPrices: [Int]
    private var standing = Standing.zero

    init(_ market: Market, _ left: Remainder) {
        self.market = market
        self.left = left
        needPrices = Array(repeating: 0, count: market.needCount)
        offerPrices = Array(repeating: 0, count: market.offerCount)
        for (pair, units) in left.fixed where units > 0 {
            let need = market.need(of: pair), score = market.score(at: pair)
            seats.append(Seat(need: Int32(need), offer: market.links[pair].object, units: units))
            standing = standing + Standing(pinned: 1, served: 1, score: score) * Int(units)
        }
    }

    /// Takes over a part that is placed for good.
    mutating func take(_ placement: borrowing Placement) {
        let needsBid = placement.grid.needsBid
        for bidder in 0..<placement.grid.bidderCount {
            let owner = Int(placement.grid.bidders[bidder]), price = placement.values[bidder]
            if needsBid { needPrices[owner] = price } else { offerPrices[owner] = price }
        }
        for object in 0..<placement.grid.objectCount {
            let owner = Int(placement.grid.objects[object]), price = placement.prices[object]
            if needsBid { offerPrices[owner] = price } else { needPrices[owner] = price }
            take(placement.objects[object], of: Int32(owner), placement)
        }
    }

    private mutating func take(_ object: Placement.Object, of owner: Int32, _ placement: borrowing Placement) {
        for place in Int(object.slotStart)..<Int(object.slotStart + object.slotCount) {
            let slot = placement.slots[place], bidder = placement.grid.bidders[slot.bidder], units = Int(slot.units)
            seats.append(placement.grid.needsBid
                ? Seat(need: bidder, offer: owner, units: slot.units) : Seat(need: owner, offer: bidder, units: slot.units))
            standing.served += units
            standing.score += units * Int(placement.grid.links[slot.link].score)
        }
    }

    consuming func solution(_ weights: Weights, for goal: Goal) -> Solution {
        closePrices(weights)
        let certificate = Certificate(
            weights: weights, needPrices: needPrices.map { Int128($0) }, offerPrices: offerPrices.map { Int128($0) })
        return Solution(goal: goal, assignments: assignments(), standing: standing, certificate: certificate)
    }

    /// By need, then offer; what is held in part by a pin is one.
    private func assignments() -> [Assignment] {
        var starts = [Int](repeating: 0, count: market.needCount + 1)
        for seat in seats { starts[Int(seat.need) + 1] += 1 }
        for need in 0..<market.needCount { starts[need + 1] += starts[need] }
        var sorted = seats, ends = starts
        for seat in seats {
            sorted[ends[Int(seat.need)]] = seat
            ends[Int(seat.need)] += 1
        }
        for need in 0..<market.needCount where ends[need] - starts[need] > 1 {
            sorted[starts[need]..<ends[need]].sort { $0.offer < $1.offer }
        }
        var result: [Assignment] = []
        result.reserveCapacity(sorted.count)
        for seat in sorted {
            if let last = result.last, last.need == Int(seat.need), last.offer == Int(seat.offer) {
                result[result.count - 1] = Assignment(need: last.need, offer: last.offer, units: last.units + Int(seat.units))
            } else {
                result.append(Assignment(need: Int(seat.need), offer: Int(seat.offer), units: Int(seat.units)))
            }
        }
        return result
    }

    /// Prices for needs and offers that had nothing left to place: as high as their best pair, at no cost to the proof.
    private mutating func closePrices(_ weights: Weights) {
        guard left.demands.contains(0) || left.capacities.contains(0) else { return }
        let served = Int(weights.served)
        for need in left.demands.indices {
            for pair in market.range(of: need) {
                let offer = market.offer(at: pair), gain = served + market.score(at: pair) - needPrices[need] - offerPrices[offer]
                guard gain > 0 else { continue }
                if left.demands[need] == 0 { needPrices[need] += gain } else if left.capacities[offer] == 0 { offerPrices[offer] += gain }
            }
        }
    }
}
