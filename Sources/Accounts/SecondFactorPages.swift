import Foundation
import Localization
import Markup
import Web

/// The second step of signing in: set up with an app, or, once it is, how to change it.
struct SecondFactorPage: Page {
    enum State: Sendable {
        /// The key to type into an app, and what its camera reads.
        case off(key: String, address: String)
        case on(since: Date, codesLeft: Int)
    }
    let token: FormToken
    let state: State
    /// For whoever works at a desk.
    let isRequired: Bool
    /// Whether a passkey can be made at this address instead.
    let takesPasskeys: Bool
    let next: String
    let zone: TimeZone
    let problem: Message?

    static let samples: [SecondFactorPage] = {
        let off = State.off(key: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", address: "otpauth://totp/Hub:amal?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        return [
            SecondFactorPage(token: FormToken("sample"), state: off, isRequired: true, takesPasskeys: true, next: "/setup", zone: .gmt,
                             problem: Message("This is not the code that the app shows now. Check the time on your phone, and type the next code.")),
            SecondFactorPage(token: FormToken("sample"), state: off, isRequired: false, takesPasskeys: false, next: "", zone: .gmt, problem: nil),
            SecondFactorPage(token: FormToken("sample"), state: .on(since: .distantPast, codesLeft: 10), isRequired: true, takesPasskeys: false, next: "", zone: .gmt, problem: nil),
            SecondFactorPage(token: FormToken("sample"), state: .on(since: .distantPast, codesLeft: 1), isRequired: false, takesPasskeys: false, next: "", zone: .gmt, problem: AccountProblem.wrongCode.message),
        ]
    }()

    var title: Message { Message("The second step of signing in") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem("code", $0)]).html(say) })
        \(content(say))
        """
    }

    private func content(_ say: Speech) -> HTML {
        switch state {
        case .off(let key, let address): settingUp(key, address, say)
        case .on(let since, let codesLeft): changing(since, codesLeft, say)
        }
    }

    private func settingUp(_ key: String, _ address: String, _ say: Speech) -> HTML {
        """
        <p class="lead">\(say("After your password, or the PIN of your card, you will type a code of six digits that only your phone shows. Whoever learns the rest can't come in without it."))</p>
        \(isRequired ? "<div class=\"notice\"><p>\(Picture("info")) \(say("Whoever works here needs it. Set it up now: it takes two minutes, and then you can go on."))</p></div>" : "")
        \(isRequired && takesPasskeys ? "<p><a class=\"button\" href=\"/my/passkeys/new\">\(Picture("key")) \(say("Use a passkey instead"))</a></p>" : nil)
        <section class="panel" aria-labelledby="app"><h2 id="app">\(say("First: an app"))</h2>
        <p>\(say("Put an authenticator app on your phone, such as Aegis, FreeOTP, 2FAS or Google Authenticator. It needs no account and no connection. Without a phone, a password manager such as KeePassXC does the same."))</p></section>
        <section class="panel" aria-labelledby="scan"><h2 id="scan">\(say("Second: scan this code with the app"))</h2>
        \(QRPicture(address)?.html(label: say.plain("Code to scan")))
        <p>\(say("Or type this key into the app:"))</p><p><strong><bdi dir="ltr">\(key)</bdi></strong></p>
        <p>\(say("Show it to nobody."))</p></section>
        <section class="panel" aria-labelledby="try"><h2 id="try">\(say("Third: type the code that the app shows"))</h2>
        <form method="post" action="/my/second-factor" data-once>\(token.html)
        <input type="hidden" name="next" \(.value(next))>
        \(TextField(name: "code", label: Message("Six digits"), value: "", kind: .tel, problem: problem, autocomplete: "one-time-code").html(say))
        <p>\(say("All your other sessions end."))</p>
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Turn it on"))</button></div></form></section>
        """
    }

    private func changing(_ since: Date, _ codesLeft: Int, _ say: Speech) -> HTML {
        """
        <p class="lead">\(Picture("check")) \(say("It is on since \(say.instant(since, in: zone), "time")."))</p>
        <p>\(say(codesLeft, one: "One recovery code is left.", other: "\(codesLeft, "count") recovery codes are left."))</p>
        <p>\(say("To change something, type a code first."))</p>
        <form method="post" action="/my/second-factor/recovery-codes">\(token.html)
        \(CodeField("code", problem: problem).html(say))
        <div class="buttons"><button class="button">\(Picture("print")) \(say("Make new recovery codes"))</button>
        <button class="button" formaction="/my/second-factor/removal">\(isRequired ? say("Set it up with another phone") : say("Turn it off"))</button></div></form>
        """
    }
}

/// The recovery codes, to print; shown this once, since only hashes are kept.
struct RecoveryCodesPage: Page {
    let codes: [String]
    let next: Route

    static let samples = [RecoveryCodesPage(codes: ["0123-4567-89AB-CDEF-GHJK-MNPQ", "7654-3210-ZYXW-VTSR-QPNM-KJHG"], next: "/desk")]

    var title: Message { Message("Your recovery codes") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Print this page now, or write the codes down. They are shown only once."))</p>
        <p>\(say("If your phone is lost, type one of them in place of the code of your app. Each works once. Keep them apart from your phone, where nobody else finds them."))</p>
        <div class="panel"><ol>\(codes.map { "<li><strong><bdi dir=\"ltr\">\($0)</bdi></strong></li>" as HTML })</ol></div>
        <div class="buttons"><a class="button main" \(.href(next))>\(Picture("arrow", turns: true)) \(say("I have them on paper"))</a></div>
        """
    }
}
