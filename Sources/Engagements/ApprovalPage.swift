import Localization
import Markup
import Web

/// Before all proposals are approved at once: what will happen, and how it is taken back.
struct ApprovalPage: Page {
    let token: FormToken
    let proposed: Int
    /// Whether approving them stopped half-way just now.
    var hasFailed = false

    static let samples = [ApprovalPage(token: FormToken("sample"), proposed: 12), ApprovalPage(token: FormToken("sample"), proposed: 1, hasFailed: true)]

    var title: Message { Message("Approve what is proposed") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
        <h1>\(say(title))</h1>
        \(hasFailed ? "<div class=\"notice bad\" role=\"alert\"><p>\(Picture("warning")) \(say("The work stopped before its end, because the hub could not read or write its data. What is approved by now stays approved, the rest is still proposed. Try again, and tell your administrator if it stops again."))</p></div>" : nil)
        <p class="lead">\(say(proposed, one: "One proposal would be approved.", other: "\(proposed, "count") proposals would be approved."))</p>
        <ol class="timeline">
        <li class="now"><p>\(say("For ten minutes nobody hears of it. Each one can be taken back on its own."))</p></li>
        <li><p>\(say("Then both sides are asked, each in their language. They see neither name nor address of each other."))</p></li>
        <li><p>\(say("Only when both have said yes, and agree to share it, they see first names and how to reach each other."))</p></li>
        </ol>
        <p>\(say("Whatever is no longer possible by then is left out, and you are told."))</p>
        <form method="post" action="/round/approval" data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("check")) \(say(proposed, one: "Approve the one", other: "Approve all \(proposed, "count")"))</button>
        <a class="button" href="/round">\(say("Not now"))</a></div></form>
        """
    }
}
