import Optimization

/// The places of a market that are counted in people, by where they stand in it, and how many people each need is for.
struct Rooms: Sendable, Equatable {
    let places: [Int: Room]
    /// By need: of those who seek what such places give; whoever is not known any more is missing.
    let households: [Int: Headcount]

    static let none = Rooms(places: [:], households: [:])

    /// The needs that one of these places could be for, in their order.
    func seeking(in market: Market) -> [Int] { market.demands.indices.filter { need in market.pairs(of: need).contains { places[$0.offer] != nil } } }

    /// Whether everyone has room who is known.
    func hold(_ assignments: [Assignment]) -> Bool {
        var left = places
        return assignments.allSatisfy { item in
            guard let room = left[item.offer], let household = households[item.need] else { return true }
            left[item.offer] = room.less(household)
            return room.holds(household)
        }
    }
}

extension Rooms {
    init(_ needs: [NeedFacts], _ offers: [OfferFacts], at places: [GiverID: Int]) {
        // Where nobody else comes there is nothing to plan.
        let counted = offers.filter { $0.room?.isOverfull == false }
        guard !counted.isEmpty else { self = .none; return }
        let programs = Set(counted.map(\.program))
        self.init(
            places: counted.reduce(into: [:]) { found, offer in if let place = places[offer.giver] { found[place] = offer.room } },
            households: needs.enumerated().reduce(into: [:]) { if programs.contains($1.element.program) { $0[$1.offset] = $1.element.household } })
    }

    /// How many households each giver can take: where people are counted, no more than could ever fit in.
    ///
    /// So each choice in which everyone has room is one of the flow, too, and what the flow proves of its own holds for all of them.
    static func most(_ offers: [OfferFacts], for needs: [NeedFacts]) -> [GiverID: Int] {
        Dictionary(grouping: offers.filter { $0.room != nil }, by: \.giver).compactMapValues { offers in
            let programs = Set(offers.map(\.program)), seeking = needs.filter { programs.contains($0.program) }.map(\.household)
            return offers.first.flatMap { offer in offer.room.map { min(offer.free, $0.most(of: seeking)) } }
        }
    }
}

extension Round {
    /// The market without the places that are counted in people and without those who are proposed for them, who are given beside.
    func besidesRooms() throws -> (market: Market, solution: Solution, settled: Set<Int>) {
        guard !rooms.places.isEmpty else { return (market, solution, []) }
        let settled = Set(needs.indices.filter { offer(for: $0)?.room != nil })
        var builder = MarketBuilder(demands: market.demands, capacities: market.capacities)
        for need in needs.indices where !settled.contains(need) {
            for pair in market.pairs(of: need) where rooms.places[pair.offer] == nil { try builder.add(pair) }
        }
        let rest = try builder.market(pins: market.pins.filter { !settled.contains($0.need) && rooms.places[$0.offer] == nil })
        return (rest, try rest.solve(for: solution.goal), settled)
    }
}

/// That a round proposes more people for a place than there is room for: found before anybody sees it, and never shown.
struct RoomFlaw: Error, Equatable {
    let giver: GiverID
}

extension Rooms {
    /// Counts anew from the facts alone, knowing nothing of how a choice was found.
    /// - Parameter choice: the offer chosen for a need, by its place; nil for who waits.
    static func verify(_ needs: [NeedFacts], _ offers: [OfferFacts], _ choice: (Int) -> OfferFacts?) throws(RoomFlaw) {
        guard offers.contains(where: { $0.room != nil }) else { return }
        var people: [GiverID: Headcount] = [:]
        for (index, need) in needs.enumerated() {
            if let offer = choice(index), offer.room != nil { people[offer.giver] = (people[offer.giver] ?? Headcount()) + need.household }
        }
        for offer in offers {
            guard let room = offer.room, let people = people[offer.giver] else { continue }
            guard room.holds(people) else { throw RoomFlaw(giver: offer.giver) }
        }
    }
}
