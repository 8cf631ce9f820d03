import House
import Identity
import Localization
import Markup
import People
import Volunteers
import Web

/// Opening a need, or changing one: what, how urgent, for whom, when, and in whose words.
struct NeedFormPage: Page {
    struct Member: Sendable {
        let id: PersonID, name: String
    }
    let token: FormToken
    let household: HouseholdID
    /// Nil for a new one.
    let need: NeedID?
    let form: NeedForm
    let problems: [FieldProblem]
    let programs: [Program]
    let members: [Member]
    /// How it stands by now, where somebody changed it while this was written.
    var stands: NeedForm?

    var title: Message { need == nil ? Message("What do they need?") : Message("Change this need") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a \(.href(back))>\(Picture("family")) \(say("Back to the household"))</a></p>
        <h1>\(say(title))</h1>
        \(ProblemList(problems).html(say))
        \(stands.map { overtaken($0, say) })
        <form method="post" \(.action(action)) data-once>\(token.html)
        \(need == nil ? "" : "<input type=\"hidden\" name=\"version\" \(.value(String(form.version)))>")
        \(need == nil ? [] : form.shownFields)
        \(need == nil ? choice(say) + person(say) : fixed(say))
        <fieldset class="choices" id="urgency"><legend>\(say("How urgent is it?"))</legend>
        \(Need.Urgency.allCases.reversed().map { Choice(name: "urgency", value: String($0.rawValue), label: say($0.message), isChosen: form.urgency == $0, isRadio: true).html })
        </fieldset>
        <fieldset class="choices" id="wish"><legend>\(say("By whom do they wish to be helped?"))</legend>
        \(Need.GenderWish.allCases.map { Choice(name: "wish", value: $0.rawValue, label: say($0.message), isChosen: form.wish == $0, isRadio: true).html })
        </fieldset>
        <fieldset class="choices" id="access"><legend>\(say("Does a disability have to be thought of?"))</legend>
        <p class="hint">\(say("Ask only what matters for this help. Coordinators see what is ticked here; whoever is asked to help does not."))</p>
        \(Need.Access.allCases.map { Choice(name: "access", value: $0.rawValue, label: say($0.message), isChosen: form.access == $0, isRadio: true).html })
        </fieldset>
        <h2>\(say("When do they have time?"))</h2>
        <p class="hint">\(say("Tick all times of the week that usually suit them. The more there are, the sooner someone is found."))</p>
        \(WeekGrid(name: "times", chosen: form.times).html(say))
        <div class="field"><label for="words">\(say("In their own words"))</label>
        <p class="hint" id="words-hint">\(say("Write it as they say it, in any language. Only you and whoever takes over the household can read it."))</p>
        <textarea id="words" name="words" dir="auto" maxlength="4000" aria-describedby="words-hint">\(form.words)</textarea></div>
        <div class="buttons"><button class="button main">\(Picture("check")) \(need == nil ? say("Open this need") : say("Save", context: "need"))</button>
        <a class="button quiet" \(.href(back))>\(say("Back without saving"))</a></div></form>
        """
    }

    private func overtaken(_ stands: NeedForm, _ say: Speech) -> HTML {
        """
        <section class="notice warn" role="alert"><p>\(Picture("warning")) \(say(NeedProblem.changed.message))</p>
        <dl class="facts">
        \(Fact("clock", Message("How urgent is it?"), say(stands.urgency.message)).html(say))
        \(Fact("person", Message("By whom do they wish to be helped?"), say(stands.wish.message)).html(say))
        \(Fact("step-free", Message("Does a disability have to be thought of?"), say(stands.access.message)).html(say))
        \(Fact("calendar", Message("When do they have time?"), times(stands, say)).html(say))
        \(Fact("pen", Message("In their own words"), "<span class=\"own-words\" dir=\"auto\">\(stands.words.isEmpty ? "–" : stands.words)</span>").html(say))
        </dl></section>
        """
    }

    private func times(_ form: NeedForm, _ say: Speech) -> HTML {
        let parts = form.slots.compactMap { slot in
            slot.part.map { say("\(say.weekday(slot.weekday), "weekday"): \(say($0.message), "part")", context: "time") }
        }
        return parts.isEmpty ? "–" : say.row(parts)
    }

    private var back: Route { Route("/households/\(household.text)").fragment("needs") }
    private var action: Route { need.map { "/needs/\($0.text)" } ?? "/households/\(household.text)/needs" }

    private func choice(_ say: Speech) -> HTML {
        """
        <fieldset class="choices" id="program"><legend>\(say("What is it about?"))</legend>
        \(programs.filter { !$0.isForSpecialists }.map { row($0, say) })</fieldset>
        \(programs.contains(where: \.isForSpecialists) ? specialists(say) : nil)
        """
    }

    private func specialists(_ say: Speech) -> HTML {
        """
        <fieldset class="choices" id="specialists"><legend>\(say("Only specialists do this"))</legend>
        <p class="hint">\(say("No volunteer is looked for. Open the directory to see who does it here."))</p>
        \(programs.filter(\.isForSpecialists).map { program in
            "\(row(program, say))<p>\(program.directoryLink(say))</p>" as HTML
        })</fieldset>
        """
    }

    private func row(_ program: Program, _ say: Speech) -> HTML {
        let words: HTML = "\(Picture(program.picture)) <strong>\(program.name.html(say))</strong> <small>\(program.about.html(say))</small>"
        return Choice(name: "program", value: program.id, label: words, isChosen: form.program == program.id, isRadio: true).html
    }

    private func person(_ say: Speech) -> HTML {
        """
        <fieldset class="choices" id="person"><legend>\(say("For whom is it most of all?"))</legend>
        \(members.map { Choice(name: "person", value: $0.id.text, label: "<bdi>\($0.name)</bdi>", isChosen: form.person == $0.id.text, isRadio: true).html })
        </fieldset>
        """
    }

    private func fixed(_ say: Speech) -> HTML {
        let program = programs.first { $0.id == form.program }, name = members.first { $0.id.text == form.person }?.name
        return """
            <p class="lead">\(program.map { "\(Picture($0.picture)) \($0.name.html(say))" as HTML }) \(name.map { say("for \($0, "name")") })</p>
            """
    }

    static let samples: [NeedFormPage] = {
        var form = NeedForm()
        (form.program, form.words, form.times) = ("mentoring", "أحتاج إلى من يتحدث معي", ["2-evening"])
        form.person = ID<PersonKind>(high: 1, low: 2).text
        let members = [Member(id: ID(high: 1, low: 2), name: "Amal Haddad"), Member(id: ID(high: 1, low: 3), name: "Sami")]
        return [
            NeedFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), need: nil, form: NeedForm(),
                         problems: [FieldProblem("program", Message("Choose what they need."))], programs: [.sample, .specialistSample], members: members),
            NeedFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), need: ID(high: 1, low: 4), form: form, problems: [],
                         programs: [.sample], members: members),
            NeedFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), need: ID(high: 1, low: 4), form: form, problems: [],
                         programs: [.sample], members: members, stands: form),
        ]
    }()
}

extension Program {
    /// Where the directory shows who does it.
    func directoryLink(_ say: Speech) -> HTML? {
        service.map { "<a \(.href(Route("/services").query("q", $0)))>\(Picture("search")) \(say("See who does this in town"))<span class=\"visually-hidden\">: \(name.html(say))</span></a>" }
    }

    static let specialistSample = Program(
        id: "legal", picture: "law", name: LocalWords(["en": "Legal advice"]), about: LocalWords(["en": "An adviser explains your rights."]),
        boundaries: [], domain: .rights, doer: .specialist, role: nil, roleWithChildren: nil, tongue: .any, overlap: 0, travel: nil,
        timesAMonth: 0, months: 6, checkIns: CheckInSchedule(days: [7, 30], every: 30), service: "legal advice")
}
