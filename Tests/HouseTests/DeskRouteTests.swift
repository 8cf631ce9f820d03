import Accounts
import Assembly
@testable import House
import Identity
import Localization
import Storage
import Testing
import TestSupport

@Suite struct DeskRouteTests {
    @Test(arguments: [Cast.officer])
    func `an empty desk says so kindly`(_ member: Cast) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let page = try await browser.as(member).get("/desk")
            #expect(page.status == 200 && page.text.contains("Nothing waits for you."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a person of two roles finds the things of both on one desk, each read for its own purpose`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = browser.town
            try await town.add("both@port-selby.example", as: [.caseWorker, .administrator])
            let both = try await browser.signedIn("both@port-selby.example")
            _ = try await both.post("/households", [("given", "Hodan"), ("family", "Warsame")])
            let desk = try await both.get("/desk").text
            #expect(desk.contains("Hodan Warsame") && desk.contains("Name the person whom anyone can call"))
            try await town.hub.bindReads()
            let purposes = try await town.hub.archive.read { try $0.rows("SELECT DISTINCT purpose FROM access_records").map { try $0.get("purpose") as String } }
            #expect(purposes == ["casework"])
        }
    }

    @Test func `more than seven things are counted, and stand on the list behind`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let worker = try await browser.as(.caseWorker)
            for number in 1...9 { _ = try await worker.post("/households", [("given", "Person\(number)"), ("someone_else", "yes")]) }
            let desk = try await worker.get("/desk").text, all = try await worker.get("/desk/all").text
            #expect(desk.matches(of: /class="todo/).count == 7 && desk.contains("and one more") && desk.contains("href=\"/desk/all\""))
            #expect(all.matches(of: /class="todo/).count == 8 && all.contains("2</bdi> more households"))
        }
    }

    @Test func `figures say when there is nothing to count`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.as(.coordinator).get("/desk/figures").text.contains("There is nothing to count yet."))
        }
    }
}
