import Identity
import Storage
import Testing
import TestSupport
import Trust

@Suite struct AppendOnlyTests {
    // ASVS 16.4.2
    @Test(arguments: Engine.tested, ["audit_pending", "opened_reads", "access_records"])
    func `a line of the log can be neither changed nor dropped`(_ engine: Engine, _ table: String) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.administrator).get("/users")
            try await browser.town.hub.bindReads()
            _ = try await browser.as(.administrator).get("/users")
            let name = SQL(identifier: table), database = browser.town.hub.archive.database
            #expect(try await database.read { try $0.count("SELECT count(*) FROM \(name)") } > 0)
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("UPDATE \(name) SET actor = 'x'") } }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("DELETE FROM \(name)") } }
        }
    }

    @Test(arguments: Engine.tested)
    func `an answer in the ledger of consents can be neither changed nor dropped`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let person: PersonID = town.hub.newID(), database = town.hub.archive.database
            let event = ConsentEvent(
                purpose: "reminders", recipient: "hub", kinds: [.contact], decision: .given, manner: .own,
                notice: NoticeRead(version: 1, language: "en", text: "x"), at: .testNoon, expiresAt: nil)
            try await database.write { try $0.consents.append(event, of: person, by: "a") }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("UPDATE consent_ledger SET decision = 'refused'") } }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("DELETE FROM consent_ledger") } }
        }
    }

    @Test(arguments: Engine.tested)
    func `what someone agreed to is dropped while they are erased, and by nobody else`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let hub = town.hub, people: [PersonID] = [hub.newID(), hub.newID()], now = hub.now(), database = hub.archive.database
            try await database.write { db in
                for person in people {
                    let event = ConsentEvent(
                        purpose: "reminders", recipient: "hub", kinds: [.contact], decision: .given, manner: .own,
                        notice: NoticeRead(version: 1, language: "en", text: "x"), at: now, expiresAt: nil)
                    try db.consents.append(event, of: person, by: "x")
                }
            }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.consents.erase(of: people[0]) } }
            try await database.write { db in
                try db.erasures.begin(people[0], at: now)
                try db.consents.erase(of: people[0])
            }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.consents.erase(of: people[1]) } }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("UPDATE consent_ledger SET decision = 'refused'") } }
            #expect(try await database.read { try [$0.consents.all(of: people[0]).count, $0.consents.all(of: people[1]).count] } == [0, 1])
        }
    }
}
