import Assembly
import Identity
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct VolunteerDetailsTests {
    private static let sent = [("given", "Zenobia"), ("family", "Quillfeather"), ("born", "1980"), ("gender", "woman"), ("language", "fra"), ("level", "native"), ("reads", "yes"), ("shown_language", "eng")]

    @Test(arguments: Engine.tested)
    func `the coordinator puts right what a volunteer's record says, and lists know them by it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator), record = "/volunteers/\(person)"
            #expect(try await desk.get(record).text.contains("\(record)/details"))
            #expect(try await desk.get("\(record)/details").text.contains("value=\"Zebulon\""))
            let version = try await browser.town.hub.archive.read { try $0.count("SELECT version FROM persons WHERE id = \(person)") }
            #expect(try await desk.post("\(record)/details", Self.sent + [("version", String(version))]).location == record)
            let page = try await desk.get(record).text
            #expect(page.contains("Zenobia") && page.contains("French") && !page.contains("Zebulon"))
            #expect(try await desk.get("/volunteers").text.contains("Z. Q."))
            // What was seen before is not written over what stands.
            let late = try await desk.post("\(record)/details", [("given", "Toolate")] + Self.sent.dropFirst() + [("version", String(version))])
            #expect(late.status == 409 && late.text.contains("Toolate"))
            let unfit = try await desk.post("\(record)/details", [("given", ""), ("family", "Canarynew")])
            #expect(unfit.status == 422 && unfit.text.contains("Canarynew"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer who asks for a correction is heard by the coordinator, who can carry it out`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator), record = "/volunteers/\(person)"
            #expect(try await !desk.get("/desk").text.contains("A volunteer asks that something is corrected"))
            let asked = try await desk.post("\(record)/requests", [("kind", "correction"), ("words", "My name is Zenobia.")])
            #expect(asked.status == 303)
            let list = try await desk.get("/desk").text
            #expect(list.contains("A volunteer asks that something is corrected") && list.contains(record) && !list.contains("Zenobia"))
            #expect(try await desk.get(record).text.contains("asks that something is corrected"))
            #expect(try await !browser.as(.caseWorker).get("/desk").text.contains("asks that something is corrected"))
        }
    }
}
