import Accounts
import Identity
import TestSupport

/// People of a hub that is no demo, each with a password of their own.
struct RealHub: Sendable {
    static let password = "seven quiet lanterns"
    let browser: Browser
    let ids: [String: UserID]

    static func email(_ name: String) -> String { "\(name)@hub.example" }

    /// A browser in which this person has given the password, whatever comes after it.
    func afterPassword(_ name: String, _ password: String = RealHub.password) async throws -> (browser: Browser, answer: Answer) {
        let answer = try await browser.post("/sign-in", [("email", Self.email(name)), ("password", password)])
        return (browser.keeping(answer), answer)
    }

    /// Someone who has set up the second step, in a browser where they are signed in.
    func withSecondFactor(_ name: String) async throws -> (browser: Browser, app: Authenticator, recoveryCodes: [String]) {
        let begun = try await afterPassword(name).browser
        let made = try await begun.settingUpSecondFactor()
        browser.town.clock.advance(by: 60)
        return (made.browser, made.app, made.recoveryCodes)
    }

    /// What comes of a code typed after the right password.
    func code(_ code: String, of name: String) async throws -> Answer {
        try await afterPassword(name).browser.post("/sign-in/code", [("code", code)])
    }
}

/// A hub with two administrators, a case worker and a volunteer.
func withRealHub(on engine: Engine = .sqlite, _ work: (RealHub) async throws -> Void) async throws {
    try await withHub(on: engine) { (town) async throws in
        var settings = town.hub.settings.value
        settings.isDemo = false
        try await town.hub.save(settings)
        var ids: [String: UserID] = [:]
        for (name, role) in [("helen", Role.administrator), ("paul", .administrator), ("grace", .caseWorker), ("tom", .volunteer)] {
            ids[name] = try await Accounts(hub: town.hub).create(NewUser(
                name: name, email: RealHub.email(name), password: RealHub.password, roles: [role], organization: town.organization,
                mustChangePassword: false), by: nil)
        }
        try await work(RealHub(browser: Browser(town: town), ids: ids))
    }
}
