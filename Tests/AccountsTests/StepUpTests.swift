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
            let kept = try #require(asked.keptForm)
            #expect(try await role(hub, "grace") == ["case_worker"])
            let wrong = try await helen.browser.post(path, [("kept_form", kept), ("proof", helen.app.wrongCode)])
            #expect(wrong.status == 422 && !wrong.text.contains(helen.app.wrongCode))
            #expect(try await role(hub, "grace") == ["case_worker"])
            let again = try #require(wrong.keptForm)
            #expect(try await helen.browser.post(path, [("kept_form", again), ("proof", helen.app.code)]).location == "/users")
            #expect(try await role(hub, "grace") == ["coordinator", "officer"])
        }
    }

    // ASVS 7.2.4
    @Test(arguments: Engine.tested)
    func `what was typed comes back sealed: no password stands in the page that asks`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen"), password = "nine loud harbor bells"
            hub.browser.town.clock.advance(by: 300)
            let sent = [("name", "Lena"), ("email", "lena@hub.example"), ("password", password), ("roles", "volunteer")]
            let asked = try await helen.browser.post("/users", sent), kept = try #require(asked.keptForm)
            #expect(!asked.text.contains(password) && !asked.text.contains("lena@hub.example"))
            #expect(try await helen.browser.post("/users", [("kept_form", kept), ("proof", helen.app.code)]).location == "/users")
            #expect(try await hub.browser.post("/sign-in", [("email", "lena@hub.example"), ("password", password)]).status == 303)
        }
    }

    @Test func `what was kept for one session is of no use in another, nor changed`() async throws {
        try await withRealHub { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen"), paul = try await hub.withSecondFactor("paul")
            hub.browser.town.clock.advance(by: 300)
            let kept = try #require(try await helen.browser.post("/settings", [("hub_name", "")]).keptForm)
            #expect(try await paul.browser.post("/settings", [("kept_form", kept), ("proof", paul.app.code)]).status == 403)
            let changed = (kept.first == "A" ? "B" : "A") + kept.dropFirst()
            #expect(try await helen.browser.post("/settings", [("kept_form", changed), ("proof", helen.app.code)]).status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `what was kept for one place goes to no other`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen"), grace = try #require(hub.ids["grace"]), tom = try #require(hub.ids["tom"])
            hub.browser.town.clock.advance(by: 300)
            let kept = try #require(try await helen.browser.post("/users/\(grace)/roles", [("roles", "officer")]).keptForm)
            #expect(try await helen.browser.post("/users/\(tom)/roles", [("kept_form", kept), ("proof", helen.app.code)]).status == 403)
            #expect(try await role(hub, "tom") == ["volunteer"])
        }
    }

    @Test func `whoever showed it in another window meanwhile goes on with what was kept`() async throws {
        try await withRealHub { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen"), path = "/users/\(try #require(hub.ids["tom"]))/roles"
            hub.browser.town.clock.advance(by: 300)
            let kept = try #require(try await helen.browser.post(path, [("roles", "newcomer")]).keptForm)
            let fresh = helen.browser.keeping(try await helen.browser.post("/my/proof", [("next", "/desk"), ("proof", helen.app.code)]))
            #expect(try await fresh.post(path, [("kept_form", kept)]).location == "/users")
            #expect(try await role(hub, "tom") == ["newcomer"])
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever showed that it is them gets a new cookie; the old one is good for what was under way, for ten seconds and nothing more`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen")
            hub.browser.town.clock.advance(by: 300)
            let answer = try await helen.browser.post("/settings", [("hub_name", ""), ("proof", helen.app.code)])
            // Even where the form itself is refused.
            #expect(answer.status == 422 && !answer.text.contains("Is it still you?"))
            #expect(try await helen.browser.get("/desk").status == 200)
            #expect(try await helen.browser.post("/settings", [("hub_name", "")]).text.contains("Is it still you?"))
            hub.browser.town.clock.advance(by: 10)
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
            let refused = try await tom.post("/my/proof", [("proof", RealHub.password)])
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "30")
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
            #expect(try await guest.get("/my/second-factor").text.contains("come in again as you did then"))
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

extension Answer {
    /// What was sent first, as the page that asks holds it.
    var keptForm: String? { text.firstMatch(of: /name="kept_form" value="([^"]+)"/).map { String($0.output.1) } }
}
