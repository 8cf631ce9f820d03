import DemoMailbox
import Foundation
import House
import Identity
import Messaging
@testable import Post
import Storage
import Testing
import TestSupport
import Trust

@Suite struct OutboxSenderTests {
    // ASVS 14.2.4
    @Test(arguments: Engine.tested)
    func `a letter goes to the sign-in address, with a whole link and no case content`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.coordinator), opening: "/letters", key: "a")
            try await browser.send(recorder)
            let mail = try #require(recorder.mails.first)
            #expect(mail.to.text == "coordinator@port-selby.example" && mail.from.text == "hub@port-selby.example")
            #expect(mail.sender == "Port Selby" && mail.subject == "A test letter")
            #expect(mail.text.contains("\nhttps://hub.example.org/letters\n"))
            #expect(mail.html.contains("<a href=\"https://hub.example.org/letters\">"))
            #expect(try await browser.standing("a") == Standing(status: "sent", attempts: 1, error: nil))
        }
    }

    @Test(arguments: Engine.tested)
    func `a personal link opens with the key of its path`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.volunteer), opening: "/asks/7", isPersonal: true, key: "a")
            try await browser.send(recorder)
            let line = try #require(recorder.mails.first?.text.split(separator: "\n").first { $0.hasPrefix("https://hub.example.org/asks/7/") })
            #expect(browser.hub.isKey(String(line.dropFirst("https://hub.example.org/asks/7/".count)), of: "/asks/7"))
        }
    }

    @Test(arguments: Engine.tested)
    func `after links were stopped, the next letter holds one that opens`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.person(.volunteer), volunteer = try await browser.as(.volunteer)
            for key in ["before", "after"] {
                try await browser.post(to: person, opening: "/asks/7", isPersonal: true, key: key)
                try await browser.send(recorder)
                if key == "before" { #expect(try await volunteer.post("/my/links/end").status == 303) }
            }
            let keys = recorder.mails.compactMap { $0.text.firstMatch(of: /https:\/\/hub.example.org\/asks\/7\/(\S+)/).map { String($0.output.1) } }
            #expect(keys.count == 2)
            await #expect(throws: (any Error).self) { try await browser.hub.checkKey(keys[0], of: "/asks/7", for: person) }
            try await browser.hub.checkKey(keys[1], of: "/asks/7", for: person)
        }
    }

    @Test(arguments: Engine.tested)
    func `a letter waits until its time, and can be taken back until then`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.person(.volunteer)
            for key in ["kept", "taken"] { try await browser.post(to: person, key: key, in: 600) }
            browser.town.clock.advance(by: 599)
            try await browser.send(recorder)
            #expect(recorder.mails.isEmpty)
            #expect(try await browser.hub.archive.write { try $0.outbox.takeBack(key: "taken") })
            browser.town.clock.advance(by: 1)
            try await browser.send(recorder)
            #expect(recorder.mails.count == 1)
            #expect(try await browser.hub.archive.write { try $0.outbox.takeBack(key: "kept") } == false)
        }
    }

    @Test(arguments: Engine.tested)
    func `letters about something that is gone are taken back, those of its neighbors stay`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.person(.volunteer)
            for key in ["tea:1", "tea:1:7", "tea:1:ж", "tea:", "tea:0", "tea:2", "tealeaf"] { try await browser.post(to: person, key: key, in: 600) }
            try await browser.hub.archive.write { try $0.outbox.takeBack(prefix: "tea:1") }
            let left = try await browser.hub.archive.read { try $0.rows("SELECT key FROM outbox ORDER BY key").map { try $0.get("key") as String } }
            #expect(Set(left) == ["tea:", "tea:0", "tea:2", "tealeaf"])
        }
    }

    @Test(arguments: Engine.tested)
    func `where it can't be read which links still open, no try is counted: the letter can be taken back`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.volunteer), opening: "/asks/7", isPersonal: true, key: "a")
            try await browser.hub.archive.write { _ = try $0.execute("ALTER TABLE personal_links RENAME TO somewhere_else") }
            await #expect(throws: StorageProblem.self) { try await browser.send(recorder) }
            #expect(recorder.mails.isEmpty)
            #expect(try await browser.standing("a") == Standing(status: "waiting", attempts: 0, error: nil))
            #expect(try await browser.hub.archive.write { try $0.outbox.takeBack(key: "a") })
        }
    }

    @Test(arguments: Engine.tested)
    func `what is being tried can't be taken back: it may have left`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.volunteer), key: "a")
            let now = browser.hub.now()
            try await browser.hub.archive.write { db in
                for letter in try db.outbox.due(at: now, limit: 10) { #expect(try db.outbox.begin(letter, at: now)) }
            }
            #expect(try await browser.hub.archive.write { try $0.outbox.takeBack(key: "a") } == false)
        }
    }

    @Test(arguments: Engine.tested, [MailFailure.connection, .tls, .signIn])
    func `what never left is taken back, however often it was tried`(_ engine: Engine, _ failure: MailFailure) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: failure)
            try await browser.post(to: browser.person(.volunteer), key: "a")
            for _ in 1...2 {
                try await browser.send(recorder)
                browser.town.clock.advance(by: 400)
            }
            #expect(try await browser.standing("a").attempts == 2)
            #expect(try await browser.hub.archive.write { try $0.outbox.takeBack(key: "a") })
        }
    }

    @Test(arguments: Engine.tested)
    func `what may have left once can't be taken back, whatever failed later`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.volunteer), key: "a")
            for failure in [MailFailure.slow, .connection] {
                recorder.fail(with: failure)
                try await browser.send(recorder)
                browser.town.clock.advance(by: 400)
            }
            #expect(try await browser.standing("a") == Standing(status: "waiting", attempts: 2, error: "connection"))
            #expect(try await browser.hub.archive.write { try $0.outbox.takeBack(key: "a") } == false)
        }
    }

    @Test(arguments: Engine.tested)
    func `letters that did not get through are forgotten after a year`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: .refused)
            for key in ["dead", "unreachable"] { try await browser.post(to: browser.person(.volunteer), key: key) }
            try await browser.send(recorder)
            _ = try await browser.hub.archive.write { try $0.execute("UPDATE outbox SET status = 'unreachable' WHERE key = 'unreachable'") }
            let forget = try #require(browser.hub.features.flatMap(\.jobs).first { $0.name == "retention.run" })
            for (days, left) in [(364, 2), (2, 0)] {
                browser.town.clock.advance(by: Double(days) * 86_400)
                try await browser.hub.haveHadLastNight()
                try await forget.run(browser.hub)
                #expect(try await browser.hub.archive.read { try $0.count("SELECT count(*) FROM outbox") } == left)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the same key is written once, and sent once`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.person(.volunteer)
            for _ in 0..<3 {
                try await browser.post(to: person, key: "a")
                try await browser.send(recorder)
            }
            #expect(recorder.mails.count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `failures are tried again after 1, 5, 30 minutes, 2 and 12 hours, and then no more`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: .busy)
            try await browser.post(to: browser.person(.volunteer), key: "a")
            for (attempt, delay) in [60.0, 300, 1800, 7200, 43_200].enumerated() {
                try await browser.send(recorder)
                #expect(try await browser.standing("a") == Standing(status: "waiting", attempts: attempt + 1, error: "busy"))
                browser.town.clock.advance(by: delay - 1)
                try await browser.send(recorder)
                #expect(try await browser.standing("a").attempts == attempt + 1)
                browser.town.clock.advance(by: 1)
            }
            try await browser.send(recorder)
            #expect(try await browser.standing("a") == Standing(status: "dead", attempts: 6, error: "busy"))
        }
    }

    @Test(arguments: Engine.tested)
    func `what the server refuses for good is dead at once`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: .refused)
            try await browser.post(to: browser.person(.volunteer), key: "a")
            try await browser.send(recorder)
            #expect(try await browser.standing("a") == Standing(status: "dead", attempts: 1, error: "refused"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a server that is away is asked once, not once for each letter`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: .connection)
            for key in ["a", "b", "c"] { try await browser.post(to: browser.person(.volunteer), key: key) }
            try await browser.send(recorder)
            #expect(try await browser.standing("a").attempts == 1)
            #expect(try await browser.standing("b").attempts == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a second delivery is recognized by its number`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            let person = try await browser.person(.volunteer)
            try await browser.post(to: person, key: "a")
            try await browser.post(to: person, key: "b")
            try await browser.send(recorder)
            // As if the program had died between the sending and the record of it.
            _ = try await browser.hub.archive.write { try $0.execute("UPDATE outbox SET status = 'waiting', sent_at = NULL WHERE key = 'a'") }
            browser.town.clock.advance(by: 60)
            try await browser.send(recorder)
            let ids = recorder.mails.map(\.id)
            #expect(ids.count == 3 && ids[0] == ids[2] && ids[0] != ids[1])
        }
    }

    @Test(arguments: Engine.tested)
    func `a letter of a kind that no area has any more is dead`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(Letter("gone", subject: Letter.test.subject, []), to: browser.person(.volunteer), key: "a")
            try await browser.send(recorder)
            #expect(try await browser.standing("a") == Standing(status: "dead", attempts: 1, error: "unknown_letter"))
        }
    }

    @Test(arguments: Engine.tested)
    func `without an address to write from, letters wait untouched`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await browser.post(to: browser.person(.volunteer), key: "a")
            try await browser.send(Recorder())
            #expect(try await browser.standing("a") == Standing(status: "waiting", attempts: 0, error: nil))
        }
    }

    @Test(arguments: Engine.tested)
    func `sent letters are forgotten after a year`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.volunteer), key: "a")
            try await browser.send(recorder)
            let forget = try #require(browser.hub.features.flatMap(\.jobs).first { $0.name == "retention.run" })
            browser.town.clock.advance(by: 364 * 86_400)
            try await browser.hub.haveHadLastNight()
            try await forget.run(browser.hub)
            #expect(try await browser.hub.archive.read { try $0.count("SELECT count(*) FROM outbox") } == 1)
            browser.town.clock.advance(by: 2 * 86_400)
            try await browser.hub.haveHadLastNight()
            try await forget.run(browser.hub)
            #expect(try await browser.hub.archive.read { try $0.count("SELECT count(*) FROM outbox") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `by the runner, libcurl and a real server, a letter arrives`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, _) async throws in
            let mailbox = Mailbox(now: browser.hub.now), sink = try await MailSink.start(into: mailbox)
            var settings = browser.hub.settings.value
            settings.mailServer = "smtp://127.0.0.1:\(sink.port)"
            try await browser.hub.save(settings)
            try await JobRunner(hub: browser.hub).runDue()
            try await browser.post(to: browser.person(.administrator), opening: "/letters", key: "a")
            browser.town.clock.advance(by: 5)
            #expect(try await JobRunner(hub: browser.hub).runDue().done.contains("letters.send"))
            #expect(mailbox.mails.first?.recipients == ["admin@port-selby.example"])
            #expect(mailbox.mails.first?.text.contains("https://hub.example.org/letters") == true)
            try await sink.close()
        }
    }
}

func withPost(on engine: Engine, _ work: (Browser, Recorder) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        try await browser.prepareMail()
        try await work(browser, Recorder())
    }
}
