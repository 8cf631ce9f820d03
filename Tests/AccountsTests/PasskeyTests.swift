import Accounts
import Assembly
import Foundation
import Identity
import Messaging
import Testing
import TestSupport

@Suite struct PasskeyTests {
    @Test(arguments: Engine.tested)
    func `whoever works at a desk sets up a passkey in place of an app, and comes in by it alone`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let grace = try await hub.byName.afterPassword("grace").browser
            #expect(try await grace.get("/desk").location?.hasPrefix("/my/second-factor") == true)
            var made = try await grace.addingPasskey()
            #expect(made.answer.location == "/my/passkeys?added=yes")
            #expect(try await made.browser.get("/desk").status == 200)
            let answer = try await hub.byName.browser.signingIn(by: &made.passkey)
            #expect(answer.location == "/desk")
            #expect(try await hub.byName.browser.keeping(answer).get("/desk").status == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `with a passkey alone, the password of a worker leads to the passkey and no further`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let made = try await hub.byName.afterPassword("grace").browser.addingPasskey()
            let begun = try await hub.byName.afterPassword("grace")
            #expect(begun.answer.location?.hasPrefix("/sign-in/code") == true && begun.answer.cookies["s"] == nil)
            let page = try await begun.browser.get("/sign-in/code")
            #expect(page.text.contains("Show your passkey") && !page.text.contains("id=\"code\""))
            let asked = try await begun.browser.asking()
            #expect(asked.known == [made.passkey.id])
            let answer = try await asked.browser.post("/sign-in/code", [("passkey", try made.passkey.shown(asked.challenge))])
            #expect(try await asked.browser.keeping(answer).get("/desk").status == 200)
        }
    }

    @Test func `another's passkey is no second step`() async throws {
        try await withRealHub { (hub) async throws in
            _ = try await hub.byName.afterPassword("grace").browser.addingPasskey()
            let helen = try await hub.byName.afterPassword("helen").browser.addingPasskey()
            let begun = try await hub.byName.afterPassword("grace").browser, asked = try await begun.asking()
            let answer = try await asked.browser.post("/sign-in/code", [("passkey", try helen.passkey.shown(asked.challenge))])
            #expect(answer.status == 422 && answer.cookies["s"] == nil)
            // Nor does it help to show it as one's own, without saying whose it is.
            let again = try await begun.asking()
            var nameless = helen.passkey
            nameless.handle = nil
            #expect(try await again.browser.post("/sign-in/code", [("passkey", try nameless.shown(again.challenge))]).status == 422)
        }
    }

    @Test func `someone who works at no desk comes in by either, and a passkey changes nothing about the password`() async throws {
        try await withRealHub { (hub) async throws in
            var made = try await hub.byName.afterPassword("tom").browser.addingPasskey()
            #expect(try await hub.byName.afterPassword("tom").answer.location == "/my")
            #expect(try await hub.byName.browser.signingIn(by: &made.passkey).location == "/my")
        }
    }

    @Test(arguments: Engine.tested)
    func `an answer is taken once`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let made = try await hub.byName.afterPassword("tom").browser.addingPasskey()
            let asked = try await hub.byName.browser.asking(), json = try made.passkey.shown(asked.challenge)
            #expect(try await asked.browser.post("/sign-in/passkey", [("passkey", json)]).status == 303)
            #expect(try await asked.browser.post("/sign-in/passkey", [("passkey", json)]).status == 422)
        }
    }

    @Test func `an answer that was wrong has used its question up`() async throws {
        try await withRealHub { (hub) async throws in
            let made = try await hub.byName.afterPassword("tom").browser.addingPasskey(), asked = try await hub.byName.browser.asking()
            var elsewhere = made.passkey
            elsewhere.origin = "http://evil.example"
            #expect(try await asked.browser.post("/sign-in/passkey", [("passkey", try elsewhere.shown(asked.challenge))]).status == 422)
            #expect(try await asked.browser.post("/sign-in/passkey", [("passkey", try made.passkey.shown(asked.challenge))]).status == 422)
        }
    }

    @Test func `a question holds for five minutes`() async throws {
        try await withRealHub { (hub) async throws in
            let made = try await hub.byName.afterPassword("tom").browser.addingPasskey(), asked = try await hub.byName.browser.asking()
            hub.browser.town.clock.advance(by: 300)
            #expect(try await asked.browser.post("/sign-in/passkey", [("passkey", try made.passkey.shown(asked.challenge))]).status == 422)
        }
    }

    @Test func `a question is answered in the browser that asked`() async throws {
        try await withRealHub { (hub) async throws in
            let made = try await hub.byName.afterPassword("tom").browser.addingPasskey(), asked = try await hub.byName.browser.asking()
            #expect(try await hub.byName.browser.post("/sign-in/passkey", [("passkey", try made.passkey.shown(asked.challenge))]).status == 422)
        }
    }

    @Test func `a question to make one is none to show one`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.byName.afterPassword("tom").browser, made = try await tom.addingPasskey()
            let page = try await made.browser.get("/my/passkeys/new"), challenge = try #require(page.passkeyChallenge)
            var home = made.browser
            home.cookies["s"] = nil
            #expect(try await home.post("/sign-in/passkey", [("passkey", try made.passkey.shown(challenge))]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `a passkey that was taken away lets nobody in, and ends what else was open`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            var made = try await hub.byName.afterPassword("tom").browser.addingPasskey()
            let other = try await hub.byName.afterPassword("tom").browser
            let id = try #require(try await made.browser.get("/my/passkeys").text.firstMatch(of: /\/my\/passkeys\/([^\/]+)\/removal/).map { String($0.output.1) })
            let answer = try await made.browser.post("/my/passkeys/\(id)/removal")
            #expect(answer.location == "/my/passkeys")
            #expect(try await made.browser.keeping(answer).get("/my").status == 200)
            #expect(try await other.get("/my").status == 303)
            #expect(try await hub.byName.browser.signingIn(by: &made.passkey).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `someone who has a card adds a passkey beside it, and shows by it that it is still them`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let town = hub.browser.town, person: PersonID = town.hub.newID()
            try await town.hub.keyring.prepare([person], at: town.clock.now)
            let worker = Actor(user: town.hub.newID(), person: town.hub.newID(), organization: town.organization, roles: [.caseWorker])
            let card = try await Accounts(hub: town.hub).issueCard(to: person, named: "Hodan", by: worker, for: .casework)
            let entered = try await hub.byName.browser.post("/card", [("code", card.code), ("pin", card.pin)])
            var made = try await hub.byName.browser.keeping(entered).addingPasskey()
            #expect(made.answer.location == "/my/passkeys?added=yes")
            let answer = try await hub.byName.browser.signingIn(by: &made.passkey), own = hub.byName.browser.keeping(answer)
            #expect(try await own.get("/my").text.contains("Hodan"))
            town.clock.advance(by: 301)
            let asked = try await own.asking()
            let shown = try await own.post("/my/proof", [("next", "/my/passkeys/new"), ("passkey", try made.passkey.shown(asked.challenge))])
            #expect(shown.location == "/my/passkeys/new")
            // The card works as before.
            #expect(try await hub.byName.browser.post("/card", [("code", card.code), ("pin", card.pin)]).status == 303)
        }
    }

    @Test func `another can't take it away`() async throws {
        try await withRealHub { (hub) async throws in
            let made = try await hub.byName.afterPassword("tom").browser.addingPasskey()
            let id = try #require(try await made.browser.get("/my/passkeys").text.firstMatch(of: /\/my\/passkeys\/([^\/]+)\/removal/).map { String($0.output.1) })
            let helen = try await hub.byName.afterPassword("helen").browser.addingPasskey().browser
            #expect(try await helen.post("/my/passkeys/\(id)/removal").status == 404)
        }
    }

    @Test func `a copy that counts from before is not taken`() async throws {
        try await withRealHub { (hub) async throws in
            var made = try await hub.byName.afterPassword("tom").browser.addingPasskey()
            let copy = made.passkey
            made.passkey.counter = 5
            #expect(try await hub.byName.browser.signingIn(by: &made.passkey).status == 303)
            var late = copy
            late.counter = 3
            #expect(try await hub.byName.browser.signingIn(by: &late).status == 422)
        }
    }

    @Test func `whose account is closed does not come in by it`() async throws {
        try await withRealHub { (hub) async throws in
            var made = try await hub.byName.afterPassword("tom").browser.addingPasskey()
            let helen = try await hub.byName.afterPassword("helen").browser.addingPasskey().browser
            #expect(try await helen.post("/users/\(try #require(hub.ids["tom"]))/closure").status == 303)
            #expect(try await hub.byName.browser.signingIn(by: &made.passkey).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `its owner is told by mail, and sees its name and when it was last used`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            var made = try await hub.byName.afterPassword("tom").browser.addingPasskey(named: "My old phone")
            let letters = try await hub.browser.town.hub.archive.read { db in try db.rows("SELECT letter FROM outbox").map { try $0.get("letter") as String } }
            #expect(letters == ["accounts.passkey_added"])
            #expect(try await made.browser.get("/my/passkeys").text.contains("Never used yet."))
            _ = try await hub.byName.browser.signingIn(by: &made.passkey)
            let page = try await made.browser.get("/my/passkeys").text
            #expect(page.contains("My old phone") && page.contains("Last used"))
            #expect(try await made.browser.get("/my").text.contains("You have one passkey."))
        }
    }

    @Test func `after five minutes it is asked again whether it is you, before a passkey is made, and a passkey shows it`() async throws {
        try await withRealHub { (hub) async throws in
            let made = try await hub.byName.afterPassword("grace").browser.addingPasskey()
            hub.browser.town.clock.advance(by: 301)
            let page = try await made.browser.get("/my/passkeys/new")
            #expect(page.text.contains("Is it still you?") && page.text.contains("data-passkey=\"show\"") && !page.text.contains("data-passkey=\"add\""))
            let asked = try await made.browser.asking()
            let wrong = try SoftPasskey()
            #expect(try await made.browser.post("/my/proof", [("next", "/my/passkeys/new"), ("passkey", try wrong.shown(asked.challenge))]).status == 422)
            let again = try await made.browser.asking()
            let answer = try await made.browser.post("/my/proof", [("next", "/my/passkeys/new"), ("passkey", try made.passkey.shown(again.challenge))])
            #expect(answer.location == "/my/passkeys/new")
            #expect(try await made.browser.keeping(answer).get("/my/passkeys/new").text.contains("data-passkey=\"add\""))
        }
    }

    @Test func `an administrator takes lost passkeys away with the second step`() async throws {
        try await withRealHub { (hub) async throws in
            var made = try await hub.byName.afterPassword("grace").browser.addingPasskey()
            let helen = try await hub.byName.afterPassword("helen").browser.addingPasskey().browser
            #expect(try await helen.post("/users/\(try #require(hub.ids["grace"]))/second-factor/removal").status == 303)
            #expect(try await hub.byName.browser.signingIn(by: &made.passkey).status == 422)
            #expect(try await hub.byName.afterPassword("grace").browser.get("/desk").location?.hasPrefix("/my/second-factor") == true)
        }
    }

    @Test func `one without a name, of another maker's words, or that is here already is not taken, and the name is kept`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.byName.afterPassword("tom").browser, made = try await tom.addingPasskey()
            #expect(try await made.browser.addingPasskey(named: "").answer.status == 422)
            let twice = try await made.browser.addingPasskey(made.passkey, named: "The same")
            #expect(twice.answer.status == 422 && twice.answer.text.contains("value=\"The same\""))
            var words = try SoftPasskey()
            words.format = "packed"
            #expect(try await made.browser.addingPasskey(words).answer.status == 422)
        }
    }

    @Test func `at an address of numbers there are none, and the page says so`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.afterPassword("tom").browser
            #expect(try await tom.get("/my/passkeys").text.contains("At this address browsers make no passkeys"))
            #expect(try await tom.get("/my/passkeys/new").status == 404)
            #expect(!(try await hub.browser.get("/sign-in").text.contains("I have a passkey")))
        }
    }
}

