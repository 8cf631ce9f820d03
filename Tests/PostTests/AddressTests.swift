import Accounts
import Assembly
import Foundation
import House
import Identity
import Logging
import Messaging
@testable import People
@testable import Post
import Storage
import Synchronization
import Testing
import TestSupport
import Trust
import Vault

@Suite struct AddressTests {
    @Test(arguments: Engine.tested)
    func `a newcomer without a sign-in is written to at a safe address, in the language they read`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.register(
                [("arb", .native, .yes), ("eng", .basic, .little)], [ContactDetails(kind: .email, value: "hodan@example.org", isSafe: true)])
            try await browser.post(to: person, key: "a")
            try await browser.send(recorder)
            let mail = try #require(recorder.mails.first)
            #expect(mail.to.text == "hodan@example.org" && mail.language == "ar")
            #expect(mail.html.contains("<html lang=\"ar\" dir=\"rtl\">"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody is written to at an address that is not safe`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.register([], [
                ContactDetails(kind: .email, value: "shared@example.org", isSafe: false), ContactDetails(kind: .phone, value: "07700900123", isSafe: true)])
            try await browser.post(to: person, key: "a")
            try await browser.send(recorder)
            #expect(recorder.mails.isEmpty)
            #expect(try await browser.standing("a") == Standing(status: "unreachable", attempts: 0, error: nil))
        }
    }

    @Test(arguments: Engine.tested)
    func `a sign-in address that was called unsafe at the desk is not written to`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.register([], [
                ContactDetails(kind: .email, value: "Shared@example.org", isSafe: false), ContactDetails(kind: .email, value: "own@example.org", isSafe: true)])
            // The sign-in of a newcomer is a user of the same person.
            try await browser.giveSignIn("shared@example.org", to: person)
            try await browser.post(to: person, key: "a")
            try await browser.send(recorder)
            #expect(recorder.mails.map(\.to.text) == ["own@example.org"])
        }
    }

    @Test(arguments: Engine.tested)
    func `somebody whose keys were destroyed can't be written to, and nobody waits for it`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.person(.volunteer)
            try await browser.post(to: person, key: "a")
            try await browser.post(to: browser.person(.coordinator), key: "b")
            try await browser.hub.keyring.destroy(person)
            try await browser.send(recorder)
            #expect(try await browser.standing("a").status == "unreachable")
            #expect(try await browser.standing("b").status == "sent")
        }
    }

    @Test(arguments: Engine.tested)
    func `a letter to someone whose account is closed goes nowhere`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.person(.coordinator)
            let user = try await browser.hub.archive.read { try $0.value("SELECT id FROM users WHERE person_id = \(person)") as UserID? }.orNotFound()
            _ = try await browser.as(.administrator).post("/users/\(user.text)/closure")
            try await browser.post(to: person, key: "a")
            try await browser.send(recorder)
            #expect(try await browser.standing("a").status == "unreachable")
        }
    }

    @Test(arguments: [
        ([("apc", "native", "yes")], "ar"), ([("acm", "fluent", "yes")], "ar"), ([("ukr", "native", "yes"), ("rus", "native", "yes")], "uk"),
        ([("fra", "conversation", "yes"), ("eng", "basic", "yes")], "fr"), ([("fra", "native", "no"), ("eng", "basic", "little")], "en"),
        ([("tir", "native", "yes")], "en"), ([("tir", "native", "yes"), ("arb", "fluent", "little")], "ar"), ([], "en"),
    ])
    func `a letter is in the offered language that the person reads best, else in the hub's first`(_ given: ([(String, String, String)], String)) async throws {
        try await withPost(on: .sqlite) { (browser, recorder) async throws in
            let languages = given.0.compactMap { code, level, reads in
                SpokenLanguage.Level(rawValue: level).flatMap { level in SpokenLanguage.Literacy(rawValue: reads).map { (code, level, $0) } }
            }
            #expect(languages.count == given.0.count)
            let person = try await browser.register(languages, [ContactDetails(kind: .email, value: "a@example.org", isSafe: true)])
            try await browser.post(to: person, key: "a")
            try await browser.send(recorder)
            #expect(recorder.mails.first?.language.tag == given.1)
        }
    }

    @Test(arguments: Engine.tested)
    func `each address opened is recorded, as the program's own reading`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.volunteer), key: "a")
            try await browser.send(recorder)
            let hub = browser.hub, own = browser.town.organization
            let records = try await hub.archive.read { try AccessRecordStore(db: $0, keyring: hub.keyring).latest(of: own, limit: 10) }
            #expect(records.count == 1)
            #expect(records.first?.purpose == .messaging && records.first?.kinds == [.account])
            #expect(records.first?.actor == hub.keyring.pseudonym(of: Actor.program(of: own).person))
        }
    }

    // ASVS 16.2.5
    @Test(arguments: Engine.tested)
    func `neither rows nor logs hold an address or a name`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let log = LogKeeper()
            var logger = Logger(label: "test") { _ in log }
            logger.logLevel = .trace
            let quiet = browser.hub
            let hub = Hub(
                database: quiet.archive.database, keyring: quiet.keyring, passwords: quiet.passwords, settings: quiet.settings, resources: quiet.resources,
                catalogs: quiet.catalogs, logger: logger, features: quiet.features, now: quiet.now)
            let person = try await browser.register([], [ContactDetails(kind: .email, value: "canary.quetzal@example.org", isSafe: true)])
            try await browser.post(to: person, opening: "/my", key: "a")
            recorder.fail(with: .busy)
            try await OutboxSender(hub: hub, mailer: recorder.mailer).run()
            browser.town.clock.advance(by: 60)
            recorder.fail(with: nil)
            try await OutboxSender(hub: hub, mailer: recorder.mailer).run()
            #expect(recorder.mails.first?.to.text == "canary.quetzal@example.org")
            let rows = try await hub.archive.read { db in
                try db.rows("SELECT key, person_id, letter, path, status, due_at, last_error, created_at, sent_at FROM outbox").map { row in
                    try ["key", "person_id", "letter", "path", "status", "due_at", "last_error", "created_at", "sent_at"].map { (try row.get($0) as String?) ?? "" }
                }
            }.flatMap(\.self)
            #expect(rows.count == 9 && !rows.contains { $0.lowercased().contains("quetzal") || $0.contains("Hodan") })
            #expect(!log.lines.isEmpty && !log.lines.contains { $0.lowercased().contains("quetzal") || $0.contains("Hodan") })
        }
    }
}

