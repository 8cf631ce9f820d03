import Accounts
import Assembly
import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport
@testable import Vault

@Suite struct SealingKeyTests {
    @Test(arguments: Engine.tested)
    func `the recovery code opens the notes in place of the password, however it is typed`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let code = try #require(town.codes[.coordinator])
            #expect(try await town.read(as: .coordinator, " " + code.lowercased().replacing("-", with: " ")).text.contains(SealedTown.words))
            #expect(try await town.read(as: .coordinator, try #require(town.codes[.officer])).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever changes their password opens the notes by the new one, and by the old one no more`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let new = "four loud harbor bells"
            #expect(try await town.browser.as(.coordinator).post("/my/password", [("old", Accounts.demoPassword), ("password", new)]).status == 303)
            #expect(try await town.read(as: .coordinator).status == 422)
            #expect(try await town.read(as: .coordinator, new).text.contains(SealedTown.words))
            #expect(try await town.read(as: .coordinator, try #require(town.codes[.coordinator])).status == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `a password that somebody else wrote in its place opens nothing; the code does`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let hash = try await town.hub.passwords.hash("an administrator was here"), user = try await town.user(.coordinator)
            try await town.hub.archive.write { _ = try $0.execute("UPDATE users SET password_hash = \(hash) WHERE id = \(user)") }
            #expect(try await town.read(as: .coordinator, "an administrator was here").status == 422)
            #expect(try await town.read(as: .coordinator, try #require(town.codes[.coordinator])).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `with another key what was sealed before stays closed until someone who reads it lets them read again`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator, .officer])
            _ = try await town.makeKey(.coordinator)
            #expect(try await town.read(as: .coordinator).status == 403)
            #expect(try await town.browser.as(.coordinator).get(town.page).text.contains("a key that you do not have any more"))
            #expect(try await town.browser.as(.officer).get("/desk").text.contains("Someone can&#39;t read sealed notes any more"))
            #expect(try await town.setReaders([.coordinator, .officer], as: .officer).status == 303)
            #expect(try await town.read(as: .coordinator).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `a new recovery code needs the password or the earlier code, and replaces it`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let old = try #require(town.codes[.coordinator]), reader = try await town.browser.as(.coordinator)
            #expect(try await reader.post("/my/sealing-key/code", [("key", "not the password")]).status == 422)
            let answer = try await reader.post("/my/sealing-key/code", [("key", old)])
            let new = String(try #require(answer.text.firstMatch(of: /([0-9A-Z]{4}-){5}[0-9A-Z]{4}/)).output.0)
            #expect(try await town.read(as: .coordinator, old).status == 422)
            #expect(try await town.read(as: .coordinator, new).text.contains(SealedTown.words))
            #expect(try await town.read(as: .coordinator).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `a password that was given by somebody else locks no key; the code alone does`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine, keys: []) { (town) async throws in
            let user = try await town.user(.coordinator), change: SQL = "UPDATE users SET must_change_password = \(true) WHERE id = \(user)"
            let reader = try await town.browser.as(.coordinator)
            try await town.hub.archive.write { _ = try $0.execute(change) }
            let keys = SealingKeys(hub: town.hub), person = try await town.hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(user)") as PersonID? }
            let actor = Actor(user: user, person: try #require(person), organization: town.browser.town.organization, roles: [.coordinator])
            #expect(try await keys.make(for: actor, password: Accounts.demoPassword, replacing: nil) == nil)
            let code = try #require(try await keys.make(for: actor, password: "", replacing: nil))
            #expect(try await keys.open(Accounts.demoPassword, of: actor) == nil)
            #expect(try await keys.open(code, of: actor) != nil)
            #expect(reader.cookies["s"] != nil)
        }
    }

    @Test(arguments: Engine.tested, [Cast.administrator, .newcomer, .volunteer])
    func `whoever only runs the hub, is helped or helps makes no key`(_ engine: Engine, _ member: Cast) async throws {
        try await withSealedTown(on: engine, keys: []) { (town) async throws in
            let visitor = try await town.browser.as(member)
            #expect(try await visitor.get("/my/sealing-key").status == 403)
            #expect(try await visitor.post("/my/sealing-key", [("password", Accounts.demoPassword)]).status == 403)
            #expect(try await !visitor.get("/my").text.contains("/my/sealing-key"))
        }
    }

