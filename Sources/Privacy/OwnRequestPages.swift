import House
import Identity
import Localization
import Markup
import Web

/// Asking that something held about oneself is corrected, restricted, erased or printed, and what came of it.
struct OwnRequestsPage: Page {
    let token: FormToken
    let today: Day
    let requests: [ShownRequest]
    /// Where each of them can be seen without signing in: the page that an erasure leaves.
    let links: [DataRequestID: Route]
    let isRestricted: Bool
    /// The request by which it is; nil where it rests for another reason.
    var restriction: DataRequest?
    let form: DataRequestForm
    let problems: [FieldProblem]

    static let samples = [
        OwnRequestsPage(token: FormToken("sample"), today: Day(number: 20_790), requests: [], links: [:], isRestricted: false, form: DataRequestForm(), problems: []),
        OwnRequestsPage(
            token: FormToken("sample"), today: Day(number: 20_790), requests: ShownRequest.samples, links: [ID(high: 1, low: 10_597_059): "/requests/of/1/k"], isRestricted: true,
            restriction: ShownRequest.sample(.restriction, .done).request, form: DataRequestForm(), problems: DataRequestForm().problems),
    ] + ShownRequest.ofLifting.map { shown in
        OwnRequestsPage(token: FormToken("sample"), today: Day(number: 20_790), requests: [shown], links: [:], isRestricted: shown.request.liftedOn == nil,
                        restriction: shown.request.liftedOn == nil ? shown.request : nil, form: DataRequestForm(), problems: [])
    }

    var title: Message { Message("What you can ask about your data") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <p><a href="/my/file">\(Picture("document")) \(say("My file"))</a></p>
        <h1>\(say(title))</h1>
        <p class="lead">\(say("You get an answer within one month. It costs nothing, and help does not depend on it."))</p>
        \(isRestricted ? resting(say) : nil)
        \(requests.isEmpty ? "" : "<h2>\(say("What you asked"))</h2><ul class=\"cards\">\(requests.map { card($0, say) })</ul>")
        <h2>\(say("Ask something"))</h2>
        <form method="post" action="/my/requests" data-once>\(token.html)
        \(RequestFields(form: form, problems: problems).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Ask this"))</button></div></form>
        """
    }

    /// Why nothing is done at present, and the way back.
    private func resting(_ say: Speech) -> HTML {
        let words = restriction == nil ? say("Your data is kept and not used at the moment. Call us when it may be used again.")
            : restriction?.againOn == nil ? say("Your data is kept and not used at the moment. When it may be used again, say so here.")
            : say("Your data is kept and not used at the moment. You have asked that it is used again: the data protection officer sees to it, and we write to you.")
        return """
            <div class="notice"><p>\(Picture("lock")) \(words)</p>
            \(restriction.map { $0.againOn == nil ? useAgain(say) : "" })</div>
            """
    }

    private func useAgain(_ say: Speech) -> HTML {
        """
        <form method="post" action="/my/requests/use" data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Use my data again"))</button></div></form>
        """
    }

    private func card(_ shown: ShownRequest, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h3>\(Picture(shown.request.kind.picture)) \(say(shown.request.kind.asked))</h3>
        \(RequestStanding(shown: shown, today: today).html(say))
        \(shown.request.kind == .erasure && shown.request.isOpen ? links[shown.request.id].map { "<p>\(say("Keep \("this address", link: $0). It shows what was done when you can't come in any more."))</p>" as HTML } : nil)</article></li>
        """
    }
}

/// One request, for whoever holds its address: also when nothing else is left.
struct RequestReceiptPage: Page {
    let shown: ShownRequest
    let today: Day
    /// Where this page is, for whoever is handed it on paper.
    let address: String

    static let samples = ShownRequest.samples.map { RequestReceiptPage(shown: $0, today: Day(number: 20_790), address: "http://127.0.0.1:8080/requests/of/1/k") }

