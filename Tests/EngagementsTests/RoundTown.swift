import Accounts
import Assembly
import House
import Identity
import People
import TestSupport
import Volunteers
@testable import Engagements

/// A town with the cast, its invented volunteers, and some households that seek help.
struct RoundTown: Sendable {
    let town: TestHub
    var hub: Hub { town.hub }
    let coordinator: Actor, worker: UserID

    init(_ town: TestHub) async throws {
        self.town = town
        let volunteer = try await Self.user(.volunteer, of: town), coordinator = try await Self.user(.coordinator, of: town)
        worker = try await Self.user(.caseWorker, of: town)
        let person: PersonID = try await town.hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(volunteer)") }.orNotFound()
        self.coordinator = Actor(user: coordinator, person: town.hub.newID(), organization: town.organization, roles: [.coordinator])
        try await VolunteerSeeds(hub: town.hub).fill(cast: person, coordinator: coordinator, in: town.organization)
    }

    /// Who is there already where a browser stands in the town.
    private static func user(_ member: Cast, of town: TestHub) async throws -> UserID {
        let known = try await Accounts(hub: town.hub).user(of: member.email, as: member.role, in: town.organization)
        if let known { return known }
        return try await member.join(town.hub, town.organization)
    }

    /// A household, of four with two children where nothing else is said, that speaks Arabic and has time on Tuesday evenings, and its open need.
    @discardableResult
    func need(_ program: String = "mentoring", languages: [String: SpokenLanguage.Level] = ["arb": .native], household members: Headcount = Headcount(children: 2, adults: 2)) async throws -> NeedID {
        let details = PersonDetails(givenName: "Canary-Amal", familyName: "Canary-Haddad", gender: .woman)
        let speaks = languages.compactMap { SpokenLanguage(code: $0.key, level: $0.value, reads: .yes) }
        let registration = Registration(
            members: [.init(details: details, languages: speaks)], contacts: [], district: "North side", arrivedOn: nil, ground: .publicTask)
        let household = try await People(hub: hub).register([registration], inCareOf: worker, by: coordinator)[0]
        let id: NeedID = hub.newID(), now = hub.now(), organization = town.organization
        try await hub.archive.write { db in
            let head: PersonID = try db.value("SELECT id FROM persons WHERE household_id = \(household) AND is_head").orNotFound()
            let need = Need(
                id: id, organization: organization, household: household, person: head, program: program, urgency: .soon, genderWish: .any,
                openedOn: Day(now, in: .gmt), closing: nil)
            let times = [WeeklySlot(weekday: 2, from: 1020, to: 1260)].compactMap { $0 }
            try db.needs.insert(need, words: nil, times: times, isSpecialist: false, at: now)
            try db.facts.put([NeedFacts(
                id: id, program: program, waitingSince: need.openedOn, urgency: .soon, gender: .woman, wish: .any, hasChildren: members.children > 0, people: members.all,
                place: nil, languages: languages, times: times, children: members.children, seniors: members.seniors)], of: organization)
        }
        return id
    }

    /// Places that an organization gives.
    @discardableResult
    func places(_ count: Int, in program: String = "mentoring", room: Room? = nil) async throws -> OfferID {
        let giver = Giver(id: hub.newID(), organization: town.organization, person: nil, title: "Evening class", capacity: count, room: room)
        let offer = Offer(id: hub.newID(), giver: giver.id, organization: town.organization, program: program, isOpen: true), now = hub.now()
        try await hub.archive.write { db in
            try db.offers.insert(giver, district: nil, times: [], at: now)
            try db.offers.insert(offer, at: now)
            try db.facts.put([OfferFacts(
                id: offer.id, giver: giver.id, program: program, gender: nil, place: nil, travel: [], languages: ["arb": .native, "eng": .native], times: [],
                absences: [], isCleared: true, isClearedForChildren: true, free: count, room: room)], of: giver.organization)
        }
        return offer.id
    }

    var desk: RoundDesk { get throws { RoundDesk(hub: hub, catalog: try ProgramCatalog(hub.resources)) } }

    func offer(of initials: String, in program: String = "mentoring") async throws -> OfferID {
        let round = try await desk.solve(for: town.organization), catalog = try desk.catalog
        let labels = try await hub.archive.read(by: coordinator, for: .matching) { db, access in
            try RoundLabels(needs: [], offers: round.offers, catalog: catalog, db: db, access: &access)
        }
        return try round.offers(in: program).first { try labels.offer($0.id).who == initials }.map(\.id).orNotFound()
    }
}
