import Identity
import Localization
import Markup
import Web

/// What both sides answered, beside each other.
struct CheckInTable {
    let record: EngagementRecord

    func html(_ say: Speech) -> HTML {
        """
        <h2>\(say("How it goes, from both sides"))</h2>
        \(record.rounds.isEmpty ? "<p>\(say("Nobody was asked yet."))</p>" : table(say))
        """
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><thead><tr><th scope="col">\(say("Asked on"))</th><th scope="col">\(say(Side.need.message))</th><th scope="col">\(say(Side.offer.message))</th></tr></thead>
        <tbody>\(record.rounds.map { round in
            """
            <tr><th scope="row"><bdi>\(say.day(round.day))</bdi></th>
            <td \(.data("label", say.plain(Side.need.message)))>\(cell(round.newcomer, round.waiting[.need], say))</td>
            <td \(.data("label", say.plain(Side.offer.message)))>\(cell(round.volunteer, round.waiting[.offer], say))</td></tr>
            """ as HTML
        })</tbody></table>
        """
    }

    private func cell(_ shown: EngagementRecord.Shown?, _ waiting: CheckInID?, _ say: Speech) -> HTML {
        guard let shown else {
            guard let waiting else { return "–" }
            return "\(say("No answer yet"))<br><a \(.href("/check-ins/\(waiting.text)/desk"))>\(Picture("desk")) \(say("Record at the desk"))</a>"
        }
        let answers = shown.answers
        return """
            \(say(answers.going.message))<br>\(say(answers.meeting.message))<br>\(answers.isSafe ? say("Feels safe") : "<strong>\(say("Does not feel safe"))</strong>")
            \(answers.wantsTalk ? "<br>\(say("Wants to talk"))" : "")\(shown.channel == .desk ? "<br><small>\(say("Recorded at the desk"))</small>" : "")
            \(shown.words.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
            """
    }
}

/// What the coordinator can do with it; each says what will happen.
struct EngagementActions {
    let token: FormToken
    let record: EngagementRecord
    let form: EngagementForm
    let problems: [FieldProblem]
    private var base: String { record.engagement.id.text }

    func html(_ say: Speech) -> HTML {
        """
        <h2>\(say("What you can do"))</h2>
        \(record.engagement.status == .active ? rest(say) : resume(say))
        \(extend(say))\(supervisor(say))\(end(say))
        """
    }

    private func rest(_ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("clock")) \(say("Let it rest"))</summary>
        <form method="post" \(.action("/engagements/\(base)/suspension")) data-once>\(token.html)
        <p>\(say("Both sides are told at once, in neutral words, with your hub's number. No reason is shown to them."))</p>
        <button class="button danger">\(Picture("clock")) \(say("Let it rest now"))</button></form></details>
        """
    }

    private func resume(_ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("check")) \(say("Let it go on"))</summary>
        <form method="post" \(.action("/engagements/\(base)/resumption")) data-once>\(token.html)
        <p>\(say("Both sides are told that they can meet again. It works only when everything that the role asks for is shown."))</p>
        <button class="button">\(Picture("check")) \(say("Let it go on now"))</button></form></details>
        """
    }

    private func extend(_ say: Speech) -> HTML {
        """
        <details class="filters" \(when: problems.first("until") != nil, " open")><summary>\(Picture("calendar")) \(say("Plan it for longer"))</summary>
        <form method="post" \(.action("/engagements/\(base)/extension")) data-once>\(token.html)
        \(TextField(name: "until", label: Message("Until when"), value: form.until ?? record.engagement.plannedUntil.adding(days: 91).description, kind: .date,
                    problem: problems.first("until")).html(say))
        <button class="button">\(Picture("check")) \(say("Plan it so"))</button></form></details>
        """
    }

    private func supervisor(_ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("person")) \(say("Someone else supervises"))</summary>
        <form method="post" \(.action("/engagements/\(base)/supervisor")) data-once>\(token.html)
        \(Select(name: "supervisor", label: Message("Who supervises"), options: record.staff.map { .init($0.user.text, $0.name) }, chosen: record.engagement.supervisor.text).html(say))
        <button class="button">\(Picture("check")) \(say("Change it"))</button></form></details>
        """
    }

    private func end(_ say: Speech) -> HTML {
        """
        <details class="filters" \(when: problems.first("ending") != nil, " open")><summary>\(Picture("heart")) \(say("End it, with thanks"))</summary>
        <form method="post" \(.action("/engagements/\(base)/ending")) data-once>\(token.html)
        <p>\(say("Both sides are thanked in ten minutes. Until then you can take it back."))</p>
        <div class="field"><fieldset class="choices" id="ending"><legend>\(say("Why does it end?"))</legend>
        \(Engagement.Ending.allCases.map { Choice(name: "ending", value: $0.rawValue, label: say($0.message), isChosen: $0 == form.ending ?? .agreedEnd, isRadio: true).html })</fieldset></div>
        <div class="field"><label for="reached">\(say("What was reached, in their own words"))</label><textarea id="reached" name="reached" dir="auto" rows="3">\(form.reached)</textarea></div>
        <div class="field"><fieldset class="choices"><legend>\(say("Does the household still need it?"))</legend>
        \(Choice(name: "need", value: "met", label: say("No, the need is met"), isChosen: form.isNeedMet, isRadio: true).html)
        \(Choice(name: "need", value: "open", label: say("Yes, look for someone else in the next round"), isChosen: !form.isNeedMet, isRadio: true).html)</fieldset></div>
        <button class="button danger">\(Picture("check")) \(say("End it"))</button></form></details>
        """
    }
}
