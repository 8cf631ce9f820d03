import Accounts
import Assembly
import Foundation
import House
import Testing
import TestSupport
import Vault
@testable import Web

@Suite struct RequestLogTests {
    // ASVS 16.3.2
    @Test func `a refusal leaves a line with the route and the answer`() async throws {
        let lines = try await lines { _ = try await $0.as(.volunteer).get("/audit") }
        #expect(lines.contains { $0.contains("\"route\": /audit") && $0.contains("\"status\": 403") }, "\(lines)")
    }

    // ASVS 16.3.3
    @Test func `a form from another site leaves one, too`() async throws {
        let lines = try await lines { browser in
            var other = try await browser.as(.caseWorker)
            other.headers[.secFetchSite] = "cross-site"
            _ = try await other.post("/households", [("given", "Quetzalina")])
        }
        #expect(lines.contains { $0.contains("\"route\": /households") && $0.contains("\"status\": 403") }, "\(lines)")
    }

    // ASVS 16.3.1
    @Test func `each try to come in leaves one, whether it worked or not, and none says whose it was`() async throws {
        let email = Cast.officer.email
        let lines = try await lines { browser in
            _ = try await browser.post("/sign-in", [("email", email), ("password", "not the password")])
            _ = try await browser.post("/sign-in", [("email", email), ("password", Accounts.demoPassword)])
            _ = try await browser.post("/card", [("code", "111122223333444455556666"), ("pin", "123456")])
            for _ in 1...10 { _ = try await browser.post("/sign-in", [("email", email), ("password", "not the password")]) }
        }
        let tries = lines.filter { $0.hasPrefix("sign-in ") }
        func count(_ means: String, _ outcome: String) -> Int { tries.count { $0.contains("\"means\": \(means)") && $0.contains("\"outcome\": \(outcome)") } }
        #expect(count("password", "refused") == 10 && count("password", "opened") == 1 && count("card", "refused") == 1 && count("password", "slowed down") == 1)
        #expect(!lines.contains { $0.contains(email) || $0.contains("officer") || $0.contains("1111222") })
    }

    // ASVS 16.3.4
    @Test func `what goes wrong leaves one with its kind and the number on the page, without its words`() async throws {
        struct Broken: Error { let words = "quetzalcoatl" }
        let lines = try await lines(with: [Feature(name: "broken", migrations: [], doors: { _ in [.anyone(.get, "/broken") { _, _ in throw Broken() }] })]) { browser in
            let answer = try await browser.get("/broken")
            #expect(answer.status == 500 && answer.text.contains("tell us this number"))
        }
        let failures = lines.filter { $0.hasPrefix("failure ") }
        #expect(failures.count == 1 && failures[0].contains("\"route\": /broken") && failures[0].contains("Broken") && !failures[0].contains("quetzalcoatl"), "\(lines)")
    }

    // ASVS 16.2.5
    @Test func `no line holds what was asked for or typed`() async throws {
        let lines = try await lines { browser in
            _ = try await browser.get("/services?q=quetzalcoatl")
            _ = try await browser.as(.caseWorker).post("/people", [("q", "quetzalcoatl")])
            _ = try await browser.get("/households/quetzalcoatl")
        }
        #expect(lines.count > 3 && !lines.contains { $0.contains("quetzalcoatl") })
    }

    private func lines(with more: [Feature] = [], _ work: (Browser) async throws -> Void) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())"), said = SaidLines()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withHub(in: folder, with: more, passwords: Passwords(cost: .init(memory: 1 << 20, passes: 1)), logger: said.logger) { (town) async throws in
            try await town.moveIn()
            try await work(Browser(town: town))
        }
        return said.text.split(separator: "\n").map(String.init)
    }
}
