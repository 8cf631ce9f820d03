import Accounts
@testable import Assembly
import Identity
import Storage
import Testing
import TestSupport
import Web

@Suite struct StartTests {
    private static let helen = [("name", "Helen Price"), ("email", "helen@hub.example"), ("password", "seven quiet lanterns")]

    private static let mail = [("mail_server", "smtps://mail.example.org"), ("mail_from", "hub@example.org")]

    /// A hub that nobody has set up, and the browser on its machine.
    private func withNewHub(on engine: Engine = .sqlite, _ work: (Browser, FirstStart) async throws -> Void) async throws {
        try await withHub(on: engine) { (town) async throws in
            var settings = town.hub.settings.value
            settings.isDemo = false
            try await town.hub.save(settings)
            let start = FirstStart(code: "12345678", key: PrintedKey(text: "ABCD-EFGH", file: "/srv/data.key"))
            try await work(Browser(town: town, start: start), start)
        }
    }

    private func unlocked(_ browser: Browser) async throws -> Browser {
        let answer = try await browser.post("/start", [("code", "1234 5678")])
        var copy = browser
        copy.cookies.merge(answer.cookies) { $1 }
        return copy
    }

    /// Through the first two questions; gives the administrator's browser.
    private func begun(_ browser: Browser) async throws -> Browser {
        var copy = try await unlocked(browser)
        #expect(try await copy.post("/start/hub", [("hub_name", "Hafen Hub"), ("languages", "en")]).location == "/start/administrator")
        let answer = try await copy.post("/start/administrator", Self.helen)
        #expect(answer.location == "/setup")
        copy.cookies["s"] = answer.cookies["s"]
        // The first administrator sets up the second step of signing in before anything else.
        #expect(try await copy.get("/setup").location == "/my/second-factor?next=%2Fsetup")
        let made = try await copy.settingUpSecondFactor()
        #expect(made.recoveryCodes.count == 10)
        return made.browser
    }

    private func answerUntilRoles(_ admin: Browser) async throws {
        _ = try await admin.post("/setup/key", [("printed", "yes")])
        _ = try await admin.post("/setup/helper")
        #expect(try await admin.post("/setup/mail").location == "/setup/roles")
    }

