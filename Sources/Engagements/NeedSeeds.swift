import Foundation
import House
import Identity
import People
import Storage
import Volunteers

/// Invented needs and places for the demo town.
package struct NeedSeeds: Sendable {
    package struct Seed: Sendable {
        package let household: HouseholdID
        let person: PersonID
        let told: HouseholdTold
        package let program: String
        let urgency: Need.Urgency, wish: Need.GenderWish, access: Need.Access
        let times: [String]
        let openedOn: Day
        /// A program in which the household seeks someone already; nil where it seeks nothing else.
        let besides: String?

        package init(
            household: HouseholdID, person: PersonID, told: HouseholdTold, program: String, urgency: Need.Urgency, wish: Need.GenderWish, times: [String], openedOn: Day,
            besides: String? = nil, access: Need.Access = .none
        ) {
            (self.household, self.person, self.told, self.program) = (household, person, told, program)
            (self.urgency, self.wish, self.times, self.openedOn, self.besides, self.access) = (urgency, wish, times, openedOn, besides, access)
        }
    }
    let hub: Hub
    package init(hub: Hub) { self.hub = hub }

    /// Ids whose order is that of the seeds, so that the same seeds are met in the same order.
    static func ids<Kind>(_ count: Int, _ hub: Hub) -> [ID<Kind>] { (0..<count).map { _ in hub.newID() }.sorted() }

    /// One need for each seed, with its facts, and places that organizations give, some of them counted in people.
    package func fill(_ seeds: [Seed], in organization: OrganizationID) async throws {
        let hub = hub, now = hub.now(), today = Day(now, in: hub.settings.value.zone), programs = try ProgramCatalog(hub.resources)
        let ids: [NeedID] = Self.ids(seeds.count, hub)
        try await hub.archive.write { db in
            let gazetteer = try Gazetteer(db)
            var facts: [NeedFacts] = []
            for (seed, id) in zip(seeds, ids) {
                guard let program = programs[seed.program] else { continue }
                let need = seed.need(id, of: organization), times = seed.slots
                try db.needs.insert(need, words: nil, times: times, isSpecialist: program.isForSpecialists, at: now)
                if !program.isForSpecialists { facts.append(seed.told.facts(of: need, times: times, on: today, gazetteer)) }
            }
            try db.facts.put(facts, of: organization)
            let places: [(String, String, Int, Day?, Room?, Bool?)] = [
                ("English class, Tuesday evening", "class", 12, today.adding(days: 60), nil, true), ("Apprenticeship at the boat yard", "apprenticeship", 2, nil, nil, nil),
                ("House by the harbor", "hosting", 9, nil, Room(all: 9, children: 4), true), ("Flat above the bakery", "hosting", 5, nil, Room(all: 5, seniors: 1), false),
            ]
            for (title, program, capacity, lastDay, room, isStepFree) in places {
                let giver = Giver(id: hub.newID(), organization: organization, person: nil, title: title, capacity: capacity, lastDay: lastDay, room: room, isStepFree: isStepFree)
                try db.offers.insert(giver, district: "Old town", times: [DayPart.evening.slot(on: 2)].compactMap { $0 }, at: now)
                try db.offers.insert(Offer(id: hub.newID(), giver: giver.id, organization: organization, program: program, isOpen: true), at: now)
            }
        }
    }
}

extension NeedSeeds.Seed {
    var slots: [WeeklySlot] { times.compactMap { WeeklySlot(field: $0) } }

    /// - Parameter program: another than its own; nil for that.
    func need(_ id: NeedID, of organization: OrganizationID, in program: String? = nil) -> Need {
        Need(
            id: id, organization: organization, household: household, person: person, program: program ?? self.program, urgency: urgency, genderWish: wish,
            openedOn: openedOn, closing: nil, access: access)
    }
}
