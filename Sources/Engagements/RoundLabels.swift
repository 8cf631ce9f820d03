import House
import Identity
import People
import Storage
import Trust
import Volunteers

/// Needs and offers in the words that the round shows: no household's name, a volunteer's initials.
struct RoundLabels: Sendable {
    private let needs: [NeedID: NeedSummary], offers: [OfferID: OfferSummary]

    /// A constant number of queries, however many they are.
    init(needs: [NeedFacts], offers: [OfferFacts], catalog: ProgramCatalog, db: any Connection, access: inout Access) throws {
        let seeking = try db.needs.find(needs.map(\.id), visibleTo: access.actor)
        let districts = Dictionary(try db.households.find(seeking.map(\.household), visibleTo: access.actor).map { ($0.id, $0.district) }) { first, _ in first }
        let households = Dictionary(seeking.map { ($0.id, $0.household) }) { first, _ in first }
        self.needs = needs.reduce(into: [:]) { found, facts in
            guard let household = households[facts.id], let program = catalog[facts.program] else { return }
            found[facts.id] = NeedSummary(facts, program: program, district: districts[household] ?? nil)
        }
        let given = try db.offers.find(offers.map(\.id), visibleTo: access.actor)
        let initials = try access.initials(of: given.values.compactMap(\.giver.person), in: db)
        self.offers = offers.reduce(into: [:]) { found, facts in
            guard let giver = given[facts.id]?.giver else { return }
            found[facts.id] = OfferSummary(facts, who: giver.title ?? giver.person.flatMap { initials[$0] } ?? "")
        }
    }

    func need(_ id: NeedID) throws -> NeedSummary { try needs[id].orNotFound() }
    func offer(_ id: OfferID) throws -> OfferSummary { try offers[id].orNotFound() }
    /// Nil for what has changed since, so that nothing is known of it until the next round.
    func known(_ id: NeedID) -> NeedSummary? { needs[id] }
    func known(_ id: OfferID) -> OfferSummary? { offers[id] }
}
