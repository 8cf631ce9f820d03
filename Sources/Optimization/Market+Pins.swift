extension Market {
    /// The same market with these pins added to its own.
    public func pinned(_ more: [Pin]) throws(MarketProblem) -> Market {
        var units: [Pair: Int] = [:]
        for pin in pins + more {
            guard demands.indices.contains(pin.need) else { throw .unknownNeed(pin.need) }
            guard capacities.indices.contains(pin.offer) else { throw .unknownOffer(pin.offer) }
            guard let pair = pair(pin.need, pin.offer) else { throw .unlistedPair(need: pin.need, offer: pin.offer) }
            guard pin.units >= 0, pin.units <= Bounds.units else { throw .badPin(need: pin.need, offer: pin.offer) }
            units[pair, default: 0] += pin.units
        }
        return replacing(pins: units.filter { $0.value > 0 }.map { Pin(need: $0.need, offer: $0.offer, units: $1) })
    }

    func replacing(pins: [Pin]) -> Market {
        let sorted = pins.sorted { ($0.need, $0.offer) < ($1.need, $1.offer) }
        return Market(
            demands: demands, capacities: capacities, pins: sorted, starts: starts,
            links: links, wide: wide, limits: limits)
    }

    func refuseDuplicates() throws(MarketProblem) {
        for need in demands.indices {
            for index in range(of: need).dropFirst() where links[index].object == links[index - 1].object {
                throw .duplicatePair(need: need, offer: offer(at: index))
            }
        }
    }

    /// Visits every column of the linear program: a pair, split in its pinned units and the rest.
    func forEachColumn(_ visit: (_ need: Int, _ pair: Int, _ limit: Int32, _ isPinned: Bool) -> Void) {
        var pin = pins.startIndex
        for need in demands.indices {
            for index in range(of: need) {
                var limit = limit(at: index)
                if pin < pins.endIndex, pins[pin].need == need, pins[pin].offer == offer(at: index) {
                    let fixed = min(limit, Int32(clamping: pins[pin].units))
                    visit(need, index, fixed, true)
                    if limit != .max { limit -= fixed }
                    pin += 1
                }
                visit(need, index, limit, false)
            }
        }
    }
}
