import Identity
import Storage
import Testing
import TestSupport

@Suite struct AppendOnlyTests {
    // ASVS 16.4.2
    @Test(arguments: Engine.tested, ["audit_pending", "access_records"])
    func `a line of the log can be neither changed nor dropped`(_ engine: Engine, _ table: String) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.administrator).get("/users")
            let name = SQL(identifier: table), database = browser.town.hub.archive.database
            #expect(try await database.read { try $0.count("SELECT count(*) FROM \(name)") } > 0)
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("UPDATE \(name) SET actor = 'x'") } }
            await #expect(throws: StorageProblem.self) { try await database.write { try $0.execute("DELETE FROM \(name)") } }
        }
    }
}
