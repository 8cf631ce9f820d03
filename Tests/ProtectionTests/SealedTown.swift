import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import People
@testable import Protection
import Storage
import Testing
import TestSupport

/// The newcomer of the cast in the care of the case worker, in a town where the coordinator, the officer and the case worker have keys.
struct SealedTown: Sendable {
    static let words = "Canaryword: her brother looks for her in Harbor Street."
    let browser: Browser
    let person: PersonID
    /// The recovery code of each key.
    private(set) var codes: [Cast: String] = [:]
    var hub: Hub { browser.town.hub }
    var page: String { "/persons/\(person.text)/protection" }

    init(_ browser: Browser, keys: [Cast] = [.coordinator, .officer, .caseWorker]) async throws {
        self.browser = browser
        let hub = browser.town.hub, worker = try await Self.user(.caseWorker, browser), newcomer = try await Self.user(.newcomer, browser)
        person = try await hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(newcomer)") as PersonID? }.orNotFound()
        let household = Household(
            id: hub.newID(), organization: browser.town.organization, district: nil, arrivedOn: nil, ground: .publicTask, worker: worker, updatedAt: hub.now())
        let sealed = try SealedPerson(
            PersonDetails(givenName: "Amal", familyName: "Haddad"), id: person, organization: household.organization, household: household.id, isHead: true, with: hub)
        let now = hub.now()
        try await hub.archive.write { db in
            try db.households.insert(household, at: now)
            try db.persons.insert(sealed, at: now)
        }
        for member in keys { codes[member] = try await makeKey(member) }
    }

    static func user(_ member: Cast, _ browser: Browser) async throws -> UserID {
        try await Accounts(hub: browser.town.hub).user(of: member.email, as: member.role, in: browser.town.organization).orNotFound()
    }

    func user(_ member: Cast) async throws -> UserID { try await Self.user(member, browser) }

    /// Makes a key as people do, and answers its recovery code.
    func makeKey(_ member: Cast, password: String = Accounts.demoPassword) async throws -> String {
        let owner = try await browser.as(member), answer = try await owner.post("/my/sealing-key", [("password", password)] + hidden(in: owner.get("/my/sealing-key").text))
        #expect(answer.status == 200)
        return try #require(answer.recoveryCode)
    }

    /// What a page hides in its forms, apart from their token.
    func hidden(in page: String) -> [(String, String)] {
        page.matches(of: /name="(replaces|seen_readers|seen_holders|note)" value="([^"]*)"/).map { (String($0.output.1), String($0.output.2)) }
    }

    /// Writes a note as the case worker.
    @discardableResult
    func write(_ words: String = SealedTown.words, for readers: [Cast] = [.coordinator]) async throws -> Answer {
        let worker = try await browser.as(.caseWorker)
        return try await worker.post(page, [("words", words)] + named(readers) + hidden(in: worker.get("\(page)/new").text))
    }

    /// What someone gets who types this to open the notes.
    func read(as member: Cast, _ typed: String = Accounts.demoPassword) async throws -> Answer {
        try await browser.as(member).post("\(page)/reading", [("key", typed)])
    }

    func setReaders(_ readers: [Cast], as member: Cast) async throws -> Answer {
        let reader = try await browser.as(member)
        return try await reader.post("\(page)/readers", [("key", Accounts.demoPassword)] + named(readers) + hidden(in: reader.get("\(page)/readers").text))
    }

    func named(_ readers: [Cast]) async throws -> [(String, String)] {
        var fields: [(String, String)] = []
        for reader in readers { fields.append(("readers", try await user(reader).text)) }
        return fields
    }

    func count(_ sql: SQL) async throws -> Int { try await hub.archive.read { try $0.count(sql) } }
}

func withSealedTown(on engine: Engine, keys: [Cast] = [.coordinator, .officer, .caseWorker], _ work: (SealedTown) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in try await work(SealedTown(browser, keys: keys)) }
}

extension Answer {
    /// The code that the page shows, if it shows one.
    var recoveryCode: String? { text.firstMatch(of: /([0-9A-Z]{4}-){5}[0-9A-Z]{4}/).map { String($0.output.0) } }
}
