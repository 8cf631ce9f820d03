@testable import Accounts
@testable import Engagements
import House
import Identity
import Localization
import Storage
import Trust
import Testing
import TestSupport

@Suite struct OfferEndTests {
    private let places = [("program", "class"), ("title", "English class, Tuesday evening"), ("capacity", "12"), ("until", "2026-12-01")]

    @Test(arguments: Engine.tested)
    func `places are in rounds up to their last day, and again when it is put off`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.coordinator), market = try await Market(browser.town), need = NeedFacts.sample.with(program: "class")
            #expect(try await desk.post("/offers", places).status == 303)
            let obstacles = { () async throws -> [Obstacle] in
                let offer = try #require(try await market.refreshed().offers.first)
                return RoundDesk(hub: market.hub, catalog: market.programs).rules.obstacles(need, offer).filter { if case .over = $0 { true } else { false } }
            }
            browser.town.clock.advance(by: Double(try #require(Day("2026-12-01")).number - market.today.number) * 86_400)
            #expect(try await obstacles().isEmpty)
            browser.town.clock.advance(by: 86_400)
            #expect(try await obstacles() == [.over(try #require(Day("2026-12-01")))])
            let again = try await browser.as(.coordinator), id = try #require(try await market.hub.archive.read { try $0.value("SELECT id FROM offers") as String? })
            #expect(try await again.get("/offers").text.contains("No round fills it"))
            #expect(try await again.post("/offers/\(id)/end", [("until", "")]).location == "/offers")
            #expect(try await obstacles().isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `approving, keeping a place and approving all refuse an offer past its last day`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), place = try await town.places(1, in: "class"), need = try await town.need("class"), hub = browser.town.hub
            let last = try town.desk.today
            try await town.desk.make(by: town.coordinator)
            _ = try await browser.as(.coordinator).post("/offers/\(place.text)/end", [("until", last.description)])
            browser.town.clock.advance(by: 86_400)
            let desk = try town.desk, tomorrow = desk.today
            await #expect(throws: RoundProblem.apart(.over(last))) { try await desk.approve(need, place, by: town.coordinator) }
            await #expect(throws: RoundProblem.apart(.over(last))) { try await desk.hold(need, place, until: tomorrow, by: town.coordinator) }
            #expect(try await desk.approveAll(by: town.coordinator) { _, _ in } == 1)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM matches") + $0.count("SELECT count(*) FROM holds") } == 0)
            let page = try await browser.as(.coordinator).get("/round?lang=en").text
            #expect(page.contains(need.text) && page.contains("What is offered has come to its last day."))
            #expect(!page.contains("action=\"/matches\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `all whose time ends are asked, however few of them go into one transaction`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let market = try await Market(browser.town), hub = browser.town.hub, now = hub.now(), day = market.today.adding(days: 3)
            for _ in 0..<3 { _ = try await market.volunteer(["mentor"]) }
            try await market.refreshed()
            try await hub.archive.write { db in
                let givers: [GiverID] = try db.rows("SELECT id FROM givers").map { try $0.get("id") }
                for (place, giver) in givers.enumerated() { try db.offers.setLastDay(day.adding(days: place / 2), of: giver, at: now) }
            }
            try await OfferEndWatch.ask(hub, inPiecesOf: 1)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'offer.ends'") } == 3)
        }
    }

    @Test(arguments: ["2026-11-20", "soon", "2026-02-30"])
    func `a day that is none, or is over, is said and stays as typed`(_ typed: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.coordinator)
            let added = try await desk.post("/offers", places.map { $0.0 == "until" ? ("until", typed) : $0 })
            #expect(added.status == 422 && added.text.contains("value=\"\(typed)\"") && added.text.contains("English class"))
            _ = try await desk.post("/offers", places)
            let id = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM offers") as String? })
            let changed = try await desk.post("/offers/\(id)/end", [("until", typed)])
            #expect(changed.status == 422 && changed.text.contains("value=\"\(typed)\""))
            #expect(try await browser.town.hub.archive.read { try $0.value("SELECT last_day FROM givers") as String? } == "2026-12-01")
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer says until when, the coordinator reads it, and nobody else changes it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, organization = browser.town.organization
            let volunteer = try await browser.as(.volunteer), market = try await Market(browser.town), person = try await market.volunteer(["mentor"])
            #expect(try await volunteer.get("/my/time").status == 404)
            try await market.refreshed()
            // Whoever signs in is the one who offers.
            let user = try #require(try await hub.archive.read { try $0.value("SELECT user_id FROM memberships WHERE role = 'volunteer' AND organization_id = \(organization)") as UserID? })
            let name = try hub.keyring.seal("Tom", as: UserName.self, row: user.text, of: person)
            try await hub.archive.write { _ = try $0.execute("UPDATE users SET person_id = \(person), name = \(name) WHERE id = \(user)") }
            #expect(try await volunteer.get("/my").text.contains("No end named"))
            #expect(try await volunteer.post("/my/time", [("until", "2027-03-01")]).location == "/my")
            #expect(try await volunteer.get("/my").text.contains("1 March 2027"))
            let own = Actor(user: user, person: person, organization: organization, roles: [.volunteer])
            let source = try #require(hub.features.flatMap(\.file).first { $0.title == Message("What you offer") })
            let told = try await hub.archive.read(by: own, for: .ownFile) { db, access in try source.read(person, hub, db, &access) }
            #expect(told.map(\.name) == [Message("Help that is offered"), Message("Time for how many"), Message("Until when")])
            let read = { try await hub.archive.read { try $0.value("SELECT last_day FROM givers WHERE person_id = \(person)") as String? } }
            #expect(try await read() == "2027-03-01")
            let stranger = try await browser.as(.coordinator, of: browser.town.otherOrganization)
            #expect(try await stranger.post("/volunteers/\(person)/time", [("until", "2027-04-01")]).status == 404)
            #expect(try await browser.as(.newcomer).post("/my/time", [("until", "2027-04-01")]).status == 404)
            #expect(try await browser.as(.caseWorker).post("/volunteers/\(person)/time", [("until", "2027-04-01")]).status == 403)
            #expect(try await read() == "2027-03-01")
            #expect(try await browser.as(.coordinator).post("/volunteers/\(person)/time", [("until", "2027-05-01")]).location == "/volunteers/\(person)#capacity")
            #expect(try await read() == "2027-05-01")
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer is asked once before each last day, and the coordinator told of places`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let market = try await Market(browser.town), hub = browser.town.hub, person = try await market.volunteer(["mentor"])
            try await market.refreshed()
            let desk = try await browser.as(.coordinator), job = try #require(hub.features.flatMap(\.jobs).first { $0.name == "offers.ending" })
            let letters = { () async throws -> Int in
                try await job.run(hub)
                return try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'offer.ends'") }
            }
            _ = try await desk.post("/volunteers/\(person)/time", [("until", market.today.adding(days: 15).description)])
            #expect(try await letters() == 0)
            _ = try await desk.post("/volunteers/\(person)/time", [("until", market.today.adding(days: 14).description)])
            #expect(try await letters() == 1)
            #expect(try await letters() == 1)
            _ = try await desk.post("/volunteers/\(person)/time", [("until", market.today.adding(days: 13).description)])
            #expect(try await letters() == 2)
            #expect(try await !desk.get("/desk").text.contains("ends within two weeks"))
            _ = try await desk.post("/offers", places)
            #expect(try await desk.get("/desk").text.contains("One offer of places ends within two weeks"))
        }
    }
}
