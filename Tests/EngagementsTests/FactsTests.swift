@testable import Engagements
import Foundation
import House
import Identity
import People
@testable import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct FactsTests {
    private let tuesday = WeeklySlot(weekday: 2, from: 1020, to: 1260).map { [$0] } ?? []

    @Test(arguments: Engine.tested)
    func `a round reads what follows from a household, and no more`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            try await town.hub.archive.write { try $0.places.put(try #require(Place(name: "North Side", latitude: 54.06, longitude: -2.8))) }
            let need = try await market.open("mentoring", for: market.household(children: [Birth("2018-03-01")]), times: tuesday)
            let fact = try #require(try await market.refreshed().needs.first)
            #expect(fact.id == need && fact.program == "mentoring" && fact.waitingSince == market.today && fact.urgency == .soon)
            #expect(fact.gender == .woman && fact.wish == .any && fact.hasChildren && fact.people == 2)
            #expect(fact.place == Point(latitude: 54.06, longitude: -2.8) && fact.languages == ["arb": .native] && fact.times == tuesday)
        }
    }

    @Test(arguments: [([Birth("2018-03-01")], true), ([Birth("1999")], false), ([nil], true), ([], false), ([Birth("2008")], true), ([Birth("2008-11-22")], true),
                      ([Birth("2008-11-21")], false)] as [([Birth?], Bool)])
    func `whose age is not known may be a child`(_ others: [Birth?], _ hasChildren: Bool) async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let market = try await Market(town)
            try await market.open("mentoring", for: market.household(children: others))
            #expect(try await market.refreshed().needs.first?.hasChildren == hasChildren)
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer is an offer in each program of the roles asked for`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            try await market.volunteer(["mentor", "conversation"])
            try await market.volunteer(["mentor"], isCleared: false)
            let offers = try await market.refreshed().offers
            #expect(offers.map(\.program).sorted() == ["conversation", "mentoring", "mentoring"])
            #expect(offers.count(where: \.isCleared) == 2 && offers.count(where: \.isClearedForChildren) == 2)
            let cleared = try #require(offers.first { $0.isCleared })
            #expect(cleared.gender == .man && cleared.travel == ["bus"] && cleared.languages == ["eng": .fluent, "arb": .fluent] && cleared.times == tuesday && cleared.free == 1)
            #expect(Set(offers.map(\.giver)).count == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `a clearance that has ended by its day is not there at the next round`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            try await market.volunteer(["mentor"])
            #expect(try await market.refreshed().offers.map(\.isCleared) == [true])
            town.clock.advance(by: 1095 * 86_400)
            #expect(try await market.refreshed().offers.map(\.isCleared) == [false])
        }
    }

    @Test(arguments: Engine.tested)
    func `a conversation partner without the higher check is cleared, but not where children are`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            let person = try await market.volunteer(["conversation"])
            let check = try await town.hub.archive.read { try $0.value("SELECT id FROM credentials WHERE kind = 'check:enhanced'") as String? }.orNotFound()
            let user = market.coordinator.user, now = town.hub.now(), today = market.today
            try await town.hub.archive.write { _ = try $0.credentials.annul(check, of: person, as: "gone", on: today, by: user, at: now) }
            let offer = try #require(try await market.refreshed().offers.first)
            #expect(offer.isCleared && !offer.isClearedForChildren)
        }
    }

    @Test(arguments: Engine.tested)
    func `what changed of a volunteer is in the next round, announced or not`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town), hub = town.hub
            let person = try await market.volunteer(["mentor"])
            try await market.refreshed()
            try await hub.archive.write(by: market.coordinator, for: .volunteering) { db, access in
                try db.applications.setAvailability([], of: person)
                try db.applications.add(try #require(Absence(from: market.today, to: market.today.adding(days: 3))), of: person)
                try hub.announce(VolunteerChanged(person), in: db, &access)
            }
            let changed = try #require(try await market.refreshed().offers.first)
            #expect(changed.times.isEmpty && changed.absences.count == 1)
            try await hub.archive.write { db in try db.applications.setRoles(["tutor"], of: person, at: hub.now()) }
            #expect(try await market.refreshed().offers.map(\.program) == ["tutoring"])
            try await hub.archive.write { db in try db.applications.setRoles(["mentor", "tutor"], of: person, at: hub.now()) }
            #expect(try await market.refreshed().offers.map(\.program).sorted() == ["mentoring", "tutoring"])
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM offers") } == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `who took the offer back is in no round`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            let person = try await market.volunteer(["mentor"])
            try await market.refreshed()
            try await town.hub.archive.write { _ = try $0.execute("UPDATE applications SET status = 'withdrawn' WHERE person_id = \(person)") }
            #expect(try await market.refreshed().offers.isEmpty)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM match_facts") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a live match takes the need out of the round and a place from the giver`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town), hub = town.hub, coordinator = market.coordinator
            let need = try await market.open("mentoring", for: market.household())
            try await market.volunteer(["mentor", "conversation"])
            let offer = try #require(try await market.refreshed().offers.first { $0.program == "mentoring" })
            let match = try await hub.archive.write { db in
                let pair = try db.offers.find(offer.id, visibleTo: coordinator).orNotFound()
                return try db.matches.insert(hub.newID(), need, pair.offer, of: pair.giver, by: coordinator.user, at: hub.now())
            }
            let during = try await market.refreshed()
            #expect(during.needs.isEmpty && during.offers.map(\.free) == [0, 0])
            try await hub.archive.write { try $0.matches.set(.declined, of: match.id, at: hub.now()) }
            let after = try await market.refreshed()
            #expect(after.needs.map(\.id) == [need] && after.offers.map(\.free) == [1, 1])
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing of who they are stands in what a round reads`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            let household = try await market.household(children: [nil])
            try await market.open("mentoring", for: household)
            let person = try await market.volunteer(["mentor"])
            try await market.refreshed()
            let tables: [SQL] = ["match_facts", "match_fact_languages", "match_fact_times", "match_fact_absences"]
            let text = try await town.hub.archive.read { db in try tables.map { try db.rows("SELECT * FROM \($0)").map(\.contents).joined() }.joined() }
            #expect(text.contains("mentoring"))
            let people = try await town.hub.archive.read { try $0.rows("SELECT id FROM persons").map { try $0.get("id") as String } }
            for canary in people + ["Canary", "900777", "North side", household.text, person.text] { #expect(!text.contains(canary), "\(canary)") }
            #expect(people.count == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `a round sees its own organization alone`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            try await market.open("mentoring", for: market.household())
            try await market.volunteer(["mentor"])
            try await market.refreshed()
            let other = town.otherOrganization
            let seen = try await town.hub.archive.read { try $0.facts.read(other) }
            #expect(seen.needs.isEmpty && seen.offers.isEmpty)
        }
    }
}

extension Row {
    /// Every value as text, for tests that look for what must not be there.
    var contents: String { "\(values)" }
}
