import Foundation
import House
import Identity
import Storage
import Trust
import Volunteers

/// An invented past for the demo town: who helps whom since when, what was asked and answered, and what waits now.
///
/// It is told by the rules and stores of the living town, on the days on which it happened; no letter is written.
package struct PastSeeds: Sendable {
    let hub: Hub
    let coordinator: Actor
    /// Who supervises (`PastSupervision`).
    let supervisors: [UserID]
    let parts: LifeParts
    private static let piece = 200

    package init(hub: Hub, coordinator: Actor, supervisors: [UserID]) throws {
        (self.hub, self.coordinator, self.supervisors) = (hub, coordinator, supervisors)
        parts = try LifeParts(try ProgramCatalog(hub.resources), hub.resources)
    }

    var today: Day { Day(hub.now(), in: hub.settings.value.zone) }
    private var desk: RoundDesk { RoundDesk(hub: hub, catalog: parts.programs) }

    /// - Parameters:
    ///   - seeds: what was sought, of households that seek nothing else; the first is of the newcomer of the cast.
    ///   - volunteers: in the order of their seeds; the first is of the cast.
    ///   - count: how many pairs, at most.
    package func fill(_ seeds: [NeedSeeds.Seed], volunteers: [PersonID], count: Int) async throws {
        try await makeRoom(for: volunteers)
        let pairs = try await pairs(seeds, volunteers, count)
        let supervising = PastSupervision.shared(pairs, among: supervisors, limit: hub.supervisionLimit)
        for (number, piece) in pairs.chunked(by: Self.piece).enumerated() {
            try await hub.archive.write(by: coordinator, for: .matching) { db, access in
                for (place, pair) in piece.enumerated() {
                    try tell(pair, supervisor: supervising[number * Self.piece + place], in: db, &access)
                }
                try putFacts(of: piece, in: db)
            }
        }
        try await makeRound(volunteers)
    }

    /// Offers follow the volunteers; the one of the cast, and every third, has time for two.
    private func makeRoom(for volunteers: [PersonID]) async throws {
        let hub = hub, programs = parts.programs, today = today, organization = coordinator.organization
        let generous = Set(volunteers.enumerated().filter { $0.offset % 3 == 0 }.map(\.element))
        try await hub.archive.write(by: coordinator, for: .matching) { db, access in
            try db.offers.follow(organization, programs: programs, hub: hub)
            for giver in try db.offers.givers("organization_id = \(organization)") where giver.person.map(generous.contains) ?? false {
                try db.offers.setCapacity(2, of: giver.id, at: hub.now())
            }
            try db.facts.refresh(organization, programs: programs, on: today, hub: hub, &access)
        }
    }

    private func pairs(_ seeds: [NeedSeeds.Seed], _ volunteers: [PersonID], _ count: Int) async throws -> [PastPair] {
        let desk = desk, today = today, programs = parts.programs, organization = coordinator.organization
        let ids: [NeedID] = NeedSeeds.ids(seeds.count, hub)
        var chosen = try await hub.archive.read { db in
            let givers = Dictionary(try db.offers.givers("organization_id = \(organization)").map { ($0.id, $0) }) { $1 }
            return PastPairs(
                desk: desk, organization: organization, today: today, gazetteer: try Gazetteer(db),
                clearances: try OfferClearances(organization, programs: programs, on: today, db), givers: givers,
                offers: Self.ordered(try db.facts.read(organization).offers, givers, volunteers), seeds: Array(zip(seeds, ids)))
        }
        chosen.bringFirst(besides: volunteers.first, .ofNewcomer)
        chosen.bring(volunteers.first, .ofVolunteer)
        chosen.bringRanOut(1 + count / 100)
        chosen.keepAway(volunteers.first)
        try chosen.bringRest(count)
        return chosen.pairs
    }

    /// What is open now, in a round of yesterday, so that it can be approved right away.
    private func makeRound(_ volunteers: [PersonID]) async throws {
        let programs = parts.programs, hub = hub, today = today, organization = coordinator.organization
        let (needs, offers, pairRules) = try await hub.archive.write(by: coordinator, for: .matching) { db, access in
            try db.facts.refresh(organization, programs: programs, on: today, hub: hub, &access)
            let givers = Dictionary(try db.offers.givers("organization_id = \(organization)").map { ($0.id, $0) }) { $1 }
            let (needs, offers) = try db.facts.read(organization)
            return (needs, Self.ordered(offers, givers, volunteers), try db.pairRules.all(of: organization))
        }
        let policy = try await desk.adopt(Policy(priorities: [.urgent]), by: coordinator, at: hub.now() - 30 * 86_400)
        let round = try Round(needs: needs, offers: offers, rules: desk.rules, pairRules: pairRules, policy: policy.policy)
        try await desk.keep(round, from: nil, under: policy.id, by: coordinator, at: hub.now() - 86_400)
    }

    /// By whom they are of, not by ids, which differ from one filling to the next.
    private static func ordered(_ offers: [OfferFacts], _ givers: [GiverID: Giver], _ volunteers: [PersonID]) -> [OfferFacts] {
        let places = Dictionary(volunteers.enumerated().map { ($1, $0) }) { first, _ in first }
        func place(_ offer: OfferFacts) -> (Int, String, String) {
            let giver = givers[offer.giver]
            return (giver?.person.flatMap { places[$0] } ?? volunteers.count, giver?.title ?? "", offer.program)
        }
        return offers.sorted { place($0) < place($1) }
    }
}
