import Identity
import Localization
import Markup
import Web

/// Where an offer stands, for the person who made it: what it means and what comes next.
struct StandingPage: Page {
    let token: FormToken
    let standing: Standing
    let roles: [VolunteerRole]
    let status: Application.Status
    /// Where the page was reached by the draft's cookie alone: the code by which it is reached elsewhere.
    let code: String?
    let absences: [Absence]
    var form = AbsenceForm()
    var problems: [FieldProblem] = []

    static let samples = [
        StandingPage(token: FormToken("sample"),
                     standing: .of(.open, reason: nil, clearances: [.compute(role: .sample, credentials: [], on: .sample)], unanswered: 2),
                     roles: [.sample], status: .open, code: "1234 5678 9012 3456",
                     absences: [Absence(from: .sample, to: .sample), Absence(from: .sample, to: Day.sample.adding(days: 6))].compactMap { $0 },
                     problems: [FieldProblem("from", Message("Write the day, such as 2026-11-21."))]),
        StandingPage(token: FormToken("sample"), standing: .of(.closed, reason: .noRoleNow, clearances: [], unanswered: 0),
                     roles: [], status: .closed, code: nil, absences: []),
    ]

    var title: Message { Message("Your offer to help") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <section class="panel" aria-labelledby="now"><h2 id="now">\(Picture("info")) \(say("Where it stands"))</h2>
        <p class="lead">\(say(standing.meaning))</p>
        <p>\(Picture("arrow", turns: true)) \(say(standing.next))</p></section>
        \(roles.isEmpty ? "" : chosen(say))
        \(status == .open ? away(say) : "")
        \(code.map { reachElsewhere($0, say) })
        \(status == .open ? withdrawal(say) : "")
        """
    }

    private func chosen(_ say: Speech) -> HTML {
        """
        <h2>\(say("What you would like to do"))</h2>
        <ul class="cards">\(roles.map { "<li class=\"card\"><h3>\(Picture($0.picture)) \($0.name.html(say))</h3><p>\($0.about.html(say))</p></li>" as HTML })</ul>
        """
    }

    private func away(_ say: Speech) -> HTML {
        """
        <h2 id="away">\(say("Days on which you have no time"))</h2>
        \(absences.isEmpty ? "" : "<ul class=\"cards\">\(absences.map { absence($0, say) })</ul>")
        <details class="filters" \(when: !problems.isEmpty, " open")><summary>\(Picture("calendar")) \(say("Add days"))</summary>
        <form method="post" action="/volunteer/absences" data-once>\(token.html)
        \(ProblemList(problems).html(say))
        \(TextField(name: "from", label: Message("First day"), value: form.from, kind: .date, problem: problems.first("from")).html(say))
        \(TextField(name: "to", label: Message("Last day"), value: form.to, kind: .date, hint: Message("Leave it empty for one day."), problem: problems.first("to")).html(say))
        <div class="buttons"><button class="button">\(Picture("plus")) \(say("Add these days"))</button></div></form></details>
        """
    }

    private func absence(_ absence: Absence, _ say: Speech) -> HTML {
        """
        <li class="card"><p>\(absence.html(say))</p>
        <form method="post" action="/volunteer/absences/removal" data-once>\(token.html)
        <input type="hidden" name="from" \(.value(absence.from.description))>
        <button class="button quiet">\(Picture("undo")) \(say("I have time again"))<span class="visually-hidden">: \(absence.html(say))</span></button></form></li>
        """
    }

    private func reachElsewhere(_ code: String, _ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("key")) \(say("See this page on another device"))</summary>
        <p>\(say("Write down this code:")) <strong><bdi dir="ltr">\(code)</bdi></strong></p></details>
        """
    }

    private func withdrawal(_ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("undo")) \(say("Take my offer back"))</summary>
        <p>\(say("We stop at once and ask nobody about you any more. You don't need to say why."))</p>
        <form method="post" action="/volunteer/withdrawal" data-once>\(token.html)
        <div class="buttons"><button class="button danger">\(say("Take my offer back"))</button></div></form></details>
        """
    }
}

extension Absence {
    func html(_ say: Speech) -> HTML {
        from == to ? "<bdi>\(say.day(from))</bdi>" : say("From \(say.day(from), "first") to \(say.day(to), "last")")
    }
}
