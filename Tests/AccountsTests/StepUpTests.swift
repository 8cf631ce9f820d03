import Accounts
import Assembly
import Identity
import Testing
import TestSupport

@Suite struct StepUpTests {
    private func role(_ hub: RealHub, _ name: String) async throws -> [String] {
        let id = try #require(hub.ids[name])
        return try await hub.browser.town.hub.archive.read { db in
            try db.rows("SELECT role FROM memberships WHERE user_id = \(id) AND ended_at IS NULL ORDER BY role").map { try $0.get("role") as String }
        }
    }

    // ASVS 7.5.1
    @Test(arguments: Engine.tested)
    func `five minutes after signing in, a change of roles waits for a code and then goes on with what was sent`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen"), path = "/users/\(try #require(hub.ids["grace"]))/roles"
            hub.browser.town.clock.advance(by: 300)
            let sent = [("roles", "officer"), ("roles", "coordinator")]
            let asked = try await helen.browser.post(path, sent)
            #expect(asked.status == 200 && asked.text.contains("Is it still you?") && asked.text.contains("action=\"\(path)\""))
            for (name, value) in sent { #expect(asked.text.contains("name=\"\(name)\" value=\"\(value)\"")) }
            #expect(try await role(hub, "grace") == ["case_worker"])
            let wrong = try await helen.browser.post(path, sent + [("proof", helen.app.wrongCode)])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"coordinator\"") && !wrong.text.contains(helen.app.wrongCode))
            #expect(try await role(hub, "grace") == ["case_worker"])
            #expect(try await helen.browser.post(path, sent + [("proof", helen.app.code)]).location == "/users")
            #expect(try await role(hub, "grace") == ["coordinator", "officer"])
        }
    }

    // ASVS 7.2.4
    @Test(arguments: Engine.tested)
    func `whoever showed that it is them gets a new cookie, and the old one opens nothing`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen")
            hub.browser.town.clock.advance(by: 300)
            let answer = try await helen.browser.post("/settings", [("hub_name", ""), ("proof", helen.app.code)])
            // Even where the form itself is refused.
            #expect(answer.status == 422 && !answer.text.contains("Is it still you?"))
            #expect(try await helen.browser.get("/desk").status == 303)
            let on = helen.browser.keeping(answer)
            #expect(try await on.post("/settings", [("hub_name", "")]).text.contains("Write the name of the hub."))
            hub.browser.town.clock.advance(by: 301)
            #expect(try await on.post("/settings", [("hub_name", "")]).text.contains("Is it still you?"))
        }
    }

    @Test func `in the first five minutes nothing is asked`() async throws {
        try await withRealHub { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen")
            hub.browser.town.clock.advance(by: 239)
            #expect(try await helen.browser.post("/users/\(try #require(hub.ids["tom"]))/closure").status == 303)
        }
    }

    @Test func `on the way to a page the code is asked, and leads on to it`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.afterPassword("tom").browser
            hub.browser.town.clock.advance(by: 301)
            let page = try await tom.get("/my/second-factor?lang=en")
            #expect(page.text.contains("Is it still you?") && page.text.contains("value=\"/my/second-factor?lang=en\"") && !page.text.contains("otpauth"))
            let answer = try await tom.post("/my/proof", [("next", "/my/second-factor"), ("proof", RealHub.password)])
            #expect(answer.location == "/my/second-factor")
            #expect(try await tom.keeping(answer).get("/my/second-factor").text.contains("Turn it on"))
        }
    }

    @Test func `whoever takes long to set up the second step is asked once more, and comes back to it`() async throws {
        try await withRealHub { (hub) async throws in
            let grace = try await hub.afterPassword("grace").browser
            hub.browser.town.clock.advance(by: 301)
            #expect(try await grace.get("/my/second-factor").text.contains("Is it still you?"))
            let answer = try await grace.post("/my/proof", [("next", "/my/second-factor"), ("proof", RealHub.password)])
            #expect(answer.location == "/my/second-factor")
            #expect(try await grace.keeping(answer).get("/my/second-factor").text.contains("Turn it on"))
        }
    }

    @Test func `showing that it is you leads to no other site`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.afterPassword("tom").browser
            #expect(try await tom.post("/my/proof", [("next", "//evil.example"), ("proof", RealHub.password)]).location == "/my")
        }
    }

    // ASVS 6.3.1
    @Test func `guessing the password here is slowed down as well`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.afterPassword("tom").browser
            hub.browser.town.clock.advance(by: 301)
            for _ in 1...10 { #expect(try await tom.post("/my/proof", [("proof", "not the password")]).status == 422) }
            #expect(try await tom.post("/my/proof", [("proof", RealHub.password)]).status == 429)
        }
    }

    @Test func `guessing it on the page that changes it is slowed down, too`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.afterPassword("tom").browser
            for _ in 1...10 { #expect(try await tom.post("/my/password", [("old", "not the password"), ("password", "four loud harbor bells")]).status == 422) }
            #expect(try await tom.post("/my/password", [("old", RealHub.password), ("password", "four loud harbor bells")]).status == 429)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever shows at once that it is them and sets up the second step stays signed in`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let made = try await hub.afterPassword("grace").browser.settingUpSecondFactor(taking: 301, proof: RealHub.password)
            #expect(made.recoveryCodes.count == 10)
            #expect(try await made.browser.get("/desk").status == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `in a demo the password alone is asked`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let admin = try await browser.as(.administrator)
            browser.town.clock.advance(by: 301)
            let asked = try await admin.post("/settings", [("hub_name", "")])
            #expect(asked.text.contains("Is it still you?") && asked.text.contains("type=\"password\""))
            #expect(try await admin.post("/settings", [("hub_name", ""), ("proof", Accounts.demoPassword)]).text.contains("Write the name of the hub."))
        }
    }

    @Test func `whom the door does not let in is asked for nothing`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let worker = try await browser.as(.caseWorker)
            browser.town.clock.advance(by: 301)
            #expect(try await worker.post("/settings", [("hub_name", "Mine")]).status == 403)
            #expect(try await browser.post("/settings", [("hub_name", "Mine")]).status == 401)
        }
    }

    @Test func `whoever came in by a card comes in by it again`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let town = browser.town, hub = town.hub, person: PersonID = hub.newID()
            try await hub.keyring.prepare([person], at: hub.now())
            let worker = Actor(user: hub.newID(), person: person, organization: town.organization, roles: [.caseWorker])
            let card = try await Accounts(hub: hub).issueCard(to: person, named: "Amal", by: worker, for: .casework)
            let guest = browser.keeping(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]))
            #expect(try await guest.get("/my/second-factor").text.contains("Third: type the code"))
            town.clock.advance(by: 301)
            #expect(try await guest.get("/my/second-factor").text.contains("come in with it again"))
            #expect(try await guest.post("/my/proof", [("proof", card.pin)]).status == 403)
        }
    }

    // ASVS 7.5.1
    @Test(arguments: ["/users", "/users/:id/roles", "/users/:id/closure", "/users/:id/reopening", "/users/:id/second-factor/removal", "/settings"])
    func `what does most harm in wrong hands is behind it`(_ path: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let admin = try await browser.as(.administrator)
            browser.town.clock.advance(by: 301)
            let answer = try await admin.post(path.replacing(":id", with: "00000000-0000-7000-8000-000000000000"))
            #expect(answer.status == 200 && answer.text.contains("Is it still you?"))
        }
    }
}
