import Identity
import Localization
import Markup
import People
import Volunteers
import Web

/// The question to one side of a match: what they may know, what both keep to, and two pictures to answer with.
struct AskPage: Page {
    enum Other: Sendable { case household(HouseholdOutline), helper(HelperOutline) }
    /// What is asked, or said, on this page: one thing at a time.
    enum Step: Sendable {
        case question(Other)
        /// - Parameter next: where it goes on, for whoever can't answer alone.
        case sharing(title: String, text: String, language: Language, next: Route?)
        case why
        /// - Parameter next: where it goes on.
        case told(Ask.State, next: Route?)
    }
    let token: FormToken
    let place: Entrance
    let program: Program?
    let step: Step
    /// Whether staff reads it out to the person who is present.
    let isDesk: Bool
    /// At the desk: who is asked.
    var asked: String?
    let concern: Route?
    /// By what the round chose that proposed the two; nil where none did.
    var policy: Policy?
    /// Where another answer was given: the one that stands.
    var standing: StandingAnswer?
    /// Whether whoever is asked is under 18, or may be; at the desk with what was chosen for a child, and what is wrong with it.
    var isChild: Bool?, guarding = MannerForm(), isInterpreted = false, problem: ConsentProblem?

    var title: Message {
        switch step {
        case .question(.household): Message("Would you like to help here?")
        case .question(.helper): Message("Would you like this help?")
        case .sharing: Message("One more question")
        case .why, .told(.saidNo, _): Message("Thank you for your answer")
        case .told(.waiting, _), .told(.saidYes, _): Message("Thank you. You said yes.")
        case .told(.together, _): Message("Both of you said yes")
        case .told(.closed, _): Message("This question is closed")
        }
    }

