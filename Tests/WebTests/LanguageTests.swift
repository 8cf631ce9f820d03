import Hummingbird
import Testing
import TestSupport
import Web

@Suite struct LanguageTests {
    @Test(arguments: [("/?lang=ar", "ar", "rtl"), ("/?lang=uk", "uk", "ltr"), ("/?lang=fr", "fr", "ltr"), ("/?lang=xx", "en", "ltr"),
                      ("/?lang=%3Cscript%3E", "en", "ltr")])
    func `a page speaks the language asked for`(_ path: String, _ tag: String, _ direction: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.get(path).text.contains("<html lang=\"\(tag)\" dir=\"\(direction)\">"))
        }
    }

    @Test func `the choice is remembered in a cookie`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.get("/?lang=uk").cookies["lang"] == "uk")
            var later = browser
            later.cookies["lang"] = "uk"
            #expect(try await later.get("/services").text.contains("<html lang=\"uk\""))
        }
    }

    @Test func `without a choice the browser's language is spoken`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var other = browser
            other.headers[.acceptLanguage] = "ar-SY, en;q=0.5"
            #expect(try await other.get("/").text.contains("<html lang=\"ar\" dir=\"rtl\">"))
        }
    }

    @Test func `changing the language keeps the search`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let page = try await browser.get("/services?q=a%26b&lang=en")
            #expect(page.text.contains("href=\"/services?q=a%26b&amp;lang=fr\""))
        }
    }
}
