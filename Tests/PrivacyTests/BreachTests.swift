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
import Web

@Suite struct BreachTests {
    private let written = [("what", "A laptop was stolen from the office"), ("day", "2026-11-21"), ("time", "11:00")]

    private func write(_ browser: Browser) async throws -> String {
        try #require(try await browser.as(.officer).post("/breaches", written).location)
    }

    /// After so many seconds.
    private static let left: [(Double, String)] = [
        (0, "72 hours of the 72 are left."), (1, "71 hours of the 72 are left."), (255_600, "One hour of the 72 is left."), (255_601, "59 minutes of the 72 hours are left."),
        (259_080, "2 minutes of the 72 hours are left."), (259_139, "One minute of the 72 hours is left."), (259_199, "0 minutes of the 72 hours are left.")]

    @Test(arguments: left)
    func `what is left of the 72 hours is never said to be more than it is`(_ seconds: Double, _ words: String) {
        let breach = Breach(organization: ID(high: 1, low: 1), what: "x", knownAt: .testNoon, at: .testNoon)
        #expect(breach.left(at: .testNoon + seconds).plainEnglish == words)
    }

    @Test(arguments: Engine.tested)
    func `a breach that is written down runs its clock of 72 hours on the desk`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await write(browser), officer = try await browser.as(.officer)
            let page = try await officer.get(place).text
            #expect(page.contains("A laptop was stolen") && page.contains("<bdi>71</bdi> hours of the 72 are left"))
            #expect(try await officer.get("/desk").text.contains("Tell the authority of a breach"))
            browser.town.clock.advance(by: 71 * 3600 + 1)
            let late = try await browser.as(.officer)
            for page in [place, "/desk"] { #expect(try await late.get(page).text.contains("The 72 hours are over")) }
            _ = try await late.post("\(place)/authority", [("told", "yes")])
            #expect(try await late.get(place).text.contains("That was after the 72 hours"))
        }
    }

    @Test(arguments: Engine.tested)
    func `what is written about it stands nowhere in clear`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await write(browser), officer = try await browser.as(.officer)
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Hodan")])
            _ = try await officer.post("\(place)/affected", [("by", "table"), ("table", "persons")])
            _ = try await officer.post("\(place)/authority", [("authority_reason", "The disk of the laptop was encrypted")])
            _ = try await officer.post("\(place)/letters", [("told", "yes"), ("words", "A laptop with your data was stolen")])
            _ = try await officer.post("\(place)/closure", [("measures", "New locks, and no laptop overnight")])
            #expect(try await officer.get(place).text.contains("New locks"))
            let cells = try await browser.town.hub.archive.read { db in
                try db.rows("SELECT what, authority_reason, words, measures FROM breaches").flatMap { row in
                    try ["what", "authority_reason", "words", "measures"].map { try row.get($0) as String }
                }
            }
            #expect(cells.count == 4 && !cells.contains { $0.lowercased().contains("laptop") })
        }
    }

    @Test(arguments: [("what", "short", "Write in 10"), ("day", "soon", "Write the day"), ("time", "25:00", "Write the time"), ("day", "2027-01-01", "later than now")])
    func `what is wrong is said, and what was typed is kept`(_ field: String, _ value: String, _ sentence: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.as(.officer).post("/breaches", written.map { $0.0 == field ? (field, value) : $0 })
            #expect(answer.status == 422 && answer.text.contains(sentence) && answer.text.contains(value))
        }
    }

    @Test func `the day and the time are read in digits of any script`() throws {
        let form = BreachForm(Fields([("what", "A laptop was stolen"), ("day", "٢٠٢٦-١١-٢١"), ("time", "۱۱:۳۰")]))
        #expect(try form.knownAt(in: .gmt) == Date("2026-11-21T11:30:00Z", strategy: .iso8601) && form.day == "٢٠٢٦-١١-٢١")
        let search = BreachSearch(Fields([("by", "reader"), ("reader", "00000000-0000-7000-8000-000000000001"), ("from", "٢٠٢٦-١١-٠١"), ("to", "٢٠٢٦-١١-٢١")]), tables: [])
        #expect(search != nil)
        #expect(HoldForm(Fields([("why", "The court asks."), ("until", "٢٠٢٧-٠٥-٣١")])).problems(today: Day(number: 20_778)).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `whom it concerns is found by a table of the register, and by who opened what when`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, desk = try await browser.as(.caseWorker), place = try await write(browser), officer = try await browser.as(.officer)
            for name in ["Hodan", "Yonas"] { _ = try await desk.post("/households", [("given", name), ("phone", "07700 900200"), ("someone_else", "yes")]) }
            let households = try await hub.archive.read { try $0.rows("SELECT id FROM households ORDER BY id").map { try $0.get("id") as String } }
            _ = try await desk.get("/households/\(households[0])")
            let worker = try #require(try await hub.archive.read { try $0.value("SELECT worker_id FROM households") as UserID? })
            let reader = try #require(try await hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(worker)") as PersonID? })
            let search = [("by", "reader"), ("reader", reader.text), ("from", "2026-11-21"), ("to", "2026-11-21")]
            for nothing in [search + [("kind", "concern")], search.map { $0.0 == "to" || $0.0 == "from" ? ($0.0, "2026-11-20") : $0 }] {
                #expect(try await officer.post("\(place)/affected", nothing).status == 303)
            }
            #expect(try await officer.get(place).text.contains("<bdi>0</bdi> people are concerned"))
            #expect(try await officer.post("\(place)/affected", search + [("kind", "contact")]).status == 303)
            let page = try await officer.get(place).text
            #expect(page.contains("One person is concerned") && !page.contains("Hodan"))
            _ = try await officer.post("\(place)/affected", [("by", "table"), ("table", "contact_ways")])
            #expect(try await officer.get(place).text.contains("<bdi>2</bdi> people are concerned"))
            #expect(try await officer.post("\(place)/affected", [("by", "table"), ("table", "sqlite_master")]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `people of another organization are in no list`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.caseWorker, of: browser.town.otherOrganization).post("/households", [("given", "Yonas")])
            let place = try await write(browser), officer = try await browser.as(.officer)
            _ = try await officer.post("\(place)/affected", [("by", "table"), ("table", "persons")])
            #expect(try await officer.get(place).text.contains("<bdi>0</bdi> people are concerned"))
            #expect(try await browser.as(.officer, of: browser.town.otherOrganization).get(place).status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `each one concerned gets a letter without content, reads the words by its link, and nobody else does`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, place = try await write(browser), officer = try await browser.as(.officer)
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Hodan")])
            let person = try #require(try await hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            _ = try await officer.post("\(place)/affected", [("by", "table"), ("table", "persons")])
            let link = hub.personalLink("\(place)/told/\(person.text)")
            #expect(try await browser.get(link).status == 404)
            #expect(try await officer.post("\(place)/letters", [("told", "yes"), ("words", "short")]).status == 422)
            for _ in 1...2 { #expect(try await officer.post("\(place)/letters", [("told", "yes"), ("words", "A laptop with your data was stolen")]).status == 303) }
            #expect(try await browser.get(link).status == 404)
            browser.town.clock.advance(by: Breach.undoSeconds)
            #expect(try await browser.get(link).text.contains("A laptop with your data was stolen"))
            #expect(try await browser.get("\(place)/told/\(person.text)/x").status == 404)
            let letters = try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'breach.told' AND is_personal") }
            #expect(letters == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `it is closed only once it is decided whom to tell`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try await write(browser), officer = try await browser.as(.officer), measures = [("measures", "New locks on every door")]
            func isClosed() async throws -> Bool { try await officer.get(place).text.contains("New locks on every door</p>") }
            _ = try await officer.post("\(place)/closure", measures)
            _ = try await officer.post("\(place)/authority", [("told", "yes")])
            _ = try await officer.post("\(place)/closure", measures)
            #expect(try await !isClosed())
            _ = try await officer.post("\(place)/letters", [("letters_reason", "There is no risk for anybody")])
            _ = try await officer.post("\(place)/closure", measures)
            #expect(try await isClosed())
            #expect(try await !officer.get("/desk").text.contains("/breaches/"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody is told while nobody is concerned, by the database's own rule as well`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, place = try await write(browser), officer = try await browser.as(.officer)
            let answer = try await officer.post("\(place)/letters", [("told", "yes"), ("words", "A laptop with your data was stolen")])
            #expect(answer.status == 422 && answer.text.contains("Nobody is in the list of people concerned yet.") && answer.text.contains("A laptop with your data was stolen</textarea>"))
            let id = place.replacing("/breaches/", with: ""), now = hub.now()
            await #expect(throws: StorageProblem.self) { try await hub.archive.write { _ = try $0.breaches.decidePeople(id, .at(now), words: "x") } }
        }
    }

    @Test(arguments: Engine.tested)
    func `a slip is taken back for ten minutes, before any letter leaves`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, place = try await write(browser), officer = try await browser.as(.officer)
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Hodan")])
            _ = try await officer.post("\(place)/affected", [("by", "table"), ("table", "persons")])
            _ = try await officer.post("\(place)/letters", [("told", "yes"), ("words", "A laptop with your data was stolen")])
            _ = try await officer.post("\(place)/authority", [("told", "yes")])
            #expect(try await officer.get(place).text.contains("The letters leave after ten minutes. Until then you can take it back."))
            for part in ["letters", "authority"] { #expect(try await officer.post("\(place)/\(part)", [("told", "undo")]).status == 303) }
            let page = try await officer.get(place).text
            #expect(page.contains("I have told the authority") && page.contains("Tell them") && !page.contains("Told on"))
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'breach.told'") } == 0)
            for part in ["letters", "authority"] { _ = try await officer.post("\(place)/\(part)", [("told", "yes"), ("words", "A laptop with your data was stolen")]) }
            browser.town.clock.advance(by: Breach.undoSeconds + 1)
            for part in ["letters", "authority"] { _ = try await officer.post("\(place)/\(part)", [("told", "undo")]) }
            let later = try await officer.get(place).text
            #expect(later.contains("Told on") && !later.contains("Take it back"))
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'breach.told'") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `every table of the register that names people can be searched`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, tables = hub.personalTables.map(\.name)
            #expect(tables.contains("persons") && tables.contains("shares") && tables.count > 15)
            for table in tables { _ = try await hub.archive.read { try FieldEntry.people(in: table, $0) } }
        }
    }
}
