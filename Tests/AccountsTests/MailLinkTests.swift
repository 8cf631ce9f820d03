import Accounts
import House
import Identity
import Storage
import Testing
import TestSupport

@Suite struct MailLinkTests {
    private func withMail(on engine: Engine = .sqlite, _ work: (RealHub) async throws -> Void) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            var settings = hub.browser.town.hub.settings.value
            (settings.mailServer, settings.mailFrom) = ("smtp://127.0.0.1:1", "hub@hub.example")
            try await hub.browser.town.hub.save(settings)
            try await work(hub)
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer asks for a link, opens it in the same browser, and is in`(_ engine: Engine) async throws {
        try await withMail(on: engine) { (hub) async throws in
            let asked = try await hub.asking("tom"), link = try #require(try await hub.links().first)
            #expect(try await asked.get(link).text.contains("Press the button"))
            let answer = try await asked.post(link)
            #expect(answer.location == "/my")
            #expect(try await asked.keeping(answer).get("/my").status == 200)
        }
    }

    @Test func `looking at a link does not use it up, using it does`() async throws {
        try await withMail { (hub) async throws in
            let asked = try await hub.asking("tom"), link = try #require(try await hub.links().first)
            for _ in 1...3 { #expect(try await hub.browser.get(link).status == 200) }
            #expect(try await asked.post(link).status == 303)
            #expect(try await asked.post(link).status == 422)
        }
    }

    @Test func `in another browser a link opens nothing`() async throws {
        try await withMail { (hub) async throws in
            _ = try await hub.asking("tom")
            let link = try #require(try await hub.links().first), other = try await hub.asking("nobody-else")
            #expect(try await hub.browser.post(link).status == 422)
            #expect(try await other.post(link).status == 422)
        }
    }

    @Test func `a link holds for a quarter of an hour`() async throws {
        try await withMail { (hub) async throws in
            let asked = try await hub.asking("tom"), link = try #require(try await hub.links().first)
            hub.browser.town.clock.advance(by: 900)
            #expect(try await asked.post(link).status == 422)
        }
    }

    @Test func `what ends someone's sessions ends the links that they have not used`() async throws {
        try await withMail { (hub) async throws in
            let asked = try await hub.asking("tom"), link = try #require(try await hub.links().first)
            #expect(try await hub.afterPassword("tom").browser.post("/my/other-sessions/end").status == 303)
            #expect(try await asked.post(link).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever stops the links in their letters stops those to sign in, too`(_ engine: Engine) async throws {
        try await withMail(on: engine) { (hub) async throws in
            let asked = try await hub.asking("tom"), link = try #require(try await hub.links().first)
            #expect(try await hub.afterPassword("tom").browser.post("/my/links/end").status == 303)
            #expect(try await asked.post(link).status == 422)
            // A new one opens.
            let again = try await hub.asking("tom"), links = try await hub.links()
            #expect(try await again.post(try #require(links.last)).location == "/my")
        }
    }

