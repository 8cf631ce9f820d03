import Assembly
import Identity
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct VolunteerDetailsTests {
    private static let sent = [("given", "Zenobia"), ("family", "Quillfeather"), ("born", "1975"), ("gender", "woman"), ("language", "fra"), ("level", "native"), ("reads", "yes"), ("shown_language", "eng")]

    @Test(arguments: Engine.tested)
    func `the coordinator puts right what a volunteer's record says, and lists know them by it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator), record = "/volunteers/\(person)"
            #expect(try await desk.get(record).text.contains("\(record)/details"))
            #expect(try await desk.get("\(record)/details").text.contains("value=\"Zebulon\""))
            #expect(try await desk.get("\(record)/details").text.contains("value=\"1980\""))
            #expect(try await desk.get(record).text.contains("<bdi>1980</bdi>"))
            let version = try await browser.town.hub.archive.read { try $0.count("SELECT version FROM persons WHERE id = \(person)") }
            #expect(try await desk.post("\(record)/details", Self.sent + [("version", String(version))]).location == record)
            let page = try await desk.get(record).text
            #expect(page.contains("Zenobia") && page.contains("French") && page.contains("<bdi>1975</bdi>") && !page.contains("Zebulon") && !page.contains("<bdi>1980</bdi>"))
            #expect(try await desk.get("/volunteers").text.contains("Z. Q."))
            // What was seen before is not written over what stands.
            let late = try await desk.post("\(record)/details", [("given", "Toolate")] + Self.sent.dropFirst() + [("version", String(version))])
            #expect(late.status == 409 && late.text.contains("value=\"Toolate\"") && late.text.contains("<bdi>Zenobia</bdi>"))
            #expect(late.text.contains("name=\"version\" value=\"\(version + 1)\"") && late.text.contains("Keep what they saved"))
            let unfit = try await desk.post("\(record)/details", [("given", ""), ("family", "Canarynew")])
            #expect(unfit.status == 422 && unfit.text.contains("Canarynew"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a year that an earlier version wrote down is shown, and goes where the coordinator takes it out`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser), details = ApplicationDetails()
            let person = try #require(try await applicant.offer()), desk = try await browser.as(.coordinator), record = "/volunteers/\(person)"
            details.birthYear = 1981
            let sealed = try details.sealed(of: person, with: browser.town.hub.keyring)
            try await browser.town.hub.archive.write { db in
                _ = try db.execute("UPDATE persons SET birth_date = NULL WHERE id = \(person)")
                _ = try db.execute("UPDATE applications SET details = \(sealed) WHERE person_id = \(person)")
            }
            #expect(try await desk.get(record).text.contains("<bdi>1981</bdi>"))
            #expect(try await desk.get("\(record)/details").text.contains("value=\"1981\""))
            #expect(try await desk.post("\(record)/details", Self.sent.map { $0.0 == "born" ? ("born", "") : $0 } + [("version", "1")]).location == record)
            #expect(try await !desk.get(record).text.contains("<bdi>1981</bdi>"))
            #expect(try await !desk.get("\(record)/details").text.contains("value=\"1981\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `a correction does not keep anybody for longer`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let hub = browser.town.hub, person = try #require(try await applicant.offer()), record = "/volunteers/\(person)"
            #expect(try await browser.as(.coordinator).post("\(record)/closure", [("reason", "moved")]).status == 303)
            browser.town.clock.advance(by: 86_400)
            let moment = hub.now()
            browser.town.clock.advance(by: 86_400)
            #expect(try await browser.as(.coordinator).post("\(record)/details", Self.sent + [("version", "1")]).location == record)
            #expect(try await hub.archive.read { try hub.idle(before: moment, limit: 10, $0) }.map(\.id).contains(person.text))
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
