import Accounts
import Assembly
import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport
import Vault

/// Two windows that change a password, a code or a key at the same moment.
@Suite struct KeyRaceTests {
    /// Sends these forms so that each has read what stands before the first of them is written.
    private func atOnce(_ town: SealedTown, _ forms: [(path: String, fields: [(String, String)])]) async throws -> [Answer] {
        let (held, database) = town.browser.town.held(), member = try await town.browser.as(.coordinator)
        var browser = Browser(town: held)
        browser.cookies = member.cookies
        database.hold()
        let before = database.writes
        return try await withThrowingTaskGroup(of: (Int, Answer).self) { [browser] group in
            for (number, form) in forms.enumerated() { group.addTask { (number, try await browser.post(form.path, form.fields)) } }
            while database.writes < before + forms.count { try await Task.sleep(for: .milliseconds(5)) }
            database.letGo()
            var answers: [Int: Answer] = [:]
            for try await (number, answer) in group { answers[number] = answer }
            return forms.indices.compactMap { answers[$0] }
        }
    }

    @Test(arguments: Engine.tested)
    func `a new password and a new recovery code at once: both hold, and neither earlier one opens anything`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let new = "four loud harbor bells", old = try #require(town.codes[.coordinator])
            let answers = try await atOnce(town, [
                ("/my/password", [("old", Accounts.demoPassword), ("password", new)]), ("/my/sealing-key/code", [("key", Accounts.demoPassword)]),
            ])
            #expect(answers.map(\.status) == [303, 200])
            let code = try #require(answers[1].recoveryCode)
            for typed in [new, code] { #expect(try await town.read(as: .coordinator, typed).text.contains(SealedTown.words)) }
            for typed in [Accounts.demoPassword, old] { #expect(try await town.read(as: .coordinator, typed).status == 422) }
        }
    }

    @Test(arguments: Engine.tested)
    func `two new recovery codes at once: one is shown and opens, the other window is told`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let answers = try await atOnce(town, Array(repeating: ("/my/sealing-key/code", [("key", Accounts.demoPassword)]), count: 2))
            #expect(Set(answers.map(\.status)) == [200, 409])
            #expect(answers.first { $0.status == 409 }?.text.contains("changed in another window") == true)
            let code = try #require(answers.compactMap(\.recoveryCode).first)
            #expect(try await town.read(as: .coordinator, code).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `two new passwords at once: one holds, for the sign-in and for the key`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let new = ["four loud harbor bells", "seven quiet lanterns"]
            let answers = try await atOnce(town, new.map { ("/my/password", [("old", Accounts.demoPassword), ("password", $0)]) })
            #expect(Set(answers.map(\.status)) == [303, 409])
            for (answer, password) in zip(answers, new) {
                #expect(try await town.read(as: .coordinator, password).status == (answer.status == 303 ? 200 : 422))
                #expect(try await town.browser.post("/sign-in", [("email", Cast.coordinator.email), ("password", password)]).status == (answer.status == 303 ? 303 : 422))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a key that is made while the password changes opens by the password that holds, or is not made`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine, keys: []) { (town) async throws in
            let new = "four loud harbor bells"
            let answers = try await atOnce(town, [
                ("/my/password", [("old", Accounts.demoPassword), ("password", new)]), ("/my/sealing-key", [("password", Accounts.demoPassword), ("replaces", "")]),
            ])
            #expect(Set([answers[0].status == 303, answers[1].status == 200]) == [true, false] && answers.contains { $0.status == 409 })
            let holds = answers[0].status == 303 ? new : Accounts.demoPassword, reader = try await town.browser.as(.coordinator)
            let renewed = try await reader.post("/my/sealing-key/code", [("key", holds)])
            #expect(renewed.status == (answers[0].status == 303 ? 404 : 200))
        }
    }

    @Test(arguments: Engine.tested)
    func `one form that is sent twice makes one key, whose printed code opens; the second answer says so`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine, keys: []) { (town) async throws in
            let reader = try await town.browser.as(.coordinator), form = [("password", Accounts.demoPassword), ("replaces", "")]
            let answers = try await atOnce(town, [("/my/sealing-key", form), ("/my/sealing-key", form)])
            #expect(Set(answers.map(\.status)) == [200, 409])
            let code = try #require(answers.compactMap(\.recoveryCode).first)
            try await town.write()
            // Sent once more after a note was sealed to it: nothing is lost.
            let late = try await reader.post("/my/sealing-key", form)
            #expect(late.status == 409 && late.text.contains("A key was made in another window"))
            #expect(try await town.read(as: .coordinator, code).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `another key is made in place of the one that was shown, and not of one that was made since`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            let reader = try await town.browser.as(.coordinator), form = [("password", Accounts.demoPassword)] + town.hidden(in: try await reader.get("/my/sealing-key").text)
            let first = try await reader.post("/my/sealing-key", form), code = try #require(first.recoveryCode)
            try await town.write()
            #expect(try await reader.post("/my/sealing-key", form).status == 409)
            #expect(try await town.read(as: .coordinator, code).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `a password that is hashed anew at a sign-in does not come back over one that was chosen meanwhile`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine, keys: []) { (town) async throws in
            let user = try await town.user(.coordinator), hub = town.hub
            let old = try await hub.archive.read { try $0.value("SELECT password_hash FROM users WHERE id = \(user)") as String? }.orNotFound()
            let cheap = try await Passwords(cost: .init(memory: 8192, passes: 1)).hash(Accounts.demoPassword)
            try await hub.archive.write { _ = try $0.execute("UPDATE users SET password_hash = \(cheap) WHERE id = \(user)") }
            let (held, database) = town.browser.town.held(), browser = Browser(town: held)
            database.hold()
            let before = database.writes
            async let entering = browser.post("/sign-in", [("email", Cast.coordinator.email), ("password", Accounts.demoPassword)])
            while database.writes == before { try await Task.sleep(for: .milliseconds(5)) }
            let chosen = try await hub.passwords.hash("four loud harbor bells")
            try await hub.archive.write { _ = try $0.execute("UPDATE users SET password_hash = \(chosen) WHERE id = \(user)") }
            database.letGo()
            _ = try await entering
            #expect(try await hub.archive.read { try $0.value("SELECT password_hash FROM users WHERE id = \(user)") as String? } == chosen && old != chosen)
        }
    }
}
