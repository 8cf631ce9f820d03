import Foundation
import House
import Identity
import Localization
import Markup
import Web

/// The one field by which someone opens what is sealed to them, whichever way they came in.
package struct SealingKeyField: Sendable {
    package static let name = "key"
    let problem: Message?

    package init(problem: Message?) { self.problem = problem }

    package func html(_ say: Speech) -> HTML {
        TextField(name: Self.name, label: Message("Your password"), value: "", kind: .password,
                  hint: Message("Or the recovery code of your key for sealed notes. The hub does not keep it."), problem: problem, autocomplete: "current-password").html(say)
    }
}

/// One's own key for what is sealed: made here, and how to open it without the password.
struct SealingKeyPage: Page {
    enum State: Sendable {
        case none
        case kept(since: Day, hasPassword: Bool, mark: String)
    }
    let token: FormToken
    let state: State
    /// False for someone whose password was chosen by somebody else.
    let hasOwnPassword: Bool
    let problems: [FieldProblem]

    static let samples = [
        SealingKeyPage(token: FormToken("sample"), state: .none, hasOwnPassword: true, problems: [FieldProblem("password", Message("The password is wrong."))]),
        SealingKeyPage(token: FormToken("sample"), state: .none, hasOwnPassword: false, problems: []),
        SealingKeyPage(token: FormToken("sample"), state: .kept(since: Day(number: 20_778), hasPassword: true, mark: "a"), hasOwnPassword: true, problems: [.wrongKey("key")]),
        SealingKeyPage(token: FormToken("sample"), state: .kept(since: Day(number: 20_778), hasPassword: true, mark: "a"), hasOwnPassword: true, problems: [FieldProblem("password", AccountProblem.keyMadeMeanwhile.message)]),
        SealingKeyPage(token: FormToken("sample"), state: .kept(since: Day(number: 20_778), hasPassword: false, mark: "a"), hasOwnPassword: true, problems: [FieldProblem("recovery", Message("This is not the recovery code of your key."))]),
        SealingKeyPage(token: FormToken("sample"), state: .kept(since: Day(number: 20_778), hasPassword: false, mark: "a"), hasOwnPassword: false, problems: []),
    ]

    var title: Message { Message("Your key for sealed notes") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Some notes are about what people must be protected from. They are sealed to a few who are named. Only a key of your own opens what is sealed to you: no administrator has it, and no backup gives it away."))</p>
        \(ProblemList(problems).html(say))
        \(content(say))
        """
    }

    private func content(_ say: Speech) -> HTML {
        switch state {
        case .none: making(Message("Make my key"), "button main", replacing: "", say)
        case .kept(let since, let hasPassword, let mark):
            """
            <p>\(Picture("check")) \(say("You have one since \(say.day(since), "day").")) \(hasPassword
                ? say("Your password opens it, or its recovery code. If you change your password, the new one opens it.") : say("Its recovery code alone opens it."))</p>
            <section class="panel" aria-labelledby="code"><h2 id="code">\(say("A new recovery code"))</h2>
            <p>\(say("If the paper is lost, or someone else has seen it: the earlier code works no more."))</p>
            <form method="post" action="/my/sealing-key/code" data-once>\(token.html)
            \(SealingKeyField(problem: problems.first(SealingKeyField.name)).html(say))
            <div class="buttons"><button class="button">\(Picture("print")) \(say("Make a new recovery code"))</button></div></form></section>
            \(hasOwnPassword ? opening(hasPassword, say) : nil)
            <section class="panel" aria-labelledby="renewal"><h2 id="renewal">\(say("Another key"))</h2>
            <div class="notice warn"><p>\(Picture("warning")) \(say("What is sealed to you now stays closed to you with another key, until someone who can read it lets you read it again. If you are the only one, it is lost for ever."))</p></div>
            \(making(Message("Make another key"), "button danger", replacing: mark, say))</section>
            """
        }
    }

    /// For a key that was made without a password, or lies under one that its owner forgot.
    private func opening(_ hasPassword: Bool, _ say: Speech) -> HTML {
        """
        <section class="panel" aria-labelledby="opening"><h2 id="opening">\(say("Open it by your password"))</h2>
        <p>\(hasPassword ? say("If your password does not open the key, because you forgot an earlier one: with the recovery code it does from now on.")
            : say("With the recovery code you can let your password open the key, too."))</p>
        <form method="post" action="/my/sealing-key/password" data-once>\(token.html)
        \(TextField(name: "recovery", label: Message("The recovery code of your key"), value: "", kind: .password, problem: problems.first("recovery"), autocomplete: "off").html(say))
        \(TextField(name: "present", label: Message("Your present password"), value: "", kind: .password, problem: problems.first("present"), autocomplete: "current-password").html(say))
        <div class="buttons"><button class="button">\(Picture("key")) \(say("Let my password open it"))</button></div></form></section>
        """
    }

    /// - Parameter mark: of the key whose place it takes; a form that is sent twice finds another one there.
    private func making(_ button: Message, _ kind: String, replacing mark: String, _ say: Speech) -> HTML {
        """
        <form method="post" action="/my/sealing-key" data-once>\(token.html)<input type="hidden" name="replaces" \(.value(mark))>
        \(hasOwnPassword
            ? TextField(name: "password", label: Message("Your present password"), value: "", kind: .password,
                        hint: Message("It will open your key. Leave it empty if you come in without one: then the recovery code alone opens it."),
                        problem: problems.first("password"), autocomplete: "current-password").html(say)
            : "<p>\(say("Your password was given to you by somebody else, so it does not open your key: the recovery code alone will. Choose a password of your own first if you want it to."))</p>")
        <div class="buttons"><button \(.class(kind))>\(Picture("key")) \(say(button))</button></div></form>
        """
    }
}

/// The recovery code of a key, to print; shown this once.
struct SealingCodePage: Page {
    let code: String

    static let samples = [SealingCodePage(code: "0123-4567-89AB-CDEF-GHJK-MNPQ")]

    var title: Message { Message("The recovery code of your key") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Print this page now, or write the code down. It is shown only once."))</p>
        <div class="panel"><p><strong><bdi dir="ltr">\(code)</bdi></strong></p></div>
        <p>\(say("It opens what is sealed to you if you forget your password. Keep it in a safe place, where nobody else finds it. Without password and code nobody can open your key: not you, and not an administrator."))</p>
        <div class="buttons"><a class="button main" href="/my">\(Picture("arrow", turns: true)) \(say("I have it on paper"))</a></div>
        """
    }
}

extension Panel {
    /// For whoever can be named to read what is sealed.
    static let sealingKey = Panel(on: .own) { id, _, db, access in
        guard access.actor.person.text == id, !SealingKeyHolder.roles.isDisjoint(with: access.actor.roles) else { return nil }
        return SealingKeyPart(hasKey: try db.sealingKeys.mark(of: access.actor.user) != nil)
    }
}

struct SealingKeyPart: Part {
    let hasKey: Bool

    static let samples = [SealingKeyPart(hasKey: false), SealingKeyPart(hasKey: true)]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel" aria-labelledby="sealing-key"><h2 id="sealing-key">\(say("Your key for sealed notes"))</h2>
        <p>\(hasKey ? say("You have one. Colleagues can name you to read notes that nobody else can open.")
            : say("You have none. With one, colleagues can name you to read notes that nobody else can open."))</p>
        <p><a class="button" href="/my/sealing-key">\(Picture("key")) \(hasKey ? say("Look at it or change it") : say("Set it up"))</a></p></section>
        """
    }
}
