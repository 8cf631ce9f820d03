import Assembly
import Identity
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct RefereeTests {
    private let answer = [("known", "A neighbor for ten years"), ("family", "yes"), ("children", "unsure")]

    /// An offer with one referee, and the path of the link made for them.
    private func asked(_ browser: Browser) async throws -> (person: PersonID, path: String) {
        var applicant = Applicant(browser: browser)
        let person = try #require(try await applicant.offer())
        let referee = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM referees") as String? })
        let page = try await browser.as(.coordinator).post("/volunteers/\(person)/links", [("referee", referee)]).text
        let match = try #require(page.firstMatch(of: /http:\/\/127\.0\.0\.1:8080(\/reference\/[A-Za-z0-9_-]{43})/))
        return (person, String(match.output.1))
    }

    @Test(arguments: Engine.tested)
    func `a reference is answered without an account, and works once`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let (person, path) = try await asked(browser)
            let form = try await browser.get(path)
            #expect(form.status == 200 && form.text.contains("Zebulon") && !form.text.contains("Quillfeather"))
            #expect(try await browser.post(path, answer).text.contains("Your answer has reached us."))
            #expect(try await browser.post(path, answer).status == 404)
            #expect(try await browser.get(path).status == 404)
            let record = try await browser.as(.coordinator).get("/volunteers/\(person)").text
            #expect(record.contains("A neighbor for ten years") && record.contains("Answered by the link"))
        }
    }

    @Test func `a used link and an unknown one look the same`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let (_, path) = try await asked(browser)
            _ = try await browser.post(path, answer)
            let used = try await browser.get(path).text.split(separator: "<main")[1].split(separator: "</main>")[0]
            let unknown = try await browser.get("/reference/nothing").text.split(separator: "<main")[1].split(separator: "</main>")[0]
            #expect(used == unknown)
        }
    }

    @Test func `a new link makes the old one worthless`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let (person, old) = try await asked(browser)
            let referee = try await browser.town.hub.archive.read { try $0.value("SELECT id FROM referees") as String? }
            _ = try await browser.as(.coordinator).post("/volunteers/\(person)/links", [("referee", referee ?? "")])
            #expect(try await browser.get(old).status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `a link that the coordinator stops opens nothing more, and what it showed is shared no longer`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let (person, path) = try await asked(browser), desk = try await browser.as(.coordinator)
            let referee = try await browser.town.hub.archive.read { try $0.value("SELECT id FROM referees") as String? } ?? ""
            #expect(try await desk.get("/volunteers/\(person)").text.contains("Stop this link"))
            for _ in 1...2 { #expect(try await desk.post("/volunteers/\(person)/links/end", [("referee", referee)]).status == 303) }
            let stopped = try await browser.get(path)
            #expect(stopped.status == 404 && stopped.text.contains("was stopped"))
            #expect(try await browser.post(path, answer).status == 404)
            let record = try await desk.get("/volunteers/\(person)").text
            #expect(record.contains("Not asked yet.") && !record.contains("Stop this link"))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM shares WHERE closed_at IS NULL") } == 0)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'referee.link_stopped'") } == 1)
        }
    }

    @Test func `a link is too old after thirty days`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let (_, path) = try await asked(browser)
            browser.town.clock.advance(by: 31 * 86_400)
            #expect(try await browser.post(path, answer).status == 404)
        }
    }

    @Test func `an answer left out is asked for again, and the rest is kept`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let (_, path) = try await asked(browser)
            let page = try await browser.post(path, [("known", "A neighbor"), ("family", "yes")])
            #expect(page.status == 422 && page.text.contains("value=\"A neighbor\"") && page.text.contains("Choose one answer."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a referee's own answer replaces what was recorded for them`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let (person, path) = try await asked(browser), desk = try await browser.as(.coordinator)
            let referee = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM referees") as String? })
            let form = [("outcome", "met"), ("issued_on", "2026-11-20"), ("referee", referee)]
            #expect(try await desk.post("/volunteers/\(person)/credentials", form + [("kind", "reference:children")]).status == 303)
            #expect(try await browser.post(path, answer).status == 200)
            let shown = try await browser.town.hub.archive.read { try $0.credentials.standing(of: [person])[person] ?? [] }
            #expect(shown.map(\.kind.rawValue).sorted() == ["reference", "reference:children"] && shown.allSatisfy { $0.verifiedBy == nil })
            #expect(try await desk.post("/volunteers/\(person)/credentials", form + [("kind", "reference")]).status == 409)
        }
    }

    @Test(arguments: Engine.tested, [true, false])
    func `after the end of an offer nobody is asked any more`(_ engine: Engine, _ isTakenBack: Bool) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            let referee = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM referees") as String? })
            let page = try await desk.post("/volunteers/\(person)/links", [("referee", referee)]).text
            let path = String(try #require(page.firstMatch(of: /8080(\/reference\/[A-Za-z0-9_-]{43})/)).output.1)
            if isTakenBack { try await applicant.post("/volunteer/withdrawal") } else { _ = try await desk.post("/volunteers/\(person)/closure") }
            #expect(try await browser.get(path).status == 404)
            #expect(try await browser.post(path, answer).status == 404)
            #expect(try await desk.post("/volunteers/\(person)/links", [("referee", referee)]).status == 409)
        }
    }

    @Test func `who is not sure has not said no`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let (person, path) = try await asked(browser)
            _ = try await browser.post(path, answer)
            let page = try await browser.as(.coordinator).get("/volunteers/\(person)").text
            #expect(page.contains("There was no clear yes") && !page.contains("The answer was no"))
        }
    }

    @Test(arguments: Engine.tested)
    func `who would not trust them with children stands in the way of roles with children only`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let (person, path) = try await asked(browser)
            _ = try await browser.post(path, answer)
            let shown = try await browser.town.hub.archive.read { try $0.credentials.standing(of: [person])[person] ?? [] }
            #expect(Requirement(.reference).state(of: shown, on: .sample) == .met(until: nil))
            #expect(Requirement(.childReference, count: 2).state(of: shown, on: .sample) == .notMet(.sample))
        }
    }
}
