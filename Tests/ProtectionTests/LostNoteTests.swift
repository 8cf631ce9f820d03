import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import Protection
import Storage
import Testing
import TestSupport
import Trust

/// What becomes of notes whose readers go, and who is told.
@Suite struct LostNoteTests {
    /// To whom these letters are on their way, and what they open.
    private func told(_ letter: String, _ town: SealedTown) async throws -> Set<String> {
        let rows = try await town.hub.archive.read { db in
            try db.rows("SELECT u.id, o.path FROM outbox o JOIN users u ON u.person_id = o.person_id WHERE o.letter = \(letter)").map { (try $0.get("id") as UserID, try $0.get("path") as String) }
        }
        var found: Set<String> = []
        for member in Cast.allCases {
            guard let user = try? await town.user(member) else { continue }
            for (_, path) in rows where rows.contains(where: { $0.0 == user && $0.1 == path }) { found.insert("\(member) \(path)") }
        }
        return found
    }

    private func close(_ member: Cast, _ town: SealedTown) async throws {
        #expect(try await town.browser.as(.administrator).post("/users/\(town.user(member).text)/closure").status == 303)
    }

    private func erase(_ member: Cast, _ town: SealedTown) async throws {
        let user = try await town.user(member), hub = town.hub, now = hub.now()
        let person = try await hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(user)") as PersonID? }.orNotFound()
        try await hub.archive.write(by: .program(of: town.browser.town.organization), for: .dataProtection) { db, access in _ = try hub.erase(person, in: db, &access, at: now) }
    }

    @Test(arguments: Engine.tested)
    func `when the last reader leaves, whoever has the household in care is told, and who answers for data protection`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            try await close(.coordinator, town)
            #expect(try await told("protection.no_reader", town) == ["caseWorker \(town.page)", "officer /protection"])
            let page = try await town.browser.as(.officer).get("/protection").text
            #expect(page.contains("can open one sealed note now") && page.contains("Iryna Bondar") && !page.contains("Amal"))
        }
    }

    @Test(arguments: Engine.tested)
    func `where the one who leaves is the case worker of the household, the letter does not go to them`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.caseWorker])
            try await close(.caseWorker, town)
            #expect(try await told("protection.no_reader", town) == ["officer /protection"])
        }
    }

    @Test(arguments: Engine.tested)
    func `where nobody has the household in care and nobody answers for data protection, a coordinator is told`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.officer])
            try await close(.caseWorker, town)
            try await close(.officer, town)
            #expect(try await told("protection.no_reader", town) == ["coordinator /protection"])
        }
    }

    @Test(arguments: Engine.tested)
    func `somebody who gives up the roles that read is somebody who leaves`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let user = try await town.user(.coordinator).text
            #expect(try await town.browser.as(.administrator).post("/users/\(user)/roles", [("roles", "volunteer")]).status == 303)
            #expect(try await told("protection.no_reader", town) == ["caseWorker \(town.page)", "officer /protection"])
        }
    }

    @Test(arguments: Engine.tested)
    func `when the last reader takes another key, they are told before, and others after`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            _ = try await town.makeKey(.officer)
            #expect(try await told("protection.no_reader", town).isEmpty)
            _ = try await town.makeKey(.coordinator)
            #expect(try await told("protection.no_reader", town) == ["caseWorker \(town.page)", "officer /protection"])
            // Once for each key: what was lost with an earlier one is no news.
            let letters = try await town.count("SELECT count(*) FROM outbox WHERE letter = 'protection.no_reader'")
            _ = try await town.makeKey(.coordinator)
            #expect(try await town.count("SELECT count(*) FROM outbox WHERE letter = 'protection.no_reader'") == letters)
        }
    }

    @Test(arguments: Engine.tested)
    func `with the last reader's erasure their notes go, which the log says and others are told`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            try await close(.coordinator, town)
            try await erase(.coordinator, town)
            #expect(try await town.count("SELECT count(*) FROM protection_notes") == 0)
            #expect(try await told("protection.note_gone", town) == ["caseWorker \(town.page)", "officer /protection"])
            #expect(try await town.count("SELECT count(*) FROM audit_pending WHERE action = 'protection.note_removed' AND fields = 'reader' AND person IS NOT NULL") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `where a closed sign-in is let go of by its time, what only it could open goes too`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            try await close(.coordinator, town)
            let hub = town.hub, user = try await town.user(.coordinator)
            let rule = try #require(hub.features.flatMap(\.retention).first { $0.event.rawValue == "user.disabled" })
            try await hub.archive.write(by: .program(of: town.browser.town.organization), for: .dataProtection) { db, access in
                let day = Day(hub.now(), in: hub.settings.value.zone).adding(days: rule.days + 1), due = try rule.due(on: day, limit: 10, hub, db).filter { $0.id == user.text }
                #expect(due.count == 1)
                try rule.dispose(due, hub, db, &access)
            }
            #expect(try await town.count("SELECT (SELECT count(*) FROM protection_notes) + (SELECT count(*) FROM protection_note_keys)") == 0)
            #expect(try await told("protection.note_gone", town) == ["caseWorker \(town.page)", "officer /protection"])
            #expect(try await town.count("SELECT count(*) FROM audit_pending WHERE action = 'protection.note_removed' AND fields = 'reader' AND person IS NOT NULL") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a second click on closing a sign-in writes to nobody again, and leaves the day on which it was closed`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            try await close(.coordinator, town)
            let letters = { try await town.count("SELECT count(*) FROM outbox WHERE letter = 'protection.no_reader'") }, first = try await letters(), user = try await town.user(.coordinator)
            let closed = { try await town.hub.archive.read { try $0.value("SELECT disabled_at FROM users WHERE id = \(user)") as String? } }, at = try await closed()
            town.browser.town.clock.advance(by: 60)
            try await close(.coordinator, town)
            #expect(try await letters() == first && first > 0)
            #expect(try await closed() == at)
        }
    }

    @Test(arguments: Engine.tested)
    func `a key that opens nothing any more keeps no note: with the last living one it goes`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator, .officer])
            _ = try await town.makeKey(.officer)
            try await erase(.coordinator, town)
            #expect(try await town.count("SELECT count(*) FROM protection_notes") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `somebody whose sign-in is closed, and can be opened again, keeps a note; nobody is told that it is gone`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator, .officer])
            try await close(.officer, town)
            try await erase(.coordinator, town)
            let officer = try await town.user(.officer)
            #expect(try await town.count("SELECT count(*) FROM protection_notes WHERE keeper_id = \(officer)") == 1)
            #expect(try await town.count("SELECT count(*) FROM outbox WHERE letter = 'protection.note_gone'") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `what a person's file says of sealed notes can be read for data protection, too`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let hub = town.hub, person = town.person, user = try await town.user(.officer)
            let own = try await hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(user)") as PersonID? }.orNotFound()
            let officer = Actor(user: user, person: own, organization: town.browser.town.organization, roles: [.officer]), say = hub.catalogs.speech(in: .english)
            let lines = try await hub.archive.read(by: officer, for: .dataProtection) { db, access in
                try FileSource.sealedNotes.read(person, hub, db, &access).map { $0.text(say) }
            }
            #expect(lines.contains { $0.contains("Iryna Bondar") })
        }
    }
}
