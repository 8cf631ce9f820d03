import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import People
import Storage
import Testing
import TestSupport
@testable import Trust
import Vault

/// Someone in the case worker's care who was asked nothing yet.
private struct Asked: Sendable {
    let browser: Browser, desk: Browser
    let person: PersonID
    let household: String

    func say(_ decision: String, _ how: String = "spoken", to notice: String = "reminders") async throws -> Int {
        browser.town.clock.advance(by: 60)
        return try await desk.post("/persons/\(person.text)/consents/\(notice)", [("decision", decision), ("how", how)]).status
    }

    func events() async throws -> [ConsentEvent] { try await browser.town.hub.archive.read { try $0.consents.all(of: person) } }

    func run(_ job: String) async throws {
        for one in browser.town.hub.features.flatMap(\.jobs) where one.name == job { try await one.run(browser.town.hub) }
    }
}

private func withAsked(on engine: Engine, _ work: (Asked) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        let desk = try await browser.as(.caseWorker)
        let place = try #require(try await desk.post("/households", [("given", "Hodan"), ("phone", "07700 900200")]).location)
        let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
        try await work(Asked(browser: browser, desk: desk, person: person, household: place))
    }
}

@Suite struct ConsentTests {
    @Test(arguments: Engine.tested)
    func `the ledger keeps to whom it goes, what it is about, and who explained it`(_ engine: Engine) async throws {
        try await withAsked(on: engine) { (asked) async throws in
            #expect(try await asked.say("given", to: "share_with_match") == 303)
            let event = try #require(try await asked.events().first)
            #expect(event.recipient == "helper" && event.kinds == [.identity, .contact] && event.manner == .spoken && event.explainedBy != nil)
            #expect(event.notice.version == 1 && event.notice.language == "en" && event.notice.textHash.count == 32)
            // Twelve months, to the day or so.
            #expect(try abs(#require(event.expiresAt).timeIntervalSince(event.at) / 86_400 - 365.25) < 1)
        }
    }

    @Test(arguments: ["spoken", "interpreted:professional", "interpreted:phone", "interpreted:volunteer", "interpreted:colleague", "interpreted:family"])
    func `how it was answered is kept as it was chosen`(_ how: String) async throws {
        try await withAsked(on: .sqlite) { (asked) async throws in
            _ = try await asked.say("given", how)
            #expect(try await asked.events().first?.manner.code == how)
        }
    }

    @Test(arguments: Engine.tested)
    func `a yes said again is a yes once more, and what was never given can't be taken back`(_ engine: Engine) async throws {
        try await withAsked(on: engine) { (asked) async throws in
            for decision in ["withdrawn", "given", "given", "refused", "refused", "withdrawn", "given", "invalidated", "invalidated"] { _ = try await asked.say(decision) }
            #expect(try await asked.events().map(\.decision) == [.given, .reconfirmed, .withdrawn, .refused, .given, .invalidated])
        }
    }

