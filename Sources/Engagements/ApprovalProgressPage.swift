import Localization
import Markup
import Web

/// While all proposals are being approved: how far it is.
struct ApprovalProgressPage: Page {
    /// 0 of 0 until it is known how many there are.
    let done: Int, all: Int

    static let samples = [ApprovalProgressPage(done: 0, all: 0), ApprovalProgressPage(done: 120, all: 1743)]

    var title: Message { Message("Approve what is proposed") }

    func body(_ say: Speech) -> HTML {
        let known = all == 0 ? nil : (done: done, all: all)
        return """
            <h1>\(say(title))</h1>
            <p class="lead">\(say("The proposals are being approved, one after the other."))</p>
            <progress \(.label(say.plain("How far it is"))) \(known.map { Attribute.value(String($0.done)) }) \(known.map { Attribute.max($0.all) })></progress>
            <p>\(known.map { say("Looked at: \($0.done, "done") of \($0.all, "all").") } ?? say("It begins in a moment."))</p>
            <p class="hint">\(say("This page looks again by itself every two seconds. You can leave it and come back: the work goes on."))</p>
            <p><a class="button" href="/round/approval">\(Picture("search")) \(say("Look again"))</a></p>
            """
    }
}
