import Accounts
import Assembly
import Identity
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct SeedTests {
    private func fill(_ browser: Browser) async throws {
        let (person, user) = try await browser.town.hub.archive.read { db in
            (try db.value("SELECT u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = 'volunteer' AND m.organization_id = \(browser.town.organization)") as PersonID?,
             try db.value("SELECT user_id FROM memberships WHERE role = 'coordinator' AND organization_id = \(browser.town.organization)") as UserID?)
        }
        try await VolunteerSeeds(hub: browser.town.hub).fill(cast: try #require(person), coordinator: try #require(user), in: browser.town.organization)
    }

    @Test(arguments: Engine.tested)
    func `the demo town has a volunteer at every point an offer can reach`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await fill(browser)
            let page = try await browser.as(.coordinator).get("/volunteers").text
            for words in ["Cleared until", ">us<", "the people who know them", "the volunteer", "nobody, it has ended", "Not said yet", "Enhanced background check"] {
                #expect(page.contains(words), "\(words)")
            }
        }
    }

    @Test func `the volunteer of the cast reads where the offer stands, signed in`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            try await fill(browser)
            #expect(try await browser.as(.volunteer).get("/volunteer/standing").text.contains("You are ready to start."))
        }
    }

    @Test func `who is signed in acts for themselves, whatever the browser kept of another`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            try await fill(browser)
            var other = Applicant(browser: browser)
            let person = try #require(try await other.offer())
            let shared = try await other.browser.as(.volunteer)
            #expect(try await shared.get("/volunteer/standing").text.contains("You are ready to start."))
            _ = try await shared.post("/volunteer/withdrawal")
            #expect(try await browser.town.hub.archive.read { try $0.value("SELECT status FROM applications WHERE person_id = \(person)") as String? } == "open")
        }
    }

    @Test func `each role that a seed names exists`() async throws {
        let catalog = try RoleCatalog(.init())
        for seed in VolunteerSeed.all { #expect(seed.roles.allSatisfy { catalog[$0] != nil }) }
    }
}
