import Localization
import Markup
import Web

/// The one form that lets people in.
struct SignInPage: Page {
    let token: FormToken
    let email: String
    let next: String
    let problem: Message?

    static let samples = [
        SignInPage(token: FormToken("sample"), email: "", next: "", problem: nil),
        SignInPage(token: FormToken("sample"), email: "amal@port-selby.example", next: "/my", problem: Message("The e-mail address or the password is wrong.")),
    ]

    var title: Message { Message("Sign in") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem("email", $0)]).html(say) })
        <form method="post" action="/sign-in" data-once>
        \(token.html)
        <input type="hidden" name="next" \(.value(next))>
        \(TextField(name: "email", label: Message("E-mail address"), value: email, kind: .email, autocomplete: "username").html(say))
        \(TextField(name: "password", label: Message("Password"), value: "", kind: .password, autocomplete: "current-password").html(say))
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Sign in"))</button></div>
        </form>
        <p><a class="button" href="/card">\(Picture("person")) \(say("I have a card"))</a></p>
        """
    }
}
