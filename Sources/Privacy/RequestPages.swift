import House
import Identity
import Localization
import Markup
import Web

/// All requests, for the data protection officer: what is overdue first.
struct RequestListPage: Page {
    let requests: [DataRequest]
    let today: Day
    let number: Int, total: Int

    static let samples = [
        RequestListPage(requests: ShownRequest.samples.map(\.request), today: Day(number: 20_790), number: 2, total: 90),
        RequestListPage(requests: [], today: Day(number: 20_790), number: 1, total: 0),
    ]

    var title: Message { Message("Requests about data") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Each is answered within one month; where that can't be, within two more, and the person is told why."))</p>
        \(requests.isEmpty ? "<div class=\"empty\">\(Picture("check"))<p>\(say("Nobody has asked anything yet."))</p></div>" : "")
        <ul class="cards">\(requests.map { card($0, say) })</ul>
        \(Pager(number, of: Pager.pages(total, of: DataRequestStore.perPage)) { Route("/requests").query("page", String($0)) }.html(say))
        """
    }

    private func card(_ request: DataRequest, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2>\(Picture(request.kind.picture)) <a \(.href("/requests/\(request.id.text)"))>\(say(request.kind.title)) <bdi dir="ltr">\(request.code)</bdi></a></h2>
        \(RequestStanding(shown: ShownRequest(request: request), today: today, isTold: false).html(say))</article></li>
        """
    }
}

/// One request, for whoever answers it.
struct RequestPage: Page {
    let token: FormToken
    let shown: ShownRequest
    let today: Day
    /// The request by which the person's data is kept and not used at present: this one, or a later one.
    let restriction: DataRequest?
    let hold: ShownHold?
    /// The code by which lists know the person; nil once they were erased.
    let person: String?
    /// What an erasure would leave, said as it will be said to the person.
    let wouldKeep: [KeptRecord]
    /// In which the hub speaks.
    var languages: [Language] = []
    var answer = "", outcome: DataRequest.Outcome?, reason = "", holding = HoldForm()
    var problems: [FieldProblem] = []

    static let samples: [RequestPage] = ShownRequest.samples.map { shown in
        RequestPage(token: FormToken("sample"), shown: shown, today: Day(number: 20_785), restriction: shown.request.kind == .restriction && shown.request.liftedOn == nil ? shown.request : nil, hold: shown.request.isOpen ? nil : .sample,
                    person: shown.request.isOpen ? "3f9c1b02" : nil, wouldKeep: [], languages: [.english])
    } + [RequestPage(
        token: FormToken("sample"), shown: .sample(.erasure), today: Day(number: 20_785), restriction: nil, hold: nil, person: "3f9c1b02",
        wouldKeep: [KeptRecord(.init("concerns", Message("Letters")), until: nil)],
        problems: [FieldProblem("answer", Message("Write the answer: it is read by the person who asked.")), FieldProblem("outcome", Message("Choose whether it is done.")),
                   FieldProblem("reason", Message("Write why it takes longer: it is read by the person who asked."))])]