    /// What is answered here.
    private var field: String { if case .question = step { "answer" } else { "sharing" } }
    private var isAlone: Bool { isChild == true && !isDesk }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problem.map { [FieldProblem("guardian-\(field)", $0.message)] } ?? []).html(say))
        \(isDesk ? DeskNotice(asked: asked).html(say) : "")
        <h1>\(say(title))</h1>
        \(standing?.html(isDesk: isDesk, say))
        \(content(say))
        \(ConcernLink(concern).html(say))
        """
    }

    private func content(_ say: Speech) -> HTML {
        switch step {
        case .question(let other): question(other, say)
        case .sharing(let title, let text, let language, let next): sharing(title, text, language, next, say)
        case .why: why(say)
        case .told(let state, let next): told(state, next, say)
        }
    }

    private func question(_ other: Other, _ say: Speech) -> HTML {
        """
        \(program.map { "<p class=\"lead\">\(Picture($0.picture)) \($0.name.html(say))</p><p>\($0.about.html(say))</p>" as HTML })
        <dl class="facts">\(facts(other, say))</dl>
        \(BoundaryList(program: program).html(say))
        \(isAlone ? "<div class=\"notice\"><p>\(Picture("family")) \(say("Would you like it? You are under 18, or may be: come to the desk with a parent or guardian, and say yes together there. Until then nobody hears anything. A no you can say here."))</p></div>" : nil)
        \(answers(yes: Message("Yes, with pleasure"), no: Message("No, not this time"), say))
        <p>\(say("You may say no. You need not say why, and it changes nothing for you."))</p>
        \(policy.map { PolicyNote(policy: $0).html(say) })
        """
    }

    private func facts(_ other: Other, _ say: Speech) -> HTML {
        switch other {
        case .household(let home):
            Fact("family", Message("Who"), say(home.people, one: "One person", other: "\(home.people, "count") people")).html(say)
                + (home.children.isEmpty ? "" : Fact("child", Message("Children"), Self.bands(home.children, say)).html(say))
                + Fact("language", Message("Languages"), Self.languages(home.languages, say)).html(say)
                + (home.district.map { Fact("place", Message("Part of town"), "<bdi>\($0)</bdi>").html(say) } ?? "")
                + times(home.times, say)
        case .helper(let helper):
            Fact("person", Message("Who"), "<bdi>\(helper.name)</bdi>").html(say)
                + (helper.languages.isEmpty ? "" : Fact("language", Message("Languages"), Self.languages(helper.languages, say)).html(say))
                + (helper.checkedOn.map { Fact("shield", Message("Checked"), say("Checked by the hub on \(say.day($0), "day").")).html(say) } ?? "")
                + times(helper.times, say)
        }
    }

    private func times(_ slots: [WeeklySlot], _ say: Speech) -> HTML {
        slots.isEmpty ? "" : Fact("clock", Message("When both have time"), slots.map { $0.html(say) }.joined(separator: "<br>")).html(say)
    }

    /// A child says no alone, and goes on without an answer: a yes is said at the desk.
    private func sharing(_ title: String, _ text: String, _ language: Language, _ next: Route?, _ say: Speech) -> HTML {
        """
        <section class="panel"><h2><bdi \(.lang(language.tag))>\(title)</bdi></h2>
        <p \(.lang(language.tag)) dir="auto">\(text)</p></section>
        \(isAlone ? "<p>\(Picture("family")) \(say(ConsentProblem.ownPage.message))</p>" as HTML : nil)
        \(answers(yes: Message("Yes, share it"), no: Message("No, do not share it"), say))
        <p>\(say("If you say no, someone of the hub brings you together."))</p>
        \(isAlone ? goingOn(next, say) : nil)
        """
    }

    private func answers(yes: Message, no: Message, _ say: Speech) -> HTML {
        var pair = PicturePair(token: token, to: place.route(field), name: field, isDesk: isDesk, yes: isAlone ? nil : yes, no: no)
        if isDesk { pair.more = GuardianChoice(id: field, form: guarding, isChild: isChild).html(say) }
        pair.isInterpreted = isInterpreted
        return pair.html(say)
    }

    private func why(_ say: Speech) -> HTML {
        """
        <p>\(say("That is fine. Nobody is told a reason. We look for something else."))</p>
        <form method="post" \(.action(place.route("reason"))) data-once>\(token.html)
        <div class="field"><label for="reason">\(say("Would you like to tell the coordinator why? Only they read it. You need not write anything."))</label>
        <textarea id="reason" name="reason" dir="auto" rows="4" maxlength="2000"></textarea></div>
        <div class="buttons"><button class="button">\(Picture("check")) \(say("Send"))</button></div></form>
        """
    }

    private func told(_ state: Ask.State, _ next: Route?, _ say: Speech) -> HTML {
        let words = switch state {
        case .waiting, .saidYes: say("We are asking the other side, too. We write to you as soon as we know. You need not do anything now.")
        case .saidNo: say("That is fine. Nobody is told a reason. We look for something else.")
        case .together: say("Now it can begin. The next page says how it goes on.")
        case .closed: say("It will not come about now. It is not because of anything you did. We keep looking.")
        }
        return """
            <p class="lead">\(words)</p>
            \(goingOn(next, say))
            """
    }

    private func goingOn(_ next: Route?, _ say: Speech) -> HTML? {
        next.map { "<div class=\"buttons\"><a class=\"button main\" \(.href($0))>\(Picture("arrow", turns: true)) \(say("See how it goes on"))</a></div>" }
    }

    static func bands(_ bands: [ClosedRange<Int>], _ say: Speech) -> HTML {
        say.row(bands.map { say("\("\($0.lowerBound)–\($0.upperBound)", "ages") years") })
    }

    static func languages(_ codes: [String], _ say: Speech) -> HTML {
        codes.isEmpty ? say("Not known") : "<bdi>\(say.list(codes.map { say.languageName($0) }))</bdi>"
    }

    static let samples: [AskPage] = {
        let tuesday = WeeklySlot(weekday: 2, from: 1020, to: 1260).map { [$0] } ?? []
        let home = HouseholdOutline(people: 4, children: [6...10], languages: ["arb"], district: "North side", times: tuesday)
        let helper = HelperOutline(name: "Tom", languages: ["eng", "arb"], checkedOn: .lifeSample, times: tuesday)
        let steps: [Step] = [
            .question(.household(home)), .question(.helper(helper)), .sharing(title: "Share my first name", text: "You can take it back.", language: .english, next: "/my"), .why,
        ] + Ask.State.allCases.map { .told($0, next: $0 == .together ? "/my" : nil) }
        let child = [(true, 1), (true, 2), (false, 1), (false, 2)].map { isDesk, place in
            AskPage(token: FormToken("sample"), place: Entrance("/asks/x", key: "y"), program: .sample, step: steps[place], isDesk: isDesk, asked: "Amira", concern: nil, isChild: true, problem: isDesk ? .guardian : nil)
        }
        return child + steps.flatMap { step in
            [true, false].map { AskPage(token: FormToken("sample"), place: Entrance("/asks/x", key: "y"), program: .sample, step: step, isDesk: $0, asked: $0 ? "Amira" : nil, concern: "/concerns/new", policy: $0 ? nil : .standard) }
        } + StandingAnswer.samples.flatMap { standing in
            [true, false].map { AskPage(token: FormToken("sample"), place: Entrance("/asks/x", key: "y"), program: .sample, step: .told(.saidYes, next: nil), isDesk: $0, asked: $0 ? "Amira" : nil, concern: nil, standing: standing) }
        }
    }()
}
