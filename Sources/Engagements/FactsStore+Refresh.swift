import Foundation
import House
import Identity
import People
import Storage
import Trust
import Volunteers

extension FactsStore {
    /// Brings everything that a round reads in step with what it follows from, for a coordinator who is about to make one.
    ///
    /// Offers follow the roles asked for; what changed of a volunteer is opened again, for the purpose of the actor;
    /// clearances are reckoned for the day, of everyone at once; places and needs that live matches take are counted.
    package func refresh(_ organization: OrganizationID, programs: ProgramCatalog, on day: Day, hub: Hub, _ access: inout Access) throws {
        try db.holds.expire(before: day, in: organization)
        try db.offers.follow(organization, programs: programs, hub: hub)
        try shutOut(programs.all.filter(\.isForSpecialists).map(\.id), organization)
        let clearances = try OfferClearances(organization, programs: programs, on: day, db)
        try renewStale(organization, clearances, hub: hub, on: day, &access)
        try renewClearances(organization, clearances)
        try countLive("organization_id = \(organization)")
    }

    /// Needs of programs that the hub's file gives to specialists leave every round.
    private func shutOut(_ programs: [String], _ organization: OrganizationID) throws {
        _ = try db.execute("UPDATE needs SET is_specialist = \(true) WHERE organization_id = \(organization) AND NOT is_specialist AND closing IS NULL AND program IN \(in: programs)")
        _ = try db.execute("DELETE FROM match_facts WHERE organization_id = \(organization) AND program IN \(in: programs)")
    }

    private func renewStale(_ organization: OrganizationID, _ clearances: OfferClearances, hub: Hub, on day: Day, _ access: inout Access) throws {
        let stale = try db.offers.pairs("""
            o.organization_id = \(organization) AND o.is_open AND NOT EXISTS (SELECT 1 FROM match_facts f WHERE f.id = o.id AND NOT f.is_stale) ORDER BY o.id
            """)
        guard !stale.isEmpty else { return }
        let gazetteer = try Gazetteer(db)
        try putPlaces(stale.filter { $0.giver.person == nil }, of: organization, clearances, gazetteer, hub.settings.value.townLanguage)
        for few in stale.filter({ $0.giver.person != nil }).chunked(by: 500) {
            let told = try VolunteerTold.open(Array(Set(few.compactMap(\.giver.person))).sorted(), on: day, in: db, &access)
            try put(few.compactMap { offer, giver in
                giver.person.flatMap { told[$0] }.map { OfferFacts(offer, of: giver, $0, clearances, gazetteer) }
            }, of: organization)
        }
    }

    /// Makes the facts of an organization's places anew, at once: nothing of anybody is opened for it.
    func renew(_ offer: Offer, _ giver: Giver, programs: ProgramCatalog, on day: Day, _ townLanguage: String) throws {
        guard offer.isOpen else { return }
        try putPlaces([(offer, giver)], of: offer.organization, OfferClearances(ofPlaces: giver, programs: programs, on: day, db), Gazetteer(db), townLanguage)
    }

    private func putPlaces(
        _ places: [(offer: Offer, giver: Giver)], of organization: OrganizationID, _ clearances: OfferClearances, _ gazetteer: Gazetteer, _ language: String
    ) throws {
        guard !places.isEmpty else { return }
        let told = try db.offers.told(places.map(\.giver.id))
        try put(places.map { offer, giver in
            OfferFacts(
                id: offer.id, giver: giver.id, program: offer.program, gender: nil, place: gazetteer.point(of: told[giver.id]?.district),
                travel: [], languages: [language: .native], times: told[giver.id]?.times ?? [], absences: [],
                isCleared: true, isClearedForChildren: true, free: clearances.free(of: giver), lastDay: giver.lastDay, room: clearances.room(of: giver),
                isStepFree: giver.isStepFree)
        }, of: organization)
    }

    /// Writes only what differs from yesterday.
    private func renewClearances(_ organization: OrganizationID, _ clearances: OfferClearances) throws {
        var changed: [(id: OfferID, isCleared: Bool, forChildren: Bool, free: Int, room: Room?)] = []
        try db.each("""
            SELECT f.id, f.giver_id, f.program, f.is_cleared, f.is_cleared_for_children, f.free, g.person_id, g.capacity, \(Room.columns),
                   f.room_people AS left_people, f.room_children AS left_children, f.room_adults AS left_adults, f.room_seniors AS left_seniors, f.room_overfull
            FROM match_facts f JOIN givers g ON g.id = f.giver_id LEFT JOIN giver_rooms r ON r.giver_id = g.id WHERE f.organization_id = \(organization) AND f.side = 'offer'
            """) { row in
            let giver = Giver(id: try row.get("giver_id"), organization: organization, person: try row.get("person_id"), title: nil, capacity: try row.get("capacity"), room: try Room(row))
            let (isCleared, forChildren) = clearances.clearance(of: giver, for: try row.get("program")), free = clearances.free(of: giver), room = clearances.room(of: giver)
            let isSame = try isCleared == row.get("is_cleared") && forChildren == row.get("is_cleared_for_children") && free == row.get("free") && room == Room(row, "left_", isOverfull: row.get("room_overfull"))
            if !isSame { changed.append((try row.get("id"), isCleared, forChildren, free, room)) }
        }
        for fact in changed {
            _ = try db.execute("""
                UPDATE match_facts SET is_cleared = \(fact.isCleared), is_cleared_for_children = \(fact.forChildren), free = \(fact.free),
                    room_people = \(fact.room?.all), room_children = \(fact.room?.children), room_adults = \(fact.room?.adults), room_seniors = \(fact.room?.seniors),
                    room_overfull = \(fact.room?.isOverfull ?? false)
                WHERE id = \(fact.id)
                """)
        }
    }
}

extension OfferFacts {
    init(_ offer: Offer, of giver: Giver, _ told: VolunteerTold, _ clearances: OfferClearances, _ gazetteer: Gazetteer) {
        let (isCleared, forChildren) = clearances.clearance(of: giver, for: offer.program)
        self.init(
            id: offer.id, giver: giver.id, program: offer.program, gender: told.gender, place: gazetteer.point(of: told.place), travel: told.travel,
            languages: Dictionary(told.languages.map { ($0.code, $0.level) }) { first, _ in first }, times: told.slots, absences: told.absences,
            isCleared: isCleared, isClearedForChildren: forChildren, free: clearances.free(of: giver), lastDay: giver.lastDay)
    }
}
