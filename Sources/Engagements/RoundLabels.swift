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
        let givers = try db.offers.givers(Set(offers.map(\.giver)).sorted(), visibleTo: access.actor)
        let initials = try access.initials(of: givers.compactMap(\.person), in: db)
        let names = Dictionary(givers.map { ($0.id, $0.title ?? $0.person.flatMap { initials[$0] } ?? "") }) { first, _ in first }
        self.offers = offers.reduce(into: [:]) { found, facts in
            found[facts.id] = names[facts.giver].map { OfferSummary(facts, who: $0) }
        }
    }

    func need(_ id: NeedID) throws -> NeedSummary { try needs[id].orNotFound() }
    func offer(_ id: OfferID) throws -> OfferSummary { try offers[id].orNotFound() }
}
