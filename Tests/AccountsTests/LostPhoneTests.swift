import Accounts
import Assembly
import Identity
import Testing
import TestSupport

@Suite struct LostPhoneTests {
    // ASVS 6.4.4 7.4.5
    @Test(arguments: Engine.tested)
    func `an administrator takes another's second step away, and it is set up again at the next sign-in`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen").browser, grace = try await hub.withSecondFactor("grace").browser
            let id = try #require(hub.ids["grace"])
            #expect(try await helen.get("/users").text.contains("/users/\(id)/second-factor/removal"))
            #expect(try await helen.post("/users/\(id)/second-factor/removal").location == "/users")
            #expect(try await grace.get("/desk").location?.hasPrefix("/sign-in") == true)
            #expect(try await hub.afterPassword("grace").browser.get("/desk").location?.hasPrefix("/my/second-factor") == true)
            let written = try await hub.browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'user.second_factor_reset'") }
            #expect(written == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever has the console helps the only administrator`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen").browser, town = hub.browser.town
            #expect(try await !Accounts(hub: town.hub).resetFactor(of: "nobody@hub.example", in: town.organization))
            #expect(try await Accounts(hub: town.hub).resetFactor(of: RealHub.email("helen"), in: town.organization))
            #expect(try await helen.get("/desk").status == 303)
            #expect(try await hub.afterPassword("helen").browser.get("/desk").location?.hasPrefix("/my/second-factor") == true)
        }
    }

    @Test func `no administrator takes away their own`() async throws {
        try await withRealHub { (hub) async throws in
            let helen = try await hub.withSecondFactor("helen").browser, id = try #require(hub.ids["helen"])
            #expect(try await helen.post("/users/\(id)/second-factor/removal").status == 403)
            #expect(try await helen.get("/desk").status == 200)
        }
    }

    // ASVS 6.4.3
    @Test(arguments: ["", "000000"])
    func `nobody turns it off or makes new recovery codes without a code`(_ code: String) async throws {
        try await withRealHub { (hub) async throws in
            let grace = try await hub.withSecondFactor("grace")
            for path in ["/my/second-factor/removal", "/my/second-factor/recovery-codes"] {
                #expect(try await grace.browser.post(path, [("code", code)]).status == 422)
            }
            #expect(try await hub.code(grace.recoveryCodes[0], of: "grace").location == "/desk")
        }
    }

    @Test(arguments: Engine.tested)
    func `with new recovery codes the earlier ones work no more`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let grace = try await hub.withSecondFactor("grace")
            let page = try await grace.browser.post("/my/second-factor/recovery-codes", [("code", grace.app.code)])
            let new = page.text.matches(of: /<bdi dir="ltr">([0-9A-Z-]{29})<\/bdi>/).map { String($0.output.1) }
            #expect(new.count == 10 && Set(new).isDisjoint(with: grace.recoveryCodes))
            #expect(try await hub.code(grace.recoveryCodes[0], of: "grace").status == 422)
            #expect(try await hub.code(new[0], of: "grace").location == "/desk")
        }
    }

    // ASVS 7.4.3
    @Test(arguments: Engine.tested)
    func `with a recovery code it is set up with another phone, and every other session ends`(_ engine: Engine) async throws {
        try await withRealHub(on: engine) { (hub) async throws in
            let grace = try await hub.withSecondFactor("grace"), elsewhere = try await hub.afterPassword("grace").browser
            let other = elsewhere.keeping(try await elsewhere.post("/sign-in/code", [("code", grace.app.code)]))
            let page = try await grace.browser.post("/my/second-factor/removal", [("code", grace.recoveryCodes[0])])
            #expect(page.location == "/my/second-factor")
            for ended in [other, grace.browser] { #expect(try await ended.get("/desk").location?.hasPrefix("/sign-in") == true) }
            let on = grace.browser.keeping(page)
            #expect(try await on.get("/desk").location?.hasPrefix("/my/second-factor") == true)
            let again = try await on.settingUpSecondFactor()
            #expect(again.app != grace.app)
            hub.browser.town.clock.advance(by: 60)
            #expect(try await hub.code(again.app.code, of: "grace").location == "/desk")
        }
    }

    @Test func `turning it off twice says that it is off`() async throws {
        try await withRealHub { (hub) async throws in
            let tom = try await hub.withSecondFactor("tom")
            let answer = try await tom.browser.post("/my/second-factor/removal", [("code", tom.app.code)])
            #expect(try await tom.browser.keeping(answer).get("/my").text.contains("It is off."))
            #expect(try await hub.afterPassword("tom").answer.location == "/my")
        }
    }
}
