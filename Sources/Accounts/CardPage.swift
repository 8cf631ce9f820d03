import Localization
import Markup
import Web

/// Where a card's digits and PIN are typed.
struct CardPage: Page {
    let token: FormToken
    let code: String
    let next: String
    let problem: Message?

    static let samples = [
        CardPage(token: FormToken("sample"), code: "", next: "", problem: nil),
        CardPage(token: FormToken("sample"), code: "123412341234", next: "/kept-forms", problem: Message("The digits or the PIN are wrong. After five tries the card stops; the desk makes a new one.")),
    ]

    var title: Message { Message("Come in with your card") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem("pin", $0)]).html(say) })
        <form method="post" action="/card" data-once>
        \(token.html)
        <input type="hidden" name="next" \(.value(next))>
        \(TextField(name: "code", label: Message("The 24 digits on your card"), value: code, kind: .tel, autocomplete: "off").html(say))
        \(TextField(name: "pin", label: Message("Your PIN: 6 digits"), value: "", kind: .password, autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Come in"))</button></div>
        </form>
        <p>\(say("Lost your card? Tell the desk. They stop it at once."))</p>
        """
    }
}
