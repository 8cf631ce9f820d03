import Accounts
import Assembly
import Identity
@testable import People
import Testing
import TestSupport

@Suite struct CardTests {
    @Test(arguments: Engine.tested)
    func `a card and its PIN let someone in, and the desk stops it in one step`(_ engine: Engine) async throws {
        try await withCard(on: engine) { (browser, desk, person, card) async throws in
            let answer = try await browser.post("/card", [("code", card.code), ("pin", card.pin)])
            #expect(answer.status == 303)
            var phone = browser
            phone.cookies["s"] = answer.cookies["s"]
            #expect(try await phone.get("/my").text.contains("Hodan"))
            #expect(try await desk.post("/persons/\(person.text)/card/revocation").status == 303)
            #expect(try await phone.get("/my").status == 303)
            #expect(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `after five wrong PINs the right one no longer helps`(_ engine: Engine) async throws {
        try await withCard(on: engine) { (browser, _, _, card) async throws in
            for _ in 0..<5 { #expect(try await browser.post("/card", [("code", card.code), ("pin", "000000" == card.pin ? "111111" : "000000")]).status == 422) }
            #expect(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `the desk says that wrong PINs stopped a card and since when, and a new one is made there`(_ engine: Engine) async throws {
        try await withCard(on: engine) { (browser, desk, person, card) async throws in
            let household: HouseholdID = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM households") }), page = "/households/\(household.text)"
            let wrong = card.pin == "000000" ? "111111" : "000000"
            for _ in 0..<4 { _ = try await browser.post("/card", [("code", card.code), ("pin", wrong)]) }
            #expect(try await desk.get(page).text.contains("Has a card since"))
            #expect(try await !desk.get("/desk").text.contains("stopped by wrong PINs"))
            _ = try await browser.post("/card", [("code", card.code), ("pin", wrong)])
            let shown = try await desk.get(page).text
            #expect(shown.contains("Five wrong PINs stopped the card on") && !shown.contains("Has a card since") && shown.contains("Make a new card"))
            let item = try await desk.get("/desk").text
            #expect(item.contains("The card of one person in your care was stopped by wrong PINs") && item.contains(page))
            let since = try await browser.town.hub.archive.read { try $0.value("SELECT stopped_at FROM cards") as String? }
            #expect(since != nil)
            _ = try await desk.post("/persons/\(person.text)/card")
            #expect(try await desk.get(page).text.contains("Has a card since"))
            #expect(try await !desk.get("/desk").text.contains("stopped by wrong PINs"))
        }
    }

    @Test func `the right PIN at the last try stops nothing`() async throws {
        try await withCard(on: .sqlite) { (browser, _, _, card) async throws in
            for _ in 0..<4 { _ = try await browser.post("/card", [("code", card.code), ("pin", card.pin == "000000" ? "111111" : "000000")]) }
            #expect(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]).status == 303)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM cards WHERE stopped_at IS NULL AND tries = 0") } == 1)
        }
    }

    @Test func `a new card stops the old one`() async throws {
        try await withCard(on: .sqlite) { (browser, desk, person, card) async throws in
            _ = try await desk.post("/persons/\(person.text)/card")
            #expect(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]).status == 422)
        }
    }

    @Test func `digits typed with spaces are the same digits`() async throws {
        try await withCard(on: .sqlite) { (browser, _, _, card) async throws in
            #expect(try await browser.post("/card", [("code", card.grouped), ("pin", card.pin)]).status == 303)
        }
    }

    @Test func `a card's page asks for the PIN again after a quarter of an hour`() async throws {
        try await withCard(on: .sqlite) { (browser, _, _, card) async throws in
            var phone = browser
            phone.cookies["s"] = try await browser.post("/card", [("code", card.code), ("pin", card.pin)]).cookies["s"]
            browser.town.clock.advance(by: 16 * 60)
            #expect(try await phone.get("/my").status == 303)
        }
    }

    @Test func `the printed page shows digits and PIN once, and the database neither`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post("/households", [("given", "Hodan")])
            let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            let page = try await desk.post("/persons/\(person.text)/card").text
            let digits = try #require(page.firstMatch(of: /\d{4}( \d{4}){5}/)).output.0.replacing(" ", with: "")
            #expect(page.contains("<svg class=\"qr\""))
            let stored = try await browser.town.hub.archive.read { db in
                try db.rows("SELECT code_hash, pin_hash FROM cards").map { String(decoding: try $0.get("code_hash") as [UInt8], as: UTF8.self) + (try $0.get("pin_hash") as String) }
            }
            #expect(!stored.joined().contains(digits))
        }
    }

    private func withCard(on engine: Engine, _ work: (Browser, Browser, PersonID, IssuedCard) async throws -> Void) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post("/households", [("given", "Hodan")])
            let hub = browser.town.hub
            let person = try #require(try await hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            let worker = Actor(user: hub.newID(), person: person, organization: browser.town.organization, roles: [.caseWorker])
            let card = try await Accounts(hub: hub).issueCard(to: person, named: "Hodan", by: worker, for: .casework)
            try await work(browser, desk, person, card)
        }
    }
}
