import Identity
import Localization
import Markup
import Web

/// Recording one outcome: met or not, on which day, until when; why, only if it must be known.
struct CredentialPage: Page {
    let token: FormToken
    let person: PersonID
    let form: CredentialForm
    /// Whose word a reference can be; nobody for other kinds.
    let referees: [NamedReferee]
    let problems: [FieldProblem]
    let catalog: RoleCatalog

    static var samples: [CredentialPage] {
        let catalog = RoleCatalog(sample: [.sample])
        return [
            CredentialPage(token: FormToken("sample"), person: ID(high: 1, low: 2), form: CredentialForm(.check("enhanced"), on: .sample), referees: [], problems: [], catalog: catalog),
            CredentialPage(token: FormToken("sample"), person: ID(high: 1, low: 2), form: CredentialForm(.reference, on: .sample),
                           referees: [NamedReferee(id: "r", name: "Ruth Osei")],
                           problems: [FieldProblem("referee", Message("Choose one answer."))], catalog: catalog),
            CredentialPage(token: FormToken("sample"), person: ID(high: 1, low: 2), form: CredentialForm(.childReference, on: .sample),
                           referees: [], problems: [], catalog: catalog),
        ]
    }

    var title: Message { Message("Record an outcome") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a \(.href("/volunteers/\(person.text)"))>\(Picture("person")) \(say("Back to the volunteer"))</a></p>
        <h1>\(catalog.words(form.kind, say))</h1>
        \(form.kind.isFromOthers && referees.isEmpty ? nobody(say) : fields(say))
        """
    }

    private func nobody(_ say: Speech) -> HTML {
        """
        <p>\(say("Nobody was named yet."))</p>
        <p><a \(.href(Route("/volunteers/\(person.text)").fragment("referees")))>\(Picture("plus")) \(say("Add someone to ask"))</a></p>
        """
    }

    private func fields(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <form method="post" \(.action("/volunteers/\(person.text)/credentials")) data-once>\(token.html)
        <input type="hidden" name="id" \(.value(form.row))>
        <input type="hidden" name="kind" \(.value(form.kind.rawValue))>
        \(form.kind.isFromOthers ? whose(say) : nil)
        <fieldset class="choices" id="outcome"><legend>\(say("What was the outcome?"))</legend>
        \(Choice(name: "outcome", value: "met", label: "\(Picture("check")) \(say("Good: this is shown now"))", isChosen: form.outcome == "met", isRadio: true).html)
        \(Choice(name: "outcome", value: "not_met", label: "\(Picture("cross")) \(say("No: they can't do roles that ask for it"))", isChosen: form.outcome == "not_met", isRadio: true).html)
        </fieldset>
        \(TextField(name: "issued_on", label: Message("On which day?"), value: form.issuedOn, kind: .date, problem: problems.first("issued_on")).html(say))
        \(TextField(name: "expires_on", label: Message("Does the paper name a last day?"), value: form.expiresOn, kind: .date,
                    hint: Message("Leave it empty if not. Roles have their own limits."), problem: problems.first("expires_on")).html(say))
        \(TextField(name: "reason", label: Message("Why, if it must be written down"), value: form.reason,
                    hint: Message("You may leave it empty: the outcome is enough. The volunteer never reads this here."), autocomplete: "off").html(say))
        <p class="hint">\(say("Your name is kept with it. A mistake can be taken back."))</p>
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Record it"))</button></div></form>
        """
    }

    private func whose(_ say: Speech) -> HTML {
        """
        <fieldset class="choices" id="referee"><legend>\(say("Whose answer is it?"))</legend>
        \(referees.map { Choice(name: "referee", value: $0.id, label: "<bdi>\($0.name)</bdi>", isChosen: form.referee == $0.id, isRadio: true).html })
        </fieldset>
        """
    }
}

/// A referee by name, to be chosen.
struct NamedReferee: Sendable {
    let id: String, name: String
}
