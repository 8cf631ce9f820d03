import Accounts
import Assembly
@testable import Engagements
import Foundation
import House
import Identity
import Messaging
@testable import People
import Storage
import TestSupport
import Trust
@testable import Volunteers

/// A family and a volunteer whose match was approved just now, with names that nobody else has.
struct Pair: Sendable {
    let browser: Browser
    let match: Match
    let household: String
    let newcomer: PersonID
    let volunteer: PersonID
    let need: NeedID

    static let newcomerName = "Zeynabcanary", familyName = "Canaryfamily", phone = "07700 900987", street = "Canarystreet"

    var hub: Hub { browser.town.hub }

    func ask(_ side: Side) async throws -> AskID {
        let found = try await hub.archive.read { try $0.asks.asks(of: match.id).first { $0.side == side } }
        return try found.orNotFound().id
    }

    func link(_ side: Side) async throws -> String { hub.personalLink("/asks/\(try await ask(side).text)") }

    func answer(_ side: Side, _ answer: String) async throws -> Answer {
        try await browser.post("\(try await link(side))/answer", [("answer", answer)])
    }

    /// Time passes until the letters have left.
    func leave() { browser.town.clock.advance(by: 601) }

    /// Both say yes; gives the engagement.
    @discardableResult
    func begin(sharing: Bool = true) async throws -> Engagement {
        leave()
        for side in Side.allCases {
            _ = try await answer(side, "yes")
            if sharing { _ = try await browser.post("\(try await link(side))/sharing", [("sharing", "yes")]) }
        }
        return try await engagement()
    }

    /// The newcomer turns out to be under 18.
    func makeChild(_ person: PersonID? = nil) async throws {
        let person = person ?? newcomer, birth = try hub.keyring.seal("2012", as: BirthDate.self, row: person.text, of: person)
        try await hub.archive.write { _ = try $0.execute("UPDATE persons SET birth_date = \(birth) WHERE id = \(person)") }
    }

    /// The newcomer's data is kept and not used from now on.
    func restrict() async throws {
        let hub = hub, person = newcomer, now = hub.now()
        try await hub.archive.write(by: .program(of: match.organization), for: .dataProtection) { db, access in
            try access.restrict(person, at: now)
            try hub.announce(RestrictionChanged(person, isRestricted: true), in: db, &access)
        }
    }

    func engagement() async throws -> Engagement {
        try await hub.archive.read { try $0.engagements.find(match: match.id) }.orNotFound()
    }

    func page(_ side: Side) async throws -> String {
        hub.personalLink("/engagements/\(try await engagement().id.text)/\(side.rawValue)")
    }

    func run(_ job: String) async throws {
        for one in hub.features.flatMap(\.jobs) where one.name == job { try await one.run(hub) }
    }

    func days(_ count: Int) { browser.town.clock.advance(by: Double(count) * 86_400) }

    func letters(_ name: String) async throws -> Int {
        try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = \(name)") }
    }

    /// The volunteer's year of birth: with the person, or where an earlier version kept it.
    func volunteerWrote(_ year: Int, _ isOfEarlierVersion: Bool) async throws {
        var details = ApplicationDetails()
        details.birthYear = year
        let person = volunteer, old = try details.sealed(of: person, with: hub.keyring), born = try hub.keyring.seal(String(year), as: BirthDate.self, row: person.text, of: person)
        try await hub.archive.write { db in
            if isOfEarlierVersion {
                _ = try db.execute("UPDATE applications SET details = \(old) WHERE person_id = \(person)")
            } else {
                _ = try db.execute("UPDATE persons SET birth_date = \(born) WHERE id = \(person)")
            }
        }
    }

    func flags() async throws -> Set<Flag.Kind> {
        let id = try await engagement().id
        return try await hub.archive.read { Set(try $0.flags.open(of: [id])[id] ?? []) }
    }
}

/// Runs `work` with a family of four (a child of eight) and the volunteer of the cast, who is cleared as a mentor.
func withPair(on engine: Engine, _ work: (Pair) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        let hub = browser.town.hub, organization = browser.town.organization, desk = try await browser.as(.caseWorker)
        let place = try await desk.post("/households", [
            ("given", Pair.newcomerName), ("family", Pair.familyName), ("born", "1990-05-31"), ("language", "arb"), ("level", "native"), ("phone", Pair.phone),
            ("safe", "yes"), ("words", "after six"), ("district", "North side")]).location ?? ""
        for (name, born) in [("Huda", "2018-11-21"), ("Omar", "1988"), ("Lina", "2017-01-02")] {
            _ = try await desk.post(place + "/members", [("given", name), ("born", born)])
        }
        let coordinator = try await actor(.coordinator, browser), volunteer = try await actor(.volunteer, browser).person
        try await VolunteerSeeds(hub: hub).fill(cast: volunteer, coordinator: coordinator.user, in: organization)
        let household = String(place.split(separator: "/").last ?? "")
        let made = try await hub.archive.write(by: coordinator, for: .matching) { db, access in
            try approve(household, volunteer, hub, db, &access)
        }
        try await work(Pair(browser: browser, match: made.match, household: household, newcomer: made.newcomer, volunteer: volunteer, need: made.match.need))
    }
}

private func actor(_ member: Cast, _ browser: Browser) async throws -> Actor {
    let role = member.role, organization = browser.town.organization
    return try await browser.town.hub.archive.read { db in
        let row = try db.row("SELECT u.id, u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = \(role.rawValue) AND m.organization_id = \(organization)").orNotFound()
        return Actor(user: try row.get("id"), person: try row.get("person_id"), organization: organization, roles: [role])
    }
}

private func approve(_ household: String, _ volunteer: PersonID, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> (match: Match, newcomer: PersonID) {
    let now = hub.now(), organization = access.actor.organization
    let head: PersonID = try db.value("SELECT id FROM persons WHERE household_id = \(household) AND is_head").orNotFound()
    let need: NeedID = hub.newID(), giver: GiverID = hub.newID(), offer: OfferID = hub.newID()
    _ = try db.execute("""
        INSERT INTO needs (id, organization_id, household_id, person_id, program, urgency, gender_wish, opened_on, is_specialist, updated_at, version)
        VALUES (\(need), \(organization), \(household), \(head), 'mentoring', 1, 'any', '2026-11-01', \(false), \(now), 1)
        """)
    _ = try db.execute("INSERT INTO givers (id, organization_id, person_id, capacity, created_at, updated_at) VALUES (\(giver), \(organization), \(volunteer), 1, \(now), \(now))")
    _ = try db.execute("""
        INSERT INTO offers (id, organization_id, giver_id, program, is_open, created_at, updated_at) VALUES (\(offer), \(organization), \(giver), 'mentoring', \(true), \(now), \(now))
        """)
    for (id, side) in [(need.text, "need"), (offer.text, "offer")] {
        _ = try db.execute("""
            INSERT INTO match_facts (id, organization_id, side, program, has_children, travel, free, is_stale)
            VALUES (\(id), \(organization), \(side), 'mentoring', \(side == "need" ? true : nil), '', 1, \(false))
            """)
        _ = try db.execute("INSERT INTO match_fact_times (fact_id, weekday, from_minute, to_minute) VALUES (\(id), 2, 1020, 1260)")
    }
    let match = try db.matches.insert(
        hub.newID(), need, Offer(id: offer, giver: giver, organization: organization, program: "mentoring", isOpen: true),
        of: Giver(id: giver, organization: organization, person: volunteer, title: nil, capacity: 1), by: access.actor.user, at: now)
    try Asking.begin(match, hub: hub, in: db, &access, at: now)
    return (match, head)
}
