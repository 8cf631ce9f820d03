import Localization
import Markup
import Web

/// The one form that lets people in.
struct SignInPage: Page {
    let token: FormToken
    let email: String
    let next: String
    /// Whether passkeys can be used at this address.
    let takesPasskeys: Bool
    /// What the town's own identity provider is called; nil where there is none.
    let provider: String?
    /// Whether a link by mail can be asked for.
    let sendsMail: Bool
    let problem: Message?

    static let samples = [
        SignInPage(token: FormToken("sample"), email: "", next: "", takesPasskeys: false, provider: nil, sendsMail: false, problem: nil),
        SignInPage(token: FormToken("sample"), email: "amal@port-selby.example", next: "/my", takesPasskeys: true, provider: "Town hall account", sendsMail: true, problem: Message("The e-mail address or the password is wrong.")),
    ]

    var title: Message { Message("Sign in") }
    var scripts: [String] { takesPasskeys ? ["passkeys.js"] : [] }

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
        <p class="meta">\(say("On a computer that others use, too, sign out when you leave."))</p>
        <h2>\(say("Or come in another way"))</h2>
        \(takesPasskeys ? passkey(say) : nil)
        <p><a class="button" href="/card">\(Picture("person")) \(say("I have a card"))</a></p>
        \(sendsMail ? "<p><a class=\"button\" href=\"/sign-in/mail\">\(Picture("mail")) \(say("I volunteer: send me a link by mail"))</a></p>" : nil)
        \(provider.map { providerLink($0, say) })
        """
    }

    private func passkey(_ say: Speech) -> HTML {
        """
        <form method="post" action="/sign-in/passkey">\(token.html)
        <input type="hidden" name="next" \(.value(next))>
        \(PasskeyButton(Message("I have a passkey")).html(say))
        <p class="meta" data-without-passkeys>\(say("A passkey needs JavaScript. Without it, use your password, your card, or a link by mail."))</p>
        </form>
        """
    }

    private func providerLink(_ name: String, _ say: Speech) -> HTML {
        let words: HTML = name.isEmpty ? say("The town's own account") : "<bdi>\(name)</bdi>"
        return "<p><a class=\"button\" \(.href(Route("/sign-in/provider").query("next", next)))>\(Picture("house")) \(words)</a></p>"
    }
}
