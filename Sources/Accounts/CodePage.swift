import Localization
import Markup
import Web

/// Where the code is typed after the password.
struct CodePage: Page {
    let token: FormToken
    let next: String
    let hasApp: Bool, takesPasskey: Bool
    let problem: Message?

    static let samples = [
        CodePage(token: FormToken("sample"), next: "/desk", hasApp: true, takesPasskey: false, problem: nil),
        CodePage(token: FormToken("sample"), next: "", hasApp: true, takesPasskey: true, problem: AccountProblem.wrongCode.message),
        CodePage(token: FormToken("sample"), next: "", hasApp: false, takesPasskey: true, problem: nil),
        CodePage(token: FormToken("sample"), next: "", hasApp: false, takesPasskey: false, problem: nil),
    ]

    var title: Message { hasApp ? Message("Type your code") : Message("Show your passkey") }
    var scripts: [String] { takesPasskey ? ["passkeys.js"] : [] }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem(hasApp ? "code" : PasskeyButton.field, $0)]).html(say) })
        <form method="post" action="/sign-in/code" data-once>
        \(token.html)
        <input type="hidden" name="next" \(.value(next))>
        \(hasApp ? code(say) : nil)
        \(takesPasskey ? PasskeyButton(Message("Show my passkey")).html(say) : nil)
        </form>
        \(hasApp ? nil : without(say))
        <p>\(hasApp ? say("Have you lost both? Ask an administrator of this hub: they can take the second step away, and you set it up again.")
            : say("Have you lost it? Ask an administrator of this hub: they can take the second step away, and you set it up again."))</p>
        """
    }

    private func code(_ say: Speech) -> HTML {
        """
        \(CodeField("code", problem: problem).html(say))
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Sign in"))</button></div>
        """
    }

    /// Who has a passkey alone, in a browser that can show none.
    private func without(_ say: Speech) -> HTML {
        """
        <div class="notice" data-without-passkeys><p>\(Picture("info")) \(say("Your second step is a passkey, and this browser can't show it here: it needs JavaScript, and the address of the hub by its name. Use the device that has your passkey, or ask an administrator."))</p></div>
        """
    }
}
