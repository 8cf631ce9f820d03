import Foundation
import Identity
import Localization
import Markup
import People
import Web

/// What each side sees of what began: with whom, what for, whom to call, and two taps to say that they met.
struct OwnEngagementPage: Page {
    /// The other side as far as it is known.
    enum Other: Sendable {
        case known(Companion), organization(String)
        /// Not shared: the hub brings the two together.
        case throughUs(isMyOwnDoing: Bool)
    }
    let token: FormToken
    let place: Entrance
    let side: Side
    let program: Program?
    let status: Engagement.Status
    let other: Other
    let timesAMonth: Int
    let startedOn: Day, plannedUntil: Day, today: Day
    /// Whom to turn to.
    let supervisor: String, phone: String
    let meetings: [Meeting]
    /// The question that waits, if any.
    let question: Route?
    let hasAskedForSupport: Bool
    let problems: [FieldProblem]
    let concern: Route?
    /// Whether whoever looks is under 18, or may be: a yes to sharing is for a parent or guardian to say, at the desk.
    var isChild = false

    var title: Message { status == .ended ? Message("What you did together") : Message("What you do together") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(program.map { "<p class=\"lead\">\(Picture($0.picture)) \($0.name.html(say))</p>" as HTML })
        \(ProblemList(problems).html(say))
        \(standing(say))
        \(status == .active ? with(say) : "")
        <h2>\(say("What it is"))</h2>
        \(program.map { "<p>\($0.about.html(say))</p>" as HTML })
        <dl class="facts">\(facts(say))</dl>
        \(status == .ended ? "" : BoundaryList(program: program).html(say) ?? "")
        \(status == .active ? log(say) : "")
        \(status == .ended ? "" : support(say))
        \(ConcernLink(concern).html(say))
        """
    }

    private var haveMet: Bool { meetings.contains { $0.kind == .met } }

    private func standing(_ say: Speech) -> HTML {
        switch status {
        case .suspended:
            """
            <div class="notice warn"><p>\(Picture("clock")) \(say("This is paused for the moment. Please do not meet until we tell you. Nobody did anything wrong."))</p>
            <p>\(turnTo(say))</p></div>
            """
        case .ended: "<div class=\"notice good\"><p>\(Picture("heart")) \(say("It has come to its end. Thank you for your time and your trust."))</p></div>"
        case .active:
            question.map { "<div class=\"notice\"><p>\(Picture("help")) \(say("We would like to know how things are."))</p><p><a class=\"button main\" \(.href($0))>\(say("Answer four questions"))</a></p></div>" } ?? ""
        }
    }

    private func with(_ say: Speech) -> HTML {
        switch other {
        case .known(let companion):
            """
            <section class="panel"><h2>\(say("With whom"))</h2><p class="lead">\(Picture("person")) <bdi>\(companion.name)</bdi></p>
            \(companion.contact.map { "<p>\(Picture($0.contains("@") ? "mail" : "phone")) <bdi dir=\"ltr\">\($0)</bdi></p>" as HTML } ?? "<p>\(say("The hub tells you how you reach each other."))</p>")
            \(companion.words.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
            \(haveMet ? nil : "<p>\(side == .offer ? say("Please write or call within a few days, so that you meet within two weeks.") : say("You will hear from this person within a few days."))</p>" as HTML)
            <form method="post" \(.action(place.route("sharing"))) data-once>\(token.html)
            <button class="button quiet" name="sharing" value="withdrawn">\(Picture("undo", turns: true)) \(say("No longer share my name and how to reach me"))</button></form></section>
            """
        case .organization(let title):
            "<section class=\"panel\"><h2>\(say("With whom"))</h2><p class=\"lead\">\(Picture("people")) <bdi>\(title)</bdi></p></section>"
        case .throughUs(let isMine):
            """
            <section class="panel"><h2>\(say("How you meet"))</h2><p>\(Picture("people")) \(say("Someone of the hub brings you together and calls you."))</p>
            \(isMine ? share(say) : "")</section>
            """
        }
    }

    private func share(_ say: Speech) -> HTML {
        isChild ? "<p>\(Picture("family")) \(say(ConsentProblem.ownPage.message))</p>" : """
        <p>\(say("You have not agreed that the other side learns your first name and how to reach you. If you agree now, you can find each other by yourselves."))</p>
        <form method="post" \(.action(place.route("sharing"))) data-once>\(token.html)
        <button class="button">\(Picture("check")) \(say("I agree to share them"))</button></form>
        """
    }

    private func facts(_ say: Speech) -> HTML {
        Fact("calendar", Message("From"), "<bdi>\(say.day(startedOn))</bdi>").html(say)
            + (status == .ended ? "" : Fact("calendar", Message("Planned until"), "<bdi>\(say.day(plannedUntil))</bdi>").html(say))
            + (timesAMonth > 0 && status != .ended ? Fact("clock", Message("How often"), say(timesAMonth, one: "Once a month", other: "\(timesAMonth, "count") times a month")).html(say) : "")
            + Fact("phone", Message("Whom to call"), turnTo(say)).html(say)
    }

    private func turnTo(_ say: Speech) -> HTML {
        "<bdi>\(supervisor)</bdi> \(phone.isEmpty ? "" : "<a \(.href(Route.phone(phone)))><bdi dir=\"ltr\">\(phone)</bdi></a>")"
    }

    private func log(_ say: Speech) -> HTML {
        """
        <h2>\(say("Tell us when you meet"))</h2>
        <form method="post" \(.action(place.route("meetings"))) data-once>\(token.html)
        <div class="field"><fieldset class="choices"><legend>\(say("When was it?"))</legend>
        \(Choice(name: "day", value: today.description, label: say("Today"), isChosen: true, isRadio: true).html)
        \(Choice(name: "day", value: today.adding(days: -1).description, label: say("Yesterday"), isChosen: false, isRadio: true).html)
        \(Choice(name: "day", value: "other", label: say("Another day"), isChosen: false, isRadio: true).html)
        </fieldset>
        <label for="date">\(say("Which day, if another"))</label><input type="date" id="date" name="date" dir="ltr"></div>
        <ul class="tiles">\(Meeting.Kind.allCases.map { "<li><button class=\"tile\" name=\"kind\" \(.value($0.rawValue))>\(Picture($0.picture)) \(say($0.message))</button></li>" as HTML })</ul>
        </form>
        \(meetings.isEmpty ? "" : "<h3>\(say("What you told us"))</h3><ul>\(meetings.map { row($0, say) })</ul>")
        """
    }

    private func row(_ meeting: Meeting, _ say: Speech) -> HTML {
        """
        <li><bdi>\(say.day(meeting.day))</bdi>: \(say(meeting.kind.message))
        <form method="post" \(.action(place.route("meetings/removal")))>\(token.html)
        <input type="hidden" name="day" \(.value(meeting.day.description))><input type="hidden" name="kind" \(.value(meeting.kind.rawValue))>
        <button class="button quiet">\(Picture("undo", turns: true)) \(say("Take back"))<span class="visually-hidden">: \(say(meeting.kind.message))</span></button></form></li>
        """
    }

    private func support(_ say: Speech) -> HTML {
        """
        <h2>\(say("If you need us"))</h2>
        \(hasAskedForSupport ? "<p>\(Picture("check")) \(say("You asked for support. The coordinator will call you."))</p>" : "")
        <form method="post" \(.action(place.route("support"))) data-once>\(token.html)<div class="buttons">
        \(hasAskedForSupport ? "" : "<button class=\"button\" name=\"kind\" value=\"support\">\(Picture("hand")) \(say("Please support me"))</button>")
        <button class="button" name="kind" value="stop">\(Picture("cross")) \(say("I would like to stop"))</button></div></form>
        <p class="meta">\(say("Both go to the coordinator only."))</p>
        """
    }

    static let samples: [OwnEngagementPage] = {
        let others: [(Other, Engagement.Status)] = [
            (.known(Companion(name: "Amal", contact: "07700 900123", words: "after six")), .active), (.known(Companion(name: "Tom", contact: nil, words: nil)), .active),
            (.organization("English class"), .active), (.throughUs(isMyOwnDoing: true), .active), (.throughUs(isMyOwnDoing: true), .active),
            (.throughUs(isMyOwnDoing: false), .suspended), (.throughUs(isMyOwnDoing: false), .ended),
        ]
        return others.enumerated().map { number, pair in
            OwnEngagementPage(
                token: FormToken("sample"), place: Entrance("/engagements/x/need", key: "y"), side: number == 0 ? .offer : .need, program: .sample, status: pair.1, other: pair.0,
                timesAMonth: 4, startedOn: .lifeSample, plannedUntil: .lifeSample.adding(days: 365), today: .lifeSample, supervisor: "Iryna Bondar", phone: "+44 1632 960100",
                meetings: [Meeting(side: .need, day: .lifeSample, kind: .met)], question: number == 0 ? "/my" : nil, hasAskedForSupport: number == 1,
                problems: number == 2 ? [FieldProblem("date", Message("Write the day, such as 2026-11-21."))] : [], concern: "/concerns/new", isChild: number == 4)
        }
    }()
}

extension Meeting.Kind {
    var message: Message {
        switch self {
        case .met: Message("We met")
        case .wrote: Message("We called or wrote")
        case .missed: Message("It did not happen")
        }
    }
    var picture: String {
        switch self {
        case .met: "people"
        case .wrote: "chat"
        case .missed: "cross"
        }
    }
}
