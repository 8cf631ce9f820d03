@testable import Engagements
import Foundation
import House
import Identity
import People
import Storage
import TestSupport
@testable import Volunteers

/// A household with needs and a volunteer with offers, for tests of what a round reads.
struct Market {
    let town: TestHub
    var programs: ProgramCatalog
    var hub: Hub { town.hub }
    var today: Day { Day(hub.now(), in: hub.settings.value.zone) }
    var desk: Actor { Actor(user: worker, person: hub.newID(), organization: town.organization, roles: [.caseWorker]) }
    var coordinator: Actor { Actor(user: worker, person: hub.newID(), organization: town.organization, roles: [.coordinator]) }
    private let worker: UserID

    init(_ town: TestHub) async throws {
        (self.town, programs) = (town, try ProgramCatalog(town.hub.resources))
        try await town.addCaseWorker("worker@port-selby.example")
        worker = try await town.hub.archive.read { try $0.value("SELECT user_id FROM memberships WHERE role = 'case_worker'") as UserID? }.orNotFound()
    }

    /// A household in the care of the desk; the head a woman who speaks Arabic.
    func household(children: [Birth?] = [], district: String? = "North side") async throws -> HouseholdID {
        let arabic = SpokenLanguage(code: "arb", level: .native, reads: .yes).map { [$0] } ?? []
        let head = Registration.Member(details: PersonDetails(givenName: "Canaryname", familyName: "Canaryfamily", birth: Birth("1990-05-31"), gender: .woman), languages: arabic)
        let others = children.map { Registration.Member(details: PersonDetails(givenName: "Canarychild", birth: $0), languages: []) }
        let registration = Registration(
            members: [head] + others, contacts: [ContactDetails(kind: .phone, value: "07700 900777", words: "Canarywords", isSafe: true)],
            district: district, arrivedOn: nil, ground: .publicTask)
        return try await People(hub: hub).register([registration], inCareOf: worker, by: desk).first.orNotFound()
    }

    /// The needs of the household, opened through the desk's own hands.
    @discardableResult
    func open(_ program: String, for household: HouseholdID, times: [WeeklySlot] = []) async throws -> NeedID {
        let needs = Needs(hub: hub, programs: programs)
        var form = NeedForm()
        (form.program, form.words) = (program, "Canarywish")
        form.times = Set(times.compactMap { slot in slot.part.map { "\(slot.weekday)-\($0.rawValue)" } })
        return try await needs.open(form, for: household, by: desk)
    }

    /// A volunteer who asked for these roles; cleared for everything, or for nothing.
    @discardableResult
    func volunteer(_ roles: [String], isCleared: Bool = true, place: String = "North side") async throws -> PersonID {
        let person: PersonID = hub.newID(), now = hub.now(), hub = hub, today = today, organization = town.organization, user = worker
        try await hub.keyring.prepare([person], at: now)
        var details = ApplicationDetails()
        (details.place, details.travel) = (place, ["bus"])
        let languages = ["eng", "arb"].compactMap { SpokenLanguage(code: $0, level: .fluent, reads: .yes) }
        let offer = try SealedOffer(
            PersonDetails(givenName: "Canaryvolunteer", familyName: "Canaryfamily", gender: .man), initials: "C. C.", details: details, id: hub.newID(),
            of: person, in: organization, languages: languages, contacts: [], with: hub)
        let referees = try ["Canaryreferee", "Canaryother"].map { try SealedReferee(RefereeDetails(name: $0, contact: "x"), of: person, with: hub) }
        try await hub.archive.write { db in
            try offer.store(in: db, roles: roles, slots: [WeeklySlot(weekday: 2, from: 1020, to: 1260)].compactMap { $0 }, at: now)
            guard isCleared else { return }
            for referee in referees { try db.referees.insert(referee, of: person, at: now) }
            for credential in Self.everything(by: user, referees.map(\.id), on: today, at: now) { try db.credentials.append(credential, of: person) }
        }
        return person
    }

    private static func everything(by user: UserID, _ referees: [String], on today: Day, at now: Date) -> [Credential] {
        let kinds: [(Credential.Kind, String?)] = referees.flatMap { [(.reference, $0), (.childReference, $0)] }
            + [.interview, .check("enhanced"), .training("welcome"), .training("safeguarding"), .training("hosting"), .age(25), .agreement].map { ($0, nil) }
        return kinds.enumerated().map { place, kind in
            Credential(id: "\(place)-\(referees[0])", kind: kind.0, outcome: .met, issuedOn: today.adding(days: -30), verifiedBy: user, referee: kind.1, recordedAt: now)
        }
    }

    /// What a round would read now.
    @discardableResult
    func refreshed() async throws -> (needs: [NeedFacts], offers: [OfferFacts]) {
        let hub = hub, programs = programs, today = today, organization = town.organization
        return try await hub.archive.write(by: coordinator, for: .matching) { db, access in
            try db.facts.refresh(organization, programs: programs, on: today, hub: hub, &access)
            return try db.facts.read(organization)
        }
    }
}
