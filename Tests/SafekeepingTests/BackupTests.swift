import Foundation
@testable import House
import Identity
@testable import Safekeeping
import SQLiteEngine
import Storage
import Testing
import TestSupport
@testable import Vault

@Suite struct BackupTests {
    /// A town with backups set to two folders.
    private func withBackups(on engine: Engine, _ work: (Browser, Backups, SealingKey, URL) async throws -> Void) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await withFolder { folder in
                let hub = browser.town.hub
                for name in ["data", "keys"] { try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: false) }
                var settings = hub.settings.value
                (settings.backupFolder, settings.keysFolder) = (folder.appending(path: "data").path, folder.appending(path: "keys").path)
                try await hub.save(settings)
                let key = try await Backups(hub: hub).makeKey(by: .atTheConsole(of: browser.town.organization))
                try await work(browser, Backups(hub: hub), key, folder)
            }
        }
    }

    private func shelves(_ folder: URL) -> (data: BackupShelf, keys: BackupShelf) {
        (BackupShelf(folder.appending(path: "data"), .data), BackupShelf(folder.appending(path: "keys"), .keys))
    }

    @Test(arguments: Engine.tested)
    func `the keys are backed up apart from the data, and what comes back opens what was sealed`(_ engine: Engine) async throws {
        try await withBackups(on: engine) { browser, backups, key, folder in
            let place = try #require(try await browser.as(.caseWorker).post("/households", [("given", "Amal"), ("family", "Haddad"), ("ground", "public_task")]).location)
            #expect(place.hasPrefix("/households/"))
            try await backups.make()
            let (data, keys) = shelves(folder)
            #expect(try data.names().count == 1 && keys.names().count == 1)
            let copied = folder.appending(path: "data.copy")
            try data.newest(at: .testNoon).open(with: key, to: copied)
            #expect(try Data(contentsOf: copied).starts(with: Data((engine == .sqlite ? "SQLite format 3" : "PGDMP").utf8)))
            let file = folder.appending(path: "keys.sqlite")
            try keys.newest(at: .testNoon).open(with: key, to: file)
            let copy = try SQLiteDatabase(path: file.path)
            let count = try await copy.read { try $0.count("SELECT count(*) FROM person_keys") }
            try await copy.close()
            #expect(try await browser.town.hub.keyring.counts().keys == count && count > 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a check reads the newest again, and a changed byte is the administrator's first concern until the next check finds them whole`(_ engine: Engine) async throws {
        try await withBackups(on: engine) { browser, backups, _, folder in
            let desk = try await browser.as(.administrator)
            try await backups.make()
            try await backups.check()
            #expect(try await !desk.get("/desk").text.contains("could not be read again"))
            let set = try shelves(folder).keys.newest(at: .testNoon), chunk = set.folder.appending(path: BackupSet.name(0)), whole = try Data(contentsOf: chunk)
            try (whole.dropLast() + [whole[whole.count - 1] ^ 1]).write(to: chunk)
            await #expect(throws: BackupProblem.damaged) { try await backups.check() }
            #expect(try await desk.get("/desk").text.contains("The newest backup could not be read again"))
            try whole.write(to: chunk)
            try await backups.check()
            #expect(try await !desk.get("/desk").text.contains("could not be read again"))
        }
    }

    @Test func `a backup that another hub has signed is refused`() async throws {
        try await withBackups(on: .sqlite) { browser, backups, key, folder in
            try await backups.make()
            let (source, _) = try file(of: 100, in: folder)
            _ = try BackupSet.make(of: source, .keys, in: folder.appending(path: "keys"), to: key.publicHalf(), signedBy: try await signingKey(), order: 2, epoch: 1, at: .testNoon + 60)
            await #expect(throws: BackupProblem.forged) { try await backups.check() }
        }
    }

    @Test func `a backup that fails, and one that is late, stand on the desk and on the page`() async throws {
        try await withBackups(on: .sqlite) { browser, backups, _, folder in
            let desk = try await browser.as(.administrator), town = browser.town
            try await backups.make()
            #expect(try await desk.get("/backups").text.contains("There is a backup from the last hours."))
            town.clock.advance(by: 3 * 3600 + 1)
            let late = try await browser.as(.administrator)
            #expect(try await late.get("/desk").text.contains("The last backup is more than three hours old"))
            try FileManager.default.moveItem(at: folder.appending(path: "data"), to: folder.appending(path: "away"))
            #expect(try await late.post("/backups").location == "/backups")
            #expect(try await late.get("/backups").text.contains("The folder for backups is not there"))
            try FileManager.default.moveItem(at: folder.appending(path: "away"), to: folder.appending(path: "data"))
            #expect(try await late.post("/backups").status == 303)
            #expect(try await late.get("/backups").text.contains("There is a backup from the last hours."))
        }
    }

    @Test func `without a key nothing is written, and the page says how to make one`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            try await withFolder { folder in
                var settings = browser.town.hub.settings.value
                (settings.backupFolder, settings.keysFolder) = (folder.path, folder.path)
                try await browser.town.hub.save(settings)
                await #expect(throws: BackupProblem.noKey) { try await Backups(hub: browser.town.hub).make() }
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
                #expect(try await browser.as(.administrator).get("/backups").text.contains("tessera backup key"))
            }
        }
    }

    @Test func `the jobs make a backup each hour and look it over each week`() async throws {
        try await withBackups(on: .sqlite) { browser, _, _, folder in
            let town = browser.town, runner = JobRunner(hub: town.hub)
            try await runner.runDue()
            town.clock.advance(by: 3600)
            #expect(try await runner.runDue().done.contains("backups.make"))
            #expect(try shelves(folder).data.names().count == 1)
            town.clock.advance(by: 7 * 86_400)
            #expect(try await runner.runDue().done.contains("backups.check"))
        }
    }

    /// Last month's data with today's keys, and with the keys of then for as long as these are kept.
    @Test func `whom an old backup of the data still holds, no newer backup of the keys opens, and the older ones are gone after thirty days, a week later where it stood still meanwhile`() async throws {
        try await withBackups(on: .sqlite) { browser, backups, key, folder in
            let hub = browser.town.hub
            _ = try await browser.as(.caseWorker).post("/households", [("given", "Amal"), ("ground", "public_task")])
            let found: PersonID? = try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE household_id IS NOT NULL") }
            let person = try #require(found), (_, keys) = shelves(folder)
            try await backups.make()
            let before = try keys.names()
            try await hub.keyring.destroy(person)
            try await Rotation(hub: hub).watch()
            browser.town.clock.advance(by: 60)
            try await backups.make()
            func living(_ name: String) async throws -> Int {
                let file = folder.appending(path: "opened-\(name)")
                try keys.set(name).open(with: key, to: file)
                let copy = try SQLiteDatabase(path: file.path)
                defer { try? FileManager.default.removeItem(at: file) }
                let count = try await copy.read { try $0.count("SELECT count(*) FROM person_keys WHERE person_id = \(person) AND wrapped IS NOT NULL") }
                try await copy.close()
                return count
            }
            #expect(try await living(before[0]) == 1)
            #expect(try await living(keys.names()[0]) == 0)
            #expect(try keys.newest(at: hub.now()).manifest.epoch == 2)
            browser.town.clock.advance(by: 31 * 86_400)
            #expect(try await backups.make())
            #expect(try keys.names().contains(before[0]))
            for _ in 0..<7 {
                browser.town.clock.advance(by: 86_400)
                try await backups.make()
            }
            #expect(try keys.names().count == 8 && !keys.names().contains(before[0]))
        }
    }

    @Test(arguments: Engine.tested)
    func `by a clock that jumps ahead and back nothing is taken away, and the newest is the one that was made last`(_ engine: Engine) async throws {
        try await withBackups(on: engine) { browser, backups, _, folder in
            let clock = browser.town.clock, (data, keys) = shelves(folder), year = 400 * 86_400.0
            for _ in 0..<3 {
                #expect(try await !backups.make())
                clock.advance(by: 3600)
            }
            let before = try Set(data.names() + keys.names())
            // It stands on the desk, and goes on for some hours.
            clock.advance(by: year)
            for _ in 0..<3 {
                #expect(try await backups.make())
                clock.advance(by: 3600)
            }
            #expect(try await browser.as(.administrator).get("/desk?lang=en").text.contains("The clock jumped between two backups"))
            #expect(try await browser.as(.administrator).get("/backups?lang=en").text.contains("No old backup is taken away for a week"))
            #expect(try await backups.standing().isGood == false)
            #expect(try Set(data.names() + keys.names()).isSuperset(of: before))
            clock.advance(by: -year)
            try await backups.make()
            let kept = try Set(data.names() + keys.names())
            #expect(kept.count == 14 && kept.isSuperset(of: before))
            for shelf in [data, keys] {
                let newest = try shelf.newest(at: clock.now).manifest
                #expect(newest.madeAt == clock.now && newest.order == 7)
            }
            let pair = try BackupPair(data: data, keys: keys, at: clock.now)
            #expect(pair.keys.manifest.order == 7 && pair.remarks.count == 1 && pair.remarks[0].contains("yet to come"))
            // With older data the newest keys, too, and not those of the future.
            let first = try #require(data.names().last)
            #expect(try BackupPair(data: data, keys: keys, only: first, at: clock.now).keys.manifest.order == 7)
            try await backups.check()
            // What was made by the wrong clock goes when it is due, by when it was made: an erasure reaches it as the others.
            for _ in 0..<32 {
                clock.advance(by: 86_400)
                try await backups.make()
            }
            #expect(try kept.isDisjoint(with: keys.names()))
        }
    }

    @Test func `keys from before the data are told, and the ones with the data's own run are not`() async throws {
        try await withBackups(on: .sqlite) { browser, backups, _, folder in
            let (data, keys) = shelves(folder), now = browser.town.clock.now
            try await backups.make()
            browser.town.clock.advance(by: 60)
            try await backups.make()
            #expect(try BackupPair(data: data, keys: keys, at: now).remarks.isEmpty)
            let oldKeys = try #require(keys.names().last), newKeys = try #require(keys.names().first)
            #expect(try BackupPair(data: data, keys: keys, onlyKeys: oldKeys, at: now).remarks.first?.contains("older than that of the data") == true)
            try FileManager.default.removeItem(at: keys.folder.appending(path: newKeys))
            #expect(try BackupPair(data: data, keys: keys, at: now).remarks.first?.contains("older than that of the data") == true)
        }
    }

    /// As a hub has them that was hit by it before runs were numbered.
    @Test func `without numbers a backup from the future is taken only where there is no other`() async throws {
        try await withBackups(on: .sqlite) { browser, backups, _, folder in
            let (data, keys) = shelves(folder), clock = browser.town.clock, signer = try await browser.town.hub.keyring.signingKey(for: "backup", at: clock.now)
            func unnumbered() async throws {
                try await backups.make()
                for shelf in [data, keys] {
                    let set = try #require(try shelf.all().sets.first { $0.manifest.order != nil }), new = set.manifest
                    let old = BackupManifest(id: new.id, kind: new.kind, madeAt: new.madeAt, order: nil, epoch: new.epoch, length: new.length, recipient: new.recipient, encapsulated: new.encapsulated, chunks: new.chunks)
                    try old.signed(by: signer).write(to: set.folder.appending(path: "manifest"))
                }
            }
            let now = clock.now, year = 400 * 86_400.0
            clock.advance(by: year)
            try await unnumbered()
            #expect(try data.newest(at: now).manifest.madeAt == now + year)
            clock.advance(by: 60 - year)
            try await unnumbered()
            let pair = try BackupPair(data: data, keys: keys, at: clock.now)
            #expect(pair.data.manifest.madeAt == now + 60 && pair.keys.manifest.madeAt == now + 60)
            #expect(try BackupPair(data: data, keys: keys, only: pair.data.manifest.id, at: clock.now).keys.manifest.madeAt == now + 60)
            // What is numbered was made after all that is not.
            clock.advance(by: 60)
            try await backups.make()
            #expect(try data.newest(at: clock.now).manifest.order == 1)
        }
    }

    @Test func `two backups that are made at once are both whole`() async throws {
        try await withBackups(on: .sqlite) { browser, backups, _, folder in
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 { group.addTask { try await backups.make() } }
                try await group.waitForAll()
            }
            let (data, keys) = shelves(folder)
            #expect(try data.names().count == 4 && keys.names().count == 4)
            for shelf in [data, keys] { for name in try shelf.names() { try shelf.set(name).check() } }
        }
    }

    @Test func `with a folder for the keys alone there is no backup of the data, and the desk says so`() async throws {
        try await withBackups(on: .sqlite) { browser, backups, _, _ in
            var settings = browser.town.hub.settings.value
            (settings.backupFolder, settings.isDemo) = ("", false)
            try await browser.town.hub.save(settings)
            #expect(try await backups.standing().isGood == false)
        }
    }

    @Test func `settings take folders that are there and apart, and no others`() async throws {
        try await withFolder { folder in
            let fields = SettingGroup.backups.fields, gone = folder.appending(path: "gone").path
            func problems(_ data: String, _ keys: String) -> [Bool] {
                let all = ["backup_folder": data, "keys_folder": keys]
                return fields.map { $0.problem(all[$0.name] ?? "", all) != nil }
            }
            #expect(problems("", "") == [false, false])
            #expect(problems(folder.path, folder.path) == [false, true] && problems(folder.path, "") == [false, true])
            #expect(problems(gone, folder.path) == [true, false] && problems("backups", folder.path) == [true, false])
            #expect(problems("", folder.path) == [true, false])
        }
    }
}
