import Assembly
import Foundation
import House
import Identity
import Localization
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct VolunteerDeskTests {
    private func record(_ kind: String, _ outcome: String = "met", on day: String = "2026-11-20", of person: PersonID, _ desk: Browser) async throws {
        let referee = try await desk.town.hub.archive.read { try $0.value("SELECT id FROM referees WHERE person_id = \(person)") as String? }
        let answer = try await desk.post("/volunteers/\(person)/credentials", [
            ("kind", kind), ("outcome", outcome), ("issued_on", day), ("referee", kind == "reference" ? referee ?? "" : "")])
        #expect(answer.status == 303, "\(kind)")
    }

    private func step(_ person: PersonID, _ browser: Browser) async throws -> NextStep? {
        try await browser.town.hub.archive.read { try $0.value("SELECT step FROM volunteer_steps WHERE person_id = \(person)") as String? }.flatMap(NextStep.init)
    }

    @Test(arguments: Engine.tested)
    func `from the offer to being ready, each step is on the desk of whose turn it is`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            #expect(try await step(person, browser) == .ask)
            #expect(try await desk.get("/desk").text.contains("Ask the people who know"))
            let referee = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM referees") as String? })
            _ = try await desk.post("/volunteers/\(person)/links", [("referee", referee)])
            #expect(try await step(person, browser) == .referees)
            #expect(try await desk.get("/desk").text.contains("Nothing waits for you."))
            for (kind, next) in [("reference", NextStep.interview), ("interview", .training), ("training:welcome", .age), ("age:18", .agreement), ("agreement", .ready)] {
                try await record(kind, of: person, desk)
                #expect(try await step(person, browser) == next)
            }
            #expect(try await desk.get("/desk").text.contains("Nothing waits for you."))
        }
    }

    @Test func `a reference that nobody gave within a week is asked for again`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), town = browser.town
            let referee = try #require(try await town.hub.archive.read { try $0.value("SELECT id FROM referees") as String? })
            _ = try await browser.as(.coordinator).post("/volunteers/\(person)/links", [("referee", referee)])
            town.clock.advance(by: 7 * 86_400)
            #expect(try await !browser.as(.coordinator).get("/desk").text.contains("Ask again"))
            town.clock.advance(by: 86_400)
            let page = try await browser.as(.coordinator).get("/desk").text
            #expect(page.contains("Ask again") && page.contains("Z. Q.") && !page.contains("Zebulon"))
        }
    }

    @Test func `an answer of no is for us to talk about, and taking it back ends that`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            try await record("interview", "not_met", of: person, desk)
            #expect(try await step(person, browser) == .talk)
            let row = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM credentials") as String? })
            _ = try await desk.post("/volunteers/\(person)/corrections", [("credential", row)])
            #expect(try await step(person, browser) == .ask)
        }
    }

    @Test(arguments: ["closure", "withdrawal"])
    func `an offer that has ended waits for nothing`(_ end: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            if end == "closure" { _ = try await desk.post("/volunteers/\(person)/closure", [("reason", "moved")]) } else { try await applicant.post("/volunteer/withdrawal") }
            #expect(try await step(person, browser) == nil)
            if end == "closure" { _ = try await desk.post("/volunteers/\(person)/reopening") }
            #expect(try await step(person, browser) == (end == "closure" ? .ask : nil))
        }
    }

    @Test(arguments: Engine.tested)
    func `an end that is near is on the desk, and after it the night finds that something must be renewed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), town = browser.town, desk = try await browser.as(.coordinator)
            for kind in ["reference", "interview", "training:welcome", "age:18"] { try await record(kind, of: person, desk) }
            let fields = [("kind", "agreement"), ("outcome", "met"), ("issued_on", "2026-11-20"), ("expires_on", "2026-12-31")]
            _ = try await desk.post("/volunteers/\(person)/credentials", fields)
            #expect(try await desk.get("/desk").text.contains("ends in <bdi>40</bdi> days"))
            #expect(try await desk.get("/desk/figures").text.contains("In 31 to 60 days"))
            town.clock.advance(by: 41 * 86_400)
            #expect(try await browser.as(.coordinator).get("/desk").text.contains("has ended"))
            let job = try #require(town.features.flatMap(\.jobs).first { $0.name == "volunteers.steps" })
            try await job.run(town.hub)
            #expect(try await step(person, browser) == .renew)
            #expect(try await browser.as(.coordinator).get("/desk").text.contains("it has ended"))
        }
    }

    @Test func `the night leaves lines as they are where nothing has changed`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            _ = try #require(try await applicant.offer())
            let town = browser.town
            func lines() async throws -> [String] {
                try await town.hub.archive.read { try $0.rows("SELECT step, since FROM volunteer_steps").map { "\(try $0.get("step") as String) \(try $0.get("since") as String)" } }
            }
            let before = try await lines(), job = try #require(town.features.flatMap(\.jobs).first { $0.name == "volunteers.steps" })
            town.clock.advance(by: 3 * 86_400)
            try await job.run(town.hub)
            #expect(try await lines() == before && before == ["ask 2026-11-21"])
        }
    }

    @Test func `another organization's volunteers are on no desk here`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            _ = try await applicant.offer()
            let stranger = try await browser.as(.coordinator, of: browser.town.otherOrganization)
            #expect(try await !stranger.get("/desk").text.contains("Z. Q."))
            #expect(try await stranger.get("/desk/figures").text.contains("There is nothing to count yet."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a desk opens the names of those it shows, and of nobody else`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            for _ in 0..<9 {
                var applicant = Applicant(browser: browser)
                _ = try #require(try await applicant.offer())
            }
            let archive = browser.town.hub.archive
            try await archive.write { db in
                let two: [String] = try db.rows("SELECT person_id FROM volunteer_steps ORDER BY person_id LIMIT 2").map { try $0.get("person_id") }
                _ = try db.execute("UPDATE volunteer_steps SET turn = 'nobody', clear_until = '2026-12-01' WHERE person_id IN \(in: two)")
            }
            func opened(_ path: String) async throws -> Int {
                let count: SQL = "SELECT count(DISTINCT person) FROM access_records WHERE purpose = 'volunteering'"
                _ = try await browser.as(.coordinator).get(path)
                try await browser.town.hub.bindReads()
                return try await archive.read { try $0.count(count) }
            }
            #expect(try await opened("/desk") == 7)
            #expect(try await opened("/desk/all") == 9)
        }
    }

    @Test func `lists of the desk are found by an index`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let plans = try await town.hub.archive.read { db in
                try ["SELECT person_id FROM volunteer_steps WHERE organization_id = 'x' AND turn = 'hub' ORDER BY since, person_id LIMIT 7",
                     "SELECT person_id FROM volunteer_steps WHERE organization_id = 'x' AND clear_until <= '2026-01-01' ORDER BY clear_until, person_id LIMIT 7",
                     "SELECT turn, count(*) FROM volunteer_steps WHERE organization_id = 'x' GROUP BY turn",
                     "SELECT id FROM households WHERE organization_id = 'x' AND worker_id IS NULL ORDER BY created_at, id LIMIT 50"].map { (query: SQL) in
                    try db.rows("EXPLAIN QUERY PLAN \(query)").map { try $0.get("detail") as String }.joined(separator: "; ")
                }
            }
            for plan in plans { #expect(plan.contains("INDEX") && !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "\(plan)") }
        }
    }

    @Test func `My Tessera shows where one's own offer stands`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await !browser.as(.volunteer).get("/my").text.contains("Your offer to help"))
            let organization = browser.town.organization, hub = browser.town.hub
            let person = try #require(try await hub.archive.read { db in
                try db.value("SELECT u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = 'volunteer' AND m.organization_id = \(organization)") as PersonID?
            })
            let coordinator = try #require(try await hub.archive.read { try $0.value("SELECT user_id FROM memberships WHERE role = 'coordinator' AND organization_id = \(organization)") as UserID? })
            try await VolunteerSeeds(hub: hub).fill(cast: person, coordinator: coordinator, in: organization)
            #expect(try await browser.as(.volunteer).get("/my").text.contains("You are ready to start."))
        }
    }
}
