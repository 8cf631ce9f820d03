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