    @Test func `a test letter shows whether mail leaves, and the server can be mended until it does`() async throws {
        try await withNewHub { (browser, _) async throws in
            let admin = try await begun(browser), archive = browser.town.hub.archive
            _ = try await admin.post("/setup/key", [("printed", "yes")])
            _ = try await admin.post("/setup/helper")
            let wrong = try await admin.post("/setup/mail", [("mail_server", "mail.example.org")])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"mail.example.org\"") && browser.town.hub.settings.value.setup == .mail)
            _ = try await admin.post("/setup/mail", Self.mail)
            #expect(try await admin.get("/setup/letter").text.contains("is on its way"))
            let now = browser.town.clock.now
            try await archive.write { (db) throws in
                let letter = try #require(try db.outbox.due(at: now, limit: 1).first)
                #expect(try db.outbox.begin(letter, at: now))
                try db.outbox.recordFailure(.connection, of: letter.key)
            }
            #expect(try await admin.get("/setup/letter").text.contains("could not be reached"))
            browser.town.clock.advance(by: 60)
            #expect(try await admin.post("/setup/mail", Self.mail).location == "/setup/letter")
            #expect(try await admin.get("/setup/letter").text.contains("is on its way"))
            try await archive.write { (db) throws in
                for row in try db.rows("SELECT key FROM outbox") { try db.outbox.recordSent(try row.get("key"), at: browser.town.clock.now) }
            }
            #expect(try await admin.get("/setup/letter").text.contains("took the test letter"))
            #expect(try await admin.post("/setup/letter").location == "/setup/roles")
            #expect(try await admin.post("/setup/mail", [("mail_server", "")]).location == "/setup/roles")
            #expect(browser.town.hub.settings.value.sendsMail)
        }
    }

    @Test(arguments: Engine.tested)
    func `from an empty folder to the desk, one question after the other`(_ engine: Engine) async throws {
        try await withNewHub(on: engine) { (browser, _) async throws in
            let admin = try await begun(browser)
            #expect(try await admin.get("/setup").location == "/setup/key")
            #expect(try await admin.get("/setup/key").text.contains("ABCD-EFGH"))
            #expect(try await admin.post("/setup/key").status == 422)
            #expect(try await admin.post("/setup/key", [("printed", "yes")]).location == "/setup/helper")
            #expect(try await admin.post("/setup/helper", [("helper_name", "Helen Price"), ("helper_phone", "020 7946 0000")]).location == "/setup/mail")
            #expect(try await admin.get("/setup/roles").text.contains("020 7946 0000"))
            #expect(try await admin.post("/setup/mail", Self.mail).location == "/setup/letter")
            #expect(try await admin.post("/setup/letter").location == "/setup/roles")
            #expect(try await admin.post("/setup/roles", [("roles", "case_worker"), ("roles", "coordinator")]).location == "/setup/lists")
            #expect(try await admin.get("/setup/lists").text.contains("href=\"/imports/households\""))
            #expect(try await admin.post("/setup/lists").location == "/desk")
            for path in ["/volunteers", "/people"] { #expect(try await admin.get(path).status == 200) }
            #expect(browser.town.hub.settings.value.hubName == "Hafen Hub" && browser.town.hub.settings.value.languages == ["en"])
        }
    }

    @Test(arguments: ["/start", "/start/hub", "/start/administrator"])
    func `once there is an administrator, the first pages do not exist`(_ path: String) async throws {
        try await withNewHub { (browser, _) async throws in
            let admin = try await begun(browser)
            for visitor in [browser, admin] {
                #expect(try await visitor.get(path).status == 404)
                #expect(try await visitor.post(path, Self.helen + [("code", "12345678"), ("hub_name", "Mine"), ("languages", "en")]).status == 404)
            }
            #expect(browser.town.hub.settings.value.hubName == "Hafen Hub")
        }
    }

    @Test func `without the code nothing is shown and nothing is taken`() async throws {
        try await withNewHub { (browser, _) async throws in
            for path in ["/start/hub", "/start/administrator"] {
                #expect(try await browser.get(path).location == "/start")
                #expect(try await browser.post(path, Self.helen + [("hub_name", "Mine"), ("languages", "en")]).location == "/start")
            }
            var forged = browser
            forged.cookies["start"] = "12345678"
            #expect(try await forged.get("/start/hub").location == "/start")
            #expect(browser.town.hub.settings.value.hubName == "Port Selby")
        }
    }

    // ASVS 6.6.3
    @Test func `after ten wrong codes the right one is worth nothing`() async throws {
        try await withNewHub { (browser, _) async throws in
            for _ in 1...10 { #expect(try await browser.post("/start", [("code", "87654321")]).status == 422) }
            let answer = try await browser.post("/start", [("code", "12345678")])
            #expect(answer.status == 422 && answer.cookies["start"] == nil && answer.text.contains("Stop the program"))
        }
    }

    // ASVS 6.4.1
    @Test func `a code of an earlier start opens nothing`() async throws {
        try await withNewHub { (browser, _) async throws in
            let early = try await unlocked(browser)
            var later = Browser(town: browser.town, start: FirstStart(code: "99999999", key: PrintedKey(text: "K", file: "k")))
            later.cookies = early.cookies
            #expect(try await later.get("/start/hub").location == "/start")
        }
    }

    @Test func `it can be left and taken up where it was`() async throws {
        try await withNewHub { (browser, start) async throws in
            let half = try await unlocked(browser)
            _ = try await half.post("/start/hub", [("hub_name", "Hafen Hub"), ("languages", "en")])
            let again = try await unlocked(Browser(town: browser.town, start: start))
            #expect(try await again.get("/start").location == "/start/administrator")
            let admin = try await begun(browser)
            #expect(try await admin.get("/desk").text.contains("Setting up this hub is not finished"))
        }
    }

    @Test(arguments: Engine.tested)
    func `of two who are first at once, one is`(_ engine: Engine) async throws {
        try await withNewHub(on: engine) { (browser, _) async throws in
            let ready = try await unlocked(browser)
            _ = try await ready.post("/start/hub", [("hub_name", "Hafen Hub"), ("languages", "en")])
            async let one = ready.post("/start/administrator", Self.helen)
            async let two = ready.post("/start/administrator", Self.helen.map { $0.0 == "email" ? ("email", "other@hub.example") : $0 })
            #expect(Set([try await one.status, try await two.status]) == [303, 404])
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM memberships WHERE role = 'administrator'") } == 1)
        }
    }

    // ASVS 2.2.1
    @Test func `a weak password is refused, and what was typed stays`() async throws {
        try await withNewHub { (browser, _) async throws in
            let ready = try await unlocked(browser)
            _ = try await ready.post("/start/hub", [("hub_name", "Hafen Hub"), ("languages", "en")])
            for password in ["lanternlet", Accounts.demoPassword] {
                let answer = try await ready.post("/start/administrator", Self.helen.map { $0.0 == "password" ? ("password", password) : $0 })
                #expect(answer.status == 422 && answer.text.contains("value=\"Helen Price\"") && !answer.text.contains(password))
            }
        }
    }

    @Test func `the key is shown until it is on paper, and never again`() async throws {
        try await withNewHub { (browser, _) async throws in
            let admin = try await begun(browser)
            #expect(try await admin.get("/setup/key").headers[.cacheControl] == "no-store")
            _ = try await admin.post("/setup/key", [("printed", "yes")])
            #expect(try await admin.get("/setup/key").status == 404)
        }
    }

    @Test func `reached from elsewhere, the key stays on its machine`() async throws {
        try await withNewHub { (browser, _) async throws in
            let admin = try await begun(browser)
            var far = Browser(town: browser.town, settings: try #require(.published(at: "https://hub.example.org")))
            (far.host, far.cookies["__Host-s"]) = ("hub.example.org", admin.cookies["s"])
            let page = try await far.get("/setup/key")
            #expect(page.status == 200 && !page.text.contains("ABCD-EFGH"))
            #expect(try await far.get("/start").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `roles are taken at their own step, neither before nor after`(_ engine: Engine) async throws {
        try await withNewHub(on: engine) { (browser, _) async throws in
            let admin = try await begun(browser), roles = [("roles", "coordinator")]
            #expect(try await admin.post("/setup/roles", roles).status == 404)
            try await answerUntilRoles(admin)
            #expect(try await admin.post("/setup/roles").location == "/setup/lists")
            #expect(try await admin.post("/setup/roles", roles).status == 404)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM memberships WHERE role = 'coordinator'") } == 0)
        }
    }

    // ASVS 15.3.3
    @Test func `the page of roles gives no role that it does not offer`() async throws {
        try await withNewHub { (browser, _) async throws in
            let admin = try await begun(browser)
            try await answerUntilRoles(admin)
            _ = try await admin.post("/setup/roles", [("roles", "newcomer"), ("roles", "volunteer")])
            let roles = try await browser.town.hub.archive.read { try $0.rows("SELECT role FROM memberships").map { try $0.get("role") as String } }
            #expect(roles == ["administrator"])
        }
    }
}
