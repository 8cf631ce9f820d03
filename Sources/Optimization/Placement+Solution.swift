extension Placement {
    /// The placement as a solution of its market, pins included.
    consuming func solution(of market: Market, _ weights: Weights, for goal: Goal) -> Solution {
        let assignments = assignments(of: market)
        let standing = (try? Standing(of: assignments, in: market)) ?? .zero
        return Solution(
            goal: goal, assignments: assignments, standing: standing,
            certificate: certificate(of: market, weights))
    }

    private func assignments(of market: Market) -> [Assignment] {
        var byNeed = [[Assignment]](repeating: [], count: market.needCount)
        for object in 0..<objects.count {
            let seat = objects[object]
            for place in Int(seat.slotStart)..<Int(seat.slotStart + seat.slotCount) {
                let slot = slots[place], bidder = Int(slot.bidder)
                let (need, offer) = grid.needsBid ? (bidder, object) : (object, bidder)
                byNeed[need].append(Assignment(need: need, offer: offer, units: Int(slot.units)))
            }
        }
        for pin in market.pins {
            let limit = market.pair(pin.need, pin.offer)?.limit ?? .max
            let units = min(pin.units, limit)
            if units > 0 { byNeed[pin.need].append(Assignment(need: pin.need, offer: pin.offer, units: units)) }
        }
        return byNeed.flatMap { Self.merged($0) }
    }

    private static func merged(_ assignments: [Assignment]) -> [Assignment] {
        guard assignments.count > 1 else { return assignments }
        var result: [Assignment] = []
        for item in assignments.sorted(by: { $0.offer < $1.offer }) {
            if let last = result.last, last.offer == item.offer {
                result[result.count - 1] = Assignment(
                    need: item.need, offer: item.offer, units: last.units + item.units)
            } else {
                result.append(item)
            }
        }
        return result
    }

    private func certificate(of market: Market, _ weights: Weights) -> Certificate {
        let bidders = (0..<values.count).map { Int128(values[$0]) }
        let objects = (0..<prices.count).map { Int128(prices[$0]) }
        var closing = ClosingPrices(
            needs: grid.needsBid ? bidders : objects, offers: grid.needsBid ? objects : bidders)
        closing.close(market, grid, weights)
        return Certificate(weights: weights, needPrices: closing.needs, offerPrices: closing.offers)
    }
}

/// Prices for needs and offers that had nothing left to place: as high as their best pair, at no cost to the proof.
private struct ClosingPrices {
    var needs: [Int128]
    var offers: [Int128]

    mutating func close(_ market: Market, _ grid: borrowing Grid, _ weights: Weights) {
        let (demands, capacities) = (grid.amounts(ofNeeds: true), grid.amounts(ofNeeds: false))
        let hasEmpty = demands.contains(0) || capacities.contains(0)
        guard hasEmpty else { return }
        for need in demands.indices {
            for pair in market.range(of: need) {
                let offer = Int(market.targets[pair])
                let gain = weights.column(market.scores[pair], isPinned: false) - needs[need] - offers[offer]
                guard gain > 0 else { continue }
                if demands[need] == 0 { needs[need] += gain } else if capacities[offer] == 0 { offers[offer] += gain }
            }
        }
    }
}

extension Grid {
    fileprivate func amounts(ofNeeds: Bool) -> [Int] {
        ofNeeds == needsBid
            ? (0..<bidderAmounts.count).map { bidderAmounts[$0] } : (0..<objectAmounts.count).map { objectAmounts[$0] }
    }
}
