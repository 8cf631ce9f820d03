import Foundation
import Identity
import Localization
import Markup
import Trust
import Web

/// All breaches, and a form to write one down.
struct BreachListPage: Page {
    static let perPage = 30
    let token: FormToken
    /// One more than is shown, where there are older ones.
    let breaches: [Breach]
    let number: Int
    var what = "", day = "", time = ""
    var problems: [FieldProblem] = []
    let now: Date
    let zone: TimeZone

    static let samples = [
        BreachListPage(token: FormToken("sample"), breaches: [], number: 1, day: "2026-11-28", time: "12:00", now: .distantPast, zone: .gmt),
        BreachListPage(token: FormToken("sample"), breaches: Breach.samples, number: 2, what: "x", problems: [FieldProblem("what", BreachProblem.what.message)], now: .distantFuture, zone: .gmt),
    ]

    var title: Message { Message("Register of breaches") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/data-protection">\(Picture("shield")) \(say("Data protection"))</a></p>
        <h1>\(say(title))</h1>
        <p class="lead">\(say("A breach is when data of people was lost, changed, or seen by someone who should not have. The authority has to hear of it within 72 hours of the moment you knew."))</p>
        \(ProblemList(problems).html(say))
        \(breaches.isEmpty ? "<p class=\"empty\">\(say("No breach was written down."))</p>" : "<h2>\(say("What was written down"))</h2><ul class=\"cards\">\(breaches.prefix(Self.perPage).map { $0.card(say, at: now, in: zone) })</ul>")
        \(Pager(number, hasOlder: breaches.count > Self.perPage) { Route("/breaches").query("page", String($0)) }.html(say))
        <h2>\(say("Write down a breach"))</h2>
        <form method="post" action="/breaches" data-once>\(token.html)
        \(BreachText(name: "what", label: Message("What happened"), hint: Message("10 to 4000 letters, without names."), text: what, problem: problems.first("what")).html(say))
        \(TextField(name: "day", label: Message("Day on which you knew"), value: day, kind: .date, problem: problems.first("day")).html(say))
        \(TextField(name: "time", label: Message("Time, such as 14:30"), value: time, problem: problems.first("time"), autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("plus")) \(say("Write it down"))</button></div></form>
        """
    }
}

/// One breach: the clock, how many it concerns, whom to tell, and its end.
///
/// It shows no codes of theirs: those who were found by what they told as a concern would be known by them.
struct BreachPage: Page {
    struct Reader: Sendable { let person: PersonID, name: String }
    let token: FormToken
    let breach: Breach
    /// By their tables, what each holds.
    let tables: [(name: String, kinds: [FieldClass])], readers: [Reader]
    var problems: [FieldProblem] = []
    var typed: Fields = Fields()
    let now: Date
    let zone: TimeZone

    static let samples: [BreachPage] = Breach.samples.map { breach in
        BreachPage(
            token: FormToken("sample"), breach: breach, tables: [("persons", [.identity, .birth])], readers: [Reader(person: ID(high: 1, low: 1), name: "Tom")],
            problems: breach.affected == 3 ? [FieldProblem("measures", BreachProblem.words.message)] : [], now: .distantPast, zone: .gmt)
    }

    var title: Message { Message("Breach") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/breaches">\(Picture("warning")) \(say("Register of breaches"))</a></p>
        <h1>\(say(title))</h1>
        <p>\(breach.state(say, at: now)) \(say("Known since \(say.instant(breach.knownAt, in: zone), "time")"))</p>
        \(ProblemList(problems).html(say))
        <p class="own-words" dir="auto">\(breach.what)</p>
        \(authority(say))
        \(affected(say))
        \(people(say))
        \(ending(say))
        """
    }

    private func authority(_ say: Speech) -> HTML {
        """
        <section class="panel"><h2>\(say("The authority"))</h2>
        \(told(breach.authority, say).map { $0 + undo("authority", breach.authority, say) } ?? deciding("authority", told: say("I have told the authority"), Message("Why the authority need not hear of it"), not: say("The authority is not told"), say))
        \(breach.wasInTime.map { $0 ? "<p>\(say("That was within the 72 hours."))</p>" : "<p>\(say("That was after the 72 hours."))</p>" })</section>
        """
    }

    private func told(_ told: Breach.Told, _ say: Speech) -> HTML? {
        switch told {
        case .open: nil
        case .at(let date): "<p>\(Picture("check")) \(say("Told on \(say.instant(date, in: zone), "time")."))</p>"
        case .not(let reason): "<p>\(say("Not told, for this reason:")) <span class=\"own-words\" dir=\"auto\">\(reason)</span></p>"
        }
    }

    /// For a slip, for some minutes.
    private func undo(_ part: String, _ told: Breach.Told, _ say: Speech) -> HTML {
        guard breach.closedAt == nil, told.undoable(at: now) else { return "" }
        return """
            <form method="post" \(.action("/breaches/\(breach.id)/\(part)")) data-once>\(token.html)<input type="hidden" name="told" value="undo">
            <p>\(part == "letters" ? say("The letters leave after ten minutes. Until then you can take it back.") : "") <button class="button quiet">\(Picture("undo", turns: true)) \(say("Take it back"))</button></p></form>
            """
    }

    /// Two ways: it was done, or why it is not.
    private func deciding(_ part: String, told: HTML, _ reason: Message, not: HTML, _ say: Speech) -> HTML {
        """
        <form method="post" \(.action("/breaches/\(breach.id)/\(part)")) data-once>\(token.html)<input type="hidden" name="told" value="yes">
        <div class="buttons"><button class="button main">\(Picture("check")) \(told)</button></div></form>
        <details \(when: problems.first("\(part)_reason") != nil, "open")><summary>\(not)</summary><form method="post" \(.action("/breaches/\(breach.id)/\(part)")) data-once>\(token.html)
        \(BreachText(name: "\(part)_reason", label: reason, text: typed["\(part)_reason"], problem: problems.first("\(part)_reason")).html(say))
        <div class="buttons"><button class="button">\(not)</button></div></form></details>
        """
    }

    private func affected(_ say: Speech) -> HTML {
        """
        <section class="panel" id="affected"><h2>\(say("People concerned"))</h2>
        <p>\(say(breach.affected, one: "One person is concerned.", other: "\(breach.affected, "count") people are concerned."))</p>
        \(breach.people.isDecided ? "" : searches(say))</section>
        """
    }

    private func searches(_ say: Speech) -> HTML {
        """
        <details><summary>\(say("Add everyone of whom data of one kind is held"))</summary><form method="post" \(.action("/breaches/\(breach.id)/affected")) data-once>\(token.html)
        <input type="hidden" name="by" value="table">\(Select(name: "table", label: Message("Which data"), options: tables.map { table in .init(table.name, "\(say.list(table.kinds.map { say.plain($0.message) })) (\(table.name))") }, chosen: nil).html(say))
        <div class="buttons"><button class="button">\(Picture("plus")) \(say("Add them"))</button></div></form></details>
        <details \(when: problems.first("from") != nil, "open")><summary>\(say("Add everyone whose data someone opened"))</summary><form method="post" \(.action("/breaches/\(breach.id)/affected")) data-once>\(token.html)
        <input type="hidden" name="by" value="reader">\(Select(name: "reader", label: Message("Who opened it"), options: readers.map { .init($0.person.text, $0.name) }, chosen: nil).html(say))
        \(TextField(name: "from", label: Message("From this day"), value: typed["from"], kind: .date, problem: problems.first("from")).html(say))
        \(TextField(name: "to", label: Message("To this day"), value: typed["to"], kind: .date).html(say))
        <div class="field"><fieldset class="choices"><legend>\(say("What was opened; nothing chosen means anything"))</legend>
        \(FieldClass.allCases.map { Choice(name: "kind", value: $0.rawValue, label: say($0.message), isChosen: false).html })</fieldset></div>
        <div class="buttons"><button class="button">\(Picture("plus")) \(say("Add them"))</button></div></form></details>
        """
    }

    private func people(_ say: Speech) -> HTML {
        """
        <section class="panel"><h2>\(say("Telling the people concerned"))</h2>
        \(told(breach.people, say).map { $0 + undo("letters", breach.people, say) } ?? letters(say))
        \(breach.words.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })</section>
        """
    }

    private func letters(_ say: Speech) -> HTML {
        """
        <p>\(say("Each gets a letter that says only that there is something to read. They read your words on a page of the hub, and in their file."))</p>
        <form method="post" \(.action("/breaches/\(breach.id)/letters")) data-once>\(token.html)<input type="hidden" name="told" value="yes">
        \(BreachText(name: "words", label: Message("What you tell them: what happened, what it may mean for them, what they can do"), text: typed["words"], problem: problems.first("words")).html(say))
        <div class="buttons"><button class="button main">\(Picture("mail")) \(say("Tell them"))</button></div></form>
        <details \(when: problems.first("letters_reason") != nil, "open")><summary>\(say("They are not told"))</summary><form method="post" \(.action("/breaches/\(breach.id)/letters")) data-once>\(token.html)
        \(BreachText(name: "letters_reason", label: Message("Why they need not be told"), text: typed["letters_reason"], problem: problems.first("letters_reason")).html(say))
        <div class="buttons"><button class="button">\(say("They are not told"))</button></div></form></details>
        """
    }

    private func ending(_ say: Speech) -> HTML {
        if let measures = breach.measures {
            return "<section class=\"panel\"><h2>\(say("What was done so that it does not happen again"))</h2><p class=\"own-words\" dir=\"auto\">\(measures)</p></section>"
        }
        guard breach.canClose else {
            return "<p>\(breach.authority.isDecided ? say("It can be closed once it is decided whether the people concerned are told.") : say("It can be closed once it is decided whether the authority is told, and the people concerned."))</p>"
        }
        return """
            <section class="panel"><h2>\(say("Close the breach"))</h2><form method="post" \(.action("/breaches/\(breach.id)/closure")) data-once>\(token.html)
            \(BreachText(name: "measures", label: Message("What was done so that it does not happen again"), text: typed["measures"], problem: problems.first("measures")).html(say))
            <div class="buttons"><button class="button main">\(Picture("check")) \(say("Close the breach"))</button></div></form></section>
            """
    }
}

/// A long text about a breach.
struct BreachText {
    let name: String, label: Message
    var hint: Message?
    let text: String
    let problem: Message?

