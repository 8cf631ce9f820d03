import Optimization

/// What a round came to about places that are counted in people, in numbers alone.
struct RoomProof: Sendable, Equatable {
    /// The choice that was found, where not everyone had room in the best one of the flow.
    struct Found: Sendable, Equatable {
        let assignments: [Assignment]
        /// Of each assignment, in their order.
        let scores: [Int]
        let standing: Standing
        /// No choice is worth more, as the search said.
        let bound: Int128
    }
    let places: [Int: Room]
    let found: Found?
}

extension RoomProof {
    /// Nil where no place is counted in people.
    init?(_ market: Market, _ rooms: Rooms, _ plan: RoomPlan?) {
        guard !rooms.places.isEmpty else { return nil }
        places = rooms.places
        found = plan.map { plan in
            Found(
                assignments: plan.assignments, scores: plan.assignments.map { market.pair($0.need, $0.offer)?.score ?? 0 }, standing: plan.standing,
                bound: plan.bound)
        }
    }

    /// Its lines in the text of a proof: `rooms 0:8/3/-/1`, then of what was found the pairs and the sums with the bound.
    var lines: [(String, [any CustomStringConvertible])] {
        let rooms = places.sorted { $0.key < $1.key }.map { place, room in
            "\(place):\(([room.all, room.children, room.adults, room.seniors] as [Int?]).map { $0?.description ?? "-" }.joined(separator: "/"))"
        }
        return [("rooms", rooms)] + (found.map { found in
            [("placed", zip(found.assignments, found.scores).map { "\($0.need):\($0.offer):\($1)" }),
             ("found", [found.standing.pinned, found.standing.served, found.standing.score, found.bound])]
        } ?? [])
    }

    /// Nil for lines that were not written so.
    /// - Parameter lines: with the name of each first.
    init?(_ lines: ArraySlice<[String]>) {
        guard let first = lines.first, first.first == "rooms" else { return nil }
        var places: [Int: Room] = [:]
        for word in first.dropFirst() {
            let parts = word.split(separator: ":")
            guard parts.count == 2, let place = Int(parts[0]), let room = Room(proved: parts[1]) else { return nil }
            places[place] = room
        }
        self.places = places
        let rest = Array(lines.dropFirst())
        guard !rest.isEmpty else { found = nil; return }
        guard rest.count == 2, rest[0].first == "placed", rest[1].first == "found", rest[1].count == 5 else { return nil }
        let placed = rest[0].dropFirst().map { $0.split(separator: ":").compactMap { Int($0) } }, sums = rest[1].dropFirst().compactMap { Int128($0) }
        guard placed.allSatisfy({ $0.count == 3 }), sums.count == 4, sums.prefix(2).allSatisfy({ (0...1 << 25).contains($0) }) else { return nil }
        found = Found(
            assignments: placed.map { Assignment(need: $0[0], offer: $0[1], units: 1) }, scores: placed.map { $0[2] },
            standing: Standing(pinned: Int(sums[0]), served: Int(sums[1]), score: Int(clamping: sums[2])), bound: sums[3])
    }
}

extension Room {
    /// As a proof writes it: `8/3/-/1`.
    fileprivate init?(proved text: Substring) {
        let parts = text.split(separator: "/"), numbers = parts.map { Int($0) }
        guard parts.count == 4, let all = numbers[0], zip(parts, numbers).allSatisfy({ $0 == "-" || $1.map { (0...10_000).contains($0) } ?? false }) else { return nil }
        self.init(all: all, children: numbers[1], adults: numbers[2], seniors: numbers[3])
    }
}
