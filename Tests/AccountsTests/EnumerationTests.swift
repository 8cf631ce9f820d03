import Accounts
import Assembly
import Identity
import Testing
import TestSupport

/// Whoever tries learns nothing of who is here: the same words, as many hashes, and the same questions to the database.
@Suite struct EnumerationTests {
    /// What came of a form, without what the person typed, and what it cost: that is what its time follows from.
    private struct Outcome: Equatable {
        let status: Int, words: String, retryAfter: String?
        let hashes: Int, asked: [String]
    }

    private func outcome(_ path: String, _ fields: [(String, String)], in browser: Browser, _ asked: Statements) async throws -> Outcome {
        let page = try await browser.get("/sign-in?lang=en"), there = browser.keeping(page)
        let passwords = browser.town.hub.passwords, hashes = passwords.runs
        _ = asked.takeTexts()
        let answer = try await there.send(.post, path, body: Browser.encoded([("form_token", page.formToken ?? "")] + fields))
        // The token first: by chance it holds what was typed.
        var words = answer.text.replacing(page.formToken ?? "", with: "").replacing(/\ name="once" value="[0-9a-z]+"/, with: "")
        for (_, value) in fields where !value.isEmpty { words = words.replacing(value, with: "") }
        return Outcome(
            status: answer.status, words: words, retryAfter: answer.headers[.retryAfter],
            hashes: passwords.runs - hashes, asked: asked.takeTexts())
    }

    private func expectAlike(_ path: String, _ tries: [[(String, String)]], hashes: Int, status: Int = 422, times: Int = 1, in town: TestHub) async throws {
        let (counted, asked) = town.counted(), browser = Browser(town: counted)
        var outcomes: [Outcome] = []
        for fields in tries {
            for _ in 1..<times { _ = try await outcome(path, fields, in: browser, asked) }
            outcomes.append(try await outcome(path, fields, in: browser, asked))
        }
        #expect(outcomes[0].status == status && outcomes[0].hashes == hashes)
        for other in outcomes.dropFirst() { #expect(other == outcomes[0]) }
    }

    @Test(arguments: Engine.tested)
    func `a wrong password, an unknown address and a closed account look alike`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let id = try #require(hub.ids["paul"]), now = hub.browser.town.clock.now
            try await hub.browser.town.hub.archive.write { db in _ = try db.execute("UPDATE users SET disabled_at = \(now) WHERE id = \(id)") }
            try await expectAlike("/sign-in", [
                [("email", "nobody@elsewhere.example"), ("password", RealHub.password)], [("email", RealHub.email("tom")), ("password", "not the password")],
                [("email", RealHub.email("paul")), ("password", RealHub.password)],
            ], hashes: 1, in: hub.browser.town)
        }
    }

    @Test(arguments: Engine.tested)
    func `after too many tries a known and an unknown address are told to wait as long, and cost no hash`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            try await expectAlike("/sign-in", [
                [("email", "nobody@elsewhere.example"), ("password", "not the password")], [("email", RealHub.email("tom")), ("password", RealHub.password + "x")],
            ], hashes: 0, status: 429, times: 11, in: hub.browser.town)
        }
    }

    @Test(arguments: Engine.tested)
    func `a link by mail is asked for alike by a volunteer, a worker, a closed account and a stranger`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let town = hub.browser.town, id = try #require(hub.ids["paul"]), now = town.clock.now
            var settings = town.hub.settings.value
            (settings.mailServer, settings.mailFrom) = ("smtp://127.0.0.1:1", "hub@hub.example")
            try await town.hub.save(settings)
            try await town.hub.archive.write { db in _ = try db.execute("UPDATE users SET disabled_at = \(now) WHERE id = \(id)") }
            try await expectAlike("/sign-in/mail", ["nobody@elsewhere.example", RealHub.email("tom"), RealHub.email("grace"), RealHub.email("paul")].map { [("email", $0)] },
                                  hashes: 0, status: 303, in: town)
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong PIN, a card that stopped and one that never was look alike`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = browser.town, accounts = Accounts(hub: town.hub)
            let worker = Actor(user: town.hub.newID(), person: town.hub.newID(), organization: town.organization, roles: [.caseWorker])
            let other: PersonID = town.hub.newID(), person: PersonID = town.hub.newID()
            try await town.hub.keyring.prepare([other, person], at: town.clock.now)
            let live = try await accounts.issueCard(to: other, named: "Amal", by: worker, for: .casework)
            let stopped = try await accounts.issueCard(to: person, named: "Amal", by: worker, for: .casework)
            try await accounts.revokeCard(of: person, by: worker, for: .casework)
            let wrong = live.pin == "000000" ? "111111" : "000000"
            try await expectAlike("/card", [
                [("code", "111122223333444455556666"), ("pin", wrong)], [("code", live.code), ("pin", wrong)], [("code", stopped.code), ("pin", stopped.pin)],
            ], hashes: 1, in: town)
        }
    }

    @Test(arguments: Engine.tested)
    func `an offer's code that never was, and one that is too short, look alike`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await expectAlike("/volunteer/resume", [[("code", "1111222233334444")], [("code", "12")], [("code", "")]], hashes: 0, in: browser.town)
        }
    }
}
