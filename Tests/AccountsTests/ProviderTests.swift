import Accounts
import Fetching
import Foundation
import House
import Identity
import Testing
import TestSupport

@Suite struct ProviderTests {
    /// A hub of Tom, who volunteers, and Grace, who works there, with a provider of the town.
    private func withProvider(on engine: Engine = .sqlite, _ work: (RealHub, SoftProvider) async throws -> Void) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let town = hub.browser.town, provider = try SoftProvider { town.clock.now }
            var settings = town.hub.settings.value
            (settings.providerIssuer, settings.providerClient, settings.providerName) = (SoftProvider.issuer, SoftProvider.client, "Town hall account")
            settings.providerSecret = try town.hub.sealed(SoftProvider.secret, as: "provider_secret")
            settings.providerSecondStep = "mfa"
            try await town.hub.save(settings)
            provider.plan { $0.email = RealHub.email("tom") }
            try await work(RealHub(browser: Browser(town: town.asking(provider.fetcher)), ids: hub.ids), provider)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is a user here comes in by the town's own account, and goes where they were going`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            #expect(try await hub.browser.get("/sign-in?next=/my/file").text.contains("Town hall account"))
            let answer = try await hub.browser.comingIn(by: provider, next: "/my/sessions")
            #expect(answer.location == "/my/sessions")
            #expect(try await hub.browser.keeping(answer).get("/my").text.contains("Welcome"))
        }
    }

    @Test func `a token signed on a curve is taken as well`() async throws {
        try await withProvider { (hub, provider) async throws in
            provider.plan { ($0.algorithm, $0.keyID) = ("ES256", "curve") }
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
        }
    }

    private static let wrongs: [(String, @Sendable (inout SoftProvider.Plan) -> Void)] = [
        ("another issuer", { $0.claims["iss"] = "\"https://evil.example\"" }), ("an issuer that only begins alike", { $0.claims["iss"] = "\"\(SoftProvider.issuer)/\"" }),
        ("for another client", { $0.claims["aud"] = "\"other\"" }), ("for several without saying for whom", { $0.claims["aud"] = "[\"\(SoftProvider.client)\",\"other\"]" }),
        ("meant for another", { $0.claims["azp"] = "\"other\"" }), ("another nonce", { $0.claims["nonce"] = "\"n\"" }), ("no nonce", { $0.claims["nonce"] = "" }),
        ("over", { $0.claims["exp"] = "1795262300" }), ("no end", { $0.claims["exp"] = "" }), ("made long ago", { $0.claims["iat"] = "1795261000" }), ("made tomorrow", { $0.claims["iat"] = "1795348800" }),
        ("no signature", { $0.algorithm = "none" }), ("signed by the shared secret", { $0.algorithm = "HS256" }), ("an unknown key", { $0.keyID = "unheard of" }),
        ("a forged signature", { $0.isForged = true }), ("a curve's name on an RSA key", { ($0.algorithm, $0.keyID) = ("ES256", "first") }), ("no subject", { $0.claims["sub"] = "" }),
    ]

    // ASVS 6.8.2 9.1.3 9.2.1 9.2.3 10.5.1 10.5.4
    @Test(arguments: wrongs.indices)
    func `a token that is not the answer to our question lets nobody in`(_ index: Int) async throws {
        let (why, change) = Self.wrongs[index]
        try await withProvider { (hub, provider) async throws in
            provider.plan(change)
            let answer = try await hub.browser.comingIn(by: provider)
            #expect(answer.status == 403 && answer.cookies["s"] == nil && answer.text.contains("did not let you through"), "\(why)")
        }
    }

    // ASVS 9.2.1
    @Test(arguments: [("60 seconds", 59.0, true), ("more", 61.0, false)])
    func `clocks may differ by a minute`(_ why: String, _ seconds: Double, _ isTaken: Bool) async throws {
        try await withProvider { (hub, provider) async throws in
            provider.plan { $0.claims["exp"] = "\(1_795_262_400 - Int(seconds))" }
            #expect(try await hub.browser.comingIn(by: provider).status == (isTaken ? 303 : 403), "\(why)")
        }
    }

    private static let strangers: [(String, @Sendable (inout SoftProvider.Plan) -> Void)] = [
        ("nobody here", { $0.email = "nobody@elsewhere.example" }), ("an address that was never confirmed", { $0.claims["email_verified"] = "false" }),
        ("nothing said about it", { $0.claims["email_verified"] = "" }), ("no address at all", { $0.email = nil }),
        ("an address that is not confirmed there either", { ($0.email, $0.userInfo) = (nil, "{\"sub\":\"1001\",\"email\":\"tom@hub.example\",\"email_verified\":false}") }),
        ("more about someone else", { ($0.email, $0.userInfo) = (nil, "{\"sub\":\"2002\",\"email\":\"tom@hub.example\",\"email_verified\":true}") }),
    ]

    @Test(arguments: strangers.indices)
    func `whoever is no user here, or whose address the provider does not vouch for, stays out`(_ index: Int) async throws {
        try await withProvider { (hub, provider) async throws in
            provider.plan(Self.strangers[index].1)
            let answer = try await hub.browser.comingIn(by: provider)
            #expect(answer.status == 403 && answer.cookies["s"] == nil && answer.text.contains("Nobody here has the confirmed"), "\(Self.strangers[index].0)")
        }
    }

    @Test func `an address that the token does not hold is asked for, once`() async throws {
        try await withProvider { (hub, provider) async throws in
            provider.plan { ($0.email, $0.userInfo) = (nil, "{\"sub\":\"1001\",\"email\":\"\(RealHub.email("tom"))\",\"email_verified\":true}") }
            #expect(try await hub.browser.comingIn(by: provider).location == "/my")
            #expect(provider.takeAsked().contains(SoftProvider.issuer + "/me"))
            #expect(try await hub.browser.comingIn(by: provider).location == "/my")
            #expect(!provider.takeAsked().contains(SoftProvider.issuer + "/me"))
        }
    }

    // ASVS 10.2.2
    @Test(arguments: [("https://evil.example", 403), ("https://id.port-selby.example", 303)])
    func `an answer that names an issuer must name ours`(_ issuer: String, _ status: Int) async throws {
        try await withProvider { (hub, provider) async throws in
            let gone = try await hub.browser.get("/sign-in/provider"), back = try provider.back(from: try #require(gone.location))
            #expect(try await hub.browser.keeping(gone).get("\(back)&iss=\(issuer)").status == status)
        }
    }

    // ASVS 10.5.2
    @Test(arguments: Engine.tested)
    func `once bound, someone is known by the account and no longer by the address`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            provider.plan { $0.email = "moved@elsewhere.example" }
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            // Another account with Tom's address is not Tom.
            provider.plan { ($0.subject, $0.email) = ("2002", RealHub.email("tom")) }
            #expect(try await hub.browser.comingIn(by: provider).status == 403)
            // Nor does Tom's account become someone else by claiming their address.
            provider.plan { ($0.subject, $0.email) = ("1001", RealHub.email("helen")) }
            let answer = try await hub.browser.comingIn(by: provider)
            #expect(try await hub.browser.keeping(answer).get("/my").text.contains("tom"))
        }
    }

    // ASVS 6.8.1
    @Test(arguments: Engine.tested)
    func `an account of the same name at another provider is someone else's`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            let keyring = hub.browser.town.hub.keyring, other = "https://id.elsewhere.example", id = try #require(hub.ids["tom"]), now = hub.browser.town.clock.now
            let issuer = keyring.blindIndex(other, column: "provider_accounts.issuer"), subject = keyring.blindIndex("\(other)|1001", column: "provider_accounts.subject")
            try await hub.browser.town.hub.archive.write { db in
                _ = try db.execute("INSERT INTO provider_accounts (issuer_index, subject_index, user_id, bound_at) VALUES (\(issuer), \(subject), \(id), \(now))")
            }
            provider.plan { $0.claims["email_verified"] = "false" }
            let answer = try await hub.browser.comingIn(by: provider)
            #expect(answer.status == 403 && answer.cookies["s"] == nil)
        }
    }

    // ASVS 7.6.1
    @Test func `a session that began at the provider lasts as long as any other, and is ended here`() async throws {
        try await withProvider { (hub, provider) async throws in
            provider.plan { ($0.subject, $0.email, $0.claims["amr"]) = ("3003", RealHub.email("grace"), "[\"mfa\"]") }
            let left = hub.browser.keeping(try await hub.browser.comingIn(by: provider))
            hub.browser.town.clock.advance(by: 31 * 60)
            #expect(try await left.get("/desk").location?.hasPrefix("/sign-in") == true)
            let ended = hub.browser.keeping(try await hub.browser.comingIn(by: provider))
            #expect(try await ended.post("/sign-out").status == 303)
            #expect(try await ended.get("/desk").location?.hasPrefix("/sign-in") == true)
        }
    }

    // ASVS 7.6.2 10.2.1
    @Test func `a link on another website begins no session, the button of our page does`() async throws {
        try await withProvider { (hub, provider) async throws in
            var sent = hub.browser
            sent.headers[.init("Sec-Fetch-Site")!] = "cross-site"
            let stopped = try await sent.get("/sign-in/provider?next=/my/file")
            #expect(stopped.location == "/sign-in?next=%2Fmy%2Ffile" && stopped.cookies["provider"] == nil && provider.takeAsked().isEmpty)
            sent.headers[.init("Sec-Fetch-Site")!] = "same-origin"
            #expect(try await sent.get("/sign-in/provider").location?.hasPrefix(SoftProvider.issuer) == true)
        }
    }

    // ASVS 10.1.1
    @Test func `no token of the provider comes to the browser, or into the database`() async throws {
        try await withProvider { (hub, provider) async throws in
            let (counted, asked) = hub.browser.town.counted(), browser = Browser(town: counted.asking(provider.fetcher))
            let answer = try await browser.comingIn(by: provider)
            #expect(answer.status == 303)
            // Every token begins with the bytes of `{"` in base64url.
            #expect(!answer.text.contains("eyJ") && !answer.headers.contains { $0.value.contains("eyJ") })
            #expect(!asked.take().contains { "\($0)".contains("eyJ") })
        }
    }

    @Test func `whose account here is closed stays out`() async throws {
        try await withProvider { (hub, provider) async throws in
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            let id = try #require(hub.ids["tom"]), now = hub.browser.town.clock.now
            try await hub.browser.town.hub.archive.write { db in _ = try db.execute("UPDATE users SET disabled_at = \(now) WHERE id = \(id)") }
            #expect(try await hub.browser.comingIn(by: provider).status == 403)
        }
    }

    // ASVS 10.1.2 10.2.1 10.5.1
    @Test func `a way back works once, in the browser that set out, and for ten minutes`() async throws {
        try await withProvider { (hub, provider) async throws in
            let gone = try await hub.browser.get("/sign-in/provider"), begun = hub.browser.keeping(gone), place = try #require(gone.location)
            let back = try provider.back(from: place)
            #expect(try await hub.browser.get(back).status == 403)
            #expect(try await begun.get(back).status == 303)
            #expect(try await begun.get(try provider.back(from: place)).status == 403)
            let again = try await hub.browser.get("/sign-in/provider"), late = hub.browser.keeping(again)
            hub.browser.town.clock.advance(by: 600)
            #expect(try await late.get(try provider.back(from: try #require(again.location))).status == 403)
        }
    }

    // ASVS 10.2.1
    @Test func `another state, or none, comes back to nobody`() async throws {
        try await withProvider { (hub, provider) async throws in
            let gone = try await hub.browser.get("/sign-in/provider"), begun = hub.browser.keeping(gone)
            let other = try await hub.browser.get("/sign-in/provider")
            #expect(try await begun.get(try provider.back(from: try #require(other.location))).status == 403)
            #expect(try await begun.get("/sign-in/provider/return?code=a").status == 403)
            #expect(try await begun.get("/sign-in/provider/return?error=access_denied&state=x").status == 403)
        }
    }

    @Test func `new keys are read when a token names one, and not more often than once a minute`() async throws {
        try await withProvider { (hub, provider) async throws in
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            _ = provider.takeAsked()
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            #expect(provider.takeAsked() == [SoftProvider.issuer + "/token"])
            hub.browser.town.clock.advance(by: 61)
            try provider.changeKey(to: "second")
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            #expect(provider.takeAsked().contains(SoftProvider.issuer + "/keys"))
            provider.plan { $0.keyID = "unheard of" }
            #expect(try await hub.browser.comingIn(by: provider).status == 403)
            #expect(!provider.takeAsked().contains(SoftProvider.issuer + "/keys"))
        }
    }

    // ASVS 6.8.4
    @Test(arguments: Engine.tested)
    func `the hub's own second step is asked until its owner has confirmed the account by it; from then on the provider's word is enough`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            let grace = try await hub.withSecondFactor("grace")
            provider.plan { ($0.subject, $0.email, $0.claims["amr"]) = ("3003", RealHub.email("grace"), "[\"pwd\",\"mfa\"]") }
            for _ in 1...2 {
                let asked = try await hub.browser.comingIn(by: provider)
                #expect(asked.location?.hasPrefix("/sign-in/code") == true && asked.cookies["s"] == nil)
            }
            let asked = try await hub.browser.comingIn(by: provider)
            #expect(try await hub.browser.keeping(asked).post("/sign-in/code", [("code", grace.app.wrongCode)]).status == 422)
            #expect(try await hub.browser.comingIn(by: provider).location?.hasPrefix("/sign-in/code") == true)
            #expect(try await hub.browser.keeping(asked).post("/sign-in/code", [("code", grace.app.code)]).location == "/desk")
            #expect(try await hub.browser.comingIn(by: provider).location == "/desk")
            provider.plan { ($0.claims["amr"], $0.claims["acr"]) = ("", "\"mfa\"") }
            #expect(try await hub.browser.comingIn(by: provider).location == "/desk")
            provider.plan { $0.claims["acr"] = "" }
            #expect(try await hub.browser.comingIn(by: provider).location?.hasPrefix("/sign-in/code") == true)
        }
    }

    // ASVS 6.8.4
    @Test func `a worker without a second step sets it up here first, whatever the provider says`() async throws {
        try await withProvider { (hub, provider) async throws in
            provider.plan { ($0.subject, $0.email, $0.claims["amr"]) = ("3003", RealHub.email("grace"), "[\"mfa\"]") }
            let answer = try await hub.browser.comingIn(by: provider)
            #expect(try await hub.browser.keeping(answer).get("/desk").location?.hasPrefix("/my/second-factor") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `to whom an account is bound gets one letter, and finds it in their file and where they are signed in`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            #expect(try await !hub.afterPassword("tom").browser.get("/my/sessions").text.contains("provider-account"))
            for _ in 1...2 { _ = try await hub.browser.comingIn(by: provider) }
            #expect(try await hub.letters("accounts.provider_bound") == [try #require(hub.ids["tom"])])
            let tom = try await hub.afterPassword("tom").browser
            #expect(try await tom.get("/my/sessions").text.contains("/my/provider-account/removal"))
            #expect(try await tom.get("/my").text.contains("An account of the town lets you in, too"))
            #expect(try await tom.get("/my/file").text.contains("An account of the town lets you in since"))
        }
    }

    @Test(arguments: Engine.tested)
    func `its owner takes a bound account away, and whoever came in by it is out`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            let other = hub.browser.keeping(try await hub.browser.comingIn(by: provider))
            let tom = try await hub.afterPassword("tom").browser
            #expect(try await tom.post("/my/provider-account/removal").location == "/my/sessions")
            #expect(try await other.get("/my").status == 303)
            #expect(try await tom.get("/my").status == 200)
            #expect(try await hub.bindings() == 0)
            #expect(try await tom.post("/my/provider-account/removal").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `an administrator sees whom an account is bound to, and takes it away`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            let helen = try await hub.withSecondFactor("helen").browser, path = "/users/\(try #require(hub.ids["tom"]))/provider-account/removal"
            #expect(try await !helen.get("/users").text.contains(path))
            let tom = hub.browser.keeping(try await hub.browser.comingIn(by: provider))
            #expect(try await helen.get("/users").text.contains(path))
            #expect(try await helen.post(path).location == "/users")
            #expect(try await tom.get("/my").status == 303)
            #expect(try await hub.bindings() == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a new password, a lost phone and the closing of an account end what is bound to it`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            let helen = try await hub.withSecondFactor("helen").browser, id = try #require(hub.ids["tom"])
            _ = try await hub.browser.comingIn(by: provider)
            let tom = try await hub.afterPassword("tom").browser
            #expect(try await tom.get("/my/password").text.contains("is taken away"))
            #expect(try await tom.post("/my/password", [("old", RealHub.password), ("password", "four loud harbor bells")]).status == 303)
            #expect(try await hub.bindings() == 0)
            for path in ["second-factor/removal", "closure"] {
                _ = try await hub.browser.comingIn(by: provider)
                #expect(try await hub.bindings() == 1)
                #expect(try await helen.post("/users/\(id)/\(path)").status == 303)
                #expect(try await hub.bindings() == 0)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `another provider ends every binding and what was begun by one; all who answer for it get a letter`(_ engine: Engine) async throws {
        try await withProvider(on: engine) { (hub, provider) async throws in
            let town = hub.browser.town, helen = try #require(hub.ids["helen"]), grace = try await hub.withSecondFactor("grace")
            let officer = try await Accounts(hub: town.hub).create(NewUser(
                name: "Daniel", email: RealHub.email("daniel"), password: RealHub.password, roles: [.officer], organization: town.organization, mustChangePassword: false), by: nil)
            let tom = hub.browser.keeping(try await hub.browser.comingIn(by: provider))
            provider.plan { ($0.subject, $0.email) = ("3003", RealHub.email("grace")) }
            let begun = hub.browser.keeping(try await hub.browser.comingIn(by: provider))
            var settings = town.hub.settings.value
            settings.providerIssuer = "https://id.elsewhere.example"
            let actor = Actor(user: helen, person: town.hub.newID(), organization: town.organization, roles: [.administrator])
            try await town.hub.save(settings, changed: ["provider_issuer"], by: actor)
            #expect(try await hub.bindings() == 0)
            #expect(try await tom.get("/my").status == 303)
            #expect(try await begun.post("/sign-in/code", [("code", grace.app.code)]).location == "/sign-in")
            let told = try await hub.letters("accounts.provider_changed")
            #expect(Set(told) == [helen, try #require(hub.ids["paul"]), officer] && told.count == 3)
            try await town.hub.save(settings, changed: ["hub_name"], by: actor)
            #expect(try await hub.letters("accounts.provider_changed").count == 3)
        }
    }

    @Test(arguments: ["provider_client", "provider_second_step"])
    func `whatever makes the provider's word weigh more is confirmed anew`(_ changed: String) async throws {
        try await withProvider { (hub, provider) async throws in
            let town = hub.browser.town, grace = try await hub.withSecondFactor("grace")
            provider.plan { ($0.subject, $0.email, $0.claims["amr"]) = ("3003", RealHub.email("grace"), "[\"mfa\"]") }
            let asked = hub.browser.keeping(try await hub.browser.comingIn(by: provider))
            #expect(try await asked.post("/sign-in/code", [("code", grace.app.code)]).location == "/desk")
            #expect(try await hub.browser.comingIn(by: provider).location == "/desk")
            let actor = Actor(user: try #require(hub.ids["helen"]), person: town.hub.newID(), organization: town.organization, roles: [.administrator])
            try await town.hub.save(town.hub.settings.value, changed: [changed], by: actor)
            #expect(try await hub.browser.comingIn(by: provider).location?.hasPrefix("/sign-in/code") == true)
            #expect(try await hub.bindings() == 1)
        }
    }

    @Test func `new keys under the name of the old one are read, and not more often than once a minute`() async throws {
        try await withProvider { (hub, provider) async throws in
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            try provider.changeKey(to: "first")
            #expect(try await hub.browser.comingIn(by: provider).status == 403)
            hub.browser.town.clock.advance(by: 61)
            #expect(try await hub.browser.comingIn(by: provider).status == 303)
            _ = provider.takeAsked()
            provider.plan { $0.isForged = true }
            #expect(try await hub.browser.comingIn(by: provider).status == 403)
            #expect(!provider.takeAsked().contains(SoftProvider.issuer + "/keys"))
        }
    }

    @Test func `a provider that can't be reached is told of, and nothing breaks`() async throws {
        try await withProvider { (hub, _) async throws in
            let silent = Browser(town: hub.browser.town.asking(Fetcher { _ in throw FetchFailure.notReached }))
            let answer = try await silent.get("/sign-in/provider")
            #expect(answer.status == 502 && answer.text.contains("does not answer as it should"))
        }
    }

    @Test func `a hub without a provider knows no such way`() async throws {
        try await withRealHub { (hub) async throws in
            #expect(try await hub.browser.get("/sign-in/provider").status == 404)
            #expect(try await hub.browser.get("/sign-in/provider/return?code=a&state=b").status == 404)
        }
    }
}

extension Browser {
    /// There and back; the answer is that of the hub.
    func comingIn(by provider: SoftProvider, next: String = "") async throws -> Answer {
        let gone = try await get("/sign-in/provider" + (next.isEmpty ? "" : "?next=\(next)"))
        guard let place = gone.location, gone.status == 303 else { return gone }
        return try await keeping(gone).get(try provider.back(from: place))
    }
}

extension RealHub {
    /// Whom letters of this kind wait for.
    func letters(_ name: String) async throws -> [UserID] {
        try await browser.town.hub.archive.read { db in
            try db.rows("SELECT u.id FROM outbox o JOIN users u ON u.person_id = o.person_id WHERE o.letter = \(name) ORDER BY u.id").map { try $0.get("id") }
        }
    }

    /// How many accounts of the town are bound to someone.
    fileprivate func bindings() async throws -> Int { try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM provider_accounts") } }
}
