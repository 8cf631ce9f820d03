import Identity
import Localization
import Markup
import Trust
import Web

/// Registering a household with its head; what is not known stays empty.
struct HouseholdFormPage: Page {
    let token: FormToken
    let form: HouseholdForm
    let problems: [FieldProblem]
    let alike: [PersonLine]

    static let samples: [HouseholdFormPage] = {
        var filled = HouseholdForm()
        filled.head.given = "Amal"
        return [
            HouseholdFormPage(token: FormToken("sample"), form: HouseholdForm(), problems: [], alike: []),
            HouseholdFormPage(token: FormToken("sample"), form: filled, problems: [FieldProblem("arrived", Message("Write the day of arrival, such as 2026-05-31, or leave it empty."))], alike: [.sample]),
        ]
    }()

    var title: Message { Message("Register a household") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("First explain, in a language they know well, what is kept here and why. Write only what they agree to tell."))</p>
        <form method="post" action="/households" data-once>
        \(token.html)
        \(alike.isEmpty ? "" : same(say))
        <h2>\(say("Who speaks for the household"))</h2>
        \(MemberFields(form: form.head, problems: problems).html(say))
        <h2>\(say("How to reach them safely"))</h2>
        \(TextField(name: "phone", label: Message("Phone or e-mail"), value: form.phone, problem: problems.first("phone"), autocomplete: "off").html(say))
        <div class="field"><fieldset class="choices"><legend>\(say("Is this way safe?"))</legend>
        \(Choice(name: "safe", value: "yes", label: say("Yes, only they read and hear it"), isChosen: form.isSafe, isRadio: true).html)
        \(Choice(name: "safe", value: "no", label: say("No, or not sure"), isChosen: !form.isSafe, isRadio: true).html)
        </fieldset></div>
        \(TextField(name: "words", label: Message("When and how, in their words"), value: form.words, autocomplete: "off").html(say))
        <h2>\(say("Where and since when"))</h2>
        \(TextField(name: "district", label: Message("Part of town"), value: form.district, autocomplete: "off").html(say))
        \(TextField(name: "arrived", label: Message("Arrived on"), value: form.arrived, hint: Message("Year, month, day, such as 2026-05-31"), problem: problems.first("arrived"), autocomplete: "off").html(say))
        \(ground(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Register"))</button>
        <a class="button quiet" href="/people">\(say("Do not register"))</a></div>
        </form>
        """
    }

    private func same(_ say: Speech) -> HTML {
        """
        <section class="notice warn" aria-labelledby="alike"><h2 id="alike">\(Picture("warning")) \(say("Is this one of them?"))</h2>
        <ol class="cards">\(alike.map { $0.card(say) })</ol>
        \(Choice(name: "someone_else", value: "yes", label: say("No, this is someone else"), isChosen: form.isSomeoneElse).html)
        </section>
        """
    }

    private func ground(_ say: Speech) -> HTML {
        let offered: [LawfulBasis] = [.publicTask, .legalObligation, .legitimateInterest, .vitalInterest]
        return """
            <div class="field"><fieldset class="choices"><legend>\(say("On what ground their data is kept"))</legend>
            \(offered.map { Choice(name: "ground", value: $0.rawValue, label: say($0.message), isChosen: form.ground == $0, isRadio: true).html })
            </fieldset></div>
            """
    }
}

/// The fields of one person, in the form of a household and in that of a member.
struct MemberFields: Sendable {
    let form: MemberForm
    let problems: [FieldProblem]

    func html(_ say: Speech) -> HTML {
        """
        \(TextField(name: "given", label: Message("First name"), value: form.given, problem: problems.first("given"), autocomplete: "off").html(say))
        \(TextField(name: "family", label: Message("Family name, if there is one"), value: form.family, autocomplete: "off").html(say))
        \(TextField(name: "born", label: Message("Birth date"), value: form.born, hint: Message("Such as 1990-05-31, or only the year. Leave it empty if it is not known."),
                    problem: problems.first("born"), autocomplete: "off").html(say))
        <div class="field"><fieldset class="choices"><legend>\(say("Gender"))</legend>
        \(Gender.allCases.map { Choice(name: "gender", value: $0.rawValue, label: say($0.message), isChosen: form.gender == $0, isRadio: true).html })
        </fieldset></div>
        \(language(say))
        """
    }

    private func language(_ say: Speech) -> HTML {
        """
        <div class="field"><label for="language">\(say("Language they speak best"))</label>
        \(problems.first("language").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <input id="language" name="language" list="languages" autocomplete="off" dir="auto" \(.value(form.language))>
        <datalist id="languages">\(SpokenLanguage.common.map { "<option dir=\"auto\" \(.value($0))>\(say.languageName($0))</option>" as HTML })</datalist></div>
        \(Select(name: "level", label: Message("How well"), options: SpokenLanguage.Level.allCases.map {
            .init($0.rawValue, say.plain($0.message))
        }, chosen: form.level.rawValue).html(say))
        <div class="field"><fieldset class="choices"><legend>\(say("Do they read it?"))</legend>
        \(SpokenLanguage.Literacy.allCases.map { Choice(name: "reads", value: $0.rawValue, label: say($0.message), isChosen: form.reads == $0, isRadio: true).html })
        </fieldset></div>
        """
    }
}

/// Adding someone to a household.
struct MemberFormPage: Page {
    let token: FormToken
    let household: HouseholdID
    let form: MemberForm
    let problems: [FieldProblem]

    static let samples = [MemberFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), form: MemberForm(), problems: [])]

    var title: Message { Message("Add someone to the household") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <form method="post" \(.action("/households/\(household.text)/members")) data-once>
        \(token.html)
        \(MemberFields(form: form, problems: problems).html(say))
        <div class="buttons"><button class="button main">\(Picture("plus")) \(say("Add"))</button>
        <a class="button quiet" \(.href("/households/\(household.text)"))>\(say("Back to the household"))</a></div>
        </form>
        """
    }
}

extension LawfulBasis {
    var message: Message {
        switch self {
        case .publicTask: Message("The town's public task")
        case .legalObligation: Message("A duty by law")
        case .legitimateInterest: Message("The charity's own work")
        case .vitalInterest: Message("To protect a life")
        case .consent: Message("Your consent")
        case .contract: Message("An agreement with you")
        }
    }
}

extension Gender {
    package var message: Message {
        switch self {
        case .woman: Message("Woman or girl")
        case .man: Message("Man or boy")
        case .other: Message("Other")
        case .unknown: Message("Not said")
        }
    }
}

extension SpokenLanguage.Level {
    package var message: Message {
        switch self {
        case .native: Message("First language")
        case .fluent: Message("Fluently")
        case .conversation: Message("Enough to talk")
        case .basic: Message("A few sentences")
        case .learning: Message("Beginning to learn")
        }
    }
}

extension SpokenLanguage.Literacy {
    package var message: Message {
        switch self {
        case .yes: Message("Yes", context: "reads")
        case .little: Message("A little", context: "reads")
        case .no: Message("No", context: "reads")
        case .unknown: Message("Not known", context: "reads")
        }
    }
}
