import Accounts
import Assembly
import Identity
import Testing
import TestSupport

/// What was written before a session ended is lost to nobody, and sent for nobody else.
@Suite struct KeptFormTests {
    private static let words = "Canarygiven of the north stair"

    /// A case worker who wrote and was away for so long that their session ended; what came of sending it, and the browser as it is then.
    private func sentLate(_ browser: Browser, to place: String = "/households", _ fields: [(String, String)] = [("given", words), ("ground", "public_task"), ("level", "native")]) async throws -> (browser: Browser, answer: Answer) {
        let worker = browser.keeping(try await browser.post("/sign-in", [("email", Cast.caseWorker.email), ("password", Accounts.demoPassword)]))
        let token = try #require(try await worker.get("/households/new").formToken)
        browser.town.clock.advance(by: 31 * 60)
        return (worker, try await worker.sending(place, token: token, fields))
    }

    private func again(_ browser: Browser, _ member: Cast = .caseWorker) async throws -> Browser { try await browser.signedOut.signedIn(member.email) }

    private func households(_ browser: Browser) async throws -> Int { try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM households") } }

    @Test(arguments: Engine.tested)
    func `a form sent after the session ended waits for whoever wrote it, and goes on when they press the button`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let (late, answer) = try await sentLate(browser)
            #expect(answer.status == 401 && answer.text.contains("You were signed out") && answer.text.contains("href=\"/sign-in?next=%2Fkept-forms\""))
            #expect(!answer.text.contains("Canarygiven"))
            #expect(try await households(browser) == 0)
            let worker = try await again(late)
            #expect(try await worker.get("/desk").text.contains("was not sent yet"))
            let page = try await worker.get("/kept-forms")
            #expect(page.text.contains(Self.words) && page.text.contains("action=\"/households\""))
            #expect(!page.text.contains("public_task") && !page.text.contains("native"))
            #expect(try await households(browser) == 0)
            let sent = [("kept_id", try #require(page.keptID))]
            #expect(try await worker.post("/households", sent).status == 303)
            #expect(try await households(browser) == 1)
            #expect(try await !worker.get("/desk").text.contains("was not sent yet"))
            #expect(try await worker.post("/households", sent).status == 410)
            #expect(try await households(browser) == 1)
        }
    }

    // ASVS 8.2.2
    @Test(arguments: Engine.tested)
    func `nobody else sees it or sends it, and it goes to no other place`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let late = try await sentLate(browser).browser, worker = try await again(late), id = try #require(try await worker.get("/kept-forms").keptID)
            try await browser.town.addCaseWorker("lena@port-selby.example")
            let other = try await late.signedOut.signedIn("lena@port-selby.example")
            #expect(try await !other.get("/kept-forms").text.contains("Canarygiven"))
            #expect(try await !other.get("/desk").text.contains("was not sent yet"))
            #expect(try await other.post("/households", [("kept_id", id)]).status == 410)
            #expect(try await other.post("/kept-forms/removal", [("kept_id", id)]).status == 303)
            #expect(try await worker.post("/my/sessions/other/end", [("kept_id", id)]).status == 410)
            #expect(try await worker.post("/households", [("kept_id", id)]).status == 303)
            #expect(try await households(browser) == 1)
        }
    }

    @Test func `a page from before is sent on, too, by whoever signed in again in another window`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let worker = try await browser.signedIn(Cast.caseWorker.email), token = try #require(try await worker.get("/households/new").formToken)
            browser.town.clock.advance(by: 31 * 60)
            let again = try await again(browser)
            #expect(try await again.sending("/households", token: token, [("given", Self.words)]).location == "/kept-forms")
            #expect(try await again.get("/kept-forms").text.contains(Self.words))
        }
    }

    @Test func `where somebody else has signed in, nothing is sent in their name, and the words are there to copy`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let worker = try await browser.signedIn(Cast.caseWorker.email), token = try #require(try await worker.get("/households/new").formToken)
            let other = try await again(browser, .administrator)
            let answer = try await other.sending("/households", token: token, [("given", Self.words), ("password", "never to be shown")])
            #expect(answer.status == 403 && answer.text.contains("Somebody else has signed in") && answer.text.contains(Self.words))
            #expect(!answer.text.contains("never to be shown"))
            #expect(try await !other.get("/kept-forms").text.contains(Self.words))
        }
    }

    @Test func `it is kept for an hour, and thrown away when they say so`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let late = try await sentLate(browser).browser
            _ = try await sentLate(browser, to: "/households", [("given", "Second")])
            let present = try await again(late), id = try #require(try await present.get("/kept-forms").keptID)
            #expect(try await present.post("/kept-forms/removal", [("kept_id", id)]).location == "/kept-forms")
            let page = try await present.get("/kept-forms").text
            #expect(page.contains(Self.words) && !page.contains("Second"))
            browser.town.clock.advance(by: 3600)
            #expect(try await !again(late).get("/kept-forms").text.contains("Canarygiven"))
        }
    }

    @Test func `a form that was refused comes back with what was typed, and one that is not taken stays`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let late = try await sentLate(browser, to: "/households", [("given", ""), ("family", "Canaryfamily")]).browser, worker = try await again(late)
            let id = try #require(try await worker.get("/kept-forms").keptID)
            let refused = try await worker.post("/households", [("kept_id", id)])
            #expect(refused.status == 422 && refused.text.contains("Canaryfamily"))
        }
    }

    @Test func `no token that somebody made up keeps anything`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let worker = try await browser.signedIn(Cast.caseWorker.email), token = try #require(try await worker.get("/households/new").formToken)
            let session = token.prefix { $0 != "." }
            for made in ["\(session).bm90LWEtdGFn", "\(session)", "x.y", ".", ""] {
                let answer = try await browser.sending("/households", token: made, [("given", Self.words)])
                #expect(answer.status == 403 && answer.text.contains("open for too long"), "\(made)")
            }
            #expect(try await worker.get("/kept-forms").text.contains("Nothing is waiting"))
        }
    }

    @Test func `words of a page that is not known any more are shown to whoever sent them from here, and to nobody else`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var here = browser
            here.headers[.init("Sec-Fetch-Site")!] = "same-origin"
            #expect(try await here.sending("/volunteer/resume", token: "x", [("given", Self.words)]).text.contains(Self.words))
            #expect(try await !browser.sending("/volunteer/resume", token: "x", [("given", Self.words)]).text.contains(Self.words))
        }
    }

    @Test func `a file is asked for again, after signing in`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.choose("/imports/households", file: "given\nAmal\n")
            #expect(answer.status == 401 && answer.text.contains("choose it again") && answer.text.contains("/sign-in?next="))
        }
    }

    @Test func `whoever wrote to us with a card comes in by it again, and what they wrote is there`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let town = browser.town, hub = town.hub, person: PersonID = hub.newID()
            try await hub.keyring.prepare([person], at: hub.now())
            let worker = Actor(user: hub.newID(), person: person, organization: town.organization, roles: [.caseWorker])
            let card = try await Accounts(hub: hub).issueCard(to: person, named: "Amal", by: worker, for: .casework)
            let guest = browser.keeping(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]))
            let token = try #require(try await guest.get("/concerns/new").formToken), words = "زوجي ينتظرني عند الباب"
            town.clock.advance(by: 16 * 60)
            let answer = try await guest.sending("/concerns", token: token, [("words", words)])
            #expect(answer.status == 401 && answer.text.contains("/card?next=%2Fkept-forms") && !answer.text.contains(words))
            let back = try await browser.post("/card", [("code", card.code), ("pin", card.pin), ("next", "/kept-forms")])
            #expect(back.location == "/kept-forms")
            #expect(try await browser.keeping(back).get("/kept-forms").text.contains(words))
        }
    }

    @Test func `what waits for another proof is kept when the session ends meanwhile, without the proof`() async throws {
        try await withRealHub { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen"), clock = hub.browser.town.clock
            clock.advance(by: 300)
            let asked = try await helen.browser.post("/users", [("name", "Lena"), ("email", "lena@hub.example"), ("password", "nine loud harbor bells"), ("roles", "volunteer")])
            let kept = try #require(asked.keptForm), token = try #require(asked.formToken)
            clock.advance(by: 31 * 60)
            #expect(try await helen.browser.sending("/users", token: token, [("kept_form", kept), ("proof", helen.app.code)]).status == 401)
            let half = try await hub.afterPassword("helen").browser
            let again = half.keeping(try await half.post("/sign-in/code", [("code", helen.app.code)]))
            let page = try await again.get("/kept-forms")
            #expect(page.text.contains("lena@hub.example") && !page.text.contains("nine loud harbor bells"))
            #expect(try await again.post("/users", [("kept_id", try #require(page.keptID))]).location == "/users")
            #expect(try await hub.browser.post("/sign-in", [("email", "lena@hub.example"), ("password", "nine loud harbor bells")]).status == 303)
        }
    }

    @Test func `whoever came by a card and is asked to come in anew finds what they sent`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let town = browser.town, hub = town.hub, person: PersonID = hub.newID()
            try await hub.keyring.prepare([person], at: hub.now())
            let worker = Actor(user: hub.newID(), person: person, organization: town.organization, roles: [.caseWorker])
            let card = try await Accounts(hub: hub).issueCard(to: person, named: "Amal", by: worker, for: .casework)
            let guest = browser.keeping(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]))
            town.clock.advance(by: 301)
            #expect(try await guest.post("/my/passkeys", [("name", "My phone")]).text.contains("come in again as you did then"))
            let again = browser.keeping(try await browser.post("/card", [("code", card.code), ("pin", card.pin)]))
            #expect(try await again.get("/my").text.contains("was not sent yet"))
            #expect(try await again.get("/kept-forms").text.contains("My phone"))
        }
    }
}

extension Browser {
    fileprivate var signedOut: Browser {
        var copy = self
        copy.cookies["s"] = nil
        return copy
    }

    /// Sends a form as a page does that was opened before: with the token that it holds.
    fileprivate func sending(_ path: String, token: String, _ fields: [(String, String)]) async throws -> Answer {
        try await send(.post, path, body: Self.encoded([("form_token", token)] + fields))
    }
}

extension Answer {
    /// The first form that waits to be sent on.
    fileprivate var keptID: String? { text.firstMatch(of: /name="kept_id" value="([^"]+)"/).map { String($0.output.1) } }
}
