import Identity
import Optimization

/// What a round stands on before groups have shares: the open market by the order of its policy, and the best choice in it.
struct RoundGround: Sendable {
    let needs: [NeedFacts], offers: [OfferFacts]
    let rules: Rules
    let pairRules: [Round.Key: PairRule]
    let precedence: Precedence
    /// Where each giver stands in the market.
    let places: [GiverID: Int]
    let programs: [String: [OfferFacts]]
    /// All that each giver offers, by the giver's place.
    let byGiver: [[OfferFacts]]
    /// The places that are counted in people.
    let rooms: Rooms
    let market: Market
    let best: Solution
    /// Where not all have room in it: what was found instead.
    let plan: RoomPlan?
    /// What one rank more is worth: more than all that the pairs of a choice can earn by their fit.
    let step: Int

    init(needs: [NeedFacts], offers: [OfferFacts], rules: Rules, pairRules: [Round.Key: PairRule], standing: Set<Round.Key>, policy: Policy) throws {
        let givers = Self.free(offers, for: needs), places = Dictionary(givers.enumerated().map { ($1.giver, $0) }) { first, _ in first }
        (self.needs, self.offers, self.pairRules) = (needs, offers, pairRules)
        self.rules = rules.weighing(policy.weights)
        precedence = Precedence(needs, by: policy, on: rules.day)
        byGiver = offers.reduce(into: Array(repeating: [], count: givers.count)) { if let place = places[$1.giver] { $0[place].append($1) } }
        self.places = places
        rooms = Rooms(needs, offers, at: places)
        programs = Dictionary(grouping: offers, by: \.program)
        step = Precedence.step(units: min(needs.count, givers.reduce(0) { $0 + $1.free }), points: Fit.most + 1 + policy.staying)
        let bases = precedence.bases(policy.aim, step: step)
        market = try Self.market(needs, programs, self.rules, pairRules, places, bases, staying: policy.staying > 0 ? standing : [], policy.staying, free: givers.map(\.free))
        best = try market.solve(for: policy.goal)
        plan = try RoomPlan(market, best, rooms)
    }

    /// How far to the front those served stand, all together.
    func ranks(of assignments: [Assignment]) -> Int { assignments.reduce(0) { $0 + precedence.ranks[$1.need] } }

    /// Each giver once, with the places left.
    private static func free(_ offers: [OfferFacts], for needs: [NeedFacts]) -> [(giver: GiverID, free: Int)] {
        var known: Set<GiverID> = []
        let most = Rooms.most(offers, for: needs)
        return offers.compactMap { known.insert($0.giver).inserted ? ($0.giver, most[$0.giver] ?? $0.free) : nil }
    }

    private static func market(
        _ needs: [NeedFacts], _ programs: [String: [OfferFacts]], _ rules: Rules, _ pairRules: [Round.Key: PairRule],
        _ places: [GiverID: Int], _ bases: [Int], staying: Set<Round.Key>, _ worth: Int, free: [Int]
    ) throws -> Market {
        var builder = MarketBuilder(demands: Array(repeating: 1, count: needs.count), capacities: free)
        let pairs = RoundPairs(needs, programs, rules, pairRules, places).all()
        builder.reserve(pairs: pairs.count)
        for pair in pairs {
            let stays = !staying.isEmpty && staying.contains(Round.Key(needs[pair.need].id, pair.offer))
            try builder.add(need: pair.need, offer: pair.place, score: bases[pair.need] + pair.points + (stays ? worth : 0))
        }
        let pins = pairs.filter(\.isPinned).map { Pin(need: $0.need, offer: $0.place, units: 1) }
        return try builder.market(pins: pins)
    }
}
