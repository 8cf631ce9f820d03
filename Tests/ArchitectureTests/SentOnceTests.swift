import Assembly
import Identity
import Storage
import Testing
import TestSupport

/// What a double tap sends: the same form, twice at once or shortly after.
@Suite struct SentOnceTests {
    @Test(arguments: Engine.tested)
    func `a form that is sent twice is done once, and both get the same answer`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), form = [("what", "A laptop was stolen from the office"), ("day", "2026-11-21"), ("time", "11:00"), ("once", "a")]
            async let one = officer.post("/breaches", form)
            async let two = officer.post("/breaches", form)
            let places = [try await one.location, try await two.location, try await officer.post("/breaches", form).location]
            #expect(Set(places).count == 1 && places[0]?.hasPrefix("/breaches/") == true)
            #expect(try await count(browser) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a form that is shown anew, other words, another person and one that was refused are each done`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), form = [("what", "A laptop was stolen from the office"), ("day", "2026-11-21"), ("time", "11:00")]
            for once in ["a", "b"] { _ = try await officer.post("/breaches", form + [("once", once)]) }
            #expect(try await count(browser) == 2)
            _ = try await officer.post("/breaches", [("what", "Another laptop was stolen there")] + form.dropFirst() + [("once", "a")])
            #expect(try await count(browser) == 3)
            _ = try await browser.as(.officer).post("/breaches", form + [("once", "a")])
            #expect(try await count(browser) == 4)
            for _ in 1...2 { #expect(try await officer.post("/breaches", [("what", "short"), ("once", "c")]).status == 422) }
        }
    }

    @Test func `every form of a page has the mark of that showing`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let officer = try await browser.as(.officer)
            func mark() async throws -> String { try #require(try await officer.get("/breaches").text.firstMatch(of: /name="once" value="([0-9a-z]+)"/).map { String($0.output.1) }) }
            #expect(try await mark() != mark())
        }
    }

    private func count(_ browser: Browser) async throws -> Int { try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM breaches") } }
}
