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
        \(CodeField("code", problem: problem).html(say))
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Sign in"))</button></div>
        </form>
        <p>\(say("Have you lost both? Ask an administrator of this hub: they can take the second step away, and you set it up again."))</p>
        """
    }
}
