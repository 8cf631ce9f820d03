import Identity
import Localization
import Markup
import Web

/// What is written down of one person, to be put right.
package struct DetailsPage: Page {
    let token: FormToken
    /// Where it is sent, and the page of the person.
    let place: Route, back: Route
    let form: MemberForm
    let seen: SeenDetails
    let problems: [FieldProblem]

    /// As it stands.
    package init(_ known: KnownDetails, place: Route, back: Route, _ token: FormToken) {
        self.init(known.form, [], SeenDetails(version: known.version, language: known.form.language), place: place, back: back, token)
    }

    /// As it was typed, with what is wrong.
    package init(_ form: MemberForm, _ problems: [FieldProblem], _ seen: SeenDetails, place: Route, back: Route, _ token: FormToken) {
        (self.form, self.problems, self.seen, self.place, self.back, self.token) = (form, problems, seen, place, back, token)
    }

    package static var changed: FieldProblem { FieldProblem("given", Message("Somebody changed this meanwhile. Open this page again, and correct it anew.")) }

    package static let samples: [DetailsPage] = {
        var form = MemberForm()
        (form.given, form.family, form.born, form.language) = ("Amal", "Haddad", "1990", "arb")
        let problem = FieldProblem("given", Message("Write the first name."))
        return [(form, []), (MemberForm(), [problem])].map { form, problems in
            DetailsPage(form, problems, SeenDetails(version: 1, language: "arb"), place: "/persons/1/details", back: "/households/1", FormToken("sample"))
        }
    }()

    package var title: Message { Message("Correct what is written") }

    package func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Ask the person, and write it as they say it. They read it in their file."))</p>
        <form method="post" \(.action(place)) data-once>
        \(token.html)<input type="hidden" name="version" \(.value(String(seen.version)))><input type="hidden" name="shown_language" \(.value(seen.language))>
        \(MemberFields(form: form, problems: problems).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save"))</button>
        <a class="button quiet" \(.href(back))>\(say("Back", context: "page"))</a></div>
        </form>
        """
    }
}
