import Accounts
import Assembly
import Foundation
import House
import Identity
import Messaging
@testable import Post
import Testing
import TestSupport

@Suite struct LetterRouteTests {
    @Test(arguments: Engine.tested)
    func `the administrator sees what did not get through, and nobody's name or address`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: .refused)
            try await browser.post(to: browser.person(.coordinator), key: "a")
            try await browser.send(recorder)
            let page = try await browser.as(.administrator).get("/letters")
            #expect(page.status == 200 && page.text.contains("A test letter") && page.text.contains("refused the letter for good"))
            let main = page.text.components(separatedBy: "<main")[1].components(separatedBy: "</main>")[0]
            #expect(!main.contains("coordinator@") && !main.contains("Iryna"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a dead letter that is sent again arrives`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: .refused)
            for key in ["a", "b"] { try await browser.post(to: browser.person(.coordinator), key: key) }
            try await browser.send(recorder)
            recorder.fail(with: nil)
            #expect(try await browser.as(.administrator).post("/letters/sending", [("letter", try await browser.letter("a"))]).location == "/letters")
            #expect(try await browser.standing("a") == Standing(status: "waiting", attempts: 0, error: nil))
            #expect(try await browser.standing("b").status == "dead")
            try await browser.send(recorder)
            #expect(try await browser.standing("a").status == "sent")
        }
    }

    // ASVS 14.2.1
    @Test(arguments: Engine.tested)
    func `what a letter is about stands neither in the form nor in the audit`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            recorder.fail(with: .refused)
            try await browser.post(to: browser.person(.coordinator), key: "canary:7")
            try await browser.send(recorder)
            let admin = try await browser.as(.administrator), id = try await browser.letter("canary:7"), page = try await admin.get("/letters").text
            #expect(page.contains(id) && !page.contains("canary:7"))
            _ = try await admin.post("/letters/sending", [("letter", id)])
            let objects = try await browser.hub.archive.read { try $0.rows("SELECT object FROM audit_pending WHERE action = 'letter.sent_again'").map { try $0.get("object") as String } }
            #expect(try objects == [browser.hub.keyring.auditName(of: "object|\(id)", under: nil)])
        }
    }

    @Test(arguments: Engine.tested)
    func `all that did not get through is sent again at once, and what was sent is not`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            try await browser.post(to: browser.person(.coordinator), key: "sent")
            try await browser.send(recorder)
            recorder.fail(with: .refused)
            for key in ["a", "b"] { try await browser.post(to: browser.person(.coordinator), key: key) }
            try await browser.send(recorder)
            _ = try await browser.as(.administrator).post("/letters/sending")
            recorder.fail(with: nil)
            try await browser.send(recorder)
            #expect(recorder.mails.count == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `a test letter goes to whoever asked for it`(_ engine: Engine) async throws {
        try await withPost(on: engine) { (browser, recorder) async throws in
            #expect(try await browser.as(.administrator).post("/letters/test").status == 303)
            try await browser.send(recorder)
            #expect(recorder.mails.map(\.to.text) == ["admin@port-selby.example"])
        }
    }

    @Test(arguments: [Cast.newcomer, .volunteer, .caseWorker, .coordinator, .officer])
    func `nobody else comes to the letters`(_ member: Cast) async throws {
        try await withPost(on: .sqlite) { (browser, _) async throws in
            let visitor = try await browser.as(member)
            #expect(try await visitor.get("/letters").status == 403)
            #expect(try await visitor.post("/letters/sending").status == 403)
            #expect(try await visitor.post("/letters/test").status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `the administrator's desk tells of dead letters, and of letters that wait for a server`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            #expect(try await browser.deskItems().isEmpty)
            try await browser.post(to: browser.person(.coordinator), key: "a")
            #expect(try await browser.deskItems().map(\.urgency) == [.today])
            try await browser.prepareMail()
            #expect(try await browser.deskItems().isEmpty)
            let recorder = Recorder()
            recorder.fail(with: .refused)
            try await browser.send(recorder)
            #expect(try await browser.deskItems().map(\.urgency) == [.overdue])
        }
    }
}

extension Browser {
    fileprivate func deskItems() async throws -> [DeskItem] {
        let administrator = Actor.atTheConsole(of: town.organization), hub = hub
        return try await hub.archive.read(by: administrator, for: .administration) { db, access in
            var items: [DeskItem] = []
            for source in Feature.post.desk { items += try source.find(hub, db, &access, Day(hub.now(), in: hub.settings.value.zone)) }
            return items
        }
    }
}
