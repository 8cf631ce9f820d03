import Identity
import Localization
import Markup
import Web

/// For how many people a volunteer has time, asked again after something that is no such number.
struct CapacityPage: Page {
    let token: FormToken
    let person: PersonID
    /// As it was typed.
    let capacity: String

    var title: Message { Message("Time for how many") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a \(.href("/volunteers/\(person.text)"))>\(Picture("hand")) \(say("The volunteer’s page"))</a></p>
        <h1>\(say(title))</h1>
        \(ProblemList([problem]).html(say))
        <form method="post" \(.action("/volunteers/\(person.text)/capacity")) data-once>\(token.html)
        \(TextField(name: "capacity", label: Message("At the same time, at most"), value: String(capacity.prefix(40)), kind: .tel, problem: problem.message, autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save", context: "capacity"))</button></div></form>
        """
    }

    private var problem: FieldProblem { FieldProblem("capacity", Message("Write a number from \(0, "from") to \(9, "to").")) }

    static let samples = [CapacityPage(token: FormToken("sample"), person: ID(high: 1, low: 2), capacity: "12")]
}
