import Identity
import Storage
import TestSupport
import Testing
@testable import Engagements

@Suite struct HoldTests {
    @Test(arguments: Engine.tested)
    func `a place that is kept for a need is in no round, and neither is the need, until the day is over`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1, in: "class"), first = try await town.need("class"), second = try await town.need("class")
            let desk = try await browser.as(.coordinator), until = try town.desk.rules.day.adding(days: 5)
            #expect(try await desk.post("/round/needs/\(first.text)/offers/\(place.text)/hold", [("until", until.description)]).status == 303)
            _ = try await desk.post("/round")
            let page = try await desk.get("/round?lang=en").text
            #expect(page.contains("Kept for somebody"))
            #expect(try await open(town) == [second])
            #expect(try await proposed(town) == 0)
            await #expect(throws: RoundProblem.full) { try await town.desk.approve(second, place, by: town.coordinator) }
            browser.town.clock.advance(by: 6 * 86_400)
            _ = try await browser.as(.coordinator).post("/round")
            #expect(Set(try await open(town)) == [first, second])
            #expect(try await proposed(town) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what was kept can be approved, and by that is let go`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1), other = try await town.places(1), need = try await town.need(), desk = try town.desk
            try await desk.hold(need, place, until: desk.rules.day.adding(days: 5), by: town.coordinator)
            await #expect(throws: RoundProblem.held) { try await desk.approve(need, other, by: town.coordinator) }
            try await desk.approve(need, place, by: town.coordinator)
            #expect(try await hub.hub.archive.read { try $0.count("SELECT count(*) FROM holds") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a place let go is free at once`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1), need = try await town.need(), desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold", [("until", try town.desk.rules.day.adding(days: 5).description)])
            #expect(try await desk.post("/round/needs/\(need.text)/hold/removal").status == 303)
            #expect(try await open(town) == [need])
        }
    }

    @Test(arguments: Engine.tested)
    func `an offer that ends keeps its need out of no round`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1), need = try await town.need(), desk = try town.desk, now = hub.hub.now()
            try await desk.hold(need, place, until: desk.rules.day.adding(days: 5), by: town.coordinator)
            #expect(try await open(town) == [])
            try await hub.hub.archive.write { try $0.offers.setOpen(false, [place], at: now) }
            #expect(try await open(town) == [need])
            #expect(try await hub.hub.archive.read { try $0.count("SELECT count(*) FROM holds") } == 0)
        }
    }

    @Test(arguments: ["", "soon", "2026-01-01", "2031-01-01"])
    func `a day on which no hold may end is asked for again, and what was typed stays`(_ day: String) async throws {
        try await withBrowser(on: .sqlite) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1), need = try await town.need(), desk = try await browser.as(.coordinator)
            let answer = try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold?lang=en", [("until", day)])
            #expect(answer.status == 422)
            #expect(answer.text.contains("Choose a day from today on, at most three months ahead."))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM holds") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing is kept against a rule, nor of another organization`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1), need = try await town.need(), desk = try town.desk, day = desk.rules.day.adding(days: 5)
            try await hub.hub.archive.write { try $0.pairRules.set(.forbidden, need, place, by: nil, at: hub.hub.now()) }
            await #expect(throws: RoundProblem.notAllowed) { try await desk.hold(need, place, until: day, by: town.coordinator) }
            let stranger = Actor(user: town.coordinator.user, person: hub.hub.newID(), organization: hub.otherOrganization, roles: [.coordinator])
            await #expect(throws: Refusal.notFound) { try await desk.hold(need, place, until: day, by: stranger) }
            await #expect(throws: Refusal.notFound) { try await desk.letGo(need, by: stranger) }
        }
    }

    private func open(_ town: RoundTown) async throws -> [NeedID] { try await town.desk.solve(for: town.town.organization).needs.map(\.id) }

    private func proposed(_ town: RoundTown) async throws -> Int {
        let organization = town.town.organization
        return try await town.hub.archive.read { db in try db.rounds.count(of: db.rounds.current(of: organization).orNotFound().id, matched: true) }
    }
}
