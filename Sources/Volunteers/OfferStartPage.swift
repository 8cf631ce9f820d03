import Localization
import Markup
import Web

/// What helping means here, and the way to begin, to go on, or to see where an offer stands.
struct OfferStartPage: Page {
    enum Draft: Sendable { case none, begun, sent }
    let token: FormToken
    let roles: [VolunteerRole]
    let draft: Draft

    static let samples = [
        OfferStartPage(token: FormToken("sample"), roles: [.sample], draft: .none),
        OfferStartPage(token: FormToken("sample"), roles: [.sample], draft: .begun),
        OfferStartPage(token: FormToken("sample"), roles: [], draft: .sent),
    ]

    var title: Message { Message("Offer help") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("People who are new in town need people who know it. An hour a week changes a lot."))</p>
        \(way(say))
        <h2>\(say("What you could do"))</h2>
        <ul class="cards">\(roles.map { role in
            """
            <li class="card"><h3>\(Picture(role.picture)) \(role.name.html(say))</h3><p>\(role.about.html(say))</p></li>
            """ as HTML
        })</ul>
        """
    }

    private func way(_ say: Speech) -> HTML {
        switch draft {
        case .none: begin(say)
        case .begun:
            """
            <div class="notice"><p>\(Picture("pen")) \(say("You have begun already. Your answers are kept."))</p></div>
            <div class="buttons"><a class="button main" href="/volunteer/check">\(Picture("arrow", turns: true)) \(say("Go on where you stopped"))</a></div>
            <form method="post" action="/volunteer/discard" data-once>\(token.html)
            <button class="button quiet">\(say("Throw away what I wrote"))</button></form>
            """
        case .sent:
            """
            <div class="notice good"><p>\(Picture("check")) \(say("We have your offer. Thank you."))</p></div>
            <div class="buttons"><a class="button main" href="/volunteer/standing">\(Picture("info")) \(say("See where it stands"))</a></div>
            """
        }
    }

    private func begin(_ say: Speech) -> HTML {
        """
        <p>\(say("We ask eight short questions, one on each page. You can stop at any time and come back."))</p>
        <form method="post" action="/volunteer" data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("hand")) \(say("Begin"))</button>
        <a class="button quiet" href="/volunteer/resume">\(say("I have a code and want to go on"))</a></div></form>
        """
    }
}

/// Coming back in another browser, by the code that was written down.
struct ResumePage: Page {
    let token: FormToken
    let problem: Message?

    static let samples = [
        ResumePage(token: FormToken("sample"), problem: nil),
        ResumePage(token: FormToken("sample"), problem: Message("This code is not known here. Check the digits, or begin again.")),
    ]

    var title: Message { Message("Go on with your offer") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem("code", $0)]).html(say) })
        <form method="post" action="/volunteer/resume" data-once>\(token.html)
        \(TextField(name: "code", label: Message("The sixteen digits of your code"), value: "", kind: .tel,
                    hint: Message("A code works once. Then you get a new one."), problem: problem, autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Go on"))</button></div>
        </form>
        """
    }
}
