import Foundation
import Identity
import Localization
import Markup
import Trust
import Web

/// What somebody in care was asked to agree to, at the desk: what stands, and a form for the next answer.
package struct ConsentList: Sendable {
    let token: FormToken
    let person: PersonID
    let isChild: Bool?
    let events: [String: ConsentEvent]
    let notices: [Notice]
    let zone: TimeZone
    var refused: RefusedConsent?
    /// Under which their forms and receipts are.
    var home: Route { isVolunteer ? "/volunteers/\(person.text)" : "/persons/\(person.text)" }
    private var isVolunteer = false

    init(token: FormToken, person: PersonID, isChild: Bool?, events: [String: ConsentEvent], notices: [Notice], zone: TimeZone, refused: RefusedConsent? = nil) {
        (self.token, self.person, self.isChild, self.events, self.notices, self.zone, self.refused) = (token, person, isChild, events, notices, zone, refused)
    }

    /// Of a volunteer, who says yes alone.
    package init(ofVolunteer person: PersonID, events: [String: ConsentEvent], notices: [Notice], zone: TimeZone, _ token: FormToken) {
        self.init(token: token, person: person, isChild: false, events: events, notices: notices, zone: zone)
        isVolunteer = true
    }

    /// For whoever can't come in: how what they said stands, its receipt, and taking back a yes that holds; nil where they said nothing.
    package func answered(at now: Date, _ say: Speech) -> HTML? {
        let said = notices.compactMap { notice in events[notice.id].map { (notice, $0) } }
        guard !said.isEmpty else { return nil }
        return "<ul class=\"timeline\">\(said.map { answered($0, $1, holds: $1.permits(at: now), say) })</ul>"
    }

    private func answered(_ notice: Notice, _ event: ConsentEvent, holds: Bool, _ say: Speech) -> HTML {
        """
        <li \(holds ? Attribute.class("done") : nil)>\(title(notice, say))<p>\(standing(event, say)) \(receipt(event, of: notice, say))</p>\(holds ? takingBack(notice, say) : nil)</li>
        """
    }

    func html(_ say: Speech) -> HTML {
        """
        <h3>\(say("What they agree to"))</h3>
        <p>\(say("Help does not depend on this. Read it out, and record the answer as it is given.")) \(say("The work for them rests on the ground you chose when you registered them, never on these answers."))</p>
        <ul class="timeline">\(notices.map { consent($0, say) })</ul>
        """
    }

    /// Of somebody whose data is not used: nothing but what they may take back.
    func takingBack(_ say: Speech) -> HTML? {
        let standing = notices.filter { events[$0.id] != nil }
        guard !standing.isEmpty else { return nil }
        return """
            <h3>\(say("What they agreed to"))</h3>
            <ul class="timeline">\(standing.map { notice in
                "<li>\(title(notice, say))\(events[notice.id]?.decision == .withdrawn ? takenBack(notice, say) : takingBack(notice, say))</li>" as HTML
            })</ul>
            """
    }

    private func takingBack(_ notice: Notice, _ say: Speech) -> HTML {
        "<form method=\"post\" \(.action(place(notice))) data-once>\(token.html)\(manner(notice).html(say))<div class=\"buttons\">\(takeBack(say))</div></form>"
    }

    /// What was said is seen to be done where it was said.
    private func takenBack(_ notice: Notice, _ say: Speech) -> HTML {
        """
        <p><span class="tag good">\(Picture("check"))</span> \(events[notice.id].map { standing($0, say) })</p>
        <p>\(say("Whoever was given something because of it is asked to delete it."))</p>
        """
    }

    private func receipt(_ event: ConsentEvent, of notice: Notice, _ say: Speech) -> HTML {
        let words = notice.words(in: say.language), to = Route.local("\(home.text)/receipts/\(event.id)") ?? home
        return "<a \(.href(to))>\(Picture("print")) \(say("Receipt to print"))<span class=\"visually-hidden\">: <bdi \(.lang(words.language.tag))>\(words.title)</bdi></span></a>"
    }

    private func consent(_ notice: Notice, _ say: Speech) -> HTML {
        let words = notice.words(in: say.language), event = events[notice.id], isYes = event?.decision.isYes ?? false
        return """
            <li \(isYes ? Attribute.class("done") : nil)>\(title(notice, say))
            <p class="own-words" \(.lang(words.language.tag)) dir="auto">\(words.text)</p>
            <p>\(event.map { standing($0, say) } ?? say("Not asked yet."))
            \(event.map { receipt($0, of: notice, say) })</p>
            <form method="post" \(.action(place(notice)))>\(token.html)
            \(manner(notice).html(say))<div class="buttons">
            \(isYes ? "" : "<button class=\"button\" name=\"decision\" value=\"given\">\(Picture("check")) \(say("They say yes"))</button>")
            \(event == nil ? "<button class=\"button\" name=\"decision\" value=\"refused\">\(Picture("cross")) \(say("They say no"))</button>" : "")
            \(isYes ? takeBack(say) : "")
            \(event == nil || event?.decision == .invalidated ? "" : "<button class=\"button quiet\" name=\"decision\" value=\"invalidated\">\(Picture("cross")) \(say("It was written down by mistake"))</button>")
            </div></form></li>
            """
    }

    private func title(_ notice: Notice, _ say: Speech) -> HTML {
        let words = notice.words(in: say.language)
        return "<p><bdi \(.lang(words.language.tag))><strong>\(words.title)</strong></bdi></p>"
    }

    private func takeBack(_ say: Speech) -> HTML {
        "<button class=\"button\" name=\"decision\" value=\"withdrawn\">\(Picture("undo", turns: true)) \(say("They take it back"))</button>"
    }

    private func place(_ notice: Notice) -> Route { Route.local("\(home.text)/consents/\(notice.id)") ?? home }

    private func manner(_ notice: Notice) -> MannerChoice {
        let refused = refused.flatMap { $0.person == person && $0.notice == notice.id ? $0 : nil }
        return MannerChoice(id: RefusedConsent.field(person, notice.id), form: refused?.form ?? MannerForm(), problem: refused?.reason.message, isChild: isChild)
    }

    private func standing(_ event: ConsentEvent, _ say: Speech) -> HTML {
        let day = say.instant(event.at, in: zone)
        return switch event.decision {
        case .given, .reconfirmed: say("Yes, on \(day, "day").") + (event.expiresAt.map { " " + say("It holds until \(say.day(Day($0, in: zone)), "day").") } ?? "")
        case .refused, .requested: say("No, on \(day, "day").")
        case .withdrawn: say("Taken back on \(day, "day").")
        case .expired: say("Ended by itself on \(day, "day").")
        case .invalidated: say("Declared void on \(day, "day"): it was written down by mistake.")
        }
    }
}

/// An answer to a notice that was not written down: what was chosen stands in its form again.
struct RefusedConsent: Sendable {
    let person: PersonID
    let notice: String
    let form: MannerForm
    let reason: ConsentProblem

    var problem: FieldProblem { FieldProblem(Self.field(person, notice), reason.message) }
    static func field(_ person: PersonID, _ notice: String) -> String { "how-\(person.text)-\(notice)" }
}
