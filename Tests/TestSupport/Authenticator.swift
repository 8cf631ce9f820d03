import Foundation
import Vault

/// The app on someone's phone, on the clock of the town.
public struct Authenticator: Sendable, Equatable {
    let totp: TOTP
    let clock: TestClock

    /// The code that the app shows now; each works once, so a test moves the clock on before the next.
    public var code: String { totp.code(step: TOTP.step(at: clock.now)) }
    /// The code of a phone whose clock is so many seconds ahead.
    public func code(after seconds: Double) -> String { totp.code(step: TOTP.step(at: clock.now.addingTimeInterval(seconds))) }
    public static func == (a: Self, b: Self) -> Bool { a.totp == b.totp }
    /// A code that holds at no time near.
    public var wrongCode: String { totp.code(step: TOTP.step(at: clock.now) + 10_000) }
}

extension Browser {
    /// Sets up the second step of signing in by its page, as whoever is signed in here.
    ///
    /// - Parameters:
    ///   - seconds: how long they take from the page to the code.
    ///   - proof: by what they show that it is still them, where that took long.
    public func settingUpSecondFactor(taking seconds: Double = 0, proof: String? = nil) async throws -> (browser: Browser, app: Authenticator, recoveryCodes: [String]) {
        let page = try await get("/my/second-factor")
        guard let key = page.text.firstMatch(of: /<bdi dir="ltr">([A-Z2-7 ]{39})<\/bdi>/).map({ String($0.output.1) }),
              let totp = TOTP(text: key) else { throw MissingKey() }
        let app = Authenticator(totp: totp, clock: town.clock)
        town.clock.advance(by: seconds)
        let shown = try await post("/my/second-factor", [("code", app.code)] + (proof.map { [("proof", $0)] } ?? []))
        return (keeping(shown), app, shown.text.matches(of: /<bdi dir="ltr">([0-9A-Z-]{29})<\/bdi>/).map { String($0.output.1) })
    }

    struct MissingKey: Error {}
}