    func html(_ say: Speech) -> HTML {
        """
        <div class="field"><label \(.for(name))>\(say(label))</label>\(hint.map { "<p class=\"hint\">\(say($0))</p>" as HTML })
        \(problem.map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea \(.id(name)) \(.name(name)) rows="4" dir="auto" \(when: problem != nil, "aria-invalid=\"true\"")>\(text)</textarea></div>
        """
    }
}

/// For someone whom a breach concerns, by the link of their letter.
struct BreachToldPage: Page {
    let words: String
    let knownOn: Day
    let helperName: String, helperPhone: String

    static let samples = [BreachToldPage(words: "A laptop was stolen.", knownOn: Day(number: 20_000), helperName: "Ruth", helperPhone: "01632 960001"),
                          BreachToldPage(words: "A laptop was stolen.", knownOn: Day(number: 20_000), helperName: "", helperPhone: "")]

    var title: Message { Message("Something happened to data about you") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("We have known of it since \(say.day(knownOn), "day"). This is what we can tell you:"))</p>
        <p class="own-words" dir="auto">\(words)</p>
        <p>\(say("You did nothing wrong. The help you get does not change."))</p>
        \(helperName.isEmpty ? "" : "<p>\(Picture("phone")) \(say("Ask \(helperName, "name"):")) <bdi dir=\"ltr\">\(helperPhone)</bdi></p>")
        """
    }
}
