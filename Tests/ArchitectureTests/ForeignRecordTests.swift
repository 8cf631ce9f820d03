import Assembly
import Hummingbird
import Identity
@testable import People
import Testing
import TestSupport
import Web

/// Every door to a record of a person, tried by people whose record it is not.
@Suite struct ForeignRecordTests {
    // ASVS 8.4.1
    @Test(arguments: Engine.tested)
    func `a record of another organization does not exist, whatever the role`(_ engine: Engine) async throws {
        try await withRecord(on: engine) { (browser, household, person) async throws in
            let stranger = try await browser.as(.caseWorker, of: browser.town.otherOrganization)
            for door in doorsToRecords(browser) {
                let answer = try await knock(stranger, door, household, person)
                #expect(answer.status == 404, "\(door.method) \(door.path) answered \(answer.status)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what belongs to a person is closed to a colleague in whose care they are not`(_ engine: Engine) async throws {
        try await withRecord(on: engine) { (browser, household, person) async throws in
            try await browser.town.addCaseWorker("colleague@port-selby.example")
            let colleague = try await browser.signedIn("colleague@port-selby.example")
            for door in doorsToRecords(browser) where door.path.hasPrefix("/persons/") {
                let answer = try await knock(colleague, door, household, person)
                #expect(answer.status == 403, "\(door.method) \(door.path) answered \(answer.status)")
            }
        }
    }

    private func doorsToRecords(_ browser: Browser) -> [Door] {
        let doors = browser.site.doors.filter { $0.path.hasPrefix("/households/:id") || $0.path.hasPrefix("/persons/:id") }
        #expect(doors.count >= 8)
        return doors
    }

    private func knock(_ browser: Browser, _ door: Door, _ household: String, _ person: String) async throws -> Answer {
        let id = door.path.hasPrefix("/persons") ? person : household
        let path = door.path.replacing(":id", with: id).replacing(":contact", with: "x").replacing(":notice", with: "share_with_match")
        return door.method == .get ? try await browser.get(path)
            : try await browser.post(path, [("given", "A"), ("value", "07700900123"), ("decision", "given")])
    }

    private func withRecord(on engine: Engine, _ work: (Browser, String, String) async throws -> Void) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Hodan")])
            let ids = try await browser.town.hub.archive.read { db in
                (try db.value("SELECT id FROM households") as String?, try db.value("SELECT id FROM persons") as String?)
            }
            try await work(browser, try #require(ids.0), try #require(ids.1))
        }
    }
}
