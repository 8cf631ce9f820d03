import Accounts
import Assembly
import Foundation
import House
import Identity
import Messaging
@testable import Post
import Storage
import Testing
import TestSupport

/// That letters do not get through is told to whoever has the household in their care, and for as long as it is so.
@Suite struct UnreachedTests {
    private struct Care: Sendable {
        let browser: Browser, place: String, person: PersonID
        static let words = "Letters do not get through", onDesk = "A letter did not reach somebody in your care"

        /// A letter that came out so, and when it was written, in seconds from now.
        func letter(_ key: String, _ status: String, at seconds: Double = 0, named name: String = "test.letter") async throws {
            let now = browser.town.hub.now(), written = now + seconds, sent = status == "sent" ? now : nil as Date?
            try await browser.town.hub.archive.write { db in
                _ = try db.execute("""
                    INSERT INTO outbox (key, id, person_id, letter, is_personal, status, attempts, uncertain, due_at, created_at, sent_at)
                    VALUES (\(key), \(key), \(person), \(name), \(false), \(status), 1, 0, \(now), \(written), \(sent))
                    """)
            }
        }

        func isTold(to member: Cast = .caseWorker) async throws -> [Bool] {
            let worker = try await browser.as(member)
            return [try await worker.get(place).text.contains(Self.words), try await worker.get("/desk").text.contains(Self.onDesk)]
        }
    }

    private func withCare(on engine: Engine, _ work: (Care) async throws -> Void) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let place = try #require(try await browser.as(.caseWorker).post("/households", [("given", "Hodan"), ("phone", "07700 900200"), ("safe", "yes")]).location)
            let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            try await work(Care(browser: browser, place: place, person: person))
        }
    }

    @Test(arguments: Engine.tested, ["dead", "unreachable"])
    func `the case worker reads it on the household's page and on the desk, and nobody else does`(_ engine: Engine, _ status: String) async throws {
        try await withCare(on: engine) { (care) async throws in
            #expect(try await care.isTold() == [false, false])
            try await care.letter("a", status)
            #expect(try await care.isTold() == [true, true])
            let page = try await care.browser.as(.caseWorker).get(care.place).text
            #expect(page.contains("Hodan") && !page.contains("test.letter"))
            for member in [Cast.coordinator, .administrator] { #expect(try await care.isTold(to: member) == [false, false], "\(member)") }
        }
    }

    @Test(arguments: Engine.tested)
    func `it ends with a later letter that arrives, and after two weeks`(_ engine: Engine) async throws {
        try await withCare(on: engine) { (care) async throws in
            try await care.letter("earlier", "sent", at: -120)
            try await care.letter("a", "dead", at: -60)
            #expect(try await care.isTold() == [true, true])
            try await care.letter("later", "sent")
            #expect(try await care.isTold() == [false, false])
            try await care.letter("old", "dead", at: -14 * 86_400 - 60)
            #expect(try await care.isTold() == [false, false])
        }
    }

    @Test(arguments: Engine.tested)
    func `a letter to an address of before tells nothing, nor does one that waits`(_ engine: Engine) async throws {
        try await withCare(on: engine) { (care) async throws in
            try await care.letter("former", "dead", named: "people.contact_changed")
            try await care.letter("waits", "waiting")
            #expect(try await care.isTold() == [false, false])
        }
    }
}