    @Test func `a key of another link is none`() async throws {
        try await withMail { (hub) async throws in
            let asked = try await hub.asking("tom")
            _ = try await hub.asking("paul")
            let link = try #require(try await hub.links().first)
            let other = link.replacing(/[^\/]+$/, with: "bm90LXRoZS1rZXk")
            #expect(try await asked.get(other).status == 404)
            #expect(try await asked.post(other).status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `known or not, the answer is the same, and so is what is written and asked of the database`(_ engine: Engine) async throws {
        try await withMail(on: engine) { (hub) async throws in
            let (town, statements) = hub.browser.town.counted(), browser = Browser(town: town)
            var answers: [(status: Int, location: String?)] = [], work: [[String]] = []
            for email in [RealHub.email("tom"), RealHub.email("grace"), "nobody@elsewhere.example"] {
                _ = try await browser.get("/sign-in/mail")
                _ = statements.takeTexts()
                let answer = try await browser.post("/sign-in/mail", [("email", email)])
                work.append(statements.takeTexts())
                answers.append((answer.status, answer.location))
            }
            #expect(answers.allSatisfy { $0 == (303, "/sign-in/mail/sent") })
            #expect(!work[0].isEmpty && work.allSatisfy { $0 == work[0] })
        }
    }

    @Test func `a worker without a second step is sent none, and with one is asked for it`() async throws {
        try await withMail { (hub) async throws in
            _ = try await hub.asking("grace")
            #expect(try await hub.links().isEmpty)
            _ = try await hub.withSecondFactor("grace")
            let asked = try await hub.asking("grace"), link = try #require(try await hub.links().first)
            let answer = try await asked.post(link)
            #expect(answer.location?.hasPrefix("/sign-in/code") == true && answer.cookies["s"] == nil)
        }
    }

    @Test func `one person is sent five letters in an hour, and a stranger none`() async throws {
        try await withMail { (hub) async throws in
            for _ in 1...7 { _ = try await hub.asking("tom") }
            _ = try await hub.asking("stranger")
            #expect(try await hub.links().count == 5)
            hub.browser.town.clock.advance(by: 3601)
            _ = try await hub.asking("tom")
            #expect(try await hub.links().count == 6)
        }
    }

    @Test(arguments: Engine.tested)
    func `a stranger who asks all day keeps the owner out of no browser`(_ engine: Engine) async throws {
        try await withMail(on: engine) { (hub) async throws in
            for _ in 1...8 { _ = try await hub.asking("tom") }
            #expect(try await hub.links().count == 5)
            // In a browser that was never seen: any of the letters that are there opens, once.
            let asked = try await hub.asking("tom"), links = try await hub.links()
            #expect(links.count == 5)
            let answer = try await asked.post(try #require(links.last))
            #expect(answer.location == "/my")
            #expect(try await asked.post(try #require(links.last)).status == 422)
            // In the browser where they came in: a letter of its own.
            var known = asked.keeping(answer)
            known.cookies["s"] = nil
            let again = try await hub.asking("tom", in: known)
            #expect(try await hub.links().count == 6)
            #expect(try await again.post(try #require(try await hub.links().last)).location == "/my")
        }
    }

    @Test func `from unknown browsers there is a letter that opens at least every ten minutes`() async throws {
        try await withMail { (hub) async throws in
            for _ in 1...6 { _ = try await hub.asking("tom") }
            hub.browser.town.clock.advance(by: 601)
            let asked = try await hub.asking("tom"), links = try await hub.links()
            #expect(links.count == 6)
            #expect(try await asked.post(links[0]).location == "/my")
        }
    }

    @Test func `a browser that is known has five letters an hour, and no more`() async throws {
        try await withMail { (hub) async throws in
            let asked = try await hub.asking("tom")
            var known = asked.keeping(try await asked.post(try #require(try await hub.links().first)))
            known.cookies["s"] = nil
            for _ in 1...7 { known = try await hub.asking("tom", in: known) }
            #expect(try await hub.links().count == 6)
        }
    }

    @Test func `a letter by which they came in is not counted, so that whoever signs out and in all day has the next one`() async throws {
        try await withMail { (hub) async throws in
            var known = hub.browser
            for number in 1...8 {
                let asked = try await hub.asking("tom", in: known), links = try await hub.links()
                #expect(links.count == number)
                known = asked.keeping(try await asked.post(try #require(links.last)))
                known.cookies["s"] = nil
            }
            for _ in 1...7 { known = try await hub.asking("tom", in: known) }
            #expect(try await hub.links().count == 13)
        }
    }

    @Test func `a letter that somebody else asked for opens nothing in a browser that did not ask for the same person`() async throws {
        try await withMail { (hub) async throws in
            _ = try await hub.asking("tom")
            _ = try await hub.withSecondFactor("grace")
            let other = try await hub.asking("grace"), link = try #require(try await hub.links().first)
            #expect(try await other.post(link).status == 422)
            // Nor does one of yesterday, however lately its browser asked.
            hub.browser.town.clock.advance(by: 901)
            let late = try await hub.asking("tom")
            #expect(try await late.post(link).status == 422)
        }
    }

    @Test func `a link that is over says so at once`() async throws {
        try await withMail { (hub) async throws in
            let asked = try await hub.asking("tom"), link = try #require(try await hub.links().first)
            hub.browser.town.clock.advance(by: 901)
            let page = try await asked.get(link).text
            #expect(!page.contains("Press the button") && page.contains("older than a quarter of an hour"))
        }
    }

    @Test func `a first password is not asked of someone who came by a link`() async throws {
        try await withMail { (hub) async throws in
            let id = try #require(hub.ids["tom"])
            try await hub.browser.town.hub.archive.write { db in _ = try db.execute("UPDATE users SET must_change_password = \(true) WHERE id = \(id)") }
            let asked = try await hub.asking("tom"), answer = try await asked.post(try #require(try await hub.links().first))
            #expect(try await asked.keeping(answer).get("/my").status == 200)
            #expect(try await hub.afterPassword("tom").browser.get("/my").location?.hasPrefix("/my/password") == true)
        }
    }

    @Test func `a hub that sends no mail offers no link`() async throws {
        try await withRealHub { (hub) async throws in
            #expect(try await hub.browser.get("/sign-in/mail").status == 404)
            #expect(!(try await hub.browser.get("/sign-in").text.contains("/sign-in/mail")))
        }
    }
}

extension RealHub {
    /// Asks for a link in a browser of its own, and lets the hub look for whose it is.
    func asking(_ name: String, in own: Browser? = nil) async throws -> Browser {
        let browser = own ?? self.browser, answer = try await browser.post("/sign-in/mail", [("email", RealHub.email(name))])
        browser.town.clock.advance(by: 3)
        _ = try await JobRunner(hub: browser.town.hub).runDue()
        browser.town.clock.advance(by: 3)
        _ = try await JobRunner(hub: browser.town.hub).runDue()
        return browser.keeping(answer)
    }

    /// The links that were sent, as the letters hold them.
    func links() async throws -> [String] {
        let hub = browser.town.hub
        return try await hub.archive.read { db in
            try db.rows("SELECT path FROM outbox WHERE letter = 'accounts.mail_link' ORDER BY created_at").map { hub.personalLink(try $0.get("path")) }
        }
    }
}
