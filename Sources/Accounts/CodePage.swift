import Localization
import Markup
import Web

/// Where the code is typed after the password.
struct CodePage: Page {
    let token: FormToken
    let next: String
    let problem: Message?

    static let samples = [
        CodePage(token: FormToken("sample"), next: "/desk", problem: nil),
        CodePage(token: FormToken("sample"), next: "", problem: CodeAnswer.wrong.message),
    ]

    var title: Message { Message("Type your code") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem("code", $0)]).html(say) })
        <form method="post" action="/sign-in/code" data-once>
        \(token.html)
        <input type="hidden" name="next" \(.value(next))>
        \(CodeField(problem: problem).html(say))
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Sign in"))</button></div>
        </form>
        <p>\(say("Have you lost both? Ask an administrator of this hub: they can take the second step away, and you set it up again."))</p>
        """
    }
}

/// The one field that takes a code of the app, or a recovery code in its place.
struct CodeField: Sendable {
    var problem: Message?

    func html(_ say: Speech) -> HTML {
        TextField(name: "code", label: Message("The code of your app"), value: "",
                  hint: Message("Six digits. Without your phone: one of your recovery codes."),
                  problem: problem, autocomplete: "one-time-code").html(say)
    }
}
