import Accounts
import Assembly
import Hummingbird
import Testing
import TestSupport
import Web

@Suite struct SessionTests {
    // ASVS 7.3.1
    @Test(arguments: Engine.tested)
    func `a desk left alone for half an hour is closed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            browser.town.clock.advance(by: 29 * 60)
            #expect(try await desk.get("/my").status == 200)
            browser.town.clock.advance(by: 31 * 60)
            #expect(try await desk.get("/my").status == 303)
        }
    }

    // ASVS 7.3.2
    @Test func `a desk is closed after twelve hours however busy`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            for _ in 0..<35 {
                browser.town.clock.advance(by: 20 * 60)
                #expect(try await desk.get("/my").status == 200)
            }
            browser.town.clock.advance(by: 20 * 60)
            #expect(try await desk.get("/my").status == 303)
        }
    }

    // ASVS 6.2.10
    @Test func `a newcomer's own phone stays open for weeks`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let phone = try await browser.as(.newcomer)
            browser.town.clock.advance(by: 29 * 86_400)
            #expect(try await phone.get("/my").status == 200)
        }
    }

    // ASVS 7.2.1 7.4.1 14.3.1
    @Test(arguments: Engine.tested)
    func `signing out ends the session for good`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.coordinator)
            #expect(try await desk.post("/sign-out").status == 303)
            #expect(try await desk.get("/my").status == 303)
        }
    }

    // ASVS 6.2.2 7.4.3
    @Test(arguments: Engine.tested)
    func `a new password ends every other session`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let here = try await browser.as(.coordinator), there = try await browser.as(.coordinator)
            let answer = try await here.post("/my/password", [("old", Accounts.demoPassword), ("password", "seven quiet lamps burn")])
            #expect(answer.status == 303)
            #expect(try await here.keeping(answer).get("/my").status == 200)
            for ended in [here, there] { #expect(try await ended.get("/my").status == 303) }
        }
    }

    // ASVS 6.2.3
    @Test func `without the present password there is no new one`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.as(.coordinator)
                .post("/my/password", [("old", "guess guess guess"), ("password", "seven quiet lamps burn")])
            #expect(answer.status == 422 && answer.text.contains("This is not your present password."))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody ends another's session`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.coordinator)
            let other = try await desk.town.hub.archive.read { try $0.value("SELECT id FROM sessions LIMIT 1") as String? }
            let id = try #require(other)
            #expect(try await browser.as(.officer).post("/my/sessions/\(id)/end").status == 404)
            #expect(try await desk.get("/my").status == 200)
        }
    }

    // ASVS 7.4.2
    @Test(arguments: Engine.tested)
    func `closing an account ends its sessions and its sign-in`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.volunteer)
            let user = try await browser.town.hub.archive.read { db in
                try db.value("SELECT user_id FROM memberships WHERE role = 'volunteer' AND organization_id = \(browser.town.organization)") as String?
            }
            #expect(try await browser.as(.administrator).post("/users/\(try #require(user))/closure").status == 303)
            #expect(try await desk.get("/my").status == 303)
            let again = try await browser.post("/sign-in", [("email", "volunteer@port-selby.example"), ("password", Accounts.demoPassword)])
            #expect(again.status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `an administrator reaches nobody of another organization`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let stranger = try await browser.town.hub.archive.read { db in
                try db.value("SELECT user_id FROM memberships WHERE organization_id = \(browser.town.otherOrganization)") as String?
            }
            let desk = try await browser.as(.administrator)
            #expect(try await desk.post("/users/\(try #require(stranger))/closure").status == 404)
            #expect(try await !desk.get("/users").text.contains("Sam Stranger"))
        }
    }
}
