import Accounts
import Assembly
import Identity
import Storage
import Testing
import TestSupport

@Suite struct RoleTests {
    private func user(_ member: Cast, _ browser: Browser) async throws -> UserID {
        let organization = browser.town.organization
        return try #require(try await browser.town.hub.archive.read { db in
            try db.value("SELECT user_id FROM memberships WHERE organization_id = \(organization) AND role = \(member.role.rawValue)") as UserID?
        })
    }

    // ASVS 8.3.1
    @Test(arguments: Engine.tested)
    func `other roles hold from the next click on`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let worker = try await browser.as(.caseWorker), id = try await user(.caseWorker, browser)
            #expect(try await worker.get("/volunteers").status == 403)
            #expect(try await browser.as(.administrator).post("/users/\(id)/roles", [("roles", "coordinator")]).status == 303)
            #expect(try await worker.get("/volunteers").status == 200)
            #expect(try await worker.get("/people").status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever becomes staff signs in again`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let volunteer = try await browser.as(.volunteer), id = try await user(.volunteer, browser)
            #expect(try await browser.as(.administrator).post("/users/\(id)/roles", [("roles", "volunteer"), ("roles", "coordinator")]).status == 303)
            #expect(try await volunteer.get("/my").location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func `nobody takes the page of roles from themselves, and nobody is left without any`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let admin = try await browser.as(.administrator), id = try await user(.administrator, browser)
            let answer = try await admin.post("/users/\(id)/roles", [("roles", "officer")])
            #expect(answer.status == 303)
            #expect(try await admin.get(answer.location ?? "").text.contains("You are still an administrator"))
            #expect(try await !admin.get("/users").text.contains("You are still an administrator"))
            #expect(try await admin.post("/users/\(id)/roles", [("roles", "officer"), ("roles", "administrator")]).location == "/users")
            for path in ["/users", "/access-list"] { #expect(try await admin.get(path).status == 200) }
            #expect(try await admin.post("/users/\(try await user(.coordinator, browser))/roles").status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `an administrator gives no role in another organization`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let stranger = try await browser.as(.administrator, of: browser.town.otherOrganization), id = try await user(.caseWorker, browser)
            #expect(try await stranger.post("/users/\(id)/roles", [("roles", "administrator")]).status == 404)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM memberships WHERE user_id = \(id)") } == 1)
        }
    }

    @Test func `whoever is only helped here is given no role`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let id = try await user(.newcomer, browser)
            #expect(try await browser.as(.administrator).post("/users/\(id)/roles", [("roles", "administrator")]).status == 404)
        }
    }
}
