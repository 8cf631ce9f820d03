import Accounts
import Assembly
import Hummingbird
import Identity
import Testing
import TestSupport
import Web

@Suite struct SignInTests {
    private let right = [("email", "officer@port-selby.example"), ("password", Accounts.demoPassword)]

    @Test(arguments: Engine.tested)
    func `the right password opens a session and leads on`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let answer = try await browser.post("/sign-in", right + [("next", "/access-list")])
            #expect(answer.status == 303 && answer.location == "/access-list")
            var later = browser
            later.cookies["s"] = answer.cookies["s"]
            #expect(try await later.get("/access-list").status == 200)
        }
    }

    @Test(arguments: Cast.allCases)
    func `whoever works at a desk comes to it, anyone else to their own page`(_ member: Cast) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.post("/sign-in", [("email", member.email), ("password", Accounts.demoPassword)])
            #expect(answer.location == (member == .newcomer || member == .volunteer ? "/my" : "/desk"))
        }
    }

    // ASVS 6.3.4
    @Test(arguments: Engine.tested)
    func `a wrong password and an unknown address get the same sentence, and the address is kept`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            for email in ["officer@port-selby.example", "nobody@port-selby.example"] {
                let answer = try await browser.post("/sign-in", [("email", email), ("password", "not the password")])
                #expect(answer.status == 422 && answer.text.contains("The e-mail address or the password is wrong."))
                #expect(answer.text.contains("value=\"\(email)\"") && answer.cookies["s"] == nil)
            }
        }
    }

    // ASVS 3.7.2
    @Test(arguments: ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
    func `signing in never leads to another site`(_ next: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.post("/sign-in", right + [("next", next)]).location == "/desk")
        }
    }

    @Test func `an address in capitals is the same address`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.post("/sign-in", [("email", " Officer@Port-Selby.Example "), ("password", Accounts.demoPassword)])
            #expect(answer.status == 303)
        }
    }

    // ASVS 2.4.1 6.3.1
    @Test func `guessing is slowed down for one account, and only for that one`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let wrong = [("email", "officer@port-selby.example"), ("password", "a wrong password")]
            for _ in 0..<10 { #expect(try await browser.post("/sign-in", wrong).status == 422) }
            let refused = try await browser.post("/sign-in", wrong)
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "30" && refused.text.contains("value=\"officer@port-selby.example\""))
            #expect(try await browser.post("/sign-in", [("email", "admin@port-selby.example"), ("password", Accounts.demoPassword)]).status == 303)
            browser.town.clock.advance(by: 30)
            #expect(try await browser.post("/sign-in", right).status == 303)
        }
    }

    @Test func `being right costs no try, and gives none of the wrong ones back`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            for _ in 0..<12 { #expect(try await browser.post("/sign-in", right).status == 303) }
            let wrong = [("email", "officer@port-selby.example"), ("password", "a wrong password")], own = [("email", "admin@port-selby.example"), ("password", Accounts.demoPassword)]
            for _ in 0..<9 { #expect(try await browser.post("/sign-in", wrong).status == 422) }
            // Neither whoever is right meanwhile nor a guesser who comes in to an account of their own gives back what guessing took.
            for entry in [right, own, own, right] { #expect(try await browser.post("/sign-in", entry).status == 303) }
            #expect(try await browser.post("/sign-in", wrong).status == 422)
            #expect(try await browser.post("/sign-in", wrong).status == 429)
            #expect(try await browser.post("/sign-in", right).status == 429)
        }
    }

    @Test func `an address that nobody has is slowed down as one that somebody has`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let wrong = [("email", "nobody@port-selby.example"), ("password", Accounts.demoPassword)]
            for _ in 0..<10 { #expect(try await browser.post("/sign-in", wrong).status == 422) }
            #expect(try await browser.post("/sign-in", wrong).status == 429)
        }
    }

    // ASVS 12.2.1
    @Test func `over plain HTTP from elsewhere nobody signs in, and is told why`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var far = browser.served(as: .plain(host: "hub.example.org", port: 80))
            far.host = "hub.example.org:80"
            let answer = try await far.post("/sign-in", right)
            #expect(answer.status == 403 && answer.text.contains("not encrypted"))
        }
    }

    // ASVS 3.3.1 3.3.2 3.3.3 3.3.4
    @Test func `behind TLS the cookie is locked to the host`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var far = browser.served(as: try #require(.published(at: "https://hub.example.org")))
            far.host = "hub.example.org"
            let line = try #require(try await far.post("/sign-in", right).headers[values: .setCookie].first { $0.hasPrefix("__Host-s=") })
            #expect(line.contains("Secure") && line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"))
        }
    }

    @Test(arguments: [(Cast.volunteer, 30 * 86_400), (.newcomer, 30 * 86_400), (.caseWorker, nil), (.administrator, nil)] as [(Cast, Int?)])
    func `the cookie of a session that is to last stays when the browser is closed, that of a desk goes with it`(_ member: Cast, _ seconds: Int?) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.post("/sign-in", [("email", member.email), ("password", Accounts.demoPassword)])
            #expect(answer.sessionCookieSeconds == seconds)
            guard seconds != nil else { return }
            // A new secret for the same session lasts no longer than it.
            browser.town.clock.advance(by: 86_400)
            let asked = try await browser.keeping(answer).post("/my/proof", [("proof", Accounts.demoPassword)])
            #expect(asked.sessionCookieSeconds == 29 * 86_400)
        }
    }

    @Test func `a card's cookie goes with the browser`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let town = browser.town, person: PersonID = town.hub.newID()
            try await town.hub.keyring.prepare([person], at: town.clock.now)
            let worker = Actor(user: town.hub.newID(), person: person, organization: town.organization, roles: [.caseWorker])
            let card = try await Accounts(hub: town.hub).issueCard(to: person, named: "Amal", by: worker, for: .casework)
            let answer = try await browser.post("/card", [("code", card.code), ("pin", card.pin)])
            #expect(answer.cookies["s"] != nil && answer.sessionCookieSeconds == nil)
        }
    }

    // ASVS 6.3.2 13.2.3 15.2.3
    @Test func `the demo's password is refused by any other hub`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            var settings = town.hub.settings.value
            settings.isDemo = false
            try await town.hub.save(settings)
            await #expect(throws: AccountProblem.self) { try await Cast.officer.join(town.hub, town.organization) }
        }
    }

    @Test func `a hub that was a demo no longer takes the demo's password`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var settings = browser.town.hub.settings.value
            settings.isDemo = false
            try await browser.town.hub.save(settings)
            #expect(try await browser.post("/sign-in", right).status == 422)
        }
    }
}

extension Answer {
    /// For how long the session's cookie stays; nil where it goes with the window.
    fileprivate var sessionCookieSeconds: Int? {
        headers[values: .setCookie].first { $0.hasPrefix("s=") }?.firstMatch(of: /Max-Age=(\d+)/).flatMap { Int($0.output.1) }
    }
}