    @Test(arguments: Engine.tested)
    func `signing in by the right password puts a key under the cost of today`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let user = try await town.user(.coordinator), cheap = Passwords(cost: .init(memory: 8192, passes: 1))
            let (locked, _) = try await cheap.newSealingKey(of: user.text, by: Accounts.demoPassword)
            try await town.hub.archive.write { _ = try $0.execute("""
                UPDATE sealing_keys SET mark = \(locked.publicKey.fingerprint), public_key = \(locked.publicKey.text), by_password = \(locked.passwordText), by_code = \(locked.codeText) WHERE user_id = \(user)
                """) }
            func memory() async throws -> String? {
                try await town.hub.archive.read { try $0.value("SELECT by_password FROM sealing_keys WHERE user_id = \(user)") as String? }?.split(separator: ".").first.map(String.init)
            }
            #expect(try await memory() == "8192")
            _ = try await town.browser.post("/sign-in", [("email", Cast.coordinator.email), ("password", Accounts.demoPassword)])
            #expect(try await memory() == (1 << 20).description)
        }
    }

    @Test(arguments: Engine.tested)
    func `a key that the code alone opens takes its owner's password later, by the code; a wrong one of either changes nothing`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine, keys: []) { (town) async throws in
            let code = try await town.makeKey(.coordinator, password: ""), reader = try await town.browser.as(.coordinator)
            try await town.write()
            #expect(try await town.read(as: .coordinator).status == 422)
            for wrong in [("", Accounts.demoPassword), (code, "not the password")] {
                #expect(try await reader.post("/my/sealing-key/password", [("recovery", wrong.0), ("present", wrong.1)]).status == 422)
            }
            #expect(try await town.read(as: .coordinator).status == 422)
            #expect(try await reader.post("/my/sealing-key/password", [("recovery", code), ("present", Accounts.demoPassword)]).status == 303)
            for typed in [Accounts.demoPassword, code] { #expect(try await town.read(as: .coordinator, typed).text.contains(SealedTown.words)) }
            // From here on it goes with the password.
            let new = "four loud harbor bells"
            #expect(try await reader.post("/my/password", [("old", Accounts.demoPassword), ("password", new)]).status == 303)
            #expect(try await town.read(as: .coordinator, new).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `after a password that somebody else wrote in its place, the code brings the key under the present one`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let hash = try await town.hub.passwords.hash("found again at last"), user = try await town.user(.coordinator), reader = try await town.browser.as(.coordinator)
            try await town.hub.archive.write { _ = try $0.execute("UPDATE users SET password_hash = \(hash) WHERE id = \(user)") }
            let code = try #require(town.codes[.coordinator])
            #expect(try await reader.post("/my/sealing-key/password", [("recovery", code), ("present", "found again at last")]).status == 303)
            #expect(try await town.read(as: .coordinator, "found again at last").text.contains(SealedTown.words))
            #expect(try await town.read(as: .coordinator).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `all pages that ask for a password share their tries; the sign-in of a stranger has its own`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let reader = try await town.browser.as(.coordinator), wrong = "not the password"
            let guesses: [(String, [(String, String)])] = [
                ("/my/password", [("old", wrong), ("password", "four loud harbor bells")]), ("/my/sealing-key", [("password", wrong), ("replaces", "")]),
                ("/my/sealing-key/code", [("key", wrong)]), ("\(town.page)/reading", [("key", wrong)]), ("/my/sealing-key/password", [("recovery", ""), ("present", wrong)]),
            ]
            for _ in 1...2 { for (path, fields) in guesses { #expect(try await reader.post(path, fields).status == 422, "\(path)") } }
            for (path, fields) in guesses { #expect(try await reader.post(path, fields).status == 429, "\(path)") }
            #expect(try await town.browser.post("/sign-in", [("email", Cast.coordinator.email), ("password", Accounts.demoPassword)]).status == 303)
            town.browser.town.clock.advance(by: 31)
            // A right one costs no try.
            for _ in 1...12 { #expect(try await reader.post("\(town.page)/reading", [("key", Accounts.demoPassword)]).status == 200) }
        }
    }
}
