import Assembly
import Identity
import Testing
import TestSupport
import Web
@testable import Volunteers

@Suite struct AbsenceTests {
    @Test(arguments: [("", "", "from"), ("soon", "", "from"), ("2026-12-01", "later", "to"), ("2026-12-05", "2026-12-01", "to"), ("2026-11-01", "2026-11-20", "to")])
    func `an absence that makes no sense names its field`(_ from: String, _ to: String, _ field: String) {
        let form = AbsenceForm(Fields([("from", from), ("to", to)]))
        #expect(#expect(throws: FieldProblem.self) { try form.absence(on: .sample) }?.field == field)
    }

    @Test func `one day is enough`() throws {
        let absence = try AbsenceForm(Fields([("from", "2026-12-01")])).absence(on: .sample)
        #expect(try AbsenceForm(Fields([("from", "٢٠٢٦-١٢-٠١"), ("to", "۲۰۲۶-۱۲-۰۱")])).absence(on: .sample) == absence)
        #expect(absence.from == absence.to && absence.contains(absence.from) && !absence.contains(absence.to.adding(days: 1)))
    }

    @Test(arguments: Engine.tested)
    func `days without time are added, seen by the coordinator, and taken back`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator)
            try await applicant.post("/volunteer/absences", [("from", "2026-12-01"), ("to", "2026-12-08")])
            #expect(try await applicant.get("/volunteer/standing").text.contains("I have time again"))
            #expect(try await desk.get("/volunteers/\(person)").text.contains("Away"))
            try await applicant.post("/volunteer/absences/removal", [("from", "2026-12-01")])
            #expect(try await !desk.get("/volunteers/\(person)").text.contains("Away"))
        }
    }

    // ASVS 2.2.3
    @Test func `what was typed wrong is kept`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            _ = try await applicant.offer()
            let answer = try await applicant.post("/volunteer/absences", [("from", "2026-12-05"), ("to", "2026-12-01")])
            #expect(answer.status == 422 && answer.text.contains("value=\"2026-12-05\""))
        }
    }
}
