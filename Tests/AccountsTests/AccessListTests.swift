import Assembly
import Audit
import Foundation
import Identity
import Storage
import Testing
import TestSupport
import Trust

@Suite struct AccessListTests {
    /// Whoever prints somebody's file knows their code from its request: no line of this list may say what else that code did.
    @Test(arguments: Engine.tested)
    func `the officer does not learn from the list who raised a concern, only that its reads are recorded`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), hub = browser.town.hub
            _ = try await browser.as(.administrator).get("/users")
            let before = try await officer.get("/access-list").text
            #expect(before.contains("Helen Price") && before.contains("there were <bdi>0</bdi> such records"))
            try await raised(browser)
            for _ in 1...2 {
                let list = try await officer.get("/access-list").text
                #expect(!list.contains("safeguarding") && !list.contains("concerns</bdi>") && !list.contains("Iryna Bondar"))
                for code in try await codes(of: .newcomer, browser) { #expect(!list.contains(code)) }
                #expect(list.contains("because of a concern is recorded as well") && !list.contains("there were <bdi>0</bdi> such records"))
                // The same of what the log vouches for already.
                try await AuditLog(hub: hub).sealReads()
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nor from the proof of a line of the log`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await raised(browser)
            let officer = try await browser.as(.officer), log = AuditLog(hub: browser.town.hub)
            try await log.sequence()
            let number = try await browser.town.hub.archive.read { try $0.value("SELECT number FROM audit_entries WHERE action = 'concern.raised'") as Int? }
            let answer = try await officer.post("/audit/proofs", [("line", "\(try #require(number))")])
            #expect(answer.status == 422 && answer.text.contains("This line was written because of a concern") && !answer.text.contains("concern.raised"))
            // Lines of one moment stand in any order: the first may be the concern's.
            let other = number == 1 ? 2 : 1
            #expect(try await officer.post("/audit/proofs", [("line", "\(other)")]).status == 200)
            // Whoever runs the machine can still show it to a stranger.
            #expect(try await log.proof(ofEntry: try #require(number))?.entry?.contains("concern.raised") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `someone without a name here stands in the list by a code as short as all others`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, gone = PersonID(high: 7, low: 7), staff = try await person(.caseWorker, browser)
            try await hub.archive.write { [keyring = hub.keyring, organization = browser.town.organization, now = hub.now()] db in
                let actor = Actor(user: ID(high: 7, low: 8), person: gone, organization: organization, roles: [.volunteer])
                try AccessRecordStore(db: db, keyring: keyring).record([OpenedRead(opened: [staff: [.account]], actor: actor, purpose: .casework, at: now)])
            }
            let code = hub.keyring.pseudonym(of: gone), list = try await browser.as(.officer).get("/access-list").text
            #expect(list.contains(String(code.prefix(8))) && !list.contains(code))
        }
    }

    @Test(arguments: Engine.tested)
    func `nor from the register of breaches, which counts those concerned`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await raised(browser)
            let officer = try await browser.as(.officer), day = Day(browser.town.hub.now(), in: .gmt).description
            let place = try await officer.post("/breaches", [("what", "A list of concerns was lost."), ("day", day), ("time", "00:00")]).location ?? ""
            #expect(try await officer.post("\(place)/affected", [("by", "table"), ("table", "concerns")]).status == 303)
            let page = try await officer.get(place).text
            #expect(page.contains("One person is concerned"))
            for code in try await codes(of: .newcomer, browser) { #expect(!page.contains(code)) }
        }
    }

    private func raised(_ browser: Browser) async throws {
        let raiser = try await browser.as(.newcomer), lead = try await browser.as(.coordinator)
        _ = try await raiser.get("/concerns/new")
        let place = try await raiser.post("/concerns", [("words", "Canaryworry"), ("about", "the officer")]).location ?? ""
        #expect(try await lead.get("/concerns/\(place.split(separator: "/").last ?? "")").text.contains("Canaryworry"))
    }

    private func person(_ member: Cast, _ browser: Browser) async throws -> PersonID {
        let role = member.role.rawValue
        let found = try await browser.town.hub.archive.read { db in
            try db.value("SELECT u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = \(role) AND m.organization_id = \(browser.town.organization)") as PersonID?
        }
        return try #require(found)
    }

    /// As they stand in this list, and on the page of a request.
    private func codes(of member: Cast, _ browser: Browser) async throws -> [String] {
        [String(browser.town.hub.keyring.pseudonym(of: try await person(member, browser)).prefix(8))]
    }
}
