import Foundation
import Identity
import Localization
import Markup
import Web

/// One page to say what worries someone, and first of all what to do in danger.
struct ConcernFormPage: Page {
    let token: FormToken
    let action: Route
    /// Makes the same form sent twice one concern.
    let id: ConcernID
    let lead: String, helperName: String, helperPhone: String
    let form: ConcernForm
    let problems: [FieldProblem]

    static let samples = [
        ConcernFormPage(token: FormToken("sample"), action: "/concerns", id: ID(high: 1, low: 1), lead: "Iryna Bondar", helperName: "Rosa", helperPhone: "+44 1632 960100", form: ConcernForm(), problems: []),
        ConcernFormPage(token: FormToken("sample"), action: "/concerns", id: ID(high: 1, low: 1), lead: "Iryna Bondar", helperName: "", helperPhone: "", form: ConcernForm(), problems: ConcernForm().problems),
    ]

    var title: Message { Message("What worries you?") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <div class="notice bad"><h2>\(Picture("warning")) \(say("Is someone in danger now?"))</h2>
        <p>\(say("Call \("112", "number") first. Then tell us."))</p>
        \(helperPhone.isEmpty ? "" : "<p>\(say("Or call \(helperName, "name"):")) <a \(.href(Route.phone(helperPhone)))><bdi dir=\"ltr\">\(helperPhone)</bdi></a></p>")</div>
        <p class="lead">\(say("Only \(lead, "name") reads this. Nobody else is told without you knowing, unless someone is in danger."))</p>
        \(helperPhone.isEmpty ? "" : "<p>\(say("If it is about this person, call the number above instead."))</p>")
        \(ProblemList(problems).html(say))
        <form method="post" \(.action(action)) data-once>\(token.html)
        <input type="hidden" name="concern" \(.value(id.text))>
        <div class="field"><label for="words">\(say("What happened, or what worries you? Write it in any language."))</label>
        \(problems.first("words").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="words" name="words" dir="auto" rows="8">\(form.words)</textarea></div>
        <div class="field"><label for="about">\(say("Who or what is it about? You may leave it empty."))</label>
        \(problems.first("about").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <input id="about" name="about" dir="auto" autocomplete="off" \(.value(form.about))></div>
        <p>\(say("Once sent, it can't be changed. You can tell us more at any time."))</p>
        <div class="buttons"><button class="button main">\(Picture("shield")) \(say("Send"))</button></div></form>
        """
    }
}

/// What the person who raised a concern sees of it.
struct ConcernStandingPage: Page {
    let state: Concern.State
    let raisedOn: Day
    let receivedOn: Day?
    let words: String
    let answer: String?
    let lead: String, helperPhone: String
    /// Where to tell more.
    let again: Route

    static let samples = Concern.State.allCases.map { state in
        ConcernStandingPage(
            state: state, raisedOn: Day(number: 20_778), receivedOn: state == .sent ? nil : Day(number: 20_779), words: "It worries me.",
            answer: state == .answered ? "We talk on Monday." : nil, lead: "Iryna Bondar", helperPhone: "+44 1632 960100", again: "/concerns/new")
    }

    var title: Message { Message("What you told us") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <div class="notice"><p>\(Picture("info")) \(say(state.meaning)) \(say(state.next))</p></div>
        <dl class="facts">
        <div><dt>\(Picture("calendar")) \(say("Sent on"))</dt><dd><bdi>\(say.day(raisedOn))</bdi></dd></div>
        \(receivedOn.map { "<div><dt>\(Picture("check")) \(say("Received on"))</dt><dd><bdi>\(say.day($0))</bdi></dd></div>" as HTML })
        <div><dt>\(Picture("person")) \(say("Who reads it"))</dt><dd><bdi>\(lead)</bdi> \(helperPhone.isEmpty ? "" : "<a \(.href(Route.phone(helperPhone)))><bdi dir=\"ltr\">\(helperPhone)</bdi></a>")</dd></div>
        </dl>
        \(answer.map { "<h2>\(say("The answer"))</h2><p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
        <h2>\(say("Your words"))</h2><p class="own-words" dir="auto">\(words)</p>
        <p><a class="button" \(.href(again))>\(Picture("plus")) \(say("Tell us more"))</a></p>
        """
    }
}

/// All concerns that this user was told; to everyone else, who reads them and how to raise one.
struct ConcernListPage: Page {
    struct Item: Sendable { let id: ConcernID, state: Concern.State, since: Day }
    let token: FormToken
    let items: [Item]
    /// Whether this user leads on concerns, and who does; nil where nobody can.
    let isLead: Bool, lead: String?
    /// Who leads now, where open ones can be handed over to them; else nil.
    let next: String?
    let number: Int, total: Int

    static let samples = [
        ConcernListPage(
            token: FormToken("sample"), items: Concern.State.allCases.enumerated().map { Item(id: ID(high: 1, low: UInt64($0)), state: $1, since: Day(number: 20_778)) },
            isLead: false, lead: "Iryna Bondar", next: "Iryna Bondar", number: 2, total: 90),
        ConcernListPage(token: FormToken("sample"), items: [], isLead: true, lead: "Iryna Bondar", next: nil, number: 1, total: 0),
        ConcernListPage(token: FormToken("sample"), items: [], isLead: false, lead: "Iryna Bondar", next: nil, number: 1, total: 0),
        ConcernListPage(token: FormToken("sample"), items: [], isLead: false, lead: nil, next: nil, number: 1, total: 0),
    ]

    var title: Message { Message("Concerns") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(isLead || total > 0 ? "<p class=\"lead\">\(say("Only you open those that you were told, and each time is recorded. You advise, refer and record; you do not judge."))</p>" : others(say))
        \(next.map { handover($0, say) })
        \(isLead && items.isEmpty ? "<div class=\"empty\">\(Picture("shield"))<p>\(say("You have been told of no concern."))</p></div>" : "")
        <ul class="cards">\(items.map { item in
            "<li class=\"card\"><h2><a \(.href("/concerns/\(item.id.text)"))>\(say("Concern of \(say.day(item.since), "day")"))</a></h2><p>\(say(item.state.label))</p></li>" as HTML
        })</ul>
        \(Pager(number, of: Pager.pages(total, of: ConcernStore.perPage)) { Route("/concerns").query("page", String($0)) }.html(say))
        """
    }

    /// Nothing of whether there are any.
    private func others(_ say: Speech) -> HTML {
        """
        <p class="lead">\(lead.map { say("Concerns are read by \($0, "name") alone. Whether there are any is not shown here.") } ?? say("Nobody is named yet to read concerns. An administrator names someone."))</p>
        <p><a class="button" href="/concerns/new">\(Picture("shield")) \(say("Something worries me"))</a></p>
        """
    }

    private func handover(_ next: String, _ say: Speech) -> HTML {
        """
        <div class="notice"><p>\(Picture("info")) \(say("New concerns go to \(next, "name"). What you were told before stays with you until you close it or hand it over."))</p>
        <form method="post" action="/concerns/handover" data-once>\(token.html)
        <button class="button">\(say("Hand over all that is open"))</button></form></div>
        """
    }
}

extension Concern.State {
    /// How it stands, for the one who leads on concerns.
    var label: Message {
        switch self {
        case .sent: Message("Not read yet")
        case .received: Message("Received, not answered")
        case .answered: Message("Answered, not closed")
        case .closed: Message("Closed", context: "concern")
        }
    }
}

/// One concern opened for the one who leads on concerns.
struct ConcernPage: Page {
    let token: FormToken
    let id: ConcernID
    let state: Concern.State
    let raiser: String, contact: String?
    let words: String, about: String?
    let answer: String?
    let outcome: Concern.Outcome?
    let raisedOn: Day

    static let samples = Concern.State.allCases.map { state in
        ConcernPage(
            token: FormToken("sample"), id: ID(high: 1, low: 1), state: state, raiser: "Amal", contact: state == .sent ? nil : "07700 900123", words: "It worries me.",
            about: state == .sent ? nil : "The volunteer", answer: state == .answered ? "We talk." : nil, outcome: state == .closed ? .passedOn : nil, raisedOn: Day(number: 20_778))
    }

    var title: Message { Message("Concern") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/concerns">\(Picture("shield")) \(say("Concerns"))</a></p>
        <h1>\(say("Concern of \(say.day(raisedOn), "day")"))</h1>
        <p>\(say(state.label))\(outcome.map { ": \(say($0.message))" as HTML })</p>
        <dl class="facts">
        <div><dt>\(Picture("person")) \(say("Who told it"))</dt><dd><bdi>\(raiser)</bdi>\(contact.map { "<br><bdi dir=\"ltr\">\($0)</bdi>" as HTML })</dd></div>
        \(about.map { "<div><dt>\(Picture("eye")) \(say("About"))</dt><dd dir=\"auto\"><bdi>\($0)</bdi></dd></div>" as HTML })
        </dl>
        <h2>\(say("In their words"))</h2><p class="own-words" dir="auto">\(words)</p>
        \(answer.map { "<h2>\(say("The answer"))</h2><p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
        \(state == .sent ? receive(say) : "")
        \(answer == nil && state != .closed ? reply(say) : "")
        \(state == .closed ? "" : close(say))
        """
    }

    private func receive(_ say: Speech) -> HTML {
        """
        <form method="post" \(.action("/concerns/\(id.text)/receipt")) data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("I have received it"))</button></div>
        <p>\(say("The person sees on their page that it was received today."))</p></form>
        """
    }

    private func reply(_ say: Speech) -> HTML {
        """
        <h2>\(say("Answer"))</h2>
        <form method="post" \(.action("/concerns/\(id.text)/answer")) data-once>\(token.html)
        <div class="field"><label for="answer">\(say("Your words to this person; they can't be changed later"))</label><textarea id="answer" name="answer" dir="auto" rows="5" maxlength="8000"></textarea></div>
        <div class="buttons"><button class="button">\(Picture("mail")) \(say("Send the answer"))</button></div></form>
        """
    }

    private func close(_ say: Speech) -> HTML {
        """
        <h2>\(say("Close"))</h2>
        <form method="post" \(.action("/concerns/\(id.text)/closure")) data-once>\(token.html)
        <div class="field"><fieldset class="choices"><legend>\(say("What came of it?"))</legend>
        \(Concern.Outcome.allCases.map { Choice(name: "outcome", value: $0.rawValue, label: say($0.message), isChosen: $0 == .resolved, isRadio: true).html })</fieldset></div>
        <button class="button">\(Picture("lock")) \(say("Close it"))</button></form>
        """
    }
}
