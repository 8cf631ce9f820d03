import Accounts
import Assembly
import Testing
import TestSupport

@Suite struct KnownBrowserTests {
    private let right = [("email", "officer@port-selby.example"), ("password", Accounts.demoPassword)]
    private let wrong = [("email", "officer@port-selby.example"), ("password", "a wrong password")]

    @Test func `a stranger who guesses all day uses up none of the tries of a browser that is known`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var own = browser.keeping(try await browser.post("/sign-in", right))
            own.cookies["s"] = nil
            for _ in 1...12 { _ = try await browser.post("/sign-in", wrong) }
            #expect(try await browser.post("/sign-in", right).status == 429)
            #expect(try await own.post("/sign-in", right).status == 303)
        }
    }

    @Test func `a browser that is known has tries of its own, and no more`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var own = browser.keeping(try await browser.post("/sign-in", right))
            own.cookies["s"] = nil
            for _ in 1...10 { #expect(try await own.post("/sign-in", wrong).status == 422) }
            #expect(try await own.post("/sign-in", right).status == 429)
        }
    }

    @Test func `it is known for the addresses that came in there, and for no other`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var other = browser.keeping(try await browser.post("/sign-in", [("email", "volunteer@port-selby.example"), ("password", Accounts.demoPassword)]))
            other.cookies["s"] = nil
            for _ in 1...10 { _ = try await browser.post("/sign-in", wrong) }
            #expect(try await other.post("/sign-in", right).status == 429)
        }
    }

    @Test func `a cookie that was made up makes no browser known`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            for number in 1...10 {
                var guesser = browser
                guesser.cookies["known"] = "word\(number).bm90LWEtdGFn"
                _ = try await guesser.post("/sign-in", wrong)
            }
            #expect(try await browser.post("/sign-in", right).status == 429)
        }
    }

    @Test func `four people of one desk are known in one browser`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var desk = browser
            for member in [Cast.officer, .coordinator, .caseWorker, .volunteer] {
                desk = desk.keeping(try await desk.post("/sign-in", [("email", member.email), ("password", Accounts.demoPassword)]))
                desk.cookies["s"] = nil
            }
            for _ in 1...12 { _ = try await browser.post("/sign-in", wrong) }
            #expect(try await desk.post("/sign-in", right).status == 303)
        }
    }

    @Test func `a wrong password makes no browser known`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.post("/sign-in", wrong).cookies["known"] == nil)
        }
    }
}
