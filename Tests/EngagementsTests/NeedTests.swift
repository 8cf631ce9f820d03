import Assembly
@testable import Engagements
import Foundation
import House
import Identity
import Localization
import People
import Storage
import Testing
import TestSupport
import Trust
import Web

@Suite struct NeedTests {
    private let form = [("program", "mentoring"), ("urgency", "2"), ("wish", "woman"), ("times", "2-evening"), ("times", "6-morning"), ("words", "Canarywish بعد السادسة")]

    private func household(_ desk: Browser) async throws -> String {
        try #require(try await desk.post("/households", [("given", "Hodan"), ("born", "1991"), ("gender", "woman"), ("language", "som")]).location)
    }

    private func count(_ browser: Browser, _ condition: SQL = "1 = 1") async throws -> Int {
        try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM needs WHERE \(condition)") }
    }

    private func need(_ browser: Browser) async throws -> String {
        try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM needs") as String? })
    }

    @Test(arguments: Engine.tested)
    func `a case worker opens a need, and the round knows its facts`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk)
            #expect(try await desk.get(home + "/needs/new").text.contains("Conversation partner"))
            #expect(try await desk.post(home + "/needs", form).location == home + "#needs")
            let organization = browser.town.organization
            let fact = try #require(try await browser.town.hub.archive.read { try $0.facts.read(organization) }.needs.first)
            #expect(fact.program == "mentoring" && fact.urgency == .urgent && fact.wish == .woman && fact.gender == .woman && fact.times.count == 2)
            #expect(fact.languages == ["som": .native] && !fact.hasChildren && fact.people == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a double click opens one need and shows no error`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk)
            async let first = desk.post(home + "/needs", form), second = desk.post(home + "/needs", form)
            #expect(try await [first.status, second.status] == [303, 303])
            #expect(try await desk.post(home + "/needs", form).status == 303)
            #expect(try await count(browser) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the database holds one open need of a program and household`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            let id = try await market.open("mentoring", for: market.household()), now = town.hub.now(), other: NeedID = town.hub.newID()
            await #expect(throws: StorageProblem.self) {
                try await town.hub.archive.write { db in
                    let need = try #require(try db.needs.needs("id = \(id)").first)
                    let twin = Need(id: other, organization: need.organization, household: need.household, person: need.person, program: need.program,
                                    urgency: .soon, genderWish: .any, openedOn: need.openedOn, closing: nil)
                    try db.needs.insert(twin, words: nil, times: [], isSpecialist: false, at: now)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `it is changed, closed for a reason, and opened again as it was`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk), organization = browser.town.organization
            _ = try await desk.post(home + "/needs", form)
            let id = try await need(browser)
            let page = try await desk.get("/needs/\(id)").text
            #expect(page.contains("Canarywish بعد السادسة") && page.contains("value=\"2-evening\"  checked"))
            #expect(try await desk.post("/needs/\(id)", [("version", "1"), ("urgency", "0"), ("wish", "any"), ("times", "1-morning")]).status == 303)
            #expect(try await desk.post("/needs/\(id)/closure", [("closing", "moved")]).location == home + "#needs")
            #expect(try await count(browser, "closing = 'moved'") == 1)
            #expect(try await browser.town.hub.archive.read { try $0.facts.read(organization).needs.count } == 0)
            #expect(try await desk.post("/needs/\(id)/closure", [("closing", "met")]).status == 409)
            #expect(try await desk.post("/needs/\(id)", [("urgency", "1")]).status == 409)
            #expect(try await desk.post("/needs/\(id)/reopening").status == 303)
            let fact = try #require(try await browser.town.hub.archive.read { try $0.facts.read(organization) }.needs.first)
            #expect(fact.urgency == .canWait && fact.times.map(\.weekday) == [1])
        }
    }

    @Test(arguments: Engine.tested)
    func `of two who change it at once the later one is told, and keeps what they wrote`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post(try await household(desk) + "/needs", form)
            let place = "/needs/\(try await need(browser))"
            #expect(try await desk.get(place).text.contains("name=\"version\" value=\"1\""))
            #expect(try await desk.post(place, [("version", "1"), ("urgency", "0"), ("wish", "any"), ("times", "1-morning"), ("words", "Canaryfirst")]).status == 303)
            let later = [("version", "1"), ("urgency", "2"), ("wish", "man"), ("times", "3-evening"), ("words", "Canarylater")]
            let answer = try await desk.post(place, later)
            #expect(answer.status == 409 && answer.text.contains("Somebody changed this need"))
            #expect(answer.text.contains(">Canarylater</textarea>") && answer.text.contains("Canaryfirst") && answer.text.contains("value=\"3-evening\"  checked"))
            #expect(try await count(browser, "urgency = 0 AND version = 2") == 1)
            #expect(answer.text.contains("name=\"version\" value=\"2\""))
            #expect(try await desk.post(place, later.map { $0.0 == "version" ? ("version", "2") : $0 }).status == 303)
            #expect(try await count(browser, "urgency = 2 AND version = 3") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is told keeps only what they changed themselves, and the rest as the other wrote it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post(try await household(desk) + "/needs", form)
            let place = "/needs/\(try await need(browser))", shown = try await desk.get(place).text.fields
            let words = try #require(shown["was_words"])
            #expect(words.hasPrefix("Canarywish"))
            let first = shown.merging(["words": "Canaryfirst", "urgency": "0", "wish": "woman", "times": "2-evening"]) { $1 }, second = shown.merging(["wish": "man", "words": words, "urgency": shown["was_urgency"] ?? ""]) { $1 }
            #expect(try await desk.post(place, first.sent).status == 303)
            let answer = try await desk.post(place, second.sent)
            #expect(answer.status == 409 && answer.text.contains(">Canaryfirst</textarea>") && answer.text.contains("name=\"wish\" value=\"man\"  checked"))
            let again = answer.text.fields.merging(["wish": "man", "words": "Canaryfirst", "urgency": "0"]) { $1 }
            #expect(try await desk.post(place, again.sent).status == 303)
            #expect(try await count(browser, "urgency = 0 AND gender_wish = 'man' AND version = 3") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `of two changes sent at the same moment one is saved`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post(try await household(desk) + "/needs", form)
            let place = "/needs/\(try await need(browser))"
            async let first = desk.post(place, [("version", "1"), ("words", "One")]), second = desk.post(place, [("version", "1"), ("words", "Two")])
            #expect(try await Set([first.status, second.status]) == [303, 409])
            #expect(try await count(browser, "version = 2") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `it is not opened again beside another of its kind`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk)
            _ = try await desk.post(home + "/needs", form)
            let id = try await need(browser)
            _ = try await desk.post("/needs/\(id)/closure", [("closing", "met")])
            _ = try await desk.post(home + "/needs", form)
            #expect(try await desk.post("/needs/\(id)/reopening").status == 409)
            #expect(try await count(browser, "closing IS NULL") == 1)
        }
    }

    @Test func `without a choice the form comes back with what was written`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk)
            let answer = try await desk.post(home + "/needs", [("words", "Canarywish"), ("program", "yodeling")])
            #expect(answer.status == 422 && answer.text.contains("Choose what they need.") && answer.text.contains("Canarywish"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a colleague is refused, another organization finds nothing`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk)
            _ = try await desk.post(home + "/needs", form)
            let id = try await need(browser)
            try await browser.town.addCaseWorker("colleague@port-selby.example")
            let colleague = try await browser.signedIn("colleague@port-selby.example"), stranger = try await browser.as(.caseWorker, of: browser.town.otherOrganization)
            for (visitor, status) in [(colleague, 403), (stranger, 404)] {
                #expect(try await visitor.get(home + "/needs/new").status == status)
                #expect(try await visitor.get("/needs/\(id)").status == status)
                for path in ["/needs/\(id)", "/needs/\(id)/closure", "/needs/\(id)/reopening", home + "/needs"] {
                    #expect(try await visitor.post(path, form).status == status, "\(path)")
                }
            }
            #expect(try await count(browser, "closing IS NULL") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `its words are sealed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            _ = try await desk.post(try await household(desk) + "/needs", form)
            let words = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT words FROM needs") as [UInt8]? })
            #expect(!words.isEmpty && !String(decoding: words, as: UTF8.self).contains("Canary"))
        }
    }

    @Test func `a specialists' need shows the directory and waits for no round`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk)
            #expect(try await desk.get(home + "/needs/new").text.contains("/services?q=legal%20advice"))
            _ = try await desk.post(home + "/needs", [("program", "legal")])
            let organization = browser.town.organization
            #expect(try await browser.town.hub.archive.read { try $0.facts.read(organization).needs.count } == 0)
            #expect(try await part(home, browser, in: "en")?.contains("No volunteer is looked for.") == true)
        }
    }

    @Test func `the household's page is offered the needs, in the care of the reader alone`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk)
            _ = try await desk.post(home + "/needs", form)
            let text = try #require(try await part(home, browser, in: "en"))
            #expect(text.contains("Mentoring") && text.contains("We are looking for someone who fits.") && text.contains("Canarywish") && text.contains("Close this need"))
            try await browser.town.addCaseWorker("colleague@port-selby.example")
            #expect(try await part(home, browser, in: "en", as: "colleague") == nil)
        }
    }

    @Test func `the newcomer reads where it stands, and nothing that staff wrote`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let market = try await Market(town), household = try await market.household()
            try await market.open("mentoring", for: household)
            let hub = town.hub, organization = town.organization
            let head = try #require(try await hub.archive.read { try $0.persons.members(of: [household]) }.first).id
            let actor = Actor(user: hub.newID(), person: head, organization: organization, roles: [.newcomer])
            let parts = try await hub.archive.read(by: actor, for: .ownFile) { db, access in try hub.parts(on: .own, of: head.text, db, &access) }
            let html = parts.map { $0.html(hub.catalogs.speech(in: .english), FormToken("t")).text }.joined()
            #expect(html.contains("Mentoring") && html.contains("We are looking for someone who fits you.") && !html.contains("Canary"))
            let other = Actor(user: hub.newID(), person: hub.newID(), organization: organization, roles: [.newcomer])
            let foreign = try await hub.archive.read(by: other, for: .ownFile) { db, access in try hub.parts(on: .own, of: head.text, db, &access) }
            #expect(!foreign.contains { $0 is OwnNeedsPart })
        }
    }

    @Test(arguments: Engine.tested)
    func `one of the household does not read on their own page what another asked for, but for the home of all`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town), household = try await market.household(children: [nil])
            for program in ["mentoring", "counseling", "hosting"] { try await market.open(program, for: household) }
            let hub = town.hub, organization = town.organization, members = try await hub.archive.read { try $0.persons.members(of: [household]) }
            func read(_ isHead: Bool) async throws -> String {
                let person = try #require(members.first { $0.isHead == isHead }).id
                let actor = Actor(user: hub.newID(), person: person, organization: organization, roles: [.newcomer])
                let parts = try await hub.archive.read(by: actor, for: .ownFile) { db, access in try hub.parts(on: .own, of: person.text, db, &access) }
                return parts.compactMap { $0 as? OwnNeedsPart }.map { $0.html(hub.catalogs.speech(in: .english), FormToken("t")).text }.joined()
            }
            let own = try await read(true), other = try await read(false)
            for told in ["Mentoring", "Counseling", "A room with a host"] { #expect(own.contains(told), "\(told)") }
            #expect(other.contains("A room with a host") && !other.contains("Mentoring") && !other.contains("Counseling"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a child who comes later asks for the higher clearance`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), home = try await household(desk), organization = browser.town.organization
            _ = try await desk.post(home + "/needs", form)
            _ = try await desk.post(home + "/members", [("given", "Ayaan"), ("born", "2020")])
            let fact = try #require(try await browser.town.hub.archive.read { try $0.facts.read(organization) }.needs.first)
            #expect(fact.hasChildren && fact.people == 2)
        }
    }

    /// What the household's page is offered, by whoever reads it.
    private func part(_ home: String, _ browser: Browser, in tag: String, as who: String = "caseworker") async throws -> String? {
        let hub = browser.town.hub, organization = browser.town.organization, id = String(home.dropFirst("/households/".count))
        let index = hub.keyring.blindIndex("\(who)@port-selby.example", column: "users.email")
        let (user, person) = try await hub.archive.read { db in
            let row = try db.row("SELECT id, person_id FROM users WHERE email_index = \(index)").orNotFound()
            return (try row.get("id") as UserID, try row.get("person_id") as PersonID)
        }
        let actor = Actor(user: user, person: person, organization: organization, roles: [.caseWorker])
        let parts = try await hub.archive.read(by: actor, for: .casework) { db, access in try hub.parts(on: .household, of: id, db, &access) }
        return parts.first { $0 is NeedsPart }?.html(hub.catalogs.speech(in: .english), FormToken("t")).text
    }
}
