import Accounts
import Assembly
import Foundation
import Identity
@testable import Safety
import Storage
import Testing
import TestSupport

@Suite struct ConcernTests {
    private func raise(_ browser: Browser, _ words: String = "Canaryworry") async throws -> String {
        let answer = try await browser.post("/concerns", [("words", words), ("about", "Canaryabout")])
        #expect(answer.status == 303)
        return answer.location ?? ""
    }

    private func id(_ place: String) -> String { String(place.split(separator: "/").last ?? "") }

    @Test(arguments: Engine.tested)
    func `a concern is read by the lead alone, and answered on the raiser's page`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let raiser = try await browser.as(.newcomer), place = try await raise(raiser), lead = try await browser.as(.coordinator)
            #expect(try await raiser.get(place).text.contains("It was not read yet"))
            let page = try await lead.get("/concerns/\(id(place))").text
            #expect(page.contains("Canaryworry") && page.contains("Canaryabout") && page.contains("Amal Haddad"))
            #expect(try await lead.post("/concerns/\(id(place))/receipt").status == 303)
            #expect(try await raiser.get(place).text.contains("Received on"))
            #expect(try await lead.post("/concerns/\(id(place))/answer", [("answer", "Canaryanswer")]).status == 303)
            #expect(try await lead.post("/concerns/\(id(place))/answer", [("answer", "Another")]).status == 303)
            let own = try await raiser.get(place).text
            #expect(own.contains("Canaryanswer") && !own.contains("Another"))
            #expect(try await lead.post("/concerns/\(id(place))/closure", [("outcome", "resolved")]).status == 303)
            #expect(try await raiser.get(place).text.contains("is closed"))
        }
    }

    @Test(arguments: Engine.tested, [Cast.caseWorker, .officer, .administrator])
    func `other staff neither list nor open it`(_ engine: Engine, _ member: Cast) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await raise(try await browser.as(.newcomer)), other = try await browser.as(member)
            #expect(try await !other.get("/concerns").text.contains(id(place)))
            #expect(try await other.get("/concerns/\(id(place))").status == 404)
            for part in ["receipt", "closure", "answer"] {
                #expect(try await other.post("/concerns/\(id(place))/\(part)", [("answer", "x"), ("outcome", "resolved")]).status == 404)
            }
            #expect(try await other.get("/my/concerns/\(id(place))").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `another organization's concern does not exist`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await raise(try await browser.as(.volunteer))
            let stranger = try await browser.as(.coordinator, of: browser.town.otherOrganization)
            #expect(try await stranger.get("/concerns/\(id(place))").status == 404)
            #expect(try await stranger.get("/concerns").text.contains("Nobody has raised a concern"))
        }
    }

    @Test(arguments: Engine.tested)
    func `the administrator names another lead, to whom everything goes`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await raise(try await browser.as(.newcomer)), administrator = try await browser.as(.administrator)
            let user = try #require(try await Accounts(hub: browser.town.hub).user(of: Cast.caseWorker.email, as: .caseWorker, in: browser.town.organization))
            #expect(try await administrator.post("/concerns/lead", [("lead", user.text)]).status == 303)
            #expect(try await browser.as(.caseWorker).get("/concerns/\(id(place))").text.contains("Canaryworry"))
            #expect(try await browser.as(.coordinator).get("/concerns/\(id(place))").status == 404)
            let volunteer = try #require(try await Accounts(hub: browser.town.hub).user(of: Cast.volunteer.email, as: .volunteer, in: browser.town.organization))
            #expect(try await administrator.post("/concerns/lead", [("lead", volunteer.text)]).status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `a form sent twice is one concern, and nothing of it stands in clear`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let raiser = try await browser.as(.newcomer), page = try await raiser.get("/concerns/new").text
            #expect(page.contains("112") && page.contains("Iryna Bondar"))
            let id = String(try #require(page.firstMatch(of: /name="concern" value="([0-9a-f-]{36})"/)).output.1)
            for _ in 1...2 { #expect(try await raiser.post("/concerns", [("concern", id), ("words", "Canaryworry")]).location == "/my/concerns/\(id)") }
            let rows = try await browser.town.hub.archive.read { db in
                try db.rows("SELECT words FROM concerns").map { String(decoding: try $0.get("words") as [UInt8], as: UTF8.self) }
            }
            #expect(rows.count == 1 && !rows[0].contains("Canaryworry"))
            #expect(try await raiser.post("/concerns", [("words", "")]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `someone without an account raises one by a personal link`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Hodan"), ("phone", "07700 900123"), ("safe", "yes")])
            let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            let link = browser.town.hub.personalLink("/concerns/by/\(person.text)")
            #expect(try await browser.get(link).status == 200)
            #expect(try await browser.get("/concerns/by/\(person.text)/x").status == 404)
            let place = try #require(try await browser.post(link, [("words", "Canaryworry")]).location)
            #expect(try await browser.get(place).text.contains("Canaryworry"))
            #expect(try await browser.get(place + "x").status == 404)
            let concern = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM concerns") as String? })
            let page = try await browser.as(.coordinator).get("/concerns/\(concern)").text
            #expect(page.contains("Hodan") && page.contains("900123"))
        }
    }

    @Test func `every page of someone signed in leads to a person who listens`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.as(.newcomer).get("/my").text.contains("href=\"/concerns/new\""))
            #expect(try await !browser.get("/").text.contains("href=\"/concerns/new\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `a concern without what must be there is refused by the table`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await raise(try await browser.as(.newcomer))
            for statement in ["UPDATE concerns SET closed_at = 'x', received_at = 'x'", "UPDATE concerns SET answered_at = 'x'"] as [SQL] {
                await #expect(throws: StorageProblem.self) { try await browser.town.hub.archive.write { try $0.execute(statement) } }
            }
        }
    }
}
