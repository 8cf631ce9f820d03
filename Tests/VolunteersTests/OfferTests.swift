import House
import Identity
import Storage
import Testing
import TestSupport
import Vault
import Web
@testable import Volunteers

@Suite struct OfferTests {
    @Test(arguments: Engine.tested)
    func `an offer goes from the first question to its standing`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            var place = "/volunteer/question/name"
            for (question, fields) in Applicant.answers {
                #expect(place == "/volunteer/question/\(question.rawValue)")
                place = try await applicant.post(place, fields + [("go", "on")]).location ?? ""
            }
            #expect(place == "/volunteer/check")
            let check = try await applicant.get(place)
            #expect(check.text.contains("Zebulon Quillfeather") && check.text.contains("Gottscheerish") && check.text.contains("Ottoline Marsh"))
            #expect(try await applicant.post(place).location == "/volunteer/standing")
            let standing = try await applicant.get("/volunteer/standing")
            #expect(standing.status == 200 && standing.text.contains("We are waiting for one person who knows you."))
        }
    }

    @Test(arguments: Engine.tested)
    func `changing the language in the middle of a page keeps what was typed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            let answer = try await applicant.post("/volunteer/question/contact", [("email", "half@"), ("lang", "fr")])
            #expect(answer.location == "/volunteer/question/contact?lang=fr")
            let page = try await applicant.get("/volunteer/question/contact?lang=fr")
            #expect(page.text.contains("lang=\"fr\"") && page.text.contains("value=\"half@\""))
        }
    }

    @Test func `what is not right yet is kept, and said in a sentence`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            let answer = try await applicant.post("/volunteer/question/contact", [("email", "nowhere"), ("go", "on")])
            #expect(answer.status == 422 && answer.text.contains("value=\"nowhere\"") && answer.text.contains("Write the e-mail address"))
            #expect(try await applicant.get("/volunteer/question/contact").text.contains("value=\"nowhere\""))
        }
    }

    @Test func `going back keeps the answers of both pages`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            try await applicant.post("/volunteer/question/name", [("given_name", "Zebulon"), ("go", "on")])
            let back = try await applicant.post("/volunteer/question/contact", [("phone", "01632 960555"), ("go", "back")])
            #expect(back.location == "/volunteer/question/name")
            #expect(try await applicant.get("/volunteer/question/name").text.contains("value=\"Zebulon\""))
            #expect(try await applicant.get("/volunteer/question/contact").text.contains("value=\"01632 960555\""))
        }
    }

    @Test func `nothing is sent while a question that matters is open`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            #expect(try await applicant.get("/volunteer/check").location == "/volunteer/question/name")
            #expect(try await applicant.post("/volunteer/check").status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `the code takes the answers to another browser, once`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var phone = Applicant(browser: browser), library = Applicant(browser: browser), thief = Applicant(browser: browser)
            try await phone.begin()
            try await phone.post("/volunteer/question/name", [("given_name", "Zebulon"), ("go", "on")])
            let code = try #require(phone.browser.cookies["offer"]?.split(separator: ".").last.map(String.init))
            #expect(try await phone.get("/volunteer/question/contact").text.contains(DraftTicket.spaced(code)))
            #expect(try await library.post("/volunteer/resume", [("code", DraftTicket.spaced(code))]).location == "/volunteer/check")
            #expect(try await library.get("/volunteer/question/name").text.contains("value=\"Zebulon\""))
            #expect(try await thief.post("/volunteer/resume", [("code", code)]).status == 422)
            #expect(try await phone.get("/volunteer/question/name").location == "/volunteer")
        }
    }

    @Test(arguments: Engine.tested)
    func `an offer is sent once, however often the button is pressed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            _ = try await applicant.offer()
            try await applicant.post("/volunteer/check")
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM applications") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `two windows that answer at once keep both answers`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            let window = applicant.browser
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (question, fields) in Applicant.answers { group.addTask { _ = try await window.post("/volunteer/question/\(question.rawValue)", fields) } }
                try await group.waitForAll()
            }
            let check = try await window.get("/volunteer/check").text
            for words in ["Zebulon", "zebulon@quill.example", "Gottscheerish", "Harbor steps", "1980", "Ottoline Marsh"] { #expect(check.contains(words), "\(words)") }
        }
    }

    @Test(arguments: Engine.tested)
    func `what was sent takes no more answers`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            let hub = browser.town.hub, offers = Offers(hub: hub, catalog: try RoleCatalog(hub.resources))
            let draft = try #require(try await offers.find(applicant.browser.cookies["offer"].flatMap(DraftTicket.init(cookie:))))
            try await applicant.answerAll()
            try await applicant.post("/volunteer/check")
            await #expect { try await offers.take(Fields([("given_name", "Late")]), to: .name, in: draft) } throws: { error in
                if case VolunteerProblem.alreadySent = error { true } else { false }
            }
        }
    }

    @Test func `after sending, the browser forgets the offer with its window`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let begun = try await applicant.post("/volunteer")
            try await applicant.answerAll()
            let sent = try await applicant.post("/volunteer/check")
            func lasts(_ answer: Answer) -> Bool? { answer.headers[values: .setCookie].first { $0.hasPrefix("offer=") }?.contains("Max-Age") }
            #expect(lasts(begun) == true && lasts(sent) == false)
        }
    }

    @Test func `over plain HTTP from elsewhere nobody is asked for anything`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var plain = browser.served(as: .plain(host: "hub.example", port: 80))
            plain.host = "hub.example:80"
            #expect(try await plain.get("/volunteer").status == 200)
            for path in ["/volunteer/question/name", "/volunteer/check", "/volunteer/resume", "/volunteer/standing", "/reference/x"] {
                #expect(try await plain.get(path).status == 403, "\(path)")
            }
            for path in ["/volunteer", "/volunteer/question/name", "/volunteer/check", "/volunteer/resume", "/volunteer/discard",
                         "/volunteer/withdrawal", "/volunteer/absences", "/reference/x"] {
                #expect(try await plain.post(path).status == 403, "\(path)")
            }
        }
    }

    @Test func `sixty begin at once, and then one every two seconds`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            for _ in 1...60 { #expect(try await browser.post("/volunteer").status == 303) }
            let refused = try await browser.post("/volunteer")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "2")
            browser.town.clock.advance(by: 2)
            #expect(try await browser.post("/volunteer").status == 303)
            #expect(try await browser.post("/volunteer").status == 429)
        }
    }

    @Test func `throwing a draft away destroys its key`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            let person = try await browser.town.hub.archive.read { try $0.value("SELECT person_id FROM volunteer_drafts") as PersonID? }
            try await applicant.post("/volunteer/discard")
            #expect(throws: (any Error).self) {
                _ = try browser.town.hub.keyring.seal("x", as: DraftAnswers.self, row: "r", of: try #require(person))
            }
        }
    }

    @Test func `a draft left alone for sixty days goes in the night, and its key with it`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            try await applicant.begin()
            let hub = browser.town.hub, person = try await hub.archive.read { try $0.value("SELECT person_id FROM volunteer_drafts") as PersonID? }.orNotFound()
            for (days, left) in [(59, 1), (1, 0)] {
                browser.town.clock.advance(by: Double(days) * 86_400)
                try await hub.haveHadLastNight()
                for name in ["retention.run", "erasures.keys"] { for job in hub.features.flatMap(\.jobs) where job.name == name { try await job.run(hub) } }
                #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM volunteer_drafts") } == left)
                #expect(hub.keyring.isErased(person) == (left == 0))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `taking the offer back ends it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            _ = try await applicant.offer()
            try await applicant.post("/volunteer/withdrawal")
            #expect(try await applicant.get("/volunteer/standing").text.contains("You have taken your offer back."))
            #expect(try await applicant.post("/volunteer/withdrawal").status == 409)
        }
    }

    @Test func `nothing typed stands in clear in the database`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var sent = Applicant(browser: browser), writing = Applicant(browser: browser)
            _ = try await sent.offer()
            try await writing.begin()
            try await writing.answerAll()
            let everything = try await browser.town.hub.archive.read { db in
                try ["persons", "contact_ways", "applications", "volunteer_drafts", "referees", "audit_pending", "opened_reads", "access_records"].map { table in
                    try db.rows("SELECT * FROM \(SQL(identifier: table))").map { "\(Mirror(reflecting: $0).children.map(\.value))" }.joined()
                }.joined()
            }
            #expect(everything.contains("application.sent"))
            for typed in Applicant.answers.flatMap(\.1).map(\.1) where typed.count > 8 && !typed.contains("-") && typed != "conversation" {
                let bytes = Array(typed.utf8).map(String.init).joined(separator: ", ")
                #expect(!everything.contains(typed) && !everything.contains(bytes), "\(typed)")
            }
        }
    }
}
