@testable import Assembly
import DemoMailbox
import Foundation
@testable import House
import Identity
import Storage
import Synchronization
import Testing
import TestSupport

@Suite struct DemoClockTests {
    @Test(arguments: Engine.tested)
    func `a week on, daily jobs have seen seven days`(_ engine: Engine) async throws {
        let days = Mutex<[Day]>([])
        try await withHub(on: engine) { (town) async throws in
            let job = Job("daily", .daily(hour: 6)) { hub in days.withLock { $0.append(Day(hub.now(), in: hub.settings.value.zone)) } }
            let hub = town.hub(with: [Feature(name: "Test", migrations: [], jobs: [job], doors: { _ in [] })])
            try await JobRunner(hub: hub).runDue()
            let start = Day(hub.now(), in: hub.settings.value.zone)
            try await DemoClock(hub: hub).advance(days: 7)
            #expect(days.withLock { $0 } == (1...7).map { start.adding(days: $0) })
            #expect(DemoClock(hub: hub).today == start.adding(days: 7))
        }
    }

    @Test(arguments: Engine.tested)
    func `a restart keeps the demo's day`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            try await DemoClock(hub: town.hub).advance(days: 8)
            let settings = try await town.hub.archive.read { try SettingsStore(db: $0).load() }
            #expect(SettingsBox(settings).clock({ .testNoon })() == .testNoon + 8 * 86_400)
        }
    }

    @Test func `a real hub's clock is the machine's, whatever its settings say`() {
        var settings = Settings(isDemo: false)
        settings.demoSeconds = 86_400
        #expect(SettingsBox(settings).clock({ .testNoon })() == .testNoon)
    }

    @Test(arguments: Engine.tested)
    func `whoever is signed in stays so when a week passes, and comes back to where they were`(_ engine: Engine) async throws {
        try await withDemo(on: engine) { (browser, _) async throws in
            let worker = try await browser.as(.coordinator)
            let answer = try await worker.post("/demo/clock", [("days", "7"), ("back", "/my/password")])
            #expect(answer.status == 303 && answer.location == "/my/password")
            let page = try await worker.get("/my/password")
            #expect(page.status == 200 && page.text.contains("28 November 2026"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a session that had run out stays so`(_ engine: Engine) async throws {
        try await withDemo(on: engine) { (browser, _) async throws in
            let worker = try await browser.as(.coordinator)
            browser.town.clock.advance(by: 3600)
            _ = try await browser.post("/demo/clock", [("days", "1")])
            #expect(try await worker.get("/my").status == 303)
        }
    }

    // ASVS 3.7.2
    @Test(arguments: ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
    func `the way back never leads out of the hub`(_ back: String) async throws {
        try await withDemo(on: .sqlite) { (browser, _) async throws in
            #expect(try await browser.post("/demo/clock", [("days", "1"), ("back", back)]).location == "/")
        }
    }

    @Test func `no more than a month passes at once, and the clock never goes back`() async throws {
        try await withDemo(on: .sqlite) { (browser, _) async throws in
            _ = try await browser.post("/demo/clock", [("days", "-3")])
            #expect(browser.town.hub.now() == .testNoon)
            _ = try await browser.post("/demo/clock", [("days", "100000")])
            #expect(browser.town.hub.now() == .testNoon + 31 * 86_400)
        }
    }

    // ASVS 13.4.2 15.2.3
    @Test func `a real hub has neither a clock to move nor a mailbox`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var settings = browser.town.hub.settings.value
            settings.isDemo = false
            try await browser.town.hub.save(settings)
            let real = browser.demo(Mailbox(now: browser.town.hub.now))
            #expect(!real.site.doors.contains { $0.path.hasPrefix("/demo") })
            #expect(try await real.as(.administrator).post("/demo/clock", [("days", "1")]).status == 404)
            #expect(try await real.as(.administrator).get("/demo/mailbox").status == 404)
            #expect(try await real.get("/").text.contains("/demo/") == false)
            #expect(real.town.hub.now() == .testNoon)
        }
    }
}

@Suite struct DemoMailboxTests {
    @Test(arguments: Engine.tested)
    func `a letter of the demo is read in its mailbox, with a link to press`(_ engine: Engine) async throws {
        try await withDemo(on: engine) { (browser, mailbox) async throws in
            let post = try await DemoPost(hub: browser.town.hub)
            let demo = browser.demo(post.mailbox)
            var settings = browser.town.hub.settings.value
            settings.publicAddress = "http://127.0.0.1:8080"
            try await browser.town.hub.save(settings)
            _ = try await demo.as(.administrator).post("/letters/test")
            _ = try await demo.post("/demo/clock", [("days", "1")])
            let list = try await demo.get("/demo/mailbox")
            #expect(list.text.contains("A test letter") && list.text.contains("admin@port-selby.example"))
            #expect(post.mailbox.count == 1)
            #expect(list.text.contains("Mailbox (<bdi>1</bdi>)"))
            let mail = try await demo.get("/demo/mailbox/1")
            #expect(mail.text.contains("<a href=\"/letters\">"))
            #expect(try await demo.get("/demo/mailbox/2").status == 404)
            try await post.close()
        }
    }

    @Test func `the mailbox is read by recipient, the newest first`() async throws {
        try await withDemo(on: .sqlite) { (browser, mailbox) async throws in
            for (number, name) in ["a", "b", "a"].enumerated() {
                mailbox.receive("Subject: Letter \(number)\r\n\r\nx\r\n", for: ["\(name)@example.org"])
            }
            let all = try await browser.get("/demo/mailbox").text, second = try #require(all.range(of: "Letter 1"))
            #expect(try #require(all.range(of: "Letter 2")).lowerBound < second.lowerBound)
            let one = try await browser.get("/demo/mailbox?recipient=2").text
            #expect(one.contains("Letter 1") && !one.contains("Letter 0") && !one.contains("Letter 2"))
        }
    }

    // ASVS 1.2.1 3.2.2
    @Test func `what stands in a mail is text, never markup, and leads nowhere else`() async throws {
        try await withDemo(on: .sqlite) { (browser, mailbox) async throws in
            mailbox.receive("Subject: <script>alert(1)</script>\r\n\r\n<b>x</b>\r\nhttps://evil.example/\r\n", for: ["a@example.org"])
            let page = try await browser.get("/demo/mailbox/1").text
            #expect(!page.contains("<script>alert") && !page.contains("<b>x") && !page.contains("href=\"https://evil"))
        }
    }
}

private func withDemo(on engine: Engine, _ work: (Browser, Mailbox) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        let mailbox = Mailbox(now: browser.town.hub.now)
        try await work(browser.demo(mailbox), mailbox)
    }
}
