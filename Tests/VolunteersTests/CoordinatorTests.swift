import Accounts
import Assembly
import Identity
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct CoordinatorTests {
    /// Shows everything that the role of a conversation partner asks for, apart from what is left out.
    private func show(_ person: PersonID, _ desk: Browser, without left: String = "") async throws {
        for kind in ["reference", "interview", "training:welcome", "age:18", "agreement"] where kind != left {
            #expect(try await record(kind, of: person, desk).status == 303, "\(kind)")
        }
    }

    private func record(_ kind: String, of person: PersonID, _ desk: Browser, id: String = "") async throws -> Answer {
        let referee = try await desk.town.hub.archive.read { try $0.value("SELECT id FROM referees WHERE person_id = \(person)") as String? }
        return try await desk.post("/volunteers/\(person)/credentials", [
            ("kind", kind), ("outcome", "met"), ("issued_on", "2026-11-20"), ("id", id), ("referee", kind == "reference" ? referee ?? "" : "")])
    }

    private func count(_ browser: Browser) async throws -> Int {
        try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM credentials") }
    }

    @Test(arguments: Engine.tested, ["interview", "reference"])
    func `a form sent twice is recorded once`(_ engine: Engine, _ kind: String) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            let page = try await desk.get("/volunteers/\(person)/credentials?kind=\(kind)").text
            let row = String(try #require(page.firstMatch(of: /name="id" value="([A-Za-z0-9_-]{22})"/)).output.1)
            for _ in 1...2 { #expect(try await record(kind, of: person, desk, id: row).status == 303) }
            #expect(try await count(browser) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `one referee is recorded once, and again after it was taken back`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            #expect(try await record("reference", of: person, desk).status == 303)
            #expect(try await record("reference", of: person, desk).status == 409)
            let row = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM credentials") as String? })
            _ = try await desk.post("/volunteers/\(person)/corrections", [("credential", row)])
            #expect(try await record("reference", of: person, desk).status == 303)
            #expect(try await record("reference", of: person, desk).status == 409)
        }
    }

    @Test func `a reference is somebody's`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            for referee in ["", "nobody"] {
                let form = [("kind", "reference"), ("outcome", "met"), ("issued_on", "2026-11-20"), ("referee", referee)]
                #expect(try await desk.post("/volunteers/\(person)/credentials", form).status == 422)
            }
            #expect(try await desk.get("/volunteers/\(person)/credentials?kind=reference").text.contains("Ottoline Marsh"))
        }
    }

    @Test func `where nobody was named, someone is added first`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            for (question, fields) in Applicant.answers where question != .people { try await applicant.post("/volunteer/question/\(question.rawValue)", fields) }
            try await applicant.post("/volunteer/check")
            let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT person_id FROM applications") as PersonID? })
            let page = try await browser.as(.coordinator).get("/volunteers/\(person)/credentials?kind=reference").text
            #expect(page.contains("Add someone to ask") && !page.contains("name=\"outcome\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `what the person took back is not opened again by others`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            try await applicant.post("/volunteer/withdrawal")
            #expect(try await desk.post("/volunteers/\(person)/reopening").status == 409)
            let page = try await desk.get("/volunteers/\(person)").text
            #expect(!page.contains("Open this offer again") && !page.contains("Make the link"))
            #expect(try await applicant.post("/volunteer").location == "/volunteer/question/name")
        }
    }

    @Test func `where no role was chosen, the list does not say that nothing is missing`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            _ = try await desk.post("/volunteers/\(person)/roles")
            let page = try await desk.get("/volunteers").text
            #expect(page.contains("Not said yet") && !page.contains(">Nothing<"))
        }
    }

    @Test(arguments: [Cast.newcomer, .volunteer, .caseWorker, .officer, .administrator])
    func `only coordinators reach volunteers`(_ member: Cast) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer())
            let visitor = try await browser.as(member)
            for path in ["/volunteers", "/volunteers/\(person)", "/volunteers/\(person)/credentials?kind=interview"] {
                #expect(try await visitor.get(path).status == 403)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the list tells initials and what is missing, and no name`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            _ = try await applicant.offer()
            let page = try await browser.as(.coordinator).get("/volunteers").text
            #expect(page.contains("Z. Q.") && page.contains("Conversation partner") && page.contains("the people who know them"))
            #expect(!page.contains("Zebulon") && !page.contains("Quillfeather"))
        }
    }

    @Test(arguments: Engine.tested)
    func `another organization's volunteer does not exist`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer())
            let stranger = try await browser.as(.coordinator, of: browser.town.otherOrganization)
            #expect(try await stranger.get("/volunteers/\(person)").status == 404)
            #expect(try await !stranger.get("/volunteers").text.contains("Z. Q."))
            for path in ["closure", "roles", "corrections", "referees", "links", "reopening"] {
                let answer = try await stranger.post("/volunteers/\(person)/\(path)", [("name", "x"), ("contact", "y")])
                #expect(answer.status == 404, "\(path)")
            }
            let form = [("kind", "interview"), ("outcome", "met"), ("issued_on", "2026-11-20")]
            #expect(try await stranger.post("/volunteers/\(person)/credentials", form).status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `clearance follows from what was shown`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            try await show(person, desk, without: "agreement")
            #expect(try await !desk.get("/volunteers/\(person)").text.contains("Cleared"))
            #expect(try await applicant.get("/volunteer/standing").text.contains("Only your signature is missing."))
            #expect(try await record("agreement", of: person, desk).status == 303)
            #expect(try await desk.get("/volunteers").text.contains("Cleared"))
            #expect(try await applicant.get("/volunteer/standing").text.contains("You are ready to start."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a clearance ends when its time has come, with nobody doing anything`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            try await show(person, desk, without: "training:welcome")
            _ = try await desk.post("/volunteers/\(person)/credentials", [
                ("kind", "training:welcome"), ("outcome", "met"), ("issued_on", "٢٠٢٦-١١-٢٠"), ("expires_on", "۲۰۲۶-۱۱-۲۲")])
            browser.town.clock.advance(by: 86_400)
            #expect(try await browser.as(.coordinator).get("/volunteers/\(person)").text.contains("Cleared until"))
            browser.town.clock.advance(by: 86_400)
            let page = try await browser.as(.coordinator).get("/volunteers/\(person)").text
            #expect(!page.contains("Cleared until") && page.contains("Ended on"))
            #expect(try await applicant.get("/volunteer/standing").text.contains("Something has to be renewed"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a slip is taken back, once, and stays in the ledger`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            _ = try await desk.post("/volunteers/\(person)/credentials", [("kind", "interview"), ("outcome", "not_met"), ("issued_on", "2026-11-20")])
            #expect(try await applicant.get("/volunteer/standing").text.contains("We would like to talk with you"))
            let row = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM credentials") as String? })
            #expect(try await desk.post("/volunteers/\(person)/corrections", [("credential", row)]).status == 303)
            #expect(try await desk.post("/volunteers/\(person)/corrections", [("credential", row)]).status == 404)
            #expect(try await !applicant.get("/volunteer/standing").text.contains("We would like to talk with you"))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM credentials") } == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `no row of the ledger is ever changed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer())
            try await show(person, try await browser.as(.coordinator))
            for statement in ["UPDATE credentials SET outcome = 'met'", "DELETE FROM credentials"] as [SQL] {
                await #expect(throws: (any Error).self) { try await browser.town.hub.archive.write { try $0.execute(statement) } }
            }
        }
    }

    @Test(arguments: [
        [("kind", "interview"), ("issued_on", "2026-11-20")], [("kind", "interview"), ("outcome", "met"), ("issued_on", "2026-11-22")],
        [("kind", "interview"), ("outcome", "met"), ("issued_on", "soon")],
        [("kind", "interview"), ("outcome", "met"), ("issued_on", "2026-11-20"), ("expires_on", "2026-11-19")],
    ])
    func `an outcome that makes no sense is not recorded`(_ fields: [(String, String)]) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            #expect(try await desk.post("/volunteers/\(person)/credentials", fields).status == 422)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM credentials") } == 0)
        }
    }

    @Test func `what no role asks for can't be recorded`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            #expect(try await desk.post("/volunteers/\(person)/credentials", [("kind", "charm"), ("outcome", "met"), ("issued_on", "2026-11-20")]).status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `an offer is ended for a kind reason, and opened again`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            #expect(try await desk.post("/volunteers/\(person)/closure", [("reason", "moved")]).status == 303)
            #expect(try await applicant.get("/volunteer/standing").text.contains("You have moved, so we have set your offer aside."))
            #expect(try await desk.post("/volunteers/\(person)/closure", [("reason", "moved")]).status == 409)
            #expect(try await desk.post("/volunteers/\(person)/reopening").status == 303)
            #expect(try await applicant.get("/volunteer/standing").text.contains("We are waiting"))
        }
    }

    @Test func `opening a record leaves a line that says so`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer())
            _ = try await browser.as(.coordinator).get("/volunteers/\(person)")
            try await browser.town.hub.bindReads()
            let pseudonym = browser.town.hub.keyring.pseudonym(of: person)
            let kinds = try await browser.town.hub.archive.read { db in
                try db.value("SELECT kinds FROM access_records WHERE person = \(pseudonym) AND purpose = 'volunteering'") as String?
            }
            #expect(kinds == "birth,circumstances,contact,identity")
        }
    }
}
