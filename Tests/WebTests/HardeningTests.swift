import Assembly
import HTTPTypes
import Hummingbird
import Testing
import TestSupport
import Web

@Suite struct HardeningTests {
    private static let names = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
                                "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "X-Request-Id"]

    // ASVS 3.2.1 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 14.2.3
    @Test(arguments: ["/", "/services", "/no-such-page", "/services/not-an-id", "/assets/nothing.css", "/users", "/healthz"])
    func `every answer carries the security headers`(_ path: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.get(path)
            for name in Self.names { #expect(answer.headers[try #require(HTTPField.Name(name))] != nil, "\(name)") }
        }
    }

    // ASVS 4.1.3
    @Test(arguments: ["evil.example", "127.0.0.1", "127.0.0.1:8081", ""])
    func `another host than ours is refused`(_ host: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var stranger = browser
            stranger.host = host
            #expect(try await stranger.get("/").status == 421)
        }
    }

    // ASVS 4.1.3 4.2.1
    @Test func `two hosts are refused`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var stranger = browser
            stranger.headers[try #require(HTTPField.Name("Host"))] = "evil.example"
            #expect(try await stranger.get("/").status == 421)
        }
    }

    @Test func `no host is refused`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var stranger = browser
            stranger.host = nil
            #expect(try await stranger.get("/").status == 421)
        }
    }

    // ASVS 3.5.3
    @Test func `HEAD is answered as GET without a body`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.send(.head, "/services")
            #expect(answer.status == 200 && answer.text.isEmpty)
        }
    }

    // ASVS 3.3.2 3.5.1
    @Test(arguments: ["cross-site", "same-site"])
    func `a form sent from another site is refused`(_ site: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var other = browser
            other.headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site
            #expect(try await other.post("/sign-in", [("email", "a@b.example"), ("password", "x")]).status == 403)
        }
    }

    // ASVS 3.5.1
    @Test func `a form from another origin is refused, one from origin null is judged by its token`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var other = browser
            other.headers[.origin] = "https://evil.example"
            #expect(try await other.post("/sign-in", [("email", "a@b.example")]).status == 403)
            other.headers[.origin] = "null"
            #expect(try await other.post("/sign-in", [("email", "a@b.example")]).status == 422)
        }
    }

    // ASVS 3.5.1
    @Test(arguments: ["", "form_token=", "form_token=wrong", "email=a"])
    func `a form without the right token is refused`(_ body: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.send(.post, "/sign-in", body: body).status == 403)
        }
    }

    // ASVS 3.5.1
    @Test func `the token of one session is worth nothing in another`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let token = try #require(try await browser.as(.officer).get("/my/password").formToken)
            let other = try await browser.as(.volunteer)
            #expect(try await other.send(.post, "/sign-out", body: "form_token=\(token)").status == 403)
        }
    }

    // ASVS 2.4.1 5.2.1 15.2.2
    @Test func `a form that is too large is refused`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let body = "form_token=x&email=" + String(repeating: "a", count: 70_000)
            #expect(try await browser.send(.post, "/sign-in", body: body).status == 413)
        }
    }

    // ASVS 15.2.2
    @Test func `a form with too many fields is refused`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.send(.post, "/sign-in", body: String(repeating: "a=1&", count: 300)).status == 413)
        }
    }

    // ASVS 1.5.2 4.1.1
    @Test func `a body of another type is refused`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var other = browser
            other.headers[.contentType] = "application/json"
            #expect(try await other.send(.post, "/sign-in", body: "{}").status == 415)
        }
    }

    @Test(arguments: [
        (.put, "/sign-in", 405, "GET, HEAD, POST"), (.delete, "/sign-in", 405, "GET, HEAD, POST"), (.post, "/healthz", 405, "GET, HEAD"), (.get, "/sign-out", 405, "POST"),
        (.post, "/households/0/emergency/", 415, nil), (.patch, "/households/0/emergency", 405, "GET, HEAD, POST"), (.post, "/no-such-page", 404, nil), (.put, "/households/0/no-such-page", 404, nil),
    ] as [(HTTPRequest.Method, String, Int, String?)])
    func `an address tells by which methods it can be asked, before any form is read`(_ method: HTTPRequest.Method, _ path: String, _ status: Int, _ allowed: String?) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var other = browser
            other.headers[.contentType] = "application/json"
            let answer = try await other.send(method, path, body: "{}")
            #expect(answer.status == status && answer.headers[.allow] == allowed && answer.text.contains("<h1>"))
        }
    }

    // ASVS 14.2.2 14.3.2
    @Test func `pages of someone signed in are never stored`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.as(.officer).get("/").headers[.cacheControl] == "no-store")
            #expect(try await browser.get("/").headers[.cacheControl] == "private, no-cache")
        }
    }

    // ASVS 13.4.1 13.4.3 16.5.1
    @Test func `a missing page is a page`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.get("/no-such-page")
            #expect(answer.status == 404 && answer.text.contains("<h1>") && answer.headers[.contentType]?.hasPrefix("text/html") == true)
        }
    }
}
