import Assembly
import Engagements
import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport

@Suite struct DemoTownTests {
    private let town = SourceTree.root.appending(path: "demo/port-selby")

    @Test(arguments: Engine.tested)
    func `the small town is filled once, and again changes nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (empty) async throws in
            try await DemoTown(hub: empty.hub, package: town, size: .small).fill()
            let count = try await empty.hub.archive.read { try $0.count("SELECT count(*) FROM persons") }
            #expect((60...100).contains(count))
            // Its invented past is older than itself: that is no clock that jumped.
            let night = try await empty.hub.archive.read { try SettingsStore(db: $0).named("retention_night") }, today = Day(empty.hub.now(), in: empty.hub.settings.value.zone)
            #expect(night == today.adding(days: -1).description)
            try await DemoTown(hub: empty.hub, package: town, size: .small).fill()
            #expect(try await empty.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == count)
        }
    }

    @Test(arguments: Engine.tested)
    func `the newcomer of the cast heads a family of four that waits for a mentor, and the volunteer of the cast fits`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (empty) async throws in
            try await DemoTown(hub: empty.hub, package: town, size: .small).fill()
            let hub = empty.hub, organization = empty.organization, day = Day(hub.now(), in: hub.settings.value.zone), programs = try ProgramCatalog(hub.resources)
            let (need, worker, members) = try await hub.archive.read { db in
                let head: PersonID = try db.value("SELECT u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = 'newcomer'").orNotFound()
                let home = try db.row("SELECT h.id, h.worker_id FROM persons p JOIN households h ON h.id = p.household_id WHERE p.id = \(head) AND p.is_head").orNotFound()
                let id: String = try home.get("id")
                return (try db.value("SELECT id FROM needs WHERE person_id = \(head) AND program = 'mentoring' AND closing IS NULL") as String?,
                        try home.get("worker_id") as UserID?, try db.count("SELECT count(*) FROM persons WHERE household_id = \(id)"))
            }
            let coordinator = Actor(user: try #require(worker), person: hub.newID(), organization: organization, roles: [.coordinator])
            let facts = try await hub.archive.write(by: coordinator, for: .matching) { db, access in
                try db.facts.refresh(organization, programs: programs, on: day, hub: hub, &access)
                return try db.facts.read(organization)
            }
            let amal = try #require(facts.needs.first { $0.id.text == need })
            #expect(members == 4 && amal.people == 4 && amal.hasChildren && amal.languages["arb"] == .native && amal.times.map(\.weekday) == [2] && amal.place != nil)
            let fits = facts.offers.filter { offer in
                offer.program == "mentoring" && offer.isClearedForChildren && offer.languages["arb"] != nil && offer.place == amal.place && offer.times.contains { amal.times.contains($0) }
            }
            #expect(!fits.isEmpty)
            #expect(facts.needs.count > 8 && facts.offers.count > 10 && facts.offers.contains { !$0.isCleared })
        }
    }

    @Test func `a real hub is never filled with invented people`() async throws {
        try await withHub(on: .sqlite) { (real) async throws in
            var settings = Settings(hubName: "A real town")
            settings.isDemo = false
            try await real.hub.save(settings)
            await #expect(throws: DemoProblem.self) { try await DemoTown(hub: real.hub, package: town, size: .small).fill() }
        }
    }
}
