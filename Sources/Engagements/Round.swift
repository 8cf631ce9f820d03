import Identity
import Optimization

/// One matching over everything that is open: all needs against all offers at once, solved exactly and verified.
///
/// A pure value: the same facts, rules, policy and day give the same round, on any machine.
public struct Round: Sendable {
    public struct Key: Sendable, Hashable {
        public let need: NeedID, offer: OfferID
        public init(_ need: NeedID, _ offer: OfferID) { (self.need, self.offer) = (need, offer) }
    }
    let needs: [NeedFacts], offers: [OfferFacts]
    let rules: Rules
    let pairRules: [Key: PairRule]
    let policy: Policy
    /// By need: the higher goes first, before it is asked how well anyone fits.
    let precedence: Precedence
    let market: Market
    let solution: Solution
    let certificate: Certificate
    /// Which giver serves each need, by their places; nil for who waits.
    private let served: [Int?]
    private let offerPlaces: [GiverID: Int]
    private let offersByProgram: [String: [OfferFacts]]

    /// - Throws: `MarketProblem` for what no town has, such as more than 2^31 pairs; `Flaw` where the solution is not proved best.
    public init(needs: [NeedFacts], offers: [OfferFacts], rules: Rules, pairRules: [Key: PairRule] = [:], policy: Policy = .standard) throws {
        (self.needs, self.offers, self.pairRules, self.policy) = (needs, offers, pairRules, policy)
        let rules = rules.weighing(policy.weights), givers = Self.free(offers), programs = Dictionary(grouping: offers, by: \.program)
        let places = Dictionary(givers.enumerated().map { ($1.giver, $0) }) { first, _ in first }
        precedence = Precedence(needs, by: policy, on: rules.day)
        let bases = precedence.bases(policy.aim, units: min(needs.count, givers.reduce(0) { $0 + $1.free }), points: Fit.most + 1)
        market = try Self.market(needs, programs, rules, pairRules, places, bases, free: givers.map(\.free))
        solution = try market.solve(for: policy.goal)
        certificate = try Verifier(of: market).verify(solution)
        served = solution.assignments.reduce(into: Array(repeating: nil, count: needs.count)) { $0[$1.need] = $1.offer }
        (self.rules, offerPlaces, offersByProgram) = (rules, places, programs)
    }

    /// How many needs it helps.
    var helped: Int { solution.served }

    /// The points of all its pairs together.
    var points: Int {
        needs.indices.reduce(0) { sum, need in sum + (offer(for: need).map { rules.fit(needs[need], $0).score } ?? 0) }
    }

    /// The offer proposed for a need, nil where it waits.
    func offer(for need: Int) -> OfferFacts? {
        served[need].flatMap { offer(at: $0, for: needs[need].program) }
    }

    /// The offer by which the giver at this place of the market serves a program.
    func offer(at place: Int, for program: String) -> OfferFacts? {
        (offersByProgram[program] ?? []).first { offerPlaces[$0.giver] == place }
    }

    func place(of offer: OfferFacts) -> Int? { offerPlaces[offer.giver] }
    func offers(in program: String) -> [OfferFacts] { offersByProgram[program] ?? [] }
    func index(of need: NeedID) -> Int? { needs.firstIndex { $0.id == need } }
    func rule(_ need: NeedFacts, _ offer: OfferFacts) -> PairRule? { pairRules[Key(need.id, offer.id)] }
    func obstacles(_ need: NeedFacts, _ offer: OfferFacts) -> [Obstacle] { rules.obstacles(need, offer, rule: rule(need, offer)) }

    /// The round as it would be if these facts were others.
    func with(need: NeedFacts, offer: OfferFacts, rule: PairRule?) throws -> Round {
        var changed = pairRules
        changed[Key(need.id, offer.id)] = rule
        return try Round(
            needs: needs.map { $0.id == need.id ? need : $0 },
            offers: offers.map { $0.id == offer.id ? offer : $0.giver == offer.giver ? $0.with(free: offer.free) : $0 },
            rules: rules, pairRules: changed, policy: policy)
    }

    /// The same facts by another policy.
    func by(_ other: Policy) throws -> Round {
        other == policy ? self : try Round(needs: needs, offers: offers, rules: rules, pairRules: pairRules, policy: other)
    }

    /// Each giver once, with the places left.
    private static func free(_ offers: [OfferFacts]) -> [(giver: GiverID, free: Int)] {
        var known: Set<GiverID> = []
        return offers.compactMap { known.insert($0.giver).inserted ? ($0.giver, $0.free) : nil }
    }

    private static func market(
        _ needs: [NeedFacts], _ offers: [String: [OfferFacts]], _ rules: Rules, _ pairRules: [Key: PairRule],
        _ places: [GiverID: Int], _ bases: [Int], free: [Int]
    ) throws -> Market {
        var builder = MarketBuilder(demands: Array(repeating: 1, count: needs.count), capacities: free)
        var pins: [Pin] = []
        for (index, need) in needs.enumerated() {
            for offer in offers[need.program] ?? [] {
                let rule = pairRules.isEmpty ? nil : pairRules[Key(need.id, offer.id)]
                guard let place = places[offer.giver], rules.obstacles(need, offer, rule: rule).isEmpty else { continue }
                try builder.add(need: index, offer: place, score: bases[index] + rules.fit(need, offer).score)
                if rule == .pinned { pins.append(Pin(need: index, offer: place, units: 1)) }
            }
        }
        return try builder.market(pins: pins)
    }
}

extension OfferFacts {
    func with(free: Int) -> OfferFacts { with(isCleared, isClearedForChildren, free: free) }

    /// The facts as clearances and places stand at this moment.
    func with(_ now: OfferClearances, of giver: Giver) -> OfferFacts {
        let (isCleared, forChildren) = now.clearance(of: giver, for: program)
        return with(isCleared, forChildren, free: now.free(of: giver))
    }

    private func with(_ isCleared: Bool, _ forChildren: Bool, free: Int) -> OfferFacts {
        OfferFacts(
            id: id, giver: giver, program: program, gender: gender, place: place, travel: travel, languages: languages, times: times,
            absences: absences, isCleared: isCleared, isClearedForChildren: forChildren, free: free)
    }
}
