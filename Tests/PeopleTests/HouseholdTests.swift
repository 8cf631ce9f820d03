import Accounts
import Assembly
import Foundation
import Identity
@testable import People
import Storage
import Testing
import TestSupport
import Web

@Suite struct HouseholdTests {
    private let amal = [("given", "أمل"), ("family", "Haddad"), ("born", "1990-05-31"), ("gender", "woman"), ("language", "apc"), ("level", "native"),
                        ("reads", "little"), ("phone", "07700 900123"), ("safe", "yes"), ("words", "after six"), ("district", "North side"),
                        ("arrived", "2026-09-01"), ("ground", "public_task")]

    @Test(arguments: Engine.tested)
    func `a household is registered and found in any script`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            let answer = try await desk.post("/households", amal)
            let place = try #require(answer.location)
            let page = try await desk.get(place)
            for text in ["أمل", "Haddad", "07700 900123", "after six", "North side"] { #expect(page.text.contains(text), "\(text)") }
            for query in ["Amal", "hadad", "امل"] {
                let found = try await desk.post("/people", [("q", query)])
                #expect(found.text.contains(place), "\(query)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing typed stands in clear in the database`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.caseWorker).post("/households", amal)
            let rows = try await browser.town.hub.archive.read { db in
                try db.rows("SELECT given_name, family_name, birth_date, gender FROM persons") .map { row in
                    try ["given_name", "family_name", "birth_date", "gender"].map { String(decoding: try row.get($0) as [UInt8], as: UTF8.self) }.joined()
                } + db.rows("SELECT value, words, value_index FROM contact_ways").map { row in
                    try ["value", "words"].map { String(decoding: try row.get($0) as [UInt8], as: UTF8.self) }.joined() + (row.get("value_index") ?? "")
                }
            }
            #expect(rows.count == 2)
            for canary in ["أمل", "Haddad", "1990", "woman", "900123", "after six"] { #expect(!rows.contains { $0.contains(canary) }, "\(canary)") }
        }
    }

    @Test(arguments: Engine.tested)
    func `someone who is here already is shown before a second record is made`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            let first = try #require(try await desk.post("/households", [("given", "Oleksandr"), ("family", "Shevchenko"), ("born", "1988")]).location)
            let again = [("given", "Александр"), ("family", "Шевченко"), ("born", "1988")]
            let answer = try await desk.post("/households", again)
            #expect(answer.status == 422 && answer.text.contains(first) && answer.text.contains("value=\"Александр\""))
            #expect(try await desk.post("/households", again + [("someone_else", "yes")]).status == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `the same phone number shows who has it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            let first = try #require(try await desk.post("/households", [("given", "Hodan"), ("phone", "+44 7700 900200")]).location)
            let answer = try await desk.post("/households", [("given", "Yonas"), ("phone", "07700 900 200")])
            #expect(answer.status == 422 && answer.text.contains(first))
        }
    }

    @Test(arguments: [[("given", "")], [("given", "A"), ("born", "2030-01-01")], [("given", "A"), ("born", "yesterday")], [("given", "A"), ("phone", "12")],
                      [("given", "A"), ("arrived", "soon")], [("given", "A"), ("language", "english")]])
    func `what is wrong is said, and what was typed is kept`(_ fields: [(String, String)]) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.as(.caseWorker).post("/households", fields + [("district", "By the harbor")])
            #expect(answer.status == 422 && answer.text.contains("class=\"problems\"") && answer.text.contains("value=\"By the harbor\""))
        }
    }

    @Test func `a name is one line, without marks that turn the text around it`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            let place = try #require(try await desk.post("/households", [("given", "Ali\u{202E}gnihsihp\u{2066}"), ("family", "van\n\tden  Berg")]).location)
            #expect(try await desk.get(place).text.contains("<bdi>Alignihsihp van den Berg</bdi>"))
            #expect(try await desk.post("/households", [("given", "\u{202E}")]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `another organization's household does not exist for me`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try #require(try await browser.as(.caseWorker).post("/households", amal).location)
            let stranger = try await browser.as(.caseWorker, of: browser.town.otherOrganization)
            #expect(try await stranger.get(place).status == 404)
            #expect(try await stranger.post(place + "/worker").status == 404)
            #expect(try await !stranger.post("/people", [("q", "Amal")]).text.contains(place))
        }
    }

    @Test(arguments: Engine.tested)
    func `ways to reach someone are closed to a colleague, who can't just take the household`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try #require(try await browser.as(.caseWorker).post("/households", amal).location)
            try await browser.town.addCaseWorker("colleague@port-selby.example")
            let colleague = try await browser.signedIn("colleague@port-selby.example")
            let before = try await colleague.get(place)
            #expect(before.status == 200 && !before.text.contains("900123"))
            #expect(try await colleague.post(place + "/worker").status == 422)
            #expect(try await !colleague.get(place).text.contains("900123"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a member is added to the household`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            let place = try #require(try await desk.post("/households", amal).location)
            #expect(try await desk.post(place + "/members", [("given", "Sami"), ("born", "2015")]).status == 303)
            #expect(try await desk.get(place).text.contains("<bdi>2</bdi> people"))
        }
    }

    @Test(arguments: Engine.tested)
    func `births and days are read in Arabic and Persian digits, and what is wrong is shown again as typed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            let place = try #require(try await desk.post("/households", amal.map { $0.0 == "arrived" ? ("arrived", "٢٠٢٦-٠٩-٠١") : $0 }).location)
            #expect(try await browser.town.hub.archive.read { try $0.value("SELECT arrived_on FROM households") as Day? } == Day("2026-09-01"))
            let wrong = try await desk.post(place + "/members", [("given", "Sami"), ("born", "٩٩٩٩")])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"٩٩٩٩\""))
            for born in ["٢٠١٥", "۲۰۱۷-۰۱-۰۲"] { #expect(try await desk.post(place + "/members", [("given", "Sami"), ("born", born)]).status == 303) }
            #expect([MemberForm(Fields([("born", "٢٠١٥")])).birth, MemberForm(Fields([("born", "۲۰۱۷-۰۱-۰۲")])).birth] == [Birth("2015"), Birth("2017-01-02")])
        }
    }

    @Test(arguments: Engine.tested)
    func `a consent is kept with the words that were read, and taken back in one step`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post("/households", amal)
            let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            for decision in ["given", "withdrawn"] {
                #expect(try await desk.post("/persons/\(person.text)/consents/share_with_match", [("decision", decision), ("how", "spoken")]).status == 303)
                browser.town.clock.advance(by: 60)
            }
            let events = try await browser.town.hub.archive.read { db in
                try db.rows("SELECT decision, notice_version, notice_language FROM consent_ledger ORDER BY at").map {
                    "\(try $0.get("decision") as String) \(try $0.get("notice_version") as Int) \(try $0.get("notice_language") as String)"
                }
            }
            #expect(events == ["given 1 en", "withdrawn 1 en"])
        }
    }

    @Test func `changes are found, whatever time they carry`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post("/households", [("given", "Hodan")])
            #expect(try await desk.post("/people", [("q", "Hodan")]).text.contains("/households/"))
            browser.town.clock.advance(by: -7200)
            _ = try await desk.post("/households", [("given", "Yonas")])
            #expect(try await desk.post("/people", [("q", "Yonas")]).text.contains("/households/"))
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is registered between two searches is found, however long after`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            for (name, seconds) in [("Hodan", 0.0), ("Yonas", 0), ("Amina", 60), ("Samuel", 3599), ("Oksana", 3601), ("Farid", 100), ("Lina", -86_400), ("Petro", 5)] {
                browser.town.clock.advance(by: seconds)
                let desk = try await browser.as(.caseWorker)
                _ = try await desk.post("/households", [("given", name)])
                #expect(try await desk.post("/people", [("q", name)]).text.contains("/households/"), "\(name)")
            }
        }
    }
}
