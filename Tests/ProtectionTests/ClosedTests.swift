import Accounts
import Assembly
import Foundation
import House
import Identity
import People
@testable import Protection
@testable import Safekeeping
import Storage
import Testing
import TestSupport
import Trust
@testable import Vault
import Web

/// What the hub itself, and whoever has all of it, can do with sealed notes: nothing but let them go.
@Suite struct ClosedTests {
    @Test(arguments: Engine.tested)
    func `with the disk and every key of the hub the words are in no table, before or after the hub's own lock is opened`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            _ = try await town.read(as: .coordinator)
            let person = town.person, keyring = town.hub.keyring
            let (id, words) = try await town.hub.archive.read { db in
                let row = try db.row("SELECT id, words FROM protection_notes").orNotFound()
                return (try row.get("id") as String, try row.get("words") as Sealed<NoteWords>)
            }
            // All that an administrator with the root key gets to: an envelope, and keys that lie under others' passwords.
            let envelope = try keyring.open(words, row: id, of: person)
            #expect(envelope.utf8.count > 50 && !envelope.contains("brother"))
            #expect(try !Self.decoded(envelope).contains(Data("brother".utf8)))
            for table in ["protection_notes", "protection_note_keys", "sealing_keys", "opened_reads", "access_records", "audit_pending", "outbox", "shares"] {
                for row in try await town.hub.archive.read({ try $0.rows("SELECT * FROM \(SQL(identifier: table))") }) {
                    #expect(!"\(row)".contains("brother") && !"\(row)".contains("Canaryword"), "\(table)")
                }
            }
            // The hub's own key does not do for one of the readers.
            let key = try await town.hub.archive.read { try $0.value("SELECT sealed_key FROM protection_note_keys") as String? }.orNotFound()
            #expect(throws: KeyProblem.altered) { try Envelope.open(envelope, as: NoteWords.self, row: id, key: key, by: SealingKey()) }
        }
    }

    private static func decoded(_ text: String) throws -> Data { Data(try #require(Base64URL.read(text))) }

    @Test(arguments: Engine.tested)
    func `a public key that was exchanged in the database opens nothing that was sealed before, and shows at once`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let user = try await town.user(.coordinator), foreign = try SealingKey().publicHalf()
            try await town.hub.archive.write { _ = try $0.execute("UPDATE sealing_keys SET public_key = \(foreign.text) WHERE user_id = \(user)") }
            #expect(try await town.read(as: .coordinator).status == 403)
            let reader = try await town.browser.as(.coordinator)
            #expect(try await reader.post("/my/sealing-key/code", [("key", Accounts.demoPassword)]).status == 422)
            #expect(try await reader.post("/my/sealing-key/code", [("key", try #require(town.codes[.coordinator]))]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `new keys of the hub and of its people move the outer lock; the readers open as before`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let rotation = Rotation(hub: town.hub), head: SQL = "SELECT substr(words, 1, 3) FROM protection_notes"
            let before = try await town.hub.archive.read { try $0.value(head) as [UInt8]? }
            try await rotation.begin([.hub, .people], by: .atTheConsole(of: town.browser.town.organization))
            try await rotation.pass()
            #expect(try await rotation.status().lines.last == "left 0")
            #expect(try await town.hub.archive.read { try $0.value(head) as [UInt8]? } != before)
            #expect(try await town.read(as: .coordinator).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `in their own file the person reads that there are notes, who can show them and who opened them, never what they say`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            #expect(try await !town.browser.as(.newcomer).get("/my/file").text.contains("One sealed note about you"))
            try await town.write(for: [.coordinator, .officer])
            _ = try await town.read(as: .officer)
            let file = try await town.browser.as(.newcomer).get("/my/file").text, copy = try await town.browser.as(.newcomer).get("/my/file/copy").text
            for text in [file, copy] {
                #expect(text.contains("One sealed note about you") && text.contains("Iryna Bondar") && text.contains("sealed notes about you") && text.contains("to keep you safe"))
                #expect(!text.contains("Canaryword") && !text.contains("brother"))
            }
            #expect(file.contains("Daniel Reyes</bdi> opened"))
            #expect(try await town.count("SELECT count(*) FROM audit_pending WHERE action = 'protection.note_read'") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `with the person go their notes and all copies`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator, .officer])
            try await erase(town.person, town.hub)
            #expect(try await town.count("SELECT count(*) FROM protection_notes") + town.count("SELECT count(*) FROM protection_note_keys") == 0)
            #expect(try await town.browser.as(.coordinator).get("/protection").text.contains("Nothing is sealed to you"))
        }
    }

    @Test(arguments: Engine.tested)
    func `with a reader goes what was sealed to them: the others read on, and what nobody else could open goes, too`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator, .officer])
            let user = try await town.user(.coordinator), person = try await town.hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(user)") as PersonID? }.orNotFound()
            try await erase(person, town.hub)
            #expect(try await town.count("SELECT count(*) FROM sealing_keys WHERE user_id = \(user)") == 0)
            #expect(try await town.read(as: .officer).text.contains(SealedTown.words))
            let other = try await town.user(.officer), last = try await town.hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(other)") as PersonID? }.orNotFound()
            try await erase(last, town.hub)
            #expect(try await town.count("SELECT count(*) FROM protection_notes") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `whose data is restricted stays protected: the notes are read, and written`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let person = town.person, now = town.hub.now()
            try await town.hub.archive.write(by: .atTheConsole(of: town.browser.town.organization), for: .dataProtection) { _, access in try access.restrict(person, at: now) }
            #expect(try await town.read(as: .coordinator).text.contains(SealedTown.words))
            #expect(try await town.write("Canarysecond").status == 303)
        }
    }

    @Test func `a backup that is opened elsewhere shows nothing without a reader, and everything to one`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())"), clock = TestClock(.testNoon), root = RootKey()
        defer { try? FileManager.default.removeItem(at: folder) }
        func open(_ name: String) async throws -> FileHub { try await FileHub(in: folder.appending(path: name), root: root, erased: folder.appending(path: "erased"), clock: clock) }
        let live = try await open("live"), organization = try await live.hub.ownOrganization(), password = "seven quiet lanterns"
        let worker = try await Accounts(hub: live.hub).create(NewUser(
            name: "Grace", email: "grace@hub.example", password: password, roles: [.caseWorker], organization: organization, mustChangePassword: false), by: nil)
        let member = Registration.Member(details: PersonDetails(givenName: "Amal"), languages: [])
        let home = try await People(hub: live.hub).register([Registration(members: [member], contacts: [], district: nil, arrivedOn: nil, ground: .publicTask)], inCareOf: worker, by: .atTheConsole(of: organization))[0]
        let (person, staff) = try await live.hub.archive.read { db in
            (try db.persons.members(of: [home])[0].id, try db.value("SELECT person_id FROM users WHERE id = \(worker)") as PersonID?)
        }
        let actor = Actor(user: worker, person: try #require(staff), organization: organization, roles: [.caseWorker])
        _ = try await SealingKeys(hub: live.hub).make(for: actor, password: password, replacing: nil)
        var form = NoteForm()
        (form.words, form.readers) = (SealedTown.words, [worker])
        form.seen = try await live.hub.archive.read { SeenReaders(try Subject(person, $0, for: actor)) }
        try await Notes(hub: live.hub).write(form, as: live.hub.newID(), about: person, by: actor)
        try await live.copy(to: folder.appending(path: "backup"))
        try await live.close()
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where file.contains("sqlite") {
            #expect(try Data(contentsOf: folder.appending(path: file)).firstRange(of: Data("Canaryword".utf8)) == nil, "\(file)")
        }
        let restored = try await open("backup"), notes = Notes(hub: restored.hub)
        #expect(try await notes.read(about: person, by: actor, typed: password).map(\.words) == [SealedTown.words])
        await #expect(throws: FieldProblem.self) { try await notes.read(about: person, by: actor, typed: "the root key is here") }
        try await restored.close()
    }

    private func erase(_ person: PersonID, _ hub: Hub) async throws {
        let now = hub.now(), actor = Actor.program(of: try await hub.ownOrganization())
        try await hub.archive.write(by: actor, for: .dataProtection) { db, access in _ = try hub.erase(person, in: db, &access, at: now) }
        for job in hub.features.flatMap(\.jobs) where job.name == "erasures.keys" { try await job.run(hub) }
    }
}
