import Accounts
import Assembly
import Identity
import Testing
import TestSupport

/// Whoever tries learns nothing of who is here: the same words, and the same questions to the database.
@Suite struct EnumerationTests {
    /// What came of a form, without what the person typed, and what the database was asked for it.
    private func outcome(_ path: String, _ fields: [(String, String)], in browser: Browser, _ asked: Statements) async throws -> (status: Int, words: String, asked: [String]) {
        let page = try await browser.get("/sign-in?lang=en"), there = browser.keeping(page)
        _ = asked.takeTexts()
        let answer = try await there.send(.post, path, body: Browser.encoded([("form_token", page.formToken ?? "")] + fields))
        var words = answer.text
        for (_, value) in fields where !value.isEmpty { words = words.replacing(value, with: "") }
        return (answer.status, words.replacing(page.formToken ?? "", with: ""), asked.takeTexts())
    }

    private func expectAlike(_ path: String, _ tries: [[(String, String)]], in town: TestHub) async throws {
        let (counted, asked) = town.counted(), browser = Browser(town: counted)
        let first = try await outcome(path, tries[0], in: browser, asked)
        #expect(first.status == 422)
        for fields in tries.dropFirst() {
            let other = try await outcome(path, fields, in: browser, asked)
            #expect(other.status == first.status && other.words == first.words)
            #expect(other.asked == first.asked)
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong password, an unknown address and a closed account look alike`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let id = try #require(hub.ids["paul"]), now = hub.browser.town.clock.now
            try await hub.browser.town.hub.archive.write { db in _ = try db.execute("UPDATE users SET disabled_at = \(now) WHERE id = \(id)") }
            try await expectAlike("/sign-in", [
                [("email", "nobody@elsewhere.example"), ("password", RealHub.password)], [("email", RealHub.email("tom")), ("password", "not the password")],
                [("email", RealHub.email("paul")), ("password", RealHub.password)],
            ], in: hub.browser.town)
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
            ], in: town)
        }
    }

    @Test(arguments: Engine.tested)
    func `an offer's code that never was, and one that is too short, look alike`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await expectAlike("/volunteer/resume", [[("code", "1111222233334444")], [("code", "12")], [("code", "")]], in: browser.town)
        }
    }
}
