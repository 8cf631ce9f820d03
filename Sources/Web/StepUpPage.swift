import Localization
import Markup

/// The page that asks whether it is still the owner of the session, with what was sent in a field that only the hub can read.
struct StepUpPage: Page {
    let token: FormToken
    let proof: Session.Proof
    /// Whether a passkey does as well here.
    let takesPasskey: Bool
    let action: Route
    let kept: (name: String, value: String)
    let problem: Message?

    static let samples = [
        StepUpPage(token: FormToken("sample"), proof: .code, takesPasskey: false, action: "/settings", kept: (StepUp.kept, "c2VhbGVk"), problem: nil),
        StepUpPage(token: FormToken("sample"), proof: .password, takesPasskey: true, action: "/my/proof", kept: ("next", "/users"), problem: Message("The password is wrong.")),
        StepUpPage(token: FormToken("sample"), proof: .passkey, takesPasskey: true, action: "/my/proof", kept: ("next", "/users"), problem: nil),
        StepUpPage(token: FormToken("sample"), proof: .comingInAgain, takesPasskey: false, action: "/my/proof", kept: ("next", "/users"), problem: nil),
    ]

    var title: Message { Message("Is it still you?") }
    var scripts: [String] { takesPasskey ? ["passkeys.js"] : [] }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem(proof == .passkey ? PasskeyButton.field : StepUp.field, $0)]).html(say) })
        \(takesPasskey || proof == .code || proof == .password ? asking(say) : nil)
        \(proof == .passkey || proof == .comingInAgain ? comingInAgain(say) : nil)
        """
    }

    private func asking(_ say: Speech) -> HTML {
        """
        <p class="lead">\(say("This is something that nobody else may do in your name. Show that it is you, and it goes on; what you typed is kept."))</p>
        <form method="post" \(.action(action)) data-once>
        \(token.html)
        <input type="hidden" \(.name(kept.name)) \(.value(kept.value))>
        \(typing(say))
        \(takesPasskey ? PasskeyButton(Message("Show my passkey")).html(say) : nil)
        </form>
        """
    }

    /// The first button of the form is the one that the Enter key presses.
    private func typing(_ say: Speech) -> HTML? {
        let field: HTML
        switch proof {
        case .code: field = CodeField(StepUp.field, problem: problem).html(say)
        case .password:
            field = TextField(name: StepUp.field, label: Message("Password"), value: "", kind: .password, problem: problem, autocomplete: "current-password").html(say)
        case .passkey, .comingInAgain: return nil
        }
        return """
            \(field)
            <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Go on"))</button></div>
            """
    }

    private func comingInAgain(_ say: Speech) -> HTML {
        """
        <div data-without-passkeys>
        <p class="lead">\(say("You came in some time ago. Sign out, come in again as you did then, and then do this."))</p>
        <form method="post" action="/sign-out">\(token.html)
        <div class="buttons"><button class="button main">\(Picture("lock")) \(say("Sign out"))</button></div></form>
        </div>
        """
    }
}
