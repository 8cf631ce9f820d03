import Identity
import Localization
import Markup
import Web

/// What became possible since the round, while all that it proposes stays as it is.
struct FreshPage: Page {
    struct Line: Sendable {
        let need: NeedSummary
        let offer: OfferSummary
        let fit: Fit
    }
    let token: FormToken
    let lines: [Line]
    let today: Day

    var title: Message { Message("Possible since the round") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
        <h1>\(say(title))</h1>
        <p class="lead">\(say("What is approved or proposed already stays as it is. Of what is left, as many as possible are helped, by the hub's policy."))</p>
        \(lines.isEmpty ? "<div class=\"empty\">\(Picture("check"))<p>\(say("Nothing new is possible now."))</p></div>" : "<ul class=\"cards\">\(lines.map { card($0, say) })</ul>")
        """
    }

    private func card(_ line: Line, _ say: Speech) -> HTML {
        """
        <li class="card"><h2>\(line.need.title(say))</h2><p class="meta">\(line.need.details(say)) · \(line.need.waiting(on: today, say))</p>
        <p><strong>\(line.offer.title(say))</strong> <span class="meta">\(line.offer.details(say))</span></p>
        <ul>\(line.fit.parts.map { "<li>\($0.sentence(say))</li>" as HTML })</ul>
        \(ApproveForm(token: token, need: line.need, offer: line.offer).html(say))</li>
        """
    }

    static let samples = [
        FreshPage(token: FormToken("sample"), lines: [Line(need: .sample, offer: .sample, fit: .sample)], today: Day(number: 20_778)),
        FreshPage(token: FormToken("sample"), lines: [], today: Day(number: 20_778)),
    ]
}
