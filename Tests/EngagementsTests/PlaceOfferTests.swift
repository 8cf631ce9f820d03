import Assembly
@testable import Engagements
import House
import Identity
import Localization
import Storage
import Testing
import TestSupport
import Web

@Suite struct PlaceOfferTests {
    private let form = [("program", "class"), ("title", "English class, Tuesday evening"), ("capacity", "12"), ("district", "Old town"), ("times", "2-evening")]

    @Test(arguments: Engine.tested)
    func `a coordinator adds places, closes them and opens them again`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.coordinator), hub = browser.town.hub
            #expect(try await desk.post("/offers", form).status == 303)
            #expect(try await desk.get("/offers").text.contains("English class, Tuesday evening"))
            let market = try await Market(browser.town)
            let fact = try #require(try await market.refreshed().offers.first)
            #expect(fact.free == 12 && fact.isCleared && fact.isClearedForChildren && fact.gender == nil && fact.languages == ["eng": .native] && fact.times.count == 1)
            #expect(try await desk.post("/offers/\(fact.id)/closure").status == 303)
            #expect(try await market.refreshed().offers.isEmpty)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM match_facts") } == 0)
            #expect(try await desk.post("/offers/\(fact.id)/reopening").status == 303)
            #expect(try await market.refreshed().offers.count == 1)
        }
    }

    @Test(arguments: ["program", "title", "capacity"])
    func `what is missing is said, and what was written stays`(_ field: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.as(.coordinator).post("/offers", form.map { $0.0 == field ? ($0.0, field == "program" ? "legal" : "") : $0 })
            #expect(answer.status == 422 && answer.text.contains("Old town"))
        }
    }

    @Test(arguments: Engine.tested)
    func `another organization has its own places`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.coordinator).post("/offers", form)
            let id = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM offers") as String? })
            let stranger = try await browser.as(.coordinator, of: browser.town.otherOrganization)
            #expect(try await !stranger.get("/offers").text.contains("English class"))
            #expect(try await stranger.post("/offers/\(id)/closure").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `a coordinator says for how many a volunteer has time`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let market = try await Market(browser.town), desk = try await browser.as(.coordinator)
            let person = try await market.volunteer(["mentor"])
            try await market.refreshed()
            #expect(try await desk.post("/volunteers/\(person)/capacity", [("capacity", "3")]).location == "/volunteers/\(person)#capacity")
            #expect(try await market.refreshed().offers.map(\.free) == [3])
            let stranger = try await browser.as(.coordinator, of: browser.town.otherOrganization)
            #expect(try await stranger.post("/volunteers/\(person)/capacity", [("capacity", "9")]).status == 404)
            #expect(try await stranger.post("/volunteers/\(person)/capacity", [("capacity", "many")]).status == 404)
            #expect(try await browser.as(.caseWorker).post("/volunteers/\(person)/capacity", [("capacity", "9")]).status == 403)
            #expect(try await market.refreshed().offers.map(\.free) == [3])
        }
    }

    @Test(arguments: Engine.tested, ["10", "-1", "many", ""])
    func `what is no such number is said, and what was typed stays`(_ engine: Engine, _ wrong: String) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let market = try await Market(browser.town), person = try await market.volunteer(["mentor"])
            try await market.refreshed()
            let answer = try await browser.as(.coordinator).post("/volunteers/\(person)/capacity", [("capacity", wrong)])
            #expect(answer.status == 422 && answer.text.contains("Write a number from") && answer.text.contains("value=\"\(wrong)\""))
            #expect(try await market.refreshed().offers.map(\.free) == [1])
        }
    }

    @Test func `the volunteer's page is offered the capacity`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let market = try await Market(town), hub = town.hub
            let person = try await market.volunteer(["mentor", "conversation"])
            try await market.refreshed()
            let parts = try await hub.archive.read(by: market.coordinator, for: .volunteering) { db, access in try hub.parts(on: .volunteer, of: person.text, db, &access) }
            let html = parts.map { $0.html(hub.catalogs.speech(in: .english), FormToken("t")).text }.joined()
            #expect(html.contains("Mentoring") && html.contains("Conversation partner") && html.contains("value=\"9\""))
        }
    }
}
