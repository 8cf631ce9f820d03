import Accounts
import Assembly
import Foundation
import Identity
import Storage
import Testing
import TestSupport
@testable import Trust

@Suite struct AccessRecordTests {
    // ASVS 16.2.1
    @Test(arguments: Engine.tested)
    func `opening workers’ names leaves a line for each colleague, with the actor and the purpose`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let page = try await browser.as(.administrator).get("/users")
            #expect(page.text.contains("Grace Okafor"))
            let hub = browser.town.hub, own = browser.town.organization
            let records = try await hub.archive.read { try AccessRecordStore(db: $0, keyring: hub.keyring).latest(of: own, limit: 500) }
            #expect(Set(records.map(\.person)).count == Cast.allCases.count - 2)
            #expect(records.allSatisfy { $0.purpose == .administration && $0.kinds == [.account] })
        }
    }

    @Test(arguments: Engine.tested)
    func `the officer sees who opened it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            _ = try await browser.as(.administrator).get("/users")
            let page = try await browser.as(.officer).get("/access-list")
            #expect(page.text.contains("Helen Price") && !page.text.contains("Grace Okafor"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing that was typed is found in clear anywhere in the database`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub
            try await Accounts(hub: hub).create(NewUser(
                name: "Canaryname Quetzal", email: "canary.mail@quetzal.example", password: "four wild geese fly north",
                roles: [.volunteer], organization: browser.town.organization, mustChangePassword: false), by: nil)
            let found = try await hub.archive.read { db in
                try db.rows("SELECT email, name FROM users").contains { row in
                    let cells = try [row.get("email") as [UInt8], row.get("name") as [UInt8]]
                    return cells.contains { String(decoding: $0, as: UTF8.self).lowercased().contains("quetzal") }
                }
            }
            #expect(!found)
        }
    }

    @Test(arguments: Engine.tested)
    func `how many reads wait for their seal is counted a person each`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let hub = town.hub, reader = Actor(user: hub.newID(), person: hub.newID(), organization: town.organization, roles: [.caseWorker])
            let before = try await hub.archive.read { try $0.readSeals.waiting() }
            let opened: [PersonID: Set<FieldClass>] = [hub.newID(): [.identity], hub.newID(): [.identity], hub.newID(): [.identity, .birth]]
            let reads = [OpenedRead(opened: opened, actor: reader, purpose: .casework, at: hub.now()), OpenedRead(opened: [hub.newID(): [.contact]], actor: reader, purpose: .casework, at: hub.now())]
            try await hub.archive.write { try AccessRecordStore(db: $0, keyring: hub.keyring).record(reads) }
            #expect(try await hub.archive.read { try $0.readSeals.waiting() } == before + 4)
        }
    }
}
