import Identity
import Localization
import Markup
import Web

/// The link just made for a referee, to be sent or read out; it is shown this once.
struct RefereeLinkPage: Page {
    let person: PersonID
    let referee: String
    let address: String

    static let samples = [RefereeLinkPage(person: ID(high: 1, low: 2), referee: "Ruth Osei", address: "https://hub.example.org/reference/abc")]

    var title: Message { Message("The link is made") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Send this link to \(referee, "name"), or read it out. It works once, for thirty days."))</p>
        <p class="panel"><strong><bdi dir="ltr">\(address)</bdi></strong></p>
        <div class="notice warn"><p>\(Picture("warning")) \(say("We show it only now. A new link makes this one worthless."))</p></div>
        <div class="buttons"><a class="button main" \(.href("/volunteers/\(person.text)"))>\(say("Back to the volunteer"))</a></div>
        """
    }
}

/// What a referee is asked, without an account.
struct RefereePage: Page {
    let token: FormToken
    let link: String
    let volunteer: String, hubName: String
    let reply: RefereeReply
    let problems: [FieldProblem]

    static let samples = [
        RefereePage(token: FormToken("sample"), link: "abc", volunteer: "Tom", hubName: "Port Selby", reply: RefereeReply(), problems: []),
        RefereePage(token: FormToken("sample"), link: "abc", volunteer: "Tom", hubName: "Port Selby", reply: RefereeReply(),
                    problems: [FieldProblem("known", Message("Write how you know this person."))]),
    ]

    var title: Message { Message("Three short questions") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("\(volunteer, "name") would like to help people who are new in \(hubName, "town"), and has named you as someone who knows them."))</p>
        <p>\(say("Only the people who coordinate volunteers read your answer. If you are not sure, say so: it helps us."))</p>
        \(ProblemList(problems).html(say))
        <form method="post" \(.action("/reference/\(link)")) data-once>\(token.html)
        \(TextField(name: "known", label: Message("How do you know each other, and for how long?"), value: reply.known, problem: problems.first("known"), autocomplete: "off").html(say))
        \(question("family", Message("Would you trust this person with a family in a hard time?"), reply.family, say))
        \(question("children", Message("Would you trust this person with children?"), reply.children, say))
        <div class="field"><label for="more">\(say("Anything else we should know?"))</label>
        <p class="hint" id="more-hint">\(say("You may leave it empty."))</p>
        \(problems.first("more").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="more" name="more" dir="auto" aria-describedby="more-hint">\(reply.more)</textarea></div>
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Send my answer"))</button></div>
        </form>
        """
    }

    private func question(_ name: String, _ words: Message, _ chosen: RefereeReply.Trust?, _ say: Speech) -> HTML {
        """
        <fieldset class="choices" \(.id(name))><legend>\(say(words))</legend>
        \(problems.first(name).map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        \(RefereeReply.Trust.allCases.map { Choice(name: name, value: $0.rawValue, label: say($0.message), isChosen: chosen == $0, isRadio: true).html })
        </fieldset>
        """
    }
}

/// What a referee reads after answering, and whoever follows a link that leads nowhere.
struct RefereeDonePage: Page {
    let isThanks: Bool

    static let samples = [RefereeDonePage(isThanks: true), RefereeDonePage(isThanks: false)]

    var title: Message { isThanks ? Message("Thank you") : Message("Nothing to do here") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(isThanks ? say("Your answer has reached us. There is nothing more to do.")
            : say("This link was used already, was stopped, or is too old. If you were asked about someone, call the person named below."))</p>
        """
    }
}