    var title: Message { Message("What was asked") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(shown.request.kind.asked))</h1>
        <p>\(say("Number of the request:")) <bdi dir="ltr">\(shown.request.code)</bdi></p>
        \(RequestStanding(shown: shown, today: today).html(say))
        <p>\(say("You can print this page and take it along. The code leads back to it."))</p>
        <div class="card-print"><p>\(Picture("pen")) <bdi dir="ltr">\(shown.request.code)</bdi></p>\(QRPicture(address)?.html(label: say.plain("Code to scan")))</div>
        """
    }
}

/// Writing down at the desk what someone asks who has no sign-in, or came to say it.
struct DeskRequestPage: Page {
    let token: FormToken
    /// The page of the household or the volunteer.
    let place: Route
    let people: [PersonBook.Entry]
    let form: DataRequestForm
    let problems: [FieldProblem]

    static let samples = [
        DeskRequestPage(token: FormToken("sample"), place: "/households/1", people: [.init(ID(high: 1, low: 1), "Amal"), .init(ID(high: 1, low: 2), "Sami")], form: DataRequestForm(), problems: []),
        DeskRequestPage(token: FormToken("sample"), place: "/volunteers/1", people: [.init(ID(high: 1, low: 1), "Tom")], form: DataRequestForm(), problems: DataRequestForm().problems),
    ]

    var title: Message { Message("They ask something about their data") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Write down what they ask, in their words. The data protection officer answers within one month. Give them the number on the next page."))</p>
        <form method="post" \(.action(Route.local(place.text + "/requests") ?? "/")) data-once>\(token.html)
        <div class="field"><fieldset class="choices" id="person"><legend>\(say("Who asks?"))</legend>
        \(people.map { Choice(name: "person", value: $0.person.text, label: "<bdi>\($0.name)</bdi>", isChosen: people.count == 1 || form.person == $0.person.text, isRadio: true).html })
        </fieldset></div>
        \(RequestFields(form: form, problems: problems).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Write it down"))</button>
        <a class="button quiet" \(.href(place))>\(say("Back", context: "page"))</a></div></form>
        """
    }
}

/// The way to ask, in one's own file.
struct OwnRequestsPart: Part {
    let open: Int

    static let samples = [OwnRequestsPart(open: 0), OwnRequestsPart(open: 2)]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel"><h2>\(say("What you can ask about your data"))</h2>
        <p>\(say("You can ask that it is corrected, kept unused, erased, or printed."))</p>
        \(open == 0 ? "" : "<p>\(say(open, one: "One request waits for an answer.", other: "\(open, "count") requests wait for an answer."))</p>")
        <p><a class="button" href="/my/requests">\(Picture("pen")) \(say("Ask, or see the answer"))</a></p></section>
        """
    }
}

/// The way to write a request down, on the page of a household or a volunteer.
struct DeskRequestPart: Part {
    let place: Route
    /// The names of those who ask that something is corrected.
    var corrections: [String] = []

    static let samples = [DeskRequestPart(place: "/households/1"), DeskRequestPart(place: "/households/1", corrections: ["Amal Haddad"])]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel"><h2>\(say("Their own data"))</h2>
        \(corrections.map { name in
            "<div class=\"notice\"><p>\(Picture("pen")) \(say("\(name, "name") asks that something is corrected. Talk about what it is, and put it right here. The data protection officer answers them."))</p></div>" as HTML
        })
        <p>\(say("They may ask that it is corrected, kept unused, erased, or printed. It is answered within one month."))</p>
        <p><a class="button" \(.href(Route.local(place.text + "/requests/new") ?? "/"))>\(Picture("pen")) \(say("Write down what they ask"))</a></p></section>
        """
    }
}

/// That one's data is kept and not used, where one comes in.
struct RestrictedPart: Part {
    /// By which the desk tells them from others of whom nothing is opened either.
    let code: String

    static let samples = [RestrictedPart(code: "3f9c1b02")]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel"><h2>\(Picture("lock")) \(say("Your data is not used for now"))</h2>
        <p>\(say("It is kept and not used at the moment, as you asked."))</p>
        <p>\(say("At the desk, say this code: by it they stop your card or take back what you agreed to, without opening your data."))
        <strong class="code"><bdi dir="ltr">\(code)</bdi></strong></p>
        <p><a class="button" href="/my/requests">\(say("Use it again, or see what was asked"))</a></p></section>
        """
    }
}
