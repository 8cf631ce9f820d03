import Localization
import Markup
import Web

/// Where a link by mail is asked for.
struct MailLinkPage: Page {
    let token: FormToken
    let email: String
    let problem: Message?

    static let samples = [
        MailLinkPage(token: FormToken("sample"), email: "", problem: nil),
        MailLinkPage(token: FormToken("sample"), email: "tom", problem: Message("Write the e-mail address, such as name@example.org.")),
    ]

    var title: Message { Message("A link by mail") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem("email", $0)]).html(say) })
        <p class="lead">\(say("For those who volunteer: we send you a link that lets you in once. You need no password."))</p>
        <form method="post" action="/sign-in/mail" data-once>\(token.html)
        \(TextField(name: "email", label: Message("E-mail address"), value: email, kind: .email, problem: problem, autocomplete: "email").html(say))
        <div class="buttons"><button class="button main">\(Picture("mail")) \(say("Send me the link"))</button></div></form>
        <p><a class="button" href="/sign-in">\(say("Sign in another way"))</a></p>
        """
    }
}

/// The same words whether or not anyone is here by that address.
struct MailLinkSentPage: Page {
    static let samples = [MailLinkSentPage()]

    var title: Message { Message("Look into your mail") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("If someone who volunteers here has this address, a letter with a link is on its way. It works once, for a quarter of an hour, in this browser."))</p>
        <p>\(say("Nothing came? Look where unwanted mail goes, or ask the person named below."))</p>
        <p><a class="button" href="/sign-in/mail">\(say("Ask again"))</a></p>
        """
    }
}

/// What the link opens: a button. A program that looks through mail and follows links presses none.
struct MailLinkOpenPage: Page {
    let token: FormToken
    let action: Route
    let problem: Message?

    static let samples = [
        MailLinkOpenPage(token: FormToken("sample"), action: "/sign-in/mail/a/b", problem: nil),
        MailLinkOpenPage(token: FormToken("sample"), action: "/sign-in/mail/a/b", problem: MailLinkRoutes.spent),
    ]

    var title: Message { Message("Sign in by your link") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.map { "<div class=\"notice warn\" role=\"alert\"><p>\(Picture("warning")) \(say($0))</p></div>" as HTML } ?? button(say))
        <p><a class="button" href="/sign-in/mail">\(say("Ask for another link"))</a></p>
        """
    }

    private func button(_ say: Speech) -> HTML {
        """
        <p class="lead">\(say("Press the button, and you are in."))</p>
        <form method="post" \(.action(action)) data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("key")) \(say("Sign in"))</button></div></form>
        """
    }
}