    @Test(arguments: ["requested", "expired", "reconfirmed", "nonsense"])
    func `nobody says what the program alone writes down`(_ decision: String) async throws {
        try await withAsked(on: .sqlite) { (asked) async throws in
            _ = try await asked.say(decision)
            #expect(try await asked.events().isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a month before a yes ends, someone is asked once whether it goes on; then it ends by itself`(_ engine: Engine) async throws {
        try await withAsked(on: engine) { (asked) async throws in
            _ = try await asked.say("given")
            for days in [300.0, 40, 1] {
                asked.browser.town.clock.advance(by: days * 86_400)
                try await asked.run("consents.watch")
            }
            #expect(try await asked.events().map(\.decision) == [.given, .requested])
            let letters = try await asked.browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'consent.ends'") }
            #expect(letters == 1)
            // Being asked changes nothing of what holds.
            let now = asked.browser.town.hub.now(), standing = try await asked.browser.town.hub.archive.read { try $0.consents.latest(of: [asked.person]) }
            #expect(standing[asked.person]?["reminders"]?.permits(at: now) == true)
            asked.browser.town.clock.advance(by: 30 * 86_400)
            for _ in 1...2 { try await asked.run("consents.watch") }
            #expect(try await asked.events().map(\.decision) == [.given, .requested, .expired])
        }
    }

    @Test(arguments: Engine.tested)
    func `answers of an older data folder stand in the new ledger as they were`(_ engine: Engine) async throws {
        let all = TrustMigrations.all, before = all.prefix { $0.id != "trust-003-consents" }
        try await withDatabase(on: engine, migrations: Array(before)) { database in
            let person: PersonID = ID(high: 1, low: 2)
            try await database.write { db in
                for (id, purpose, channel) in [("a", "share_with_match", "interpreted"), ("b", "reminders", "own_page"), ("c", "surveys", "guardian")] {
                    try db.execute("""
                        INSERT INTO consent_events (id, person_id, purpose, decision, channel, notice_version, notice_language, notice_hash, at, expires_at, actor)
                        VALUES (\(id), \(person), \(purpose), 'given', \(channel), 1, 'ar', \([UInt8](repeating: 7, count: 32)), \(Date.testNoon), NULL, 'worker')
                        """)
                }
            }
            try await Migrator(all).run(on: database)
            let events = try await database.read { try $0.consents.all(of: person) }
            #expect(events.map(\.id) == ["a", "b", "c"] && events.allSatisfy { $0.permits(at: .testNoon) && $0.notice.language == "ar" })
            #expect(events.map(\.manner) == [.interpreted(by: .unknown), .own, .guardian(.unknown, assent: .yes)])
            #expect(events[0].kinds == [.identity, .contact] && events[0].recipient == "helper" && events[0].explainedBy == "worker" && events[1].explainedBy == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `the pages say that neither help nor the work rests on it`(_ engine: Engine) async throws {
        try await withAsked(on: engine) { (asked) async throws in
            let page = try await asked.desk.get(asked.household).text
            #expect(page.contains("Help does not depend on this") && page.contains("never on these answers"))
        }
    }
}

@Suite struct ReceiptTests {
    @Test(arguments: Engine.tested)
    func `the receipt has the fields of TS 27560 and nothing of any case`(_ engine: Engine) async throws {
        try await withAsked(on: engine) { (asked) async throws in
            _ = try await asked.say("given", "interpreted:phone", to: "share_with_match")
            let (event, file) = try await receipt(asked)
            let json = try #require(try JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any]), receipt = try #require(json["receipt"] as? [String: Any])
            #expect(Set(receipt.keys) == ["schema_version", "record_id", "receipt_id", "pii_principal_id", "processing", "party_identification", "event"])
            let processing = try #require(receipt["processing"] as? [String: Any])
            #expect(Set(processing.keys).isSuperset(of: [
                "privacy_notice", "language", "purpose", "lawful_basis", "pii_information", "pii_controllers", "storage_locations", "retention_period", "jurisdiction",
                "recipients", "withdrawal_method", "rights", "authority", "processing_method", "necessity"]))
            let said = try #require(receipt["event"] as? [String: Any])
            #expect(Set(said.keys) == ["event_time", "valid_until", "validity_duration", "entity_id", "event_type", "event_state", "how_given", "interpreter"])
            #expect(said["event_state"] as? String == "given" && said["validity_duration"] as? String == "P365D" && said["interpreter"] as? String == "phone")
            #expect(!file.contains("Hodan") && !file.contains("900200") && !file.contains(asked.person.text) && receipt["record_id"] as? String == event.id)
        }
    }

    @Test(arguments: Engine.tested)
    func `two receipts don't tell that they are one person's, and one is the same whenever it is made`(_ engine: Engine) async throws {
        try await withAsked(on: engine) { (asked) async throws in
            _ = try await asked.say("given")
            let first = try await receipt(asked).file, again = try await receipt(asked).file
            _ = try await asked.say("withdrawn")
            let second = try await receipt(asked).file
            func principal(_ file: String) throws -> String {
                let json = try JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any]
                return try #require((json?["receipt"] as? [String: Any])?["pii_principal_id"] as? String)
            }
            #expect(try principal(first) != principal(second) && principal(first) == principal(again))
            // The signature is made anew each time and may differ; what is signed does not.
            #expect(first.split(separator: ",\"signature\"")[0] == again.split(separator: ",\"signature\"")[0])
        }
    }

    @Test func `OpenSSL finds the signature of a receipt good, and of no other text`() async throws {
        guard Tools.are(["openssl", "bash", "sed", "base64"]) else { return }
        try await withAsked(on: .sqlite) { (asked) async throws in
            _ = try await asked.say("given", to: "share_with_match")
            let file = try await receipt(asked).file, recipe = try Recipe.named("receipt", in: "consent.md")
            let key = try await asked.browser.get("/receipts/key").text
            #expect(try Tools.run(recipe, with: ["receipt.json": file, "key.pem": key]).said.contains("Signature Verified Successfully"))
            #expect(try Tools.run(recipe, with: ["receipt.json": file.replacing("\"given\"", with: "\"refused\""), "key.pem": key]).status != 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `it is printed at the desk with its code, for those in one's care alone`(_ engine: Engine) async throws {
        try await withAsked(on: engine) { (asked) async throws in
            _ = try await asked.say("given")
            let event = try #require(try await asked.events().first), path = "/persons/\(asked.person.text)/receipts/\(event.id)"
            let page = try await asked.desk.get(path)
            #expect(page.status == 200 && page.text.contains("class=\"qr\"") && page.text.contains("receipt-\(event.id)"))
            try await asked.browser.town.addCaseWorker("colleague@port-selby.example")
            #expect(try await asked.browser.signedIn("colleague@port-selby.example").get(path).status == 403)
            #expect(try await asked.browser.as(.newcomer).get("/my/receipts/\(event.id)").status == 404)
        }
    }

    private func receipt(_ asked: Asked) async throws -> (event: ConsentEvent, file: String) {
        let hub = asked.browser.town.hub, receipts = Receipts(hub: hub, notices: try Notices(hub.resources)), event = try #require(try await asked.events().last)
        let (_, receipt) = try #require(try await hub.archive.read { try receipts.find(event.id, of: asked.person, $0) })
        return (event, try receipt.signed(by: try await receipts.key()).file)
    }
}