extension RealHub {
    /// The same hub reached by a name, as passkeys need it.
    var byName: RealHub {
        var browser = browser
        browser.host = "localhost:8080"
        return RealHub(browser: browser, ids: ids)
    }
}

extension Answer {
    /// What a page gives a browser to make a passkey of.
    var passkeyChallenge: String? { text.firstMatch(of: /&quot;challenge&quot;:&quot;([^&]+)&quot;/).map { String($0.output.1) } }
}

extension Browser {
    /// Makes a passkey by its page, as whoever is signed in here.
    func addingPasskey(_ given: SoftPasskey? = nil, named name: String = "My phone") async throws -> (browser: Browser, passkey: SoftPasskey, answer: Answer) {
        let page = try await get("/my/passkeys/new")
        var passkey = try given ?? SoftPasskey()
        passkey.handle = page.text.firstMatch(of: /&quot;handle&quot;:&quot;([^&]+)&quot;/).map { String($0.output.1) }
        let answer = try await post("/my/passkeys", [("name", name), ("new_passkey", try passkey.made(page.passkeyChallenge ?? ""))])
        return (keeping(answer), passkey, answer)
    }

    /// What the script asks for before a passkey is shown.
    func asking() async throws -> (browser: Browser, challenge: String, known: [String]) {
        // The page of the form comes first, and with it the cookie that the question is bound to.
        let browser = cookies["s"] == nil && cookies["v"] == nil ? keeping(try await get("/sign-in")) : self
        let answer = try await browser.post("/passkeys/challenge")
        let read = try JSONDecoder().decode(Asked.self, from: Data(answer.text.utf8))
        return (browser, read.challenge, read.known)
    }
    private struct Asked: Decodable { let challenge: String, known: [String] }

    func signingIn(by passkey: inout SoftPasskey) async throws -> Answer {
        let asked = try await asking()
        if passkey.counter > 0 { passkey.counter += 1 }
        return try await asked.browser.post("/sign-in/passkey", [("passkey", try passkey.shown(asked.challenge))])
    }
}
