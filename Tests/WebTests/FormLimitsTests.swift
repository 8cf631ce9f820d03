import Foundation
import Synchronization
import Testing
import TestSupport
@testable import Web

@Suite struct FormLimitsTests {
    private let clock = TestClock(.testNoon)
    private let shelter = InternetAddress("192.0.2.7")

    private func limits(known: String = "") -> FormLimits {
        FormLimits(now: { clock.now }, name: { "keyed \($0)" }, known: { Network.list(known) ?? [] })
    }

    private func seconds(_ answer: FormLimits.Answer) -> Double? { if case .after(let seconds) = answer { seconds } else { nil } }

    @Test func `forty forms of one place pass at once, the next are slowed down, and only then is anyone turned away`() async {
        let limits = limits()
        for _ in 1...40 { #expect(await limits.take("/sign-in", from: shelter) == .after(seconds: 0)) }
        var last = 0.0
        for _ in 1...39 {
            let wait = seconds(await limits.take("/sign-in", from: shelter)) ?? -1
            #expect(wait > last && wait <= FormLimits.longestWait)
            last = wait
        }
        #expect(await limits.take("/sign-in", from: shelter) == .refused)
        clock.advance(by: 3)
        #expect(seconds(await limits.take("/sign-in", from: shelter)) != nil)
        clock.advance(by: 600)
        #expect(await limits.take("/sign-in", from: shelter) == .after(seconds: 0))
    }

    @Test func `another place, and another form of the same, have budgets of their own`() async {
        let limits = limits()
        for _ in 1...60 { _ = await limits.take("/sign-in", from: shelter) }
        #expect(await limits.take("/sign-in", from: InternetAddress("198.51.100.7")) == .after(seconds: 0))
        #expect(await limits.take("/card", from: shelter) == .after(seconds: 0))
        // The same 24 bits are one place.
        #expect(seconds(await limits.take("/sign-in", from: InternetAddress("192.0.2.200"))).map { $0 > 0 } == true)
    }

    @Test func `one browser is turned away before it empties what all have who share its address`() async {
        let limits = limits()
        while await limits.take("/card", from: .init(address: shelter, browser: "loud")) != .refused {}
        for _ in 1...100 { #expect(await limits.take("/card", from: .init(address: shelter, browser: "loud")) == .refused) }
        for number in 1...10 { #expect(await limits.take("/card", from: .init(address: shelter, browser: "neighbor \(number)")) == .after(seconds: 0)) }
        #expect(await limits.take("/sign-in", from: .init(address: shelter, browser: "loud")) == .after(seconds: 0))
        clock.advance(by: 600)
        #expect(await limits.take("/card", from: .init(address: shelter, browser: "loud")) == .after(seconds: 0))
    }

    @Test func `a browser in which somebody came in before has a reserve that no neighbor spends, and no more`() async {
        let limits = limits()
        while await limits.take("/card", from: shelter) != .refused {}
        for _ in 1...10 { #expect(await limits.take("/card", from: .init(address: shelter, browser: "b", known: "amal")) == .after(seconds: 0)) }
        #expect(await limits.take("/card", from: .init(address: shelter, browser: "b", known: "amal")) == .refused)
        #expect(await limits.take("/card", from: .init(address: shelter, browser: "c", known: "omar")) == .after(seconds: 0))
    }

    @Test func `whoever came in before comes in while their neighbors are turned away; a cookie that was made up helps nobody`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var shelter = browser
            shelter.peer = "198.51.100.4"
            let signedIn = try await shelter.as(.newcomer)
            var own = signedIn.keeping(try await signedIn.get("/my"))
            own.cookies["s"] = nil
            #expect(own.cookies["b"] != nil)
            while await browser.site.limits.take("/card", from: InternetAddress("198.51.100.4")) != .refused {}
            #expect(try await shelter.post("/card", [("code", "1"), ("pin", "2")]).status == 429)
            #expect(try await own.post("/card", [("code", "1"), ("pin", "2")]).status == 422)
            var liar = shelter
            liar.cookies["b"] = "word.bm90LWEtdGFn"
            #expect(try await liar.post("/card", [("code", "1"), ("pin", "2")]).status == 429)
        }
    }

    @Test func `a network that the hub knows sends ten times as many`() async {
        let limits = limits(known: "192.0.2.0/24")
        for _ in 1...400 { #expect(await limits.take("/card", from: shelter) == .after(seconds: 0)) }
        #expect(await limits.take("/card", from: shelter) != .after(seconds: 0))
    }

    @Test func `a flood from elsewhere keeps nobody out of a network that the hub knows`() async {
        let limits = limits(known: "192.0.2.0/24")
        for number in 0..<1300 { _ = await limits.take("/sign-in", from: InternetAddress("10.\(number / 250).\(number % 250).1")) }
        #expect(await limits.take("/sign-in", from: InternetAddress("198.51.100.7")) == .refused)
        #expect(await limits.take("/sign-in", from: shelter) == .after(seconds: 0))
    }

    @Test func `from many places at once, a form is limited over all of them, and so are all forms`() async {
        let limits = limits()
        for number in 0..<600 { #expect(await limits.take("/sign-in", from: InternetAddress("10.\(number / 250).\(number % 250).1")) == .after(seconds: 0)) }
        #expect(await limits.take("/sign-in", from: shelter) != .after(seconds: 0))
        for number in 0..<599 { _ = await limits.take("/card", from: InternetAddress("11.\(number / 250).\(number % 250).1")) }
        #expect(await limits.take("/volunteer", from: shelter) != .after(seconds: 0))
    }

    @Test func `a place is named anew each day`() async {
        let names = Mutex<Set<String>>([])
        let limits = FormLimits(now: { clock.now }, name: { text in names.withLock { _ = $0.insert(text) }; return text }, known: { [] })
        _ = await limits.take("/card", from: shelter)
        clock.advance(by: 86_400)
        _ = await limits.take("/card", from: shelter)
        #expect(names.withLock { $0 }.count == 2)
    }

    @Test(arguments: [("192.0.2.7", "192.0.2"), ("2001:db8:1:2::7", "32.1.13.184.0.1"), ("::ffff:192.0.2.7", "192.0.2"), ("fe80::1%eth0", "254.128.0.0.0.0")])
    func `a place is the first 24 bits of an old address, 48 of a new one`(_ text: String, _ neighborhood: String) {
        #expect(InternetAddress(text)?.neighborhood == neighborhood)
    }

    @Test(arguments: [("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.0/24", "192.0.3.0", false), ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
                      ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false), ("0.0.0.0/0", "198.51.100.1", true), ("0.0.0.0/0", "::1", false),
                      ("10.0.0.0/9", "10.127.0.1", true), ("10.0.0.0/9", "10.128.0.1", false)])
    func `a network holds the addresses that begin alike`(_ network: String, _ address: String, _ isInside: Bool) throws {
        #expect(try #require(Network(network)).contains(try #require(InternetAddress(address))) == isInside)
    }

    @Test(arguments: ["192.0.2.0/33", "192.0.2.0/-1", "192.0.2/24", "a", "", "192.0.2.0/24/8", "::1/129", "192.0.2.0/"])
    func `what is no network is refused`(_ text: String) {
        #expect(Network(text) == nil)
    }

    // ASVS 15.3.4
    @Test(arguments: [("203.0.113.9", nil, "203.0.113.9"), ("127.0.0.1", "198.51.100.1, 192.0.2.7", "192.0.2.7"), ("10.1.2.3", "192.0.2.7", "192.0.2.7"),
                      ("203.0.113.9", "192.0.2.7", "203.0.113.9"), ("127.0.0.1", "nonsense", "127.0.0.1"), ("127.0.0.1", nil, "127.0.0.1")] as [(String, String?, String)])
    func `behind a proxy the address is the one that the proxy saw, and nobody else is believed`(_ peer: String, _ forwarded: String?, _ seen: String) throws {
        var context = VisitorContext(logger: .init(label: "test"), peer: peer)
        context.settings = try #require(.published(at: "https://hub.example.org"))
        #expect(context.address(forwarded: forwarded) == InternetAddress(seen))
    }

    // ASVS 15.3.4
    @Test func `without a proxy what a visitor claims is not heard`() {
        let context = VisitorContext(logger: .init(label: "test"), peer: "127.0.0.1")
        #expect(context.address(forwarded: "192.0.2.7") == InternetAddress("127.0.0.1"))
    }

    @Test func `whoever sends far too many forms gets a page that says so, and whoever is signed in is not counted`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var crowd = browser
            crowd.peer = "198.51.100.4"
            let limits = browser.site.limits
            while await limits.take("/card", from: InternetAddress("198.51.100.4")) != .refused {}
            let answer = try await crowd.post("/card", [("code", "1"), ("pin", "2")])
            #expect(answer.status == 429 && answer.headers[.retryAfter] == "60" && answer.text.contains("Very many forms"))
            while await limits.take("/sign-out", from: InternetAddress("198.51.100.4")) != .refused {}
            let member = try await crowd.as(.caseWorker)
            #expect(try await member.post("/sign-out").status == 303)
        }
    }
}
