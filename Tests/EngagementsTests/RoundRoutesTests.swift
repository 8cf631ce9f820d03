import Assembly
import Identity
import Storage
import TestSupport
import Testing
import Volunteers
@testable import Engagements

@Suite struct RoundRoutesTests {
    @Test(arguments: Engine.tested)
    func `a round proposes who fits, and names nobody`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town)
            try await town.need()
            let desk = try await browser.as(.coordinator)
            #expect(try await desk.post("/round").status == 303)
            let page = try await desk.get("/round?lang=en").text
            #expect(page.contains("One need can be helped now."))
            #expect(page.contains("T. W."))
            #expect(!page.contains("Canary"))
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is not cleared is kept apart by name of the rule`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), need = try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            let page = try await desk.get("/round/needs/\(need.text)?lang=en").text
            #expect(page.contains("Proposed:"))
            #expect(page.contains("The volunteer is not cleared for this role today."))
        }
    }

    @Test(arguments: Engine.tested)
    func `of a pair is said why not, and that safety is not up for change`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), need = try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            let dov = try await town.offer(of: "D. L.")
            let page = try await desk.get("/round/needs/\(need.text)/offers/\(dov.text)?lang=en").text
            #expect(page.contains("Why not"))
            #expect(page.contains("own wishes are never up for change."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a pair that was ruled out is not proposed in the next round`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), need = try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            let tom = try await town.offer(of: "T. W.")
            #expect(try await desk.post("/round/needs/\(need.text)/offers/\(tom.text)", [("rule", "forbidden")]).status == 303)
            _ = try await desk.post("/round")
            #expect(!(try await desk.get("/round").text.contains("T. W.")))
            _ = try await desk.post("/round/needs/\(need.text)/offers/\(tom.text)", [("rule", "none")])
            _ = try await desk.post("/round")
            #expect(try await desk.get("/round").text.contains("T. W."))
        }
    }

    @Test(arguments: Engine.tested)
    func `an approval can be taken back from the page it was given on`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), need = try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            let tom = try await town.offer(of: "T. W.")
            #expect(try await desk.post("/matches", [("need", need.text), ("offer", tom.text)]).status == 303)
            let page = try await desk.get("/round?lang=en").text
            #expect(page.contains("Approved just now"))
            #expect(page.contains("Nothing is proposed that is not approved already."))
        }
    }

    @Test(arguments: Engine.tested)
    func `approving all approves what is proposed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town)
            try await town.need()
            try await town.places(2)
            try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            #expect(try await desk.get("/round/approval?lang=en").text.contains("proposals would be approved"))
            #expect(try await desk.post("/round/approval").status == 303)
            try await desk.waitForWork()
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM matches WHERE status = 'asking'") } == 2)
        }
    }

    @Test func `while many are being approved, the page shows how far it is, and leads on at the end`() async throws {
        try await withBrowser(on: .sqlite) { browser in
            let desk = try await browser.as(.coordinator), works = browser.town.hub.works, gate = Barrier()
            await works.begin(for: browser.town.organization) { tell in
                try await tell(120, 1743)
                await gate.pass()
                return 2
            }
            await gate.arrived()
            let page = try await desk.get("/round/approval?lang=en")
            #expect(page.isRenewed && page.text.contains("<progress") && page.text.contains("value=\"120\"") && page.text.contains("max=\"1743\""))
            await gate.open()
            try await desk.waitForWork()
            let landing = try #require(try await desk.get("/round/approval").location)
            #expect(try await desk.get(landing).text.contains("proposals were left out"))
            for address in ["/round?left=2", landing.replacing("left=2.", with: "left=9.")] { #expect(try await !desk.get(address).text.contains("left out")) }
        }
    }

    @Test(arguments: Engine.tested)
    func `approving that stops before its end says so, and nothing proposed is lost`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), hub = browser.town.hub
            try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            try await hub.archive.write { _ = try $0.execute("ALTER TABLE proposals RENAME TO hidden") }
            #expect(try await desk.post("/round/approval").location == "/round/approval")
            try await desk.waitForWork()
            try await hub.archive.write { _ = try $0.execute("ALTER TABLE hidden RENAME TO proposals") }
            let page = try await desk.get("/round/approval?lang=en").text
            #expect(page.contains("The work stopped before its end"))
            #expect(page.contains("One proposal would be approved."))
            #expect(try await !desk.get("/round/approval?lang=en").text.contains("The work stopped before its end"))
            #expect(try await desk.post("/round/approval").status == 303)
            try await desk.waitForWork()
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM matches") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a policy whose numbers pass what is reckoned exactly is refused in a sentence`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), desk = try town.desk, organization = hub.organization
            try await town.need()
            try await town.places(1)
            await #expect(throws: RoundProblem.tooLarge) { _ = try await desk.solve(for: organization, by: Policy(aim: .longestWaiting, staying: 1 << 50)) }
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever lost a clearance since the round can't be approved`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), need = try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            let tom = try await town.offer(of: "T. W.")
            browser.town.clock.advance(by: 3 * 366 * 86_400)
            #expect(try await browser.as(.coordinator).post("/matches", [("need", need.text), ("offer", tom.text)]).status == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `two coordinators approve the last place and exactly one wins`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1)
            let needs = [try await town.need(), try await town.need(), try await town.need()], desk = try town.desk, actor = town.coordinator
            let won = await withTaskGroup(of: Bool.self) { group in
                for need in needs { group.addTask { (try? await desk.approve(need, place, by: actor)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(won == 1)
            #expect(try await hub.hub.archive.read { try $0.count("SELECT count(*) FROM matches") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `approving twice makes one match`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(3), need = try await town.need()
            try await town.desk.approve(need, place, by: town.coordinator)
            await #expect(throws: RoundProblem.taken) { try await town.desk.approve(need, place, by: town.coordinator) }
        }
    }

    @Test(arguments: Engine.tested)
    func `another organization's need is not there`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(3), need = try await town.need()
            let stranger = Actor(user: town.coordinator.user, person: hub.hub.newID(), organization: hub.otherOrganization, roles: [.coordinator])
            await #expect(throws: Refusal.notFound) { try await town.desk.approve(need, place, by: stranger) }
        }
    }

    @Test(arguments: Engine.tested)
    func `a full place can't be taken by preferring it`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(0), need = try await town.need()
            try await hub.hub.archive.write { try $0.pairRules.set(.pinned, need, place, by: nil, at: hub.hub.now()) }
            await #expect(throws: RoundProblem.full) { try await town.desk.approve(need, place, by: town.coordinator) }
        }
    }

    @Test(arguments: Engine.tested)
    func `what a volunteer changed since the round is opened at the next look, and the proposal stands`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town)
            try await town.need()
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            try await browser.town.hub.archive.write { _ = try $0.execute("UPDATE match_facts SET is_stale = \(true) WHERE side = 'offer'") }
            let page = try await desk.get("/round?lang=en")
            #expect(page.status == 200)
            #expect(page.text.contains("T. W.") && !page.text.contains("What we know of the one proposed has changed."))
        }
    }
}
