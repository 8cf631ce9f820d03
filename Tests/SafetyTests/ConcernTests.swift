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
            let list = try await other.get("/concerns?lang=en").text
            #expect(!list.contains(id(place)) && !list.contains("no concern") && !list.contains("Nobody has raised") && !list.contains("Only you open"))
            #expect(list.contains("Concerns are read by") && list.contains("Iryna Bondar") && list.contains("href=\"/concerns/new\""))
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
            #expect(try await stranger.get("/concerns").text.contains("You have been told of no concern"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a lead who is named later reads new concerns; what was told before stays until it is handed over`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await raise(try await browser.as(.newcomer)), administrator = try await browser.as(.administrator)
            let user = try #require(try await Accounts(hub: browser.town.hub).user(of: Cast.caseWorker.email, as: .caseWorker, in: browser.town.organization))
            #expect(try await administrator.post("/concerns/lead", [("lead", user.text)]).status == 303)
            let old = try await browser.as(.coordinator), new = try await browser.as(.caseWorker)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'concern.lead_changed'") } == 1)
            let later = try await raise(try await browser.as(.newcomer), "Canarylater")
            #expect(try await new.get("/concerns/\(id(later))").text.contains("Canarylater"))
            #expect(try await old.get("/concerns/\(id(later))").status == 404)
            #expect(try await new.get("/concerns/\(id(place))").status == 404)
            #expect(try await old.get("/concerns/\(id(place))").text.contains("Canaryworry"))
            #expect(try await browser.as(.newcomer).get(place).text.contains("Iryna Bondar"))
            #expect(try await old.get("/concerns").text.contains("action=\"/concerns/handover\""))
            #expect(try await old.post("/concerns/handover").status == 303)
            #expect(try await new.get("/concerns/\(id(place))").text.contains("Canaryworry"))
            #expect(try await old.get("/concerns/\(id(place))").status == 404)
            #expect(try await audited("concern.handed_over", browser) == 1)
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

    private func audited(_ action: String, _ browser: Browser) async throws -> Int {
        try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = \(action)") }
    }

    private func disable(_ member: Cast, _ browser: Browser) async throws {
        let user = try #require(try await Accounts(hub: browser.town.hub).user(of: member.email, as: member.role, in: browser.town.organization))
        let now = browser.town.hub.now()
        _ = try await browser.town.hub.archive.write { try $0.execute("UPDATE users SET disabled_at = \(now) WHERE id = \(user)") }
    }

    @Test(arguments: Engine.tested)
    func `an administrator hands over only what someone who is gone was told, and not to themselves`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await raise(try await browser.as(.newcomer)), administrator = try await browser.as(.administrator)
            let old = try #require(try await Accounts(hub: browser.town.hub).user(of: Cast.coordinator.email, as: .coordinator, in: browser.town.organization))
            let worker = try #require(try await Accounts(hub: browser.town.hub).user(of: Cast.caseWorker.email, as: .caseWorker, in: browser.town.organization))
            let themselves = try #require(try await Accounts(hub: browser.town.hub).user(of: Cast.administrator.email, as: .administrator, in: browser.town.organization))
            #expect(try await administrator.post("/concerns/lead", [("lead", themselves.text)]).status == 422)
            #expect(try await administrator.post("/concerns/handover", [("from", old.text)]).status == 403)
            #expect(try await browser.as(.caseWorker).post("/concerns/handover", [("from", old.text)]).status == 403)
            try await disable(.coordinator, browser)
            // Nobody was named since: the administrator stands in for new ones, and may not take the old ones.
            #expect(try await administrator.post("/concerns/handover", [("from", old.text)]).status == 422)
            #expect(try await administrator.get("/concerns/\(id(place))").status == 404)
            #expect(try await administrator.get("/concerns/lead").text.contains("works here no more"))
            #expect(try await administrator.post("/concerns/lead", [("lead", worker.text)]).status == 303)
            #expect(try await administrator.post("/concerns/handover", [("from", old.text)]).status == 303)
            #expect(try await browser.as(.caseWorker).get("/concerns/\(id(place))").text.contains("Canaryworry"))
            #expect(try await audited("concern.handed_over", browser) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the number of another's concern gives no link to it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await raise(try await browser.as(.volunteer))
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Hodan"), ("phone", "07700 900123"), ("safe", "yes")])
            let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            let answer = try await browser.post(browser.town.hub.personalLink("/concerns/by/\(person.text)"), [("words", "Mine"), ("concern", id(place))])
            #expect(answer.status == 404 && answer.location == nil)
            #expect(try await browser.as(.newcomer).post("/concerns", [("words", "Mine"), ("concern", id(place))]).status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `one's own page shows all open ones and says that there are older ones`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let raiser = try await browser.as(.newcomer), closed = "UPDATE concerns SET received_at = raised_at, closed_at = raised_at, outcome = 'resolved'" as SQL
            for _ in 1...31 { _ = try await raise(raiser) }
            let all = try await raiser.get("/my").text
            #expect(all.split(separator: "/my/concerns/").count - 1 == 31 && !all.contains("There are older ones"))
            _ = try await browser.town.hub.archive.write { try $0.execute(closed) }
            let open = try await raise(raiser), page = try await raiser.get("/my").text
            #expect(page.split(separator: "/my/concerns/").count - 1 == 31 && page.contains("There are older ones") && page.contains(open))
        }
    }
}
