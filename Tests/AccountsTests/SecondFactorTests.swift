import Accounts
@testable import Assembly
import Identity
import Testing
import TestSupport

@Suite struct SecondFactorTests {
    // ASVS 6.3.3
    @Test(arguments: Engine.tested)
    func `whoever works in a real hub sets up the second step before anything else`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let grace = try await hub.afterPassword("grace").browser
            for path in ["/desk", "/people", "/my", "/my/password"] {
                #expect(try await grace.get(path).location?.hasPrefix("/my/second-factor?next=") == true, "\(path)")
            }
            #expect(try await grace.post("/households", [("given", "Hodan")]).location == "/my/second-factor")
            let made = try await grace.settingUpSecondFactor()
            #expect(made.recoveryCodes.count == 10)
            #expect(try await made.browser.get("/people").status == 200)
        }
    }

    @Test(arguments: [Cast.caseWorker, .coordinator, .officer, .administrator])
    func `in a demo the cast comes in by the password alone`(_ member: Cast) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.signedIn(member.email).get("/desk").status == 200)
        }
    }

    @Test func `a volunteer is not asked for it, and may have it`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.afterPassword("tom").browser
            #expect(try await tom.get("/my").status == 200)
            _ = try await tom.settingUpSecondFactor()
            #expect(try await hub.afterPassword("tom").answer.location?.hasPrefix("/sign-in/code") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong code turns nothing on, and the same key is offered again`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let grace = try await hub.afterPassword("grace").browser
            let answer = try await grace.post("/my/second-factor", [("code", "000000"), ("next", "/people")])
            #expect(answer.status == 422 && answer.text.contains("value=\"/people\""))
            let key = /<bdi dir="ltr">([A-Z2-7 ]{39})<\/bdi>/
            let (first, second) = (answer.text.firstMatch(of: key)?.output.1, try await grace.get("/my/second-factor").text.firstMatch(of: key)?.output.1)
            #expect(first != nil && first == second)
            #expect(try await hub.browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM second_factors") } == 0)
        }
    }

    @Test func `two sessions are offered two keys, and what is taken in one is not taken again in the other`() async throws {
        try await withRealHub { (hub) async throws in
            let here = try await hub.afterPassword("tom").browser, there = try await hub.afterPassword("tom").browser
            let key = /<bdi dir="ltr">([A-Z2-7 ]{39})<\/bdi>/
            let keys = (try await here.get("/my/second-factor").text.firstMatch(of: key)?.output.1, try await there.get("/my/second-factor").text.firstMatch(of: key)?.output.1)
            #expect(keys.0 != nil && keys.0 != keys.1)
            let on = try await here.settingUpSecondFactor().browser
            for ended in [here, there] { #expect(try await ended.get("/my").status == 303) }
            #expect(try await on.get("/my").status == 200)
        }
    }

    // ASVS 2.3.1 6.3.4
    @Test(arguments: Engine.tested)
    func `between the password and the code nothing opens but the page of the code`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            _ = try await hub.withSecondFactor("grace")
            let (half, answer) = try await hub.afterPassword("grace")
            #expect(answer.location == "/sign-in/code?next=%2Fdesk" && answer.cookies["s"] == nil)
            for path in ["/desk", "/my", "/my/second-factor", "/people"] { #expect(try await half.get(path).location?.hasPrefix("/sign-in?next") == true) }
            var disguised = half
            disguised.cookies["s"] = half.cookies["code"]
            #expect(try await disguised.get("/my").status == 303)
            #expect(try await half.get("/sign-in/code").status == 200)
        }
    }

    @Test func `without the password there is no page of the code`() async throws {
        try await withRealHub { (hub) async throws in
            let grace = try await hub.withSecondFactor("grace")
            #expect(try await hub.browser.get("/sign-in/code").location == "/sign-in")
            #expect(try await hub.browser.post("/sign-in/code", [("code", grace.app.code)]).location == "/sign-in")
        }
    }

    // ASVS 6.5.1 7.2.4
    @Test(arguments: Engine.tested)
    func `the right code opens a session and leads on, once`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app
            let half = try await hub.afterPassword("grace").browser
            let answer = try await half.post("/sign-in/code", [("code", app.code), ("next", "/people")])
            #expect(answer.location == "/people")
            #expect(try await half.keeping(answer).get("/people").status == 200)
            #expect(try await half.post("/sign-in/code", [("code", app.code)]).location == "/sign-in")
            #expect(try await hub.code(app.code, of: "grace").status == 422)
            hub.browser.town.clock.advance(by: 30)
            #expect(try await hub.code(app.code, of: "grace").location == "/desk")
        }
    }

    @Test func `the code by which it was set up works no second time`() async throws {
        try await withRealHub { (hub) async throws in
            let app = try await hub.afterPassword("grace").browser.settingUpSecondFactor().app
            #expect(try await hub.code(app.code, of: "grace").status == 422)
        }
    }

    // ASVS 6.5.1
    @Test(arguments: Engine.tested)
    func `of two windows with the same code, one comes in`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app
            async let one = hub.code(app.code, of: "grace")
            async let two = hub.code(app.code, of: "grace")
            #expect(Set([try await one.status, try await two.status]) == [303, 422])
        }
    }

    // ASVS 6.5.1
    @Test(arguments: Engine.tested)
    func `a recovery code opens a session once, however it is written`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let codes = try await hub.withSecondFactor("grace").recoveryCodes
            #expect(try await hub.code(codes[3].lowercased().replacing("-", with: " "), of: "grace").location == "/desk")
            #expect(try await hub.code(codes[3], of: "grace").status == 422)
            #expect(try await hub.code(codes[4], of: "grace").location == "/desk")
            #expect(try await hub.browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'user.recovery_code_used'") } == 2)
        }
    }

    @Test func `a recovery code opens, too, while someone else uses up the tries`() async throws {
        try await withRealHub { (hub) async throws in
            let grace = try await hub.withSecondFactor("grace")
            let waiting = try await hub.afterPassword("grace").browser
            for _ in 1...10 { _ = try await waiting.post("/sign-in/code", [("code", grace.app.wrongCode)]) }
            #expect(try await waiting.post("/sign-in/code", [("code", grace.app.code)]).status == 429)
            #expect(try await waiting.post("/sign-in/code", [("code", grace.recoveryCodes[0])]).location == "/desk")
        }
    }

    @Test func `another's recovery code opens nothing`() async throws {
        try await withRealHub { (hub) async throws in
            let other = try await hub.withSecondFactor("helen").recoveryCodes
            _ = try await hub.withSecondFactor("grace")
            #expect(try await hub.code(other[0], of: "grace").status == 422)
        }
    }

    // ASVS 6.6.3
    @Test(arguments: Engine.tested)
    func `after ten wrong codes even the right one waits, and a try comes back in five minutes`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app, half = try await hub.afterPassword("grace").browser
            for _ in 1...10 { #expect(try await half.post("/sign-in/code", [("code", app.wrongCode)]).status == 422) }
            let refused = try await half.post("/sign-in/code", [("code", app.code)])
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "300")
            hub.browser.town.clock.advance(by: 300)
            #expect(try await half.post("/sign-in/code", [("code", app.code)]).location == "/desk")
        }
    }

    // ASVS 6.6.3
    @Test(arguments: Engine.tested)
    func `whoever knows the password and guesses uses up none of the tries of a browser that its owner came in with`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app, first = try await hub.afterPassword("grace").browser
            var own = first.keeping(try await first.post("/sign-in/code", [("code", app.code)]))
            own.cookies["s"] = nil
            let half = try await hub.afterPassword("grace").browser
            for _ in 1...10 { _ = try await half.post("/sign-in/code", [("code", app.wrongCode)]) }
            #expect(try await half.post("/sign-in/code", [("code", app.code)]).status == 429)
            hub.browser.town.clock.advance(by: 60)
            let waiting = own.keeping(try await own.post("/sign-in", [("email", RealHub.email("grace")), ("password", RealHub.password)]))
            for _ in 1...9 { #expect(try await waiting.post("/sign-in/code", [("code", app.wrongCode)]).status == 422) }
            #expect(try await waiting.post("/sign-in/code", [("code", app.code)]).location == "/desk")
        }
    }

    // ASVS 6.6.3
    @Test func `the password alone makes no browser known, so nobody gets ten tries for each cookie they throw away`() async throws {
        try await withRealHub { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app
            #expect(try await hub.afterPassword("grace").answer.cookies["known"] == nil)
            // Passwords are counted, too: one each half minute, while a tenth of a code's try comes back.
            var last = 0
            for _ in 1...13 {
                last = try await hub.code(app.wrongCode, of: "grace").status
                hub.browser.town.clock.advance(by: 30)
            }
            #expect(last == 429)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is in shows a code while a stranger guesses`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let grace = try await hub.withSecondFactor("grace"), half = try await hub.afterPassword("grace").browser
            for _ in 1...11 { _ = try await half.post("/sign-in/code", [("code", grace.app.wrongCode)]) }
            #expect(try await grace.browser.post("/my/second-factor/recovery-codes", [("code", grace.app.code)]).status == 200)
            for _ in 1...10 { #expect(try await grace.browser.post("/my/second-factor/removal", [("code", grace.app.wrongCode)]).status == 422) }
            #expect(try await grace.browser.post("/my/second-factor/removal", [("code", grace.app.wrongCode)]).status == 429)
        }
    }

    // ASVS 6.6.3
    @Test(arguments: [(4 * 3600.0, true), (-4 * 3600.0, true), (23.9 * 3600, true), (150, true), (25 * 3600, false)] as [(Double, Bool)])
    func `two codes of one other hour are refused with the words that the clocks differ, one alone tells nothing`(_ seconds: Double, _ isTold: Bool) async throws {
        try await withRealHub { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app, half = try await hub.afterPassword("grace").browser, words = "the clocks of your phone and of this hub differ"
            hub.browser.town.clock.advance(by: 60)
            // The same code again is no second one.
            for _ in 1...2 { #expect(try await !half.post("/sign-in/code", [("code", app.code(after: seconds))]).text.contains(words)) }
            hub.browser.town.clock.advance(by: 30)
            let answer = try await half.post("/sign-in/code", [("code", app.code(after: seconds))])
            #expect(answer.status == 422 && answer.cookies["s"] == nil && answer.text.contains(words) == isTold)
        }
    }

    // ASVS 6.6.3
    @Test func `codes of two other hours that differ tell nothing`() async throws {
        try await withRealHub { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app, half = try await hub.afterPassword("grace").browser
            for seconds in [3600.0, 7200, -3600, 3600, 36_000] {
                let answer = try await half.post("/sign-in/code", [("code", app.code(after: seconds))])
                #expect(answer.status == 422 && !answer.text.contains("the clocks of your phone"))
                hub.browser.town.clock.advance(by: 30)
            }
        }
    }

    // ASVS 6.5.5
    @Test func `the page of the code is there for ten minutes`() async throws {
        try await withRealHub { (hub) async throws in
            let app = try await hub.withSecondFactor("grace").app, half = try await hub.afterPassword("grace").browser
            hub.browser.town.clock.advance(by: 601)
            #expect(try await half.post("/sign-in/code", [("code", app.code)]).location == "/sign-in")
        }
    }

    // ASVS 6.3.4
    @Test func `a card asks for the code as well`() async throws {
        try await withRealHub { (hub) async throws in
            let town = hub.browser.town, tom = try #require(hub.ids["tom"])
            _ = try await hub.withSecondFactor("tom")
            let person: PersonID = try #require(try await town.hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(tom)") })
            let worker = Actor(user: tom, person: person, organization: town.organization, roles: [.caseWorker])
            let card = try await Accounts(hub: town.hub).issueCard(to: person, named: "Tom", by: worker, for: .casework)
            let answer = try await hub.browser.post("/card", [("code", card.code), ("pin", card.pin)])
            #expect(answer.location?.hasPrefix("/sign-in/code") == true && answer.cookies["s"] == nil)
        }
    }

    @Test func `in a demo whose clock was moved on, the codes of a phone still hold`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let app = try await browser.as(.volunteer).settingUpSecondFactor().app
            try await DemoClock(hub: browser.town.hub).advance(days: 8)
            browser.town.clock.advance(by: 30)
            let answer = try await browser.post("/sign-in", [("email", Cast.volunteer.email), ("password", Accounts.demoPassword)])
            #expect(try await browser.keeping(answer).post("/sign-in/code", [("code", app.code)]).location == "/my")
        }
    }
}
