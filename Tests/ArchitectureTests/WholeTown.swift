import Accounts
import Assembly
import Foundation
import House
import Identity
import People
import TestSupport
import Volunteers
@testable import Engagements

/// A town at work, filled by the ways that people use; only the places that its organization gives come from the store.
struct WholeTown: Sendable {
    let browser: Browser
    let worker: UserID, coordinator: UserID
    /// The volunteer of the cast, cleared as a mentor.
    let volunteer: PersonID
    var hub: Hub { browser.town.hub }
    var organization: OrganizationID { browser.town.organization }

    init(_ browser: Browser) async throws {
        self.browser = browser
        let hub = browser.town.hub, organization = browser.town.organization
        func user(_ member: Cast) async throws -> UserID {
            try await Accounts(hub: hub).user(of: member.email, as: member.role, in: organization).orNotFound()
        }
        (worker, coordinator) = (try await user(.caseWorker), try await user(.coordinator))
        let helper = try await user(.volunteer)
        volunteer = try await hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(helper)") as PersonID? }.orNotFound()
        try await VolunteerSeeds(hub: hub).fill(cast: volunteer, coordinator: coordinator, in: organization)
    }

    /// Households in the care of the case worker, or of nobody, who speak Arabic.
    @discardableResult
    func households(_ count: Int, members: Int = 2, isInCare: Bool = true) async throws -> [HouseholdID] {
        let speaks = SpokenLanguage(code: "arb", level: .native, reads: .yes).map { [$0] } ?? []
        let people = (1...members).map { number in
            Registration.Member(details: PersonDetails(givenName: "Amal \(number)", familyName: "Haddad", gender: .woman), languages: speaks)
        }
        let registration = Registration(members: people, contacts: [], district: "North side", arrivedOn: nil, ground: .publicTask)
        return try await People(hub: hub).register(
            Array(repeating: registration, count: count), inCareOf: isInCare ? worker : nil, by: .atTheConsole(of: organization))
    }

    @discardableResult
    func need(_ program: String, of household: HouseholdID) async throws -> NeedID {
        try await succeed(.caseWorker, "/households/\(household.text)/needs", [("program", program), ("times", "2-evening")])
        return try await hub.archive.read { db in
            try db.value("SELECT id FROM needs WHERE household_id = \(household) AND program = \(program)") as NeedID?
        }.orNotFound()
    }

    /// Places that an organization gives on Tuesday evenings.
    @discardableResult
    func places(_ count: Int, in program: String) async throws -> OfferID {
        let giver = Giver(id: hub.newID(), organization: organization, person: nil, title: "Evening class", capacity: count), now = hub.now()
        let offer = Offer(id: hub.newID(), giver: giver.id, organization: organization, program: program, isOpen: true)
        let evenings = [WeeklySlot(weekday: 2, from: 1020, to: 1260)].compactMap { $0 }
        try await hub.archive.write { db in
            try db.offers.insert(giver, district: nil, times: evenings, at: now)
            try db.offers.insert(offer, at: now)
            try db.facts.put([OfferFacts(
                id: offer.id, giver: giver.id, program: program, gender: nil, place: nil, travel: [], languages: ["arb": .native, "eng": .native], times: evenings,
                absences: [], isCleared: true, isClearedForChildren: true, free: count)], of: giver.organization)
        }
        return offer.id
    }

    /// The questions of all approvals leave, and the coordinator writes down that everyone said yes.
    func everyoneSaysYes() async throws {
        browser.town.clock.advance(by: 660)
        let asks = try await hub.archive.read { try $0.rows("SELECT id FROM asks WHERE answer IS NULL ORDER BY id").map { try $0.get("id") as AskID } }
        for ask in asks { try await succeed(.coordinator, "/asks/\(ask.text)/desk/answer", [("answer", "yes")]) }
    }

    /// Sends a form as one of the cast, waits for what it begins, and fails where it is refused.
    func succeed(_ member: Cast, _ path: String, _ fields: [(String, String)] = []) async throws {
        let answer = try await browser.as(member).post(path, fields)
        guard answer.status < 400 else { throw Failed(path: path, status: answer.status) }
        try await browser.waitForWork()
    }

    struct Failed: Error { let path: String, status: Int }
}
