import Identity
import Localization
import Markup
import Trust
import Web

/// Opening a household in a colleague's care because it can't wait: why, and what follows from it.
struct EmergencyPage: Page {
    let token: FormToken
    let household: HouseholdID
    let reason: String
    let problems: [FieldProblem]
    /// Whether there is anybody who can be told.
    var hasOfficer = true
    let state: State

    enum State: Sendable, Hashable {
        case open
        /// An earlier use of the reader waits for the officer: there is no next one before that.
        case blocked
        /// Nobody lives there whose data is used.
        case unused
        /// It is in the reader's own care, or in nobody's: there is another way in.
        case needless
    }

    static let samples = [
        EmergencyPage(token: FormToken("sample"), household: ID(high: 1, low: 1), reason: "", problems: [], state: .open),
        EmergencyPage(token: FormToken("sample"), household: ID(high: 1, low: 1), reason: "x", problems: [FieldProblem("reason", EmergencyProblem.reason.message)], state: .open),
        EmergencyPage(token: FormToken("sample"), household: ID(high: 1, low: 1), reason: "", problems: [], hasOfficer: false, state: .open),
        EmergencyPage(token: FormToken("sample"), household: ID(high: 1, low: 1), reason: "", problems: [], state: .blocked),
        EmergencyPage(token: FormToken("sample"), household: ID(high: 1, low: 1), reason: "", problems: [], state: .unused),
        EmergencyPage(token: FormToken("sample"), household: ID(high: 1, low: 1), reason: "Nobody opens the door", problems: [], state: .unused),
        EmergencyPage(token: FormToken("sample"), household: ID(high: 1, low: 1), reason: "", problems: [], state: .needless),
    ]

    var title: Message { Message("Open in an emergency") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(ProblemList(problems).html(say))
        \(content(say))
        \(state == .open || reason.isEmpty ? nil : OwnWords([reason]).html(say))
        <p><a class="button quiet" \(.href("/households/\(household.text)"))>\(say("Back to the household"))</a></p>
        """
    }

    private func content(_ say: Speech) -> HTML {
        switch state {
        case .open: form(say)
        case .blocked: "<div class=\"notice warn\"><p>\(Picture("lock")) \(say(EmergencyProblem.unreviewed.message))</p></div>"
        case .unused: "<div class=\"notice\"><p>\(Picture("lock")) \(say(EmergencyProblem.unused.message))</p></div>"
        case .needless: "<div class=\"notice\"><p>\(Picture("info")) \(say("You need no emergency for this household: open it, or take it into your care."))</p></div>"
        }
    }

    private func form(_ say: Speech) -> HTML {
        """
        <p class="lead">\(say("Only where someone may come to harm before their case worker can be asked."))</p>
        <ul><li>\(say("Ways to reach them open to you for 60 minutes, for this household alone."))</li>
        <li>\(hasOfficer ? say("The data protection officer is told at once, and looks at it within three working days. Until then you can’t do it again.")
            : say("Nobody answers for data protection here at the moment, so nobody is told: tell an administrator yourself. Until somebody has looked at it you can’t do it again."))</li>
        <li>\(say("The people concerned read in their file that you opened it, and why."))</li></ul>
        <form method="post" \(.action("/households/\(household.text)/emergency")) data-once>\(token.html)
        <div class="field"><label for="reason">\(say("What has happened, and why it can’t wait"))</label>
        <p class="hint" id="reason-hint">\(say("10 to 500 letters. The people concerned will read it."))</p>
        \(problems.first("reason").map { "<p class=\"problem\" id=\"reason-problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="reason" name="reason" rows="4" dir="auto" aria-describedby="reason-hint" \(when: !problems.isEmpty, "aria-invalid=\"true\"")>\(reason)</textarea></div>
        <div class="buttons"><button class="button danger">\(Picture("key")) \(say("Open it now"))</button></div></form>
        """
    }
}

/// Why a record was not opened in an emergency.
enum EmergencyProblem: Explained {
    case reason, unreviewed, unused

    var message: Message {
        switch self {
        case .reason: Message("Write in 10 to 500 letters what has happened and why it can’t wait.")
        case .unused: Message("Everyone here asked that their data is not used for now. An emergency does not open it. Call the data protection officer.")
        case .unreviewed: Message("You opened a record in an emergency before, and the data protection officer has not looked at it yet. Call them, or the case worker.")
        }
    }
}
