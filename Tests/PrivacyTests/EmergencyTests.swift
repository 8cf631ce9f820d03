import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import Privacy
import Storage
import Testing
import TestSupport
import Trust

/// A household in the case worker's care, and a colleague who has to reach it.
private struct Alarm: Sendable {
    let browser: Browser, colleague: Browser
    let place: String
    let person: PersonID

    func open(_ reason: String = "A call from the neighbors") async throws -> Answer { try await colleague.post("\(place)/emergency", [("reason", reason)]) }
    func grant() async throws -> String { try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM break_glass WHERE reviewed_at IS NULL") }) }
    func review(_ verdict: String, _ note: String = "") async throws -> Int {
        try await browser.as(.officer).post("/data-protection/emergencies/\(try await grant())/review", [("verdict", verdict), ("note", note)]).status
    }
}

private func withAlarm(on engine: Engine, _ work: (Alarm) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        let place = try #require(try await browser.as(.caseWorker).post("/households", [("given", "Hodan"), ("phone", "07700 900200"), ("safe", "yes")]).location)
        let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
        try await browser.town.addCaseWorker("colleague@port-selby.example")
        try await work(Alarm(browser: browser, colleague: try await browser.signedIn("colleague@port-selby.example"), place: place, person: person))
    }
}

@Suite struct EmergencyTests {
    @Test(arguments: Engine.tested)
    func `it opens how to reach one household for an hour, and no longer`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            #expect(try await !alarm.colleague.get(alarm.place).text.contains("900200"))
            #expect(try await alarm.open().location == alarm.place)
            let page = try await alarm.colleague.get(alarm.place).text
            #expect(page.contains("07700 900200") && page.contains("in an emergency") && !page.contains("/consents/"))
            alarm.browser.town.clock.advance(by: 3601)
            let colleague = try await alarm.browser.signedIn("colleague@port-selby.example")
            #expect(try await !colleague.get(alarm.place).text.contains("900200"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing else opens with it: no other household, and no change`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            let other = try #require(try await alarm.browser.as(.caseWorker).post("/households", [("given", "Yonas"), ("phone", "07700 900300")]).location)
            _ = try await alarm.open()
            #expect(try await !alarm.colleague.get(other).text.contains("900300"))
            #expect(try await alarm.colleague.post("/persons/\(alarm.person.text)/contacts", [("value", "07700900400")]).status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `what the officer finds not justified closes at once`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            _ = try await alarm.open()
            #expect(try await alarm.review("justified") == 303)
            #expect(try await alarm.colleague.get(alarm.place).text.contains("900200"))
            alarm.browser.town.clock.advance(by: 3601)
            let colleague = try await alarm.browser.signedIn("colleague@port-selby.example")
            #expect(try await colleague.post("\(alarm.place)/emergency", [("reason", "A call from the neighbors")]).status == 303)
            let place = "/data-protection/emergencies/\(try await alarm.grant())/review"
            let wordless = try await alarm.browser.as(.officer).post(place, [("verdict", "unjustified"), ("note", " ")])
            #expect(wordless.status == 422 && wordless.text.contains("where it was not justified: the people concerned read it") && wordless.text.contains("action=\"\(place)\""))
            #expect(try await alarm.review("unjustified", "No harm was near.") == 303)
            #expect(try await !colleague.get(alarm.place).text.contains("900200"))
        }
    }

    @Test(arguments: Engine.tested)
    func `it opens nobody whose data was kept unused when it was opened`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            let worker = try await alarm.browser.as(.caseWorker), place = alarm.place, hub = alarm.browser.town.hub
            let now = hub.now()
            try await hub.archive.write { _ = try $0.execute("INSERT INTO restrictions (person_id, since) VALUES (\(alarm.person), \(now))") }
            // Everyone who lives there rests: there is nothing to open, and nothing that was typed goes lost.
            let refused = try await alarm.open()
            #expect(refused.status == 422 && refused.text.contains("An emergency does not open it"))
            #expect(refused.text.contains("A call from the neighbors") && refused.text.contains("Open in an emergency"))
            #expect(try await worker.post("\(place)/members", [("given", "Sami")]).status == 303)
            #expect(try await alarm.open().status == 303)
            try await hub.archive.write { _ = try $0.execute("DELETE FROM restrictions WHERE person_id = \(alarm.person)") }
            let page = try await alarm.colleague.get(place).text
            #expect(page.contains("Sami") && page.contains("in an emergency") && !page.contains("900200"))
        }
    }

    @Test func `where nobody answers for data protection, that is said, and administrators see it`() async throws {
        try await withAlarm(on: .sqlite) { (alarm) async throws in
            let administrator = try await alarm.browser.as(.administrator)
            #expect(try await alarm.colleague.get("\(alarm.place)/emergency").text.contains("is told at once"))
            #expect(try await !administrator.get("/desk").text.contains("Nobody answers for data protection here"))
            try await alarm.browser.town.hub.archive.write { _ = try $0.execute("UPDATE memberships SET ended_at = \(Date.distantPast) WHERE role = 'officer'") }
            #expect(try await alarm.colleague.get("\(alarm.place)/emergency").text.contains("nobody is told"))
            #expect(try await administrator.get("/desk").text.contains("Nobody answers for data protection here"))
        }
    }

    @Test(arguments: ["", "too short", String(repeating: "x", count: 501)])
    func `a reason that is none is refused, and kept as it was typed`(_ reason: String) async throws {
        try await withAlarm(on: .sqlite) { (alarm) async throws in
            let answer = try await alarm.open(reason)
            #expect(answer.status == 422 && answer.text.contains("Write in 10 to 500 letters") && answer.text.contains(">\(reason)</textarea>"))
            #expect(try await alarm.browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM break_glass") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `the officer is told at once, by letter and on the desk, and reads why but not whose it was`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            _ = try await alarm.open()
            #expect(try await alarm.browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'emergency.opened'") } == 1)
            let officer = try await alarm.browser.as(.officer)
            #expect(try await officer.get("/desk").text.contains("A record was opened in an emergency"))
            let page = try await officer.get("/data-protection").text
            #expect(page.contains("A call from the neighbors") && page.contains("Lena Colleague") && !page.contains("Hodan") && !page.contains(alarm.place))
        }
    }

    @Test(arguments: Engine.tested)
    func `until the officer has looked at it the worker can't do it again, by the database's own rule`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            _ = try await alarm.open()
            // The same form sent twice opens it once.
            #expect(try await alarm.open().status == 303)
            alarm.browser.town.clock.advance(by: 4000)
            let again = Alarm(browser: alarm.browser, colleague: try await alarm.browser.signedIn("colleague@port-selby.example"), place: alarm.place, person: alarm.person)
            #expect(try await again.open().status == 422)
            let worker = try #require(try await alarm.browser.town.hub.archive.read { try $0.value("SELECT worker_id FROM break_glass") as UserID? })
            let actor = Actor(user: worker, person: alarm.browser.town.hub.newID(), organization: alarm.browser.town.organization, roles: [.caseWorker]), now = alarm.browser.town.hub.now()
            await #expect(throws: StorageProblem.self) {
                try await alarm.browser.town.hub.archive.write { try $0.breakGlass.insert(BreakGlass(by: actor, record: "another", at: now), []) }
            }
            #expect(try await alarm.review("justified") == 303)
            #expect(try await again.open().status == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `the person reads who opened it, why, and what the officer found`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            _ = try await alarm.open()
            #expect(try await alarm.review("unjustified", "  ") >= 400)
            #expect(try await alarm.review("unjustified", "The case worker could have been called.") == 303)
            let hub = alarm.browser.town.hub, actor = Actor(user: hub.newID(), person: alarm.person, organization: alarm.browser.town.organization, roles: [.newcomer])
            let say = hub.catalogs.speech(in: .english)
            let lines = try await hub.archive.read(by: actor, for: .ownFile) { db, access in
                try FileSource.emergencies.read(alarm.person, hub, db, &access).map { "\($0.text(say)) \($0.detail.map { say.plain($0) } ?? "")" }
            }
            let told = lines.joined(separator: "\n")
            #expect(told.contains("Lena Colleague") && told.contains("A call from the neighbors") && told.contains("was not justified") && told.contains("could have been called"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody looks at their own use, nor at another organization's`(_ engine: Engine) async throws {
        try await withAlarm(on: engine) { (alarm) async throws in
            _ = try await alarm.open()
            let grant = try await alarm.grant(), path = "/data-protection/emergencies/\(grant)/review"
            #expect(try await alarm.browser.as(.officer, of: alarm.browser.town.otherOrganization).post(path, [("verdict", "justified")]).status == 404)
            let hub = alarm.browser.town.hub, organization = alarm.browser.town.organization
            let officer = try #require(try await hub.archive.read { try $0.value("SELECT user_id FROM memberships WHERE role = 'officer' AND organization_id = \(organization)") as UserID? })
            try await hub.archive.write { _ = try $0.execute("UPDATE break_glass SET worker_id = \(officer)") }
            #expect(try await alarm.browser.as(.officer).post(path, [("verdict", "justified")]).status == 422)
            #expect(try await alarm.browser.as(.officer).get("/data-protection").text.contains("You opened it yourself"))
        }
    }

    @Test(arguments: [(0, 3), (1, 3), (2, 5), (3, 5), (4, 5), (5, 4), (6, 3)])
    func `three working days leave out the weekend`(_ offset: Int, _ days: Int) {
        // From Monday 23 November 2026 on.
        let monday = Date.testNoon + 2 * 86_400, actor = Actor(user: ID(high: 0, low: 1), person: ID(high: 0, low: 2), organization: ID(high: 0, low: 3), roles: [])
        let grant = BreakGlass(by: actor, record: "x", at: monday + Double(offset) * 86_400)
        #expect(grant.reviewDue(in: .gmt) == Day(monday, in: .gmt).adding(days: offset + days))
    }
}
