import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import Protection
import Storage
import Testing
import TestSupport

@Suite struct NoteTests {
    @Test(arguments: Engine.tested)
    func `a note is read by the one who was named, by their password, and by no other role, colleague or organization`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            #expect(try await town.write().location == town.page)
            #expect(try await town.read(as: .coordinator).text.contains(SealedTown.words))
            for other in [Cast.officer, .administrator, .volunteer, .newcomer] {
                #expect(try await town.read(as: other).status == 403, "\(other)")
                #expect(try await town.browser.as(other).get(town.page).status == 403, "\(other)")
            }
            // Whoever wrote it knows that it is there, and opens it no more.
            #expect(try await town.read(as: .caseWorker).status == 403)
            let standing = try await town.browser.as(.caseWorker).get(town.page)
            #expect(standing.status == 200 && standing.text.contains("Iryna Bondar") && !standing.text.contains("Canaryword") && !standing.text.contains("/reading"))
            let stranger = try await town.browser.as(.caseWorker, of: town.browser.town.otherOrganization)
            for answer in [try await stranger.get(town.page), try await stranger.post("\(town.page)/reading", [("key", Accounts.demoPassword)])] { #expect(answer.status == 404) }
        }
    }

    @Test(arguments: Engine.tested)
    func `another case worker, in whose care the household is not, neither writes nor learns that there are notes`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            try await town.browser.town.addCaseWorker("colleague@port-selby.example")
            let colleague = try await town.browser.signedIn("colleague@port-selby.example")
            for path in [town.page, "\(town.page)/new", "\(town.page)/readers"] { #expect(try await colleague.get(path).status == 403) }
            #expect(try await colleague.post(town.page, [("words", "x")]).status == 403)
            let household = try await town.hub.archive.read { try $0.value("SELECT household_id FROM persons WHERE id = \(town.person)") as String? }
            #expect(try await !colleague.get("/households/\(household ?? "")").text.contains("\(town.person.text)/protection"))
            #expect(try await town.browser.as(.caseWorker).get("/households/\(household ?? "")").text.contains("one sealed note"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong password opens nothing, and guessing is slowed down`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let reader = try await town.browser.as(.coordinator)
            for _ in 1...10 {
                let answer = try await reader.post("\(town.page)/reading", [("key", "not the password")])
                #expect(answer.status == 422 && !answer.text.contains("Canaryword") && answer.text.contains("neither your password nor the recovery code"))
            }
            #expect(try await reader.post("\(town.page)/reading", [("key", Accounts.demoPassword)]).status == 429)
            try await town.hub.bindReads()
            #expect(try await town.count("SELECT count(*) FROM access_records WHERE kinds LIKE '%protection%'") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `five minutes after signing in, reading asks first whether it is still them`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let reader = try await town.browser.as(.coordinator)
            town.browser.town.clock.advance(by: 301)
            let asked = try await reader.post("\(town.page)/reading", [("key", Accounts.demoPassword)])
            #expect(asked.text.contains("Is it still you?") && !asked.text.contains("Canaryword") && !asked.text.contains(Accounts.demoPassword))
            let kept = try #require(asked.text.firstMatch(of: /name="kept_form" value="([^"]+)"/)).output.1
            #expect(try await reader.post("\(town.page)/reading", [("kept_form", String(kept)), ("proof", Accounts.demoPassword)]).text.contains("Canaryword"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a form sent twice is one note; one without words or reader says so and keeps what was typed`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker), page = try await worker.get("\(town.page)/new").text
            let hidden = town.hidden(in: page), reader = try await town.user(.coordinator).text
            let empty = try await worker.post(town.page, [("readers", reader)] + hidden)
            #expect(empty.status == 422 && empty.text.contains("value=\"\(reader)\"  checked"))
            let unnamed = try await worker.post(town.page, [("words", "Canarykept")] + hidden)
            #expect(unnamed.status == 422 && unnamed.text.contains("Canarykept") && unnamed.text.contains("Name at least one person"))
            #expect(try await worker.post(town.page, [("words", String(repeating: "x", count: 8001)), ("readers", reader)]).status == 422)
            #expect(try await worker.post(town.page, [("words", "Once"), ("readers", reader)] + hidden).status == 303)
            let again = try await worker.post(town.page, [("words", "Canarytwice"), ("readers", reader)] + hidden)
            #expect(again.status == 409 && again.text.contains("Canarytwice") && again.text.contains("sealed when you sent it the first time"))
            #expect(try await town.count("SELECT count(*) FROM protection_notes") == 1)
            // What came back is one more note, as it says, for those who read now.
            #expect(try await worker.post(town.page, [("words", "Canarytwice")] + town.hidden(in: again.text)).status == 303)
            let read = try await town.read(as: .coordinator).text
            #expect(read.contains("Once") && read.contains("Canarytwice"))
            // Somebody without a key can't be named.
            #expect(try await worker.get("\(town.page)/new").text.contains("Iryna Bondar"))
        }
    }

    @Test(arguments: Engine.tested)
    func `the next note goes to those who read the others, whoever the form names`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator])
            try await town.write("Canarysecond", for: [.officer])
            #expect(try await town.read(as: .coordinator).text.contains("Canarysecond"))
            #expect(try await town.read(as: .officer).status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `where nobody has a key the page says so, and nothing can be written`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine, keys: []) { (town) async throws in
            let page = try await town.browser.as(.caseWorker).get("\(town.page)/new")
            #expect(page.status == 200 && page.text.contains("Nobody here has a key") && !page.text.contains("<textarea"))
            #expect(try await town.write().status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `a reader lets another read everything, and takes one out who then opens nothing more`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            try await town.write("Canarysecond")
            #expect(try await town.read(as: .officer).status == 403)
            #expect(try await town.setReaders([.coordinator, .officer], as: .coordinator).location == town.page)
            let all = try await town.read(as: .officer).text
            #expect(all.contains(SealedTown.words) && all.contains("Canarysecond"))
            let before = try await town.hub.archive.read { try $0.rows("SELECT words FROM protection_notes ORDER BY id").map { try $0.get("words") as [UInt8] } }
            #expect(try await town.setReaders([.officer], as: .coordinator).location == "/protection")
            #expect(try await town.read(as: .coordinator).status == 403)
            #expect(try await town.read(as: .officer).text.contains(SealedTown.words))
            // Under a new key: the one that was taken out has opens nothing of what lies there now.
            let after = try await town.hub.archive.read { try $0.rows("SELECT words FROM protection_notes ORDER BY id").map { try $0.get("words") as [UInt8] } }
            #expect(Set(before).isDisjoint(with: after) && after.count == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `the last reader can't be taken out, and the database keeps no note that nobody was given the key to`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let answer = try await town.setReaders([], as: .coordinator)
            #expect(answer.status == 422 && answer.text.contains("Name at least one person"))
            // The administrator has no key and can't be named; the form with nobody else is one with nobody.
            #expect(try await town.setReaders([.administrator], as: .coordinator).status == 422)
            #expect(try await town.setReaders([.officer], as: .caseWorker).status == 403)
            await #expect(throws: StorageProblem.self) { try await town.hub.archive.write { try $0.execute("DELETE FROM protection_note_keys") } }
            await #expect(throws: StorageProblem.self) { try await town.hub.archive.write { try $0.execute("DELETE FROM protection_notes") } }
            #expect(try await town.read(as: .coordinator).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `a note that is not needed any more goes, by one who reads it and by nobody else`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let id = try await town.hub.archive.read { try $0.value("SELECT id FROM protection_notes") as String? } ?? ""
            for other in [Cast.caseWorker, .officer, .administrator] { #expect(try await town.browser.as(other).post("\(town.page)/\(id)/removal").status == 403, "\(other)") }
            #expect(try await town.browser.as(.coordinator).post("\(town.page)/\(id)/removal").status == 303)
            #expect(try await town.count("SELECT count(*) FROM protection_notes") + town.count("SELECT count(*) FROM protection_note_keys") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is named finds it at the desk and in their list until they have read it, and learns it by a letter without content`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let reader = try await town.browser.as(.coordinator)
            #expect(try await reader.get("/desk").text.contains("A sealed note waits for you"))
            let list = try await reader.get("/protection").text
            #expect(list.contains("Amal Haddad") && list.contains("New for you") && list.contains(town.page))
            _ = try await town.read(as: .coordinator)
            #expect(try await !reader.get("/desk").text.contains("A sealed note waits for you"))
            #expect(try await !reader.get("/protection").text.contains("New for you"))
            #expect(try await town.browser.as(.officer).get("/protection").text.contains("Nothing is sealed to you"))
            #expect(try await town.count("SELECT count(*) FROM outbox WHERE letter = 'protection.note' AND path = '/protection'") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `where the last reader leaves, whoever has the household in care is told; a colleague who reads, too, finds it at the desk`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let leaving = try await town.user(.coordinator).text, administrator = try await town.browser.as(.administrator)
            #expect(try await administrator.post("/users/\(leaving)/closure").status == 303)
            #expect(try await town.count("SELECT count(*) FROM outbox WHERE letter = 'protection.no_reader' AND path = \(town.page)") == 1)
            #expect(try await town.browser.as(.caseWorker).get(town.page).text.contains("Nobody who works here can open them now"))
            // Opened again for a moment, they name another, and can go.
            #expect(try await administrator.post("/users/\(leaving)/reopening").status == 303)
            #expect(try await town.setReaders([.coordinator, .officer], as: .coordinator).status == 303)
            #expect(try await administrator.post("/users/\(leaving)/closure").status == 303)
            #expect(try await town.count("SELECT count(*) FROM outbox WHERE letter = 'protection.no_reader'") == 2)
            #expect(try await town.browser.as(.officer).get("/desk").text.contains("Someone can&#39;t read sealed notes any more") == true)
            #expect(try await town.read(as: .officer).text.contains(SealedTown.words))
        }
    }
}
