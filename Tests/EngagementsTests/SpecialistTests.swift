@testable import Engagements
import Identity
import Storage
import Testing
import TestSupport

/// A need that only specialists may meet enters a round by no path.
@Suite struct SpecialistTests {
    @Test(arguments: Engine.tested, ["counseling", "legal"])
    func `it is written down and in no round`(_ engine: Engine, _ program: String) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            try await market.open(program, for: market.household())
            #expect(try await market.refreshed().needs.isEmpty)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM needs WHERE is_specialist") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the database itself refuses its facts, a proposal and a match`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town), hub = town.hub, coordinator = market.coordinator, organization = town.organization
            let need = try await market.open("legal", for: market.household())
            try await market.volunteer(["mentor"])
            let offer = try #require(try await market.refreshed().offers.first)
            let round = "round"
            try await hub.archive.write { db in
                _ = try db.execute("""
                    INSERT INTO rounds (id, organization_id, made_at, needs, offers, pairs, served, score, is_current)
                    VALUES (\(round), \(organization), \(hub.now()), 1, 1, 1, 1, 1, \(true))
                    """)
            }
            let fact = NeedFacts(id: need, program: "legal", waitingSince: market.today, urgency: .urgent, gender: .woman, wish: .any, hasChildren: false,
                                 people: 1, place: nil, languages: [:], times: [])
            await #expect(throws: StorageProblem.self) { try await hub.archive.write { try $0.facts.put([fact], of: organization) } }
            await #expect(throws: StorageProblem.self) {
                try await hub.archive.write { _ = try $0.execute("INSERT INTO proposals (round_id, need_id, offer_id, score, place) VALUES (\(round), \(need), \(offer.id), 1, 1)") }
            }
            await #expect(throws: StorageProblem.self) {
                try await hub.archive.write { db in
                    let pair = try db.offers.find(offer.id, visibleTo: coordinator).orNotFound()
                    _ = try db.matches.insert(hub.newID(), need, pair.offer, of: pair.giver, by: coordinator.user, at: hub.now())
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a program that the hub gives to specialists later leaves the next round`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            var market = try await Market(town)
            try await market.open("mentoring", for: market.household())
            #expect(try await market.refreshed().needs.count == 1)
            market.programs = ProgramCatalog([.specialist("mentoring")], roles: market.programs.roles)
            #expect(try await market.refreshed().needs.isEmpty)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM needs WHERE is_specialist") } == 1)
        }
    }
}

extension Program {
    fileprivate static func specialist(_ id: String) -> Program {
        let it = Program.specialistSample
        return Program(
            id: id, picture: it.picture, name: it.name, about: it.about, boundaries: [], domain: it.domain, doer: .specialist, role: nil, roleWithChildren: nil,
            tongue: .any, overlap: 0, travel: nil, timesAMonth: 0, months: 6, checkIns: it.checkIns, service: "x")
    }
}
