import Foundation
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

    // ASVS 16.2.5
    @Test func `no line holds what was asked for or typed`() async throws {
        let lines = try await lines { browser in
            _ = try await browser.get("/services?q=quetzalcoatl")
            _ = try await browser.as(.caseWorker).post("/people", [("q", "quetzalcoatl")])
            _ = try await browser.get("/households/quetzalcoatl")
        }
        #expect(lines.count > 3 && !lines.contains { $0.contains("quetzalcoatl") })
    }

    private func lines(_ work: (Browser) async throws -> Void) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())"), said = SaidLines()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withHub(in: folder, passwords: Passwords(cost: .init(memory: 1 << 20, passes: 1)), logger: said.logger) { (town) async throws in
            try await town.moveIn()
            try await work(Browser(town: town))
        }
        return said.text.split(separator: "\n").map(String.init)
    }
}
