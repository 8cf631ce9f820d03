import Identity
import TestSupport
import Testing
@testable import Engagements

@Suite struct FreshTests {
    @Test(arguments: Engine.tested)
    func `a need that came since the round is matched at once, and no proposal is disturbed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(2, in: "class"), first = try await town.need("class"), desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            #expect(try await desk.post("/round/fresh?lang=en").text.contains("Nothing new is possible now."))
            let second = try await town.need("class")
            let page = try await desk.post("/round/fresh?lang=en").text
            #expect(page.contains(second.text) && !page.contains(first.text))
            #expect(!page.contains("Canary"))
            #expect(try await desk.post("/matches", [("need", second.text), ("offer", place.text)]).status == 303)
            #expect(try await desk.get("/round").text.contains(first.text))
        }
    }

    @Test(arguments: Engine.tested)
    func `a more urgent need takes nothing from what is proposed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator)
            try await town.places(1, in: "class")
            _ = try await town.need("class")
            _ = try await desk.post("/round")
            let urgent = try await town.need("class")
            try await browser.town.hub.archive.write { _ = try $0.execute("UPDATE match_facts SET urgency = 2 WHERE id = \(urgent)") }
            #expect(try await desk.post("/round/fresh?lang=en").text.contains("Nothing new is possible now."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a place that was added since the round goes to who waits`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), need = try await town.need("class")
            _ = try await desk.post("/round")
            try await town.places(1, in: "class")
            #expect(try await desk.post("/round/fresh").text.contains(need.text))
        }
    }

    @Test func `nobody but the coordinator looks`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.as(.caseWorker).post("/round/fresh").status == 403)
        }
    }
}