    var title: Message { shown.request.kind.title }
    private var request: DataRequest { shown.request }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <p><a href="/requests">\(Picture("list")) \(say("Requests about data"))</a></p>
        <h1>\(say(title)) <bdi dir="ltr">\(request.code)</bdi></h1>
        \(person.map { "<p>\(say("The person is known here by the code \($0, "code")."))</p>" as HTML })
        \(RequestStanding(shown: shown, today: today, isTold: false).html(say))
        \(request.isOpen && request.kind == .copy ? PrintedFileForm(request: request.id, token: token, languages: languages).html(say) : nil)
        \(request.isOpen ? answering(say) + (request.canBeProlonged(on: today) ? prolonging(say) : "") : nil)
        \(restriction.map { lifting($0, say) })
        \(person == nil ? nil : holdPart(say))
        """
    }

    private func answering(_ say: Speech) -> HTML {
        """
        <h2>\(say("Answer"))</h2>
        \(request.kind == .erasure ? erasing(say) : nil)
        \(request.kind == .restriction ? "<p>\(say("Where you say that it is done, the data is kept and not used from this moment on: help that goes on rests, and only letters about the request leave."))</p>" : "")
        \(request.kind == .correction ? "<p>\(say("Whoever has the person in their care puts it right. Then write here what was done."))</p>" : "")
        <form method="post" \(.action("/requests/\(request.id.text)/answer")) data-once>\(token.html)
        <div class="field"><label for="answer">\(say("What you tell the person, in plain words"))</label>
        \(request.kind == .erasure ? "<p class=\"hint\">\(say("Only where it is not done: whoever is erased has no letter and no file any more. The page of their request says what was erased, what stays and why. Tell them anything else before you erase."))</p>" : "")
        \(problems.first("answer").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="answer" name="answer" dir="auto" rows="5">\(answer)</textarea></div>
        <div class="field"><fieldset class="choices" id="outcome"><legend>\(say("What comes of it"))</legend>
        \(problems.first("outcome").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        \(DataRequest.Outcome.allCases.map { Choice(name: "outcome", value: $0.rawValue, label: say($0.message), isChosen: outcome == $0, isRadio: true).html })
        </fieldset></div>
        <div class="buttons"><button class="button main">\(Picture("mail")) \(say("Send the answer"))</button></div></form>
        """
    }

    private func erasing(_ say: Speech) -> HTML {
        """
        <div class="notice warn"><p>\(Picture("warning")) \(say("Where you say that it is done, everything held about this person is erased at once, and the key to it is destroyed. It can't be undone."))</p>
        \(wouldKeep.isEmpty ? "" : "<p>\(say("This stays, and the person is told so:"))</p><ul>\(wouldKeep.map { "<li>\(say($0.kind.reason))</li>" as HTML })</ul>")</div>
        """
    }

    private func prolonging(_ say: Speech) -> HTML {
        """
        <h2>\(say("It takes longer"))</h2>
        <form method="post" \(.action("/requests/\(request.id.text)/prolongation")) data-once>\(token.html)
        <div class="field"><label for="reason">\(say("Why it takes until \(say.day(request.prolongedDue), "day")"))</label>
        \(problems.first("reason").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="reason" name="reason" dir="auto" rows="3">\(reason)</textarea></div>
        <div class="buttons"><button class="button">\(Picture("clock")) \(say("Take two more months"))</button></div></form>
        """
    }

    private func lifting(_ standing: DataRequest, _ say: Speech) -> HTML {
        """
        <h2>\(say("The restriction"))</h2>
        <p>\(say("The data of this person is kept and not used."))</p>
        \(standing.id == request.id ? letting(say) : "<p><a \(.href("/requests/\(standing.id.text)"))>\(say("See the request that it rests on"))</a></p>")
        """
    }

    /// Whoever asked for its end knows; anybody else is told some days before.
    private func letting(_ say: Speech) -> HTML? {
        let isAsked = request.againOn != nil, day = today.adding(days: DataRequest.tellingDays)
        guard isAsked || request.liftsOn == nil else { return nil }
        return """
            <p>\(isAsked ? say("They asked that it is used again. It is from the moment on in which you say so here, and they get a letter.")
                : say("Nobody asked that it is used again. Where it has to be, the person is told first: a letter leaves now, and it is used again from \(say.day(day), "day") on."))</p>
            <form method="post" \(.action("/requests/\(request.id.text)/lifting")) data-once>\(token.html)
            <div class="buttons"><button class="button">\(Picture("key")) \(isAsked ? say("Let it be used again") : say("Tell them, and let it be used again then"))</button></div></form>
            """
    }

    private func holdPart(_ say: Speech) -> HTML {
        """
        <h2>\(say("Legal hold"))</h2>
        \(hold.map { HoldCard(hold: $0, token: token).html(say) } ?? HoldFields(action: "/requests/\(request.id.text)/hold", token: token, form: holding, problems: problems).html(say))
        """
    }
}
