import Foundation
import House
import Identity
import Localization
import Markup
import Web

/// How long what is kept, what goes tomorrow, what waits for a decision, and what went.
struct RetentionPage: Page {
    struct Line: Sendable {
        let event: String
        let title: Message, trigger: Message
        let days: Int, action: RetentionRule.Action
        /// Due today or before, and not gone; for what the officer decides.
        let waiting: Int
        /// What the next night lets go of, or adds to what waits.
        let tomorrow: Int
    }
    struct Gone: Sendable { let day: Day, title: Message, records: Int }
    /// A date that is far from the last night, and waits for a yes.
    struct Gap: Sendable { let last: Day, today: Day }
    let token: FormToken
    let lines: [Line]
    let gone: [Gone]
    let holds: [ShownHold]
    var gap: Gap?

    static let samples = [
        RetentionPage(
            token: FormToken("sample"),
            lines: RetentionRule.Action.allCases.enumerated().map { Line(event: "need.closed", title: Message("Letters"), trigger: Message("it was opened"), days: 730, action: $1, waiting: 3 * $0, tomorrow: $0) },
            gone: [Gone(day: Day(number: 20_778), title: Message("Letters"), records: 12)], holds: [.sample]),
        RetentionPage(token: FormToken("sample"), lines: [], gone: [], holds: []),
        RetentionPage(token: FormToken("sample"), lines: [], gone: [], holds: [], gap: Gap(last: Day(number: 20_778), today: Day(number: 24_430))),
    ]

