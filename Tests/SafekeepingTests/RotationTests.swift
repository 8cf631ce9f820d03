import Foundation
@testable import House
import Identity
@testable import Safekeeping
import Storage
import Testing
import TestSupport
import Trust
@testable import Vault

@Suite struct RotationTests {
    private let amal = [("given", "Amal"), ("family", "Haddad"), ("born", "1990-05-31"), ("phone", "07700 900123"), ("safe", "yes"), ("ground", "public_task")]

    @Test(arguments: Engine.tested)
    func `new keys for all: nothing is left, people are found, sign in and read their record as before`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, desk = try await browser.as(.caseWorker), actor = Actor.atTheConsole(of: browser.town.organization)
            let place = try #require(try await desk.post("/households", amal).location)
            var settings = hub.settings.value
            settings.mailPassword = try hub.sealed(mailPassword: "four wild geese")
            try await hub.save(settings)
            let rotation = Rotation(hub: hub)
            try await rotation.begin([.hub, .people], by: actor)
            let begun = try await rotation.status()
            #expect(begun.left > 4 && begun.columns.contains { $0.table == "persons" && $0.left > 0 })
            #expect(try await hub.archive.read { try Rotation.isUnderWay($0) })
            try await rotation.pass()
            #expect(try await rotation.status().lines.last == "left 0")
            #expect(try await !hub.archive.read { try Rotation.isUnderWay($0) })
            #expect(try await desk.get(place).text.contains("07700 900123"))
            #expect(try await desk.post("/people", [("q", "Amal")]).text.contains(place))
            // The blind index of the phone number still finds who has it.
            #expect(try await desk.post("/households", [("given", "Other"), ("phone", "07700 900123"), ("safe", "yes")]).status == 422)
            #expect(try await browser.as(.coordinator).get("/desk").status == 200)
            #expect(hub.settings.value.mailPassword.hasPrefix("2."))
            #expect(try await hub.archive.read { try SettingsStore(db: $0).load() } == hub.settings.value)
            #expect(try hub.keyring.openSecret(hub.settings.value.mailPassword, as: "mail_password") == "four wild geese")
        }
    }

    @Test(arguments: Engine.tested)
    func `the reason of a check, which otherwise nobody may change, moves to the new key, too`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let hub = town.hub, sealed = town.features.flatMap(\.personalData).filter { $0.table == "credentials" && $0.sealing != nil }
            #expect(sealed.map(\.column) == ["reason"])
            // Whatever the row: the database lets the reason be exchanged, and nothing else.
            try await hub.archive.write { _ = try $0.execute("UPDATE credentials SET reason = reason WHERE id = 'none'") }
            let triggers: String? = try await hub.archive.read { db in
                db.engine == .sqlite
                    ? try db.value("SELECT sql FROM sqlite_master WHERE name = 'credentials_no_UPDATE'")
                    : try db.value("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'credentials_append_only' AND tgrelid = CAST('credentials' AS regclass)")
            }
            let columns = try #require(triggers)
            #expect(columns.contains("outcome") && columns.contains("verified_by") && !columns.contains("reason"))
        }
    }

    @Test func `what an erasure leaves behind is put in a new epoch by the nightly job`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let hub = browser.town.hub
            _ = try await browser.as(.caseWorker).post("/households", amal)
            let person: PersonID? = try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE household_id IS NOT NULL") }
            try await hub.keyring.destroy(try #require(person))
            #expect(try await hub.keyring.counts().epoch == 1)
            try await Rotation(hub: hub).watch()
            #expect(try await hub.keyring.counts().epoch == 2)
            try await Rotation(hub: hub).watch()
            #expect(try await hub.keyring.counts().epoch == 2)
            #expect(try await Rotation(hub: hub).status().left == 0)
        }
    }

    @Test func `a pass that was asked for and never made is made by the job, and rotating is recorded`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let hub = town.hub, runner = JobRunner(hub: hub)
            try await runner.runDue()
            try await Rotation(hub: hub).begin([.people], by: .atTheConsole(of: town.organization))
            town.clock.advance(by: 11)
            #expect(try await runner.runDue().done.contains("keys.rotate"))
            town.clock.advance(by: 11)
            #expect(try await !runner.runDue().done.contains("keys.rotate"))
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM audit_entries WHERE action = 'keys.rotated' AND fields = 'people'") } == 1)
        }
    }
}
