import Accounts
import Identity
import Localization
import Markup
import Web

/// One way of contact of a volunteer, to be put right.
struct VolunteerContactPage: Page {
    let token: FormToken
    let person: PersonID, contact: String
    let isEmail: Bool
    let value: String
    var problem: FieldProblem?

    static let samples = [
        VolunteerContactPage(token: FormToken("sample"), person: ID(high: 1, low: 2), contact: "a", isEmail: true, value: "tom@port-selby.example"),
        VolunteerContactPage(
            token: FormToken("sample"), person: ID(high: 1, low: 2), contact: "a", isEmail: false, value: "12", problem: FieldProblem("value", AccountProblem.addressRefused.message)),
    ]

    var title: Message { Message("Correct how to reach them") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problem.map { [$0] } ?? []).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Ask the person, and read it back to them sign by sign. They read in their file that it was changed, and can have back what stands now for thirty days."))</p>
        \(isEmail ? "<div class=\"notice\"><p>\(Picture("mail")) \(say("The address that stands now gets a letter that says so, and links that were sent there open nothing any more. If they sign in with it, they sign in with the new one from now on."))</p></div>" : "")
        <form method="post" \(.action("/volunteers/\(person.text)/contacts/\(contact)")) data-once>\(token.html)
        \(TextField(name: "value", label: isEmail ? Message("E-mail address") : Message("Phone number"), value: value, kind: isEmail ? .email : .tel, problem: problem?.message, autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save"))</button>
        <a class="button quiet" \(.href("/volunteers/\(person.text)"))>\(say("Back", context: "page"))</a></div></form>
        """
    }
}
