import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import People
@testable import Privacy
import Storage
import Testing
import TestSupport
import Trust
import Vault

/// A backup of last month holds who was erased since: a restore closes them again.
@Suite struct RestoreTests {
    private struct Place {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())"), root = RootKey(), clock = TestClock(.testNoon)
        var erased: URL { folder.appending(path: "data.key.erased") }

        func open(_ name: String) async throws -> FileHub { try await FileHub(in: folder.appending(path: name), root: root, erased: erased, clock: clock) }
    }

    private func register(_ hub: Hub, _ name: String) async throws -> Person {
        let actor = Actor.atTheConsole(of: try await hub.ownOrganization())
        let member = Registration.Member(details: PersonDetails(givenName: name, familyName: "Haddad"), languages: [])
        let home = try await People(hub: hub).register(
            [Registration(members: [member], contacts: [ContactDetails(kind: .phone, value: "07700900987", isSafe: true)], district: nil, arrivedOn: nil, ground: .publicTask)],
            inCareOf: nil, by: actor)[0]
        return try await hub.archive.read { try $0.persons.members(of: [home]) }[0]
    }

    private func erase(_ person: PersonID, _ hub: Hub) async throws {
        let now = hub.now(), actor = Actor.program(of: try await hub.ownOrganization())
        try await hub.archive.write(by: actor, for: .dataProtection) { db, access in _ = try hub.erase(person, in: db, &access, at: now) }
        for job in hub.features.flatMap(\.jobs) where job.name == "erasures.keys" { try await job.run(hub) }
    }

    @Test func `whoever was erased after the backup stays closed and gone when it is restored`() async throws {
        let place = Place()
        defer { try? FileManager.default.removeItem(at: place.folder) }
        let live = try await place.open("live")
        let gone = try await register(live.hub, "Canarygone"), stays = try await register(live.hub, "Canarystays")
        try await live.copy(to: place.folder.appending(path: "backup"))
        place.clock.advance(by: 30 * 86_400)
        try await erase(gone.id, live.hub)
        try await live.close()

        // What the list tells: a day and a code, and no id.
        let list = try String(contentsOf: place.erased, encoding: .utf8)
        #expect(list.hasPrefix("2026-12-21 ") && list.split(separator: "\n").count == 1 && !list.contains(gone.id.text))

        let restored = try await place.open("backup")
        #expect(try restored.hub.keyring.open(gone.givenName, row: gone.id.text, of: gone.id) == "Canarygone")
        #expect(try await restored.hub.reapplyErasures() == 1)
        #expect(throws: KeyProblem.erased) { try restored.hub.keyring.open(gone.givenName, row: gone.id.text, of: gone.id) }
        #expect(try restored.hub.keyring.open(stays.givenName, row: stays.id.text, of: stays.id) == "Canarystays")
        let (people, ways, homes) = try await restored.hub.archive.read { db in
            (try db.rows("SELECT id FROM persons").map { try $0.get("id") as PersonID }, try db.count("SELECT count(*) FROM contact_ways"), try db.count("SELECT count(*) FROM households"))
        }
        #expect(people == [stays.id] && ways == 1 && homes == 1)
        // Opened again, it still knows.
        try await restored.close()
        let again = try await place.open("backup")
        #expect(throws: KeyProblem.erased) { try again.hub.keyring.open(gone.givenName, row: gone.id.text, of: gone.id) }
        try await again.close()
    }

    @Test func `keys that are newer than the data they come with close it, too, without any list`() async throws {
        let place = Place()
        defer { try? FileManager.default.removeItem(at: place.folder) }
        let live = try await place.open("live"), gone = try await register(live.hub, "Canarygone"), backup = place.folder.appending(path: "backup")
        try await live.copy(to: backup)
        try await erase(gone.id, live.hub)
        try FileManager.default.removeItem(at: backup.appending(path: "keys.sqlite"))
        try await live.keys.backup(to: backup.appending(path: "keys.sqlite").path)
        try await live.close()
        try FileManager.default.removeItem(at: place.erased)
        let restored = try await place.open("backup")
        // Nobody could read it any more; its rows are there, and go.
        #expect(try await restored.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 1)
        #expect(try await restored.hub.reapplyErasures() == 0)
        #expect(try await restored.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 0)
        try await restored.close()
    }

    @Test func `a hub in which nobody was erased is restored as it was`() async throws {
        let place = Place()
        defer { try? FileManager.default.removeItem(at: place.folder) }
        let live = try await place.open("live"), person = try await register(live.hub, "Canarystays")
        try await live.copy(to: place.folder.appending(path: "backup"))
        try await live.close()
        let restored = try await place.open("backup")
        #expect(try await restored.hub.reapplyErasures() == 0)
        #expect(try restored.hub.keyring.open(person.givenName, row: person.id.text, of: person.id) == "Canarystays")
        try await restored.close()
    }

    @Test func `links that were stopped after the backup are stopped when it is restored, and those made since open`() async throws {
        let place = Place()
        defer { try? FileManager.default.removeItem(at: place.folder) }
        let live = try await place.open("live"), person = try await register(live.hub, "Canarystays").id, other = try await register(live.hub, "Canaryother").id
        func key(_ hub: Hub, _ series: Int) -> String { hub.personalLink("/asks/7", series: series).split(separator: "/").last.map(String.init) ?? "" }
        try await live.copy(to: place.folder.appending(path: "backup"))
        let organization = try await live.hub.ownOrganization()
        for _ in 1...2 { try await Accounts(hub: live.hub).stopLinks(of: person, by: .atTheConsole(of: organization), for: .casework) }
        try await live.close()
        let list = try String(contentsOf: place.erased, encoding: .utf8)
        #expect(list.split(separator: "\n").count == 2 && !list.contains(person.text))

        let restored = try await place.open("backup"), hub = restored.hub
        try await hub.checkKey(key(hub, 0), of: "/asks/7", for: person)
        // The same twice, as an operator may.
        for _ in 1...2 { try await hub.stopLinksAgain() }
        for series in 0...1 { await #expect(throws: (any Error).self) { try await hub.checkKey(key(hub, series), of: "/asks/7", for: person) } }
        try await hub.checkKey(key(hub, 2), of: "/asks/7", for: person)
        try await hub.checkKey(key(hub, 0), of: "/asks/7", for: other)
        // A line of links erases nobody.
        #expect(try await hub.reapplyErasures() == 0)
        #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 2)
        try await restored.close()
    }

    @Test func `the page of a request of someone erased since the backup stays closed to links that were stopped`() async throws {
        let place = Place()
        defer { try? FileManager.default.removeItem(at: place.folder) }
        let live = try await place.open("live"), person = try await register(live.hub, "Canarygone").id, organization = try await live.hub.ownOrganization(), backup = place.folder.appending(path: "backup")
        let officer = try await Accounts(hub: live.hub).create(NewUser(
            name: "Officer", email: "officer@hub.example", password: "seven quiet lanterns", roles: [.officer], organization: organization, mustChangePassword: false), by: nil)
        let actor = Actor(user: officer, person: live.hub.newID(), organization: organization, roles: [.officer])
        var form = DataRequestForm()
        form.kind = .copy
        let id = try await DataRequests(hub: live.hub).make(form, of: person, writtenBy: nil, by: .byLink(person, of: organization), for: .ownFile)
        try await DataRequests(hub: live.hub).answer(id, .refused, "No.", by: actor)
        try await live.copy(to: backup)
        try await Accounts(hub: live.hub).stopLinks(of: person, by: .atTheConsole(of: organization), for: .casework)
        try await erase(person, live.hub)
        try FileManager.default.removeItem(at: backup.appending(path: "keys.sqlite"))
        try await live.keys.backup(to: backup.appending(path: "keys.sqlite").path)
        try await live.close()
        let restored = try await place.open("backup"), hub = restored.hub
        try await hub.stopLinksAgain()
        _ = try await hub.reapplyErasures()
        let (found, rows) = try await hub.archive.read { (try $0.requests.find(id), try $0.count("SELECT count(*) FROM personal_links")) }
        #expect(found?.person == nil && found?.linkSeries == 1 && rows == 0)
        try await restored.close()
    }
}
