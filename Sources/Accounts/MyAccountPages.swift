import Foundation
import House
import Identity
import Localization
import Markup
import Web

/// My Tessera: who I am here, and where I am signed in.
struct MyAccountPage: Page {
    let token: FormToken
    let name: String
    let roles: [Role]
    /// At how many places they are signed in, this one among them.
    let places: Int
    /// False for someone who comes in by a card.
    let hasPassword: Bool
    let hasSecondFactor: Bool
    let passkeys: Int
    /// Since when an account of the town lets them in; nil where none does.
    let boundAt: Date?
    let zone: TimeZone
    /// What other areas show here.
    let parts: [any Part]

    static let samples = [MyAccountPage(
        token: FormToken("sample"), name: "Amal Haddad", roles: [.coordinator, .administrator],
        places: 2, hasPassword: true, hasSecondFactor: false, passkeys: 1, boundAt: .distantPast, zone: .gmt, parts: []),
        MyAccountPage(token: FormToken("sample"), name: "هدى", roles: [.newcomer], places: 1, hasPassword: false, hasSecondFactor: false, passkeys: 0, boundAt: nil, zone: .gmt, parts: [])]

    var title: Message { Message("My Tessera") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say("Welcome, \(name, "name")."))</h1>
        <p class="lead">\(say("Here you are: \(say.list(roles.map { say.plain($0.message) }), "roles")."))</p>
        \(parts.map { $0.html(say, token) })
        <section class="panel" aria-labelledby="sessions">
        <h2 id="sessions">\(say("Where you are signed in"))</h2>
        <p>\(say(places, one: "You are signed in here only.", other: "You are signed in at \(places, "count") places."))</p>
        \(boundAt.map { "<p>\(Picture("house")) \(say("An account of the town lets you in, too, since \(say.instant($0, in: zone), "time")."))</p>" as HTML })
        <p><a class="button" href="/my/sessions">\(Picture("list")) \(say("Where you are signed in"))</a></p>
        \(hasPassword ? "<p><a class=\"button\" href=\"/my/password\">\(Picture("lock")) \(say("Change password"))</a></p>" : "")
        </section>
        <section class="panel" aria-labelledby="passkeys">
        <h2 id="passkeys">\(say("Your passkeys"))</h2>
        <p>\(passkeys == 0 ? say("You have none. With one you sign in by your finger, your face or the code of your phone.")
            : say(passkeys, one: "You have one passkey.", other: "You have \(passkeys, "count") passkeys."))</p>
        <p><a class="button" href="/my/passkeys">\(Picture("key")) \(say("Your passkeys"))</a></p>
        </section>
        <section class="panel" aria-labelledby="second-step">
        <h2 id="second-step">\(say("The second step of signing in"))</h2>
        <p>\(secondStep(say))</p>
        <p><a class="button" href="/my/second-factor">\(Picture("mobile")) \(hasSecondFactor ? say("Look at it or change it") : say("Set it up"))</a></p>
        </section>
        """
    }

    private func secondStep(_ say: Speech) -> HTML {
        switch (hasPassword, hasSecondFactor) {
        case (true, true): say("It is on: whoever learns your password still can't come in without your phone.")
        case (true, false): say("It is off. With it, whoever learns your password can't come in without your phone.")
        case (false, true): say("It is on: whoever has your card and your PIN still can't come in without your phone.")
        case (false, false): say("It is off. With it, whoever has your card and your PIN can't come in without your phone.")
        }
    }
}

/// Changing one's own password.
struct PasswordPage: Page {
    let token: FormToken
    let problems: [FieldProblem]
    /// Whether an account of the town lets them in.
    let isBound: Bool

    static let samples = [
        PasswordPage(token: FormToken("sample"), problems: [], isBound: true),
        PasswordPage(token: FormToken("sample"), problems: [FieldProblem("old", Message("This is not your present password."))], isBound: false),
    ]

    var title: Message { Message("Change password") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(ProblemList(problems).html(say))
        <form method="post" action="/my/password" data-once>
        \(token.html)
        \(TextField(name: "old", label: Message("Your present password"), value: "", kind: .password,
                    problem: problems.first("old"), autocomplete: "current-password").html(say))
        \(TextField(name: "password", label: Message("Your new password"), value: "", kind: .password,
                    hint: Message("At least 12 characters. Three or four words are good."),
                    problem: problems.first("password"), autocomplete: "new-password").html(say))
        <p>\(say("All your other sessions end."))</p>
        \(isBound ? "<p>\(say("The account of the town that lets you in is taken away. When you next use it, it is taken up again, and you get a letter."))</p>" : nil)
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Change password"))</button></div>
        </form>
        """
    }
}

extension Role {
    public var message: Message {
        switch self {
        case .newcomer: Message("newcomer")
        case .volunteer: Message("volunteer")
        case .caseWorker: Message("case worker")
        case .coordinator: Message("volunteer coordinator")
        case .officer: Message("data protection officer")
        case .administrator: Message("administrator")
        }
    }
}
