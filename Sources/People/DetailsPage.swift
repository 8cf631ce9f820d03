import Identity
import Localization
import Markup
import Web

/// What is written down of one person, to be put right.
struct DetailsPage: Page {
    let token: FormToken
    let person: PersonID
    let household: HouseholdID
    let form: MemberForm
    /// Of the person, and the code of their language, as the form first showed them.
    var version = 1, shownLanguage = ""
    var problems: [FieldProblem]

    static let samples: [DetailsPage] = {
        var form = MemberForm()
        (form.given, form.family, form.born, form.language) = ("Amal", "Haddad", "1990", "arb")
        let problem = FieldProblem("given", Message("Write the first name."))
        return [DetailsPage(token: FormToken("sample"), person: ID(high: 1, low: 2), household: ID(high: 1, low: 1), form: form, problems: []),
                DetailsPage(token: FormToken("sample"), person: ID(high: 1, low: 2), household: ID(high: 1, low: 1), form: MemberForm(), problems: [problem])]
    }()

    var title: Message { Message("Correct what is written") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Ask the person, and write it as they say it. They read it in their file."))</p>
        <form method="post" \(.action("/persons/\(person.text)/details")) data-once>
        \(token.html)<input type="hidden" name="version" \(.value(String(version)))><input type="hidden" name="shown_language" \(.value(shownLanguage))>
        \(MemberFields(form: form, problems: problems).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save"))</button>
        <a class="button quiet" \(.href("/households/\(household.text)"))>\(say("Back to the household"))</a></div>
        </form>
        """
    }
}