extension Browser {
    /// Somebody with these languages and ways of contact, who has no sign-in.
    func register(_ languages: [(String, SpokenLanguage.Level, SpokenLanguage.Literacy)], _ contacts: [ContactDetails]) async throws -> PersonID {
        let spoken = languages.compactMap { SpokenLanguage(code: $0.0, level: $0.1, reads: $0.2) }
        let head = Registration.Member(details: PersonDetails(givenName: "Hodan", familyName: "", birth: nil, gender: .unknown), languages: spoken)
        let worker = Actor.atTheConsole(of: town.organization)
        _ = try await People(hub: hub).register(
            [Registration(members: [head], contacts: contacts, district: nil, arrivedOn: nil, ground: .publicTask)], inCareOf: nil, by: worker)
        return try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE is_head") as PersonID? }.orNotFound()
    }
}

extension Browser {
    /// Makes a user of this person, who signs in by this address.
    fileprivate func giveSignIn(_ email: String, to person: PersonID) async throws {
        let user: UserID = hub.newID(), now = hub.now()
        let sealed = (try hub.keyring.seal(email, as: UserEmail.self, row: user.text, of: person), try hub.keyring.seal("Hodan", as: UserName.self, row: user.text, of: person))
        try await hub.archive.write { db in
            _ = try db.execute("""
                INSERT INTO users (id, person_id, email, name, must_change_password, created_at, version)
                VALUES (\(user), \(person), \(sealed.0), \(sealed.1), \(false), \(now), 1)
                """)
        }
    }
}

/// Keeps every line with everything that stands beside it.
private final class LogKeeper: LogHandler, Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    var logLevel: Logger.Level { get { .trace } set {} }
    var metadata: Logger.Metadata { get { [:] } set {} }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? { get { nil } set {} }
    func log(event: LogEvent) { kept.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") } }
}