    var title: Message { Message("Retention") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Nothing is kept for ever. Each night the hub lets go of what has been kept long enough; here you see it the day before."))</p>
        \(gap.map { question($0, say) })
        <ul class="cards">\(lines.map { card($0, say) })</ul>
        <h2>\(say("Legal holds"))</h2>
        \(holds.isEmpty ? "<p class=\"empty\">\(say("Nothing is held at the moment. A hold is set on the page of a request, or of what is due."))</p>" : "")
        \(holds.map { "<section class=\"panel\">\(HoldCard(hold: $0, token: token).html(say))</section>" as HTML })
        <h2>\(say("What went"))</h2>
        \(gone.isEmpty ? "<p class=\"empty\">\(say("Nothing has gone yet."))</p>" : table(say))
        """
    }

    private func question(_ gap: Gap, _ say: Speech) -> HTML {
        let today = say.day(gap.today)
        return """
            <div class="notice bad" role="alert"><p>\(Picture("clock")) <strong>\(say("Is it really \(today, "today")? The last night of this hub was on \(say.day(gap.last), "last")."))</strong></p>
            <p>\(say("By a clock that is wrong, everything would be let go of at once. Until you say that the date is right, nothing is. If it is not right, tell an administrator today."))</p>
            <form method="post" action="/retention/date" data-once>\(token.html)<input type="hidden" name="day" \(.value(gap.today.description))>
            <button class="button">\(Picture("check")) <span>\(say("Yes, today is \(today, "day")"))</span></button></form></div>
            """
    }

    private func card(_ line: Line, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2><a \(.href("/retention/\(line.event)"))>\(say(line.title))</a></h2>
        <p>\(say(line.days, one: "One day after \(say.plain(line.trigger), "event").", other: "\(line.days, "count") days after \(say.plain(line.trigger), "event")."))
        \(say(line.action.meaning))</p>
        <p>\(line.tomorrow == 0 ? say("Nothing is due tomorrow.") : say(line.tomorrow, one: "Due tomorrow: one.", other: "Due tomorrow: \(line.tomorrow, "count")."))
        \(line.waiting == 0 ? nil : "<span class=\"tag warn\">\(say(line.waiting, one: "One waits for you.", other: "\(line.waiting, "count") wait for you."))</span>" as HTML)</p></article></li>
        """
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><thead><tr><th scope="col">\(say("When"))</th><th scope="col">\(say("What"))</th><th scope="col">\(say("How many"))</th></tr></thead>
        <tbody>\(gone.map { line in
            """
            <tr><td \(.data("label", say.plain("When")))><bdi>\(say.day(line.day))</bdi></td><td \(.data("label", say.plain("What")))>\(say(line.title))</td>
            <td class="number" \(.data("label", say.plain("How many")))><bdi>\(say.number(line.records))</bdi></td></tr>
            """ as HTML
        })</tbody></table>
        """
    }
}

/// The records of one rule that are due, by their codes; whoever decides sets a hold on them, or lets them go.
struct RetentionListPage: Page {
    struct Line: Sendable {
        let code: String
        let people: [String]
        let since: Day
    }
    static let perPage = 100
    let token: FormToken
    let event: String
    let rule: Message, action: RetentionRule.Action
    let day: Day
    /// One more than is shown, where there are more.
    let lines: [Line]
    /// How many wait today; a button lets them go where the officer decides.
    let waiting: Int
    var holding = HoldForm(), held = "", problems: [FieldProblem] = []

    static let samples = RetentionRule.Action.allCases.map { action in
        RetentionListPage(
            token: FormToken("sample"), event: "need.closed", rule: Message("Letters"), action: action, day: Day(number: 20_779),
            lines: action == .erase ? [] : [Line(code: "0a1b2c3d", people: ["3f9c1b02"], since: Day(number: 20_000))], waiting: action == .review ? 4 : 0,
            problems: action == .aggregate ? HoldForm().problems(today: Day(number: 1)) + [FieldProblem("code", Message("Nobody is known by this code. Copy it from a list."))] : [])
    }

    var title: Message { Message("What is due") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <p><a href="/retention">\(Picture("list")) \(say("Retention"))</a></p>
        <h1>\(say(rule))</h1>
        <p class="lead">\(say("Due by \(say.day(day), "day"), the oldest first. \(say.plain(action.meaning), "action")"))</p>
        \(lines.isEmpty ? "<p class=\"empty\">\(say("Nothing is due."))</p>" : table(say))
        \(action == .review && waiting > 0 ? letGo(say) : nil)
        \(lines.contains { !$0.people.isEmpty } || !problems.isEmpty ? hold(say) : nil)
        """
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><thead><tr><th scope="col">\(say("Code"))</th><th scope="col">\(say("Whose"))</th><th scope="col">\(say("Since"))</th></tr></thead>
        <tbody>\(lines.prefix(Self.perPage).map { line in
            """
            <tr><td \(.data("label", say.plain("Code")))><bdi dir="ltr">\(line.code)</bdi></td>
            <td \(.data("label", say.plain("Whose")))><bdi dir="ltr">\(line.people.joined(separator: ", "))</bdi></td>
            <td \(.data("label", say.plain("Since")))><bdi>\(say.day(line.since))</bdi></td></tr>
            """ as HTML
        })</tbody></table>
        \(lines.count > Self.perPage ? "<p>\(say("There are more. These are the oldest."))</p>" : "")
        """
    }

    private func letGo(_ say: Speech) -> HTML {
        """
        <div class="notice warn"><p>\(Picture("warning")) \(say("What is let go of is erased, and can't be brought back. What must be kept gets a legal hold first."))</p>
        <form method="post" \(.action("/retention/\(event)/disposal")) data-once>\(token.html)
        <button class="button danger">\(Picture("cross")) \(say(waiting, one: "Let go of the one that is due today", other: "Let go of the \(waiting, "count") that are due today"))</button></form></div>
        """
    }

    private func hold(_ say: Speech) -> HTML {
        """
        <h2>\(say("Legal hold"))</h2>
        \(HoldFields(action: "/retention/\(event)/holds", token: token, form: holding, problems: problems, code: held).html(say))
        """
    }
}

extension RetentionRule.Action {
    var meaning: Message {
        switch self {
        case .erase: Message("Then it is erased by itself.")
        case .aggregate: Message("Then it is erased by itself; how many there were is kept.")
        case .review: Message("Then you decide.")
        }
    }
}
