@testable import Accounts
import Assembly
import HTTPTypes
import Testing
import TestSupport

@Suite struct SessionListTests {
    private static let phone = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"

    @Test(arguments: [
        (phone, "Firefox on Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "Samsung Internet on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("curl/8.5.0", "A browser we don't know"), ("", "A browser we don't know"),
    ])
    func `a device is named by families, never by model or version`(_ userAgent: String, _ words: String) async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let said = town.hub.catalogs.speech(in: "en").plain(Device(userAgent: userAgent).message)
            #expect(said.filter { !"\u{2068}\u{2069}".contains($0) } == words)
        }
    }

    private func signedIn(_ browser: Browser, _ userAgent: String) async throws -> Browser {
        var copy = browser
        copy.headers[.userAgent] = userAgent
        return try await copy.signedIn(Cast.volunteer.email)
    }

    // ASVS 7.5.2
    @Test(arguments: Engine.tested)
    func `people see where they are signed in, and end one of them`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let phone = try await signedIn(browser, Self.phone), desk = try await signedIn(browser, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
            let page = try await desk.get("/my/sessions").text
            #expect(page.contains("Android") && page.contains("Linux") && !page.contains("140"))
            #expect(page.ranges(of: "This is where you are now.").count == 1 && page.ranges(of: "action=\"/my/sessions/").count == 1)
            let one = try #require(page.firstMatch(of: /action="(\/my\/sessions\/[^"]+\/end)"/)?.output.1)
            #expect(try await desk.post(String(one)).location == "/my/sessions")
            #expect(try await phone.get("/my").status == 303)
            #expect(try await desk.get("/my").status == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `all others end at once, and nobody else's`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let here = try await browser.as(.volunteer), there = try await browser.as(.volunteer), other = try await browser.as(.newcomer)
            #expect(try await here.post("/my/other-sessions/end").location == "/my/sessions")
            #expect(try await there.get("/my").status == 303)
            for left in [here, other] { #expect(try await left.get("/my").status == 200) }
        }
    }
}
