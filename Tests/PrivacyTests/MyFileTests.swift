import Accounts
import Assembly
@testable import Engagements
import Foundation
import House
import Identity
@testable import People
@testable import Privacy
import Storage
import Testing
import TestSupport
@testable import Trust

@Suite struct MyFileTests {
    /// The newcomer of the cast as a member of a household in the case worker's care.
    private func withNewcomer(on engine: Engine, _ work: (Browser, PersonID, HouseholdID) async throws -> Void) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, organization = browser.town.organization
            let newcomer = try await account(.newcomer, browser), worker = try await account(.caseWorker, browser)
            let household: HouseholdID = hub.newID()
            let languages = [try #require(SpokenLanguage(code: "arb", level: .native, reads: .yes))]
            let contacts = [ContactDetails(kind: .phone, value: "07700 900987", words: "Canaryevenings", isSafe: true)]
            let person = try SealedPerson(
                PersonDetails(givenName: "Canarygiven", familyName: "Canaryfamily", birth: Birth("1990-05-31"), gender: .woman), id: newcomer.person,
                organization: organization, household: household, isHead: true, languages: languages, contacts: contacts, with: hub)
            let now = hub.now()
            try await hub.archive.write { (db) throws in
                try db.households.insert(Household(
                    id: household, organization: organization, district: "North side", arrivedOn: Day("2026-05-01"), ground: .publicTask,
                    worker: worker.user, updatedAt: now), at: now)
                try db.persons.insert(person, at: now)
            }
            try await work(browser, newcomer.person, household)
        }
    }

    private func account(_ member: Cast, _ browser: Browser) async throws -> (user: UserID, person: PersonID) {
        let row = try await browser.town.hub.archive.read { db in
            try db.row("""
                SELECT u.id, u.person_id FROM users u JOIN memberships m ON m.user_id = u.id
                WHERE m.organization_id = \(browser.town.organization) AND m.role = \(member.role.rawValue)
                """)
        }
        return (try row.orNotFound().get("id"), try row.orNotFound().get("person_id"))
    }

    @Test(arguments: Engine.tested)
    func `someone reads all that is held about them`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, _, _) async throws in
            let page = try await browser.as(.newcomer).get("/my/file")
            for held in ["Canarygiven", "Canaryfamily", "Thursday, 31 May 1990", "Woman or girl", "Arabic", "First language", "07700 900987", "Canaryevenings", "safe to use", "North side", "The town&#39;s public task"] {
                #expect(page.text.contains(held), "\(held)")
            }
            #expect(page.headers[.cacheControl] == "no-store" && page.text.contains("Nobody but you has opened it"))
            #expect(try await !browser.as(.volunteer).get("/my/file").text.contains("Canarygiven"))
            #expect(try await browser.get("/my/file").location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `each section says why it is kept, how long, where it came from and who sees it, on the page and in the copy`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, person, _) async throws in
            let newcomer = try await browser.as(.newcomer), page = try await newcomer.get("/my/file").text
            let copy = try await newcomer.get("/my/file/copy").text
            let held = try #require(try JSONSerialization.jsonObject(with: Data(copy.utf8)) as? [String: Any])["held"] as? [[String: Any]] ?? []
            #expect(!held.isEmpty && page.ranges(of: "Why it is kept, how long, and who sees it").count == held.count)
            for section in held {
                for key in ["why", "kept", "from", "seen_by"] { #expect((section[key] as? [String])?.isEmpty == false, "\(section["key"] ?? "") \(key)") }
            }
            let known = try #require(held.first { $0["key"] as? String == "Who you are" })
            #expect(known["kept"] as? [String] == ["2 years after the last work together ended. Then we decide whether it is erased."])
            #expect(known["from"] as? [String] == ["from you"] && (known["seen_by"] as? [String])?.contains("case worker") == true)
            #expect(page.ranges(of: "or to the data protection authority of your country").count == 1)
            try await browser.town.hub.archive.write { _ = try $0.execute("UPDATE persons SET source_key = 'k' WHERE id = \(person)") }
            #expect(try await newcomer.get("/my/file").text.contains("from a list that was kept before"))
        }
    }

    @Test(arguments: Engine.tested)
    func `who may read names and ways of contact is told by role only where the role reads them`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, _, _) async throws in
            let copy = try await browser.as(.newcomer).get("/my/file/copy").text
            let held = try #require(try JSONSerialization.jsonObject(with: Data(copy.utf8)) as? [String: Any])["held"] as? [[String: Any]] ?? []
            let readers = try #require(held.first { $0["key"] as? String == "Who you are" }?["seen_by"] as? [String])
            #expect(readers.contains("case worker") && readers.contains("volunteer coordinator"))
            #expect(!readers.contains("data protection officer") && !readers.contains("administrator"))
            #expect(readers.contains("the one who leads on concerns, if you raised one") && readers.contains("whoever is named to read sealed notes about you, if there are any"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a concern is seen by the one who leads on concerns, and the file says so of no role`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, _, _) async throws in
            let newcomer = try await browser.as(.newcomer)
            #expect(try await newcomer.post("/concerns", [("words", "Canaryworry")]).status == 303)
            let copy = try await newcomer.get("/my/file/copy").text
            let held = try #require(try JSONSerialization.jsonObject(with: Data(copy.utf8)) as? [String: Any])["held"] as? [[String: Any]] ?? []
            let told = try #require(held.first { $0["key"] as? String == "What you told us" })
            #expect(told["seen_by"] as? [String] == ["only the one who leads on concerns"])
            #expect(try await newcomer.get("/my/file").text.contains("only the one who leads on concerns"))
        }
    }

    @Test(arguments: Engine.tested)
    func `who opened it, what and why, stands there in a sentence with the worker's name`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, _, household) async throws in
            let worker = try await browser.as(.caseWorker)
            for _ in 1...3 { #expect(try await worker.get("/households/\(household.text)").status == 200) }
            let page = try await browser.as(.newcomer).get("/my/file").text
            #expect(page.contains("opened <bdi>") && page.contains("to work with your household") && !page.contains("Nobody but you"))
            // Three times on one day is one line.
            #expect(page.ranges(of: "<bdi>to work with your household</bdi>").count == 1)
        }
    }

    // ASVS 1.2.3 5.4.1
    @Test(arguments: Engine.tested)
    func `the copy is JSON with the same, as a file to keep`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, _, household) async throws in
            _ = try await browser.as(.caseWorker).post("/households/\(household.text)/consents", [])
            let answer = try await browser.as(.newcomer).get("/my/file/copy")
            #expect(answer.headers[.contentDisposition] == "attachment; filename=my-file.json" && answer.headers[.cacheControl] == "no-store")
            let copy = try #require(try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
            let held = try #require(copy["held"] as? [[String: Any]]), values = held.flatMap { ($0["lines"] as? [[String: String]] ?? []).compactMap { $0["value"] } }
            #expect(values.contains("Canarygiven") && values.contains("07700 900987") && copy["language"] as? String == "en")
        }
    }

    @Test(arguments: Engine.tested, ["en", "ar"])
    func `the page to take along says the same without the hub: no script, no link into it, nothing loaded`(_ engine: Engine, _ language: String) async throws {
        try await withNewcomer(on: engine) { (browser, _, household) async throws in
            _ = try await browser.as(.caseWorker).get("/households/\(household.text)")
            let newcomer = try await browser.as(.newcomer), answer = try await newcomer.get("/my/file/page?lang=\(language)"), text = answer.text
            #expect(answer.headers[.contentDisposition] == "attachment; filename=my-file.html" && answer.headers[.cacheControl] == "no-store")
            #expect(text.hasPrefix("<!doctype html>") && text.contains("lang=\"\(language)\"") && text.contains(language == "ar" ? "dir=\"rtl\"" : "dir=\"ltr\""))
            // Every value of the copy stands in it as well, and who opened it.
            let json = try await newcomer.get("/my/file/copy?lang=\(language)").text
            let copy = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let lines = try #require(copy["held"] as? [[String: Any]]).flatMap { $0["lines"] as? [[String: String]] ?? [] }
            // Days, which the copy has as 1990-05-31, stand in words; names stand apart from what is around them.
            let words = text.replacing(/<[^>]*>/, with: ""), values = lines.compactMap { $0["value"]?.replacing(/[\u{2066}-\u{2069}]/, with: "").replacing("'", with: "&#39;") }
            for value in values where Day(value) == nil { #expect(words.replacing(/[\u{2066}-\u{2069}]/, with: "").contains(value), "\(value)") }
            #expect(language != "en" || words.contains("Thursday, 31 May 1990"))
            #expect(lines.count > 10 && text.contains("Grace Okafor"))
            for word in ["<script", "src=", "href=\"/", "http://", "https://", "<form", "<svg", "url("] { #expect(!text.contains(word), "\(word)") }
            #expect(try await !browser.as(.volunteer).get("/my/file/page").text.contains("Canarygiven"))
            #expect(try await browser.get("/my/file/page").location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `what was agreed to is taken back in one step, and agreed to again`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, person, household) async throws in
            let worker = try await browser.as(.caseWorker), newcomer = try await browser.as(.newcomer)
            #expect(try await newcomer.post("/my/consents", [("notice", "reminders"), ("decision", "withdrawn")]).status == 404)
            #expect(try await worker.post("/persons/\(person.text)/consents/reminders", [("decision", "given"), ("how", "spoken")]).status == 303)
            #expect(try await newcomer.get("/my/file").text.contains("You said yes."))
            browser.town.clock.advance(by: 60)
            for _ in 1...2 { #expect(try await newcomer.post("/my/consents", [("notice", "reminders"), ("decision", "withdrawn")]).location == "/my/file#consents") }
            #expect(try await newcomer.get("/my/file").text.contains("You took it back."))
            browser.town.clock.advance(by: 60)
            _ = try await newcomer.post("/my/consents", [("notice", "reminders"), ("decision", "given")])
            let events = try await browser.town.hub.archive.read { try $0.consents.all(of: person) }
            #expect(events.map(\.decision) == [.given, .withdrawn, .given] && events.map(\.channel) == [.spoken, .own, .own])
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever opens a file again and again hides nobody else who opened it, on the page and in the copy`(_ engine: Engine) async throws {
        try await withNewcomer(on: engine) { (browser, person, household) async throws in
            let hub = browser.town.hub, organization = browser.town.organization
            try await browser.town.addCaseWorker("colleague@port-selby.example")
            let staff = try await hub.archive.read { try $0.staff.holding([.caseWorker], in: organization) }
            func read(_ member: StaffMember, _ count: Int) async throws {
                let actor = Actor(user: member.user, person: member.person, organization: organization, roles: [.caseWorker]), keyring = hub.keyring, now = hub.now()
                let reads = (0..<count).map { _ in OpenedRead(opened: [person: [.identity]], actor: actor, purpose: .casework, at: now) }
                try await hub.archive.database.write { try AccessRecordStore(db: $0, keyring: keyring).record(reads) }
            }
            try await read(try #require(staff.last), 1)
            browser.town.clock.advance(by: 60)
            try await read(staff[0], 600)
            let newcomer = try await browser.as(.newcomer)
            for path in ["/my/file", "/my/file/copy"] {
                let text = try await newcomer.get(path).text
                #expect(text.contains("Lena Colleague") && !text.contains("There are older ones"), "\(path)")
            }
        }
    }

    @Test func `reads of one day for one reason are one line`() throws {
        func record(_ hour: Double, _ actor: String, _ purpose: Purpose, _ kinds: [FieldClass]) -> AccessRecord {
            AccessRecord(at: .testNoon + hour * 3600, actor: actor, person: "p", organization: ID(high: 0, low: 1), purpose: purpose, kinds: kinds)
        }
        let records = [record(2, "a", .casework, [.identity]), record(1, "a", .casework, [.contact]), record(0, "a", .matching, [.birth]), record(-30, "a", .casework, [.identity])]
        var taken = Opened.Lines(in: .gmt)
        for record in records.reversed() { taken.add(record) }
        let lines = taken.named { .named($0) }
        #expect(lines.map(\.kinds) == [[.identity, .contact], [.birth], [.identity]] && lines.map(\.purpose) == [.casework, .matching, .casework])
    }
}
