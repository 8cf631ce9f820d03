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
    var problems: [FieldProblem] = []
    /// What somebody saved while this was typed; nil where nobody did.
    var meanwhile: MemberForm?

    /// As it stands.
    package init(_ known: KnownDetails, place: Route, back: Route, _ token: FormToken) {
        self.init(known.form, known.seen, place: place, back: back, token)
    }

    /// As it was typed, with what is wrong.
    package init(_ form: MemberForm, _ problems: [FieldProblem], _ seen: SeenDetails, place: Route, back: Route, _ token: FormToken) {
        self.init(form, seen, place: place, back: back, token)
        self.problems = problems
    }

    /// As it was typed, beside what somebody saved meanwhile: sent once more, it takes the place of that.
    package init(_ form: MemberForm, over known: KnownDetails, place: Route, back: Route, _ token: FormToken) {
        self.init(form, known.seen, place: place, back: back, token)
        meanwhile = known.form
    }

    private init(_ form: MemberForm, _ seen: SeenDetails, place: Route, back: Route, _ token: FormToken) {
        (self.form, self.seen, self.place, self.back, self.token) = (form, seen, place, back, token)
    }

    package static let samples: [DetailsPage] = {
        var form = MemberForm(), theirs = MemberForm()
        (form.given, form.family, form.born, form.language) = ("Amal", "Haddad", "1990", "arb")
        (theirs.given, theirs.born, theirs.gender, theirs.language, theirs.reads) = ("Amel", "1990-05-31", .woman, "ckb", .little)
        let problem = FieldProblem("given", Message("Write the first name."))
        var pages = [(form, []), (MemberForm(), [problem]), (form, [])].map { form, problems in
            DetailsPage(form, problems, SeenDetails(version: 1, language: "arb"), place: "/persons/1/details", back: "/households/1", FormToken("sample"))
        }
        pages[2].meanwhile = theirs
        return pages
    }()

    package var title: Message { Message("Correct what is written") }

    package func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        \(meanwhile.map { DetailsDifference(typed: form, standing: $0).html(say) } ?? lead(say))
        <form method="post" \(.action(place)) data-once>
        \(token.html)<input type="hidden" name="version" \(.value(String(seen.version)))><input type="hidden" name="shown_language" \(.value(seen.language))>
        \(MemberFields(form: form, problems: problems).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(meanwhile == nil ? say("Save") : say("Save what I typed"))</button>
        <a class="button quiet" \(.href(back))>\(meanwhile == nil ? say("Back", context: "page") : say("Keep what they saved"))</a></div>
        </form>
        """
    }

    private func lead(_ say: Speech) -> HTML {
        "<p class=\"lead\">\(say("Ask the person, and write it as they say it. They read it in their file."))</p>"
    }
}

/// What two people wrote of somebody at once, field by field.
struct DetailsDifference: Sendable {
    let typed: MemberForm, standing: MemberForm

    func html(_ say: Speech) -> HTML {
        """
        <section class="notice warn" role="alert" aria-labelledby="meanwhile"><h2 id="meanwhile">\(Picture("warning")) \(say("Somebody saved this meanwhile"))</h2>
        <p>\(say("What you typed is still here. Look at what they wrote, ask the person where you can, and choose below which is to stand."))</p>
        <dl class="facts">\(rows(say).map { "<div><dt>\(say($0.name))</dt><dd><p>\(say("They saved: \($0.standing, "words")"))</p><p>\(say("You typed: \($0.typed, "words")"))</p></dd></div>" as HTML })</dl>
        </section>
        """
    }

    private typealias Difference = (name: Message, standing: String, typed: String)

    private func rows(_ say: Speech) -> [Difference] {
        let all: [Difference] = [
            (Message("First name"), standing.given, typed.given), (Message("Family name, if there is one"), standing.family, typed.family),
            (Message("Birth date"), standing.born, typed.born), (Message("Gender"), say.plain(standing.gender.message), say.plain(typed.gender.message)),
            (Message("Language they speak best"), language(standing, say), language(typed, say)),
        ]
        return all.filter { $0.standing != $0.typed }.map { ($0.name, $0.standing.isEmpty ? "–" : $0.standing, $0.typed.isEmpty ? "–" : $0.typed) }
    }

    private func language(_ form: MemberForm, _ say: Speech) -> String {
        guard let spoken = form.languages.first else { return "" }
        let reads = say.plain(Message("Reads it: \(say.plain(spoken.reads.message), "much")"))
        return [say.languageName(spoken.code), say.plain(spoken.level.message), reads].joined(separator: " · ")
    }
}
