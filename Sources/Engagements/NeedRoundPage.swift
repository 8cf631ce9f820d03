import Identity
import Localization
import Markup
import Web

/// One need in the round: whom it is proposed, who else could help and at what cost, and what keeps the others apart.
struct NeedRoundPage: Page {
    /// Someone who could help, and what it would cost all others to let them; nil where that can't be told exactly.
    struct Alternative: Sendable {
        let offer: OfferSummary
        let cost: Cost?
    }
    struct Apart: Sendable {
        let offer: OfferSummary
        let obstacles: [Obstacle]
    }
    let need: NeedSummary
    let proposed: OfferSummary?
    let alternatives: [Alternative]
    let apart: [Apart]
    /// How many offers of this program there are in all.
    let offers: Int
    let today: Day

    var title: Message { Message("One need in the round") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
        <h1>\(need.title(say))</h1>
        <p class="meta">\(need.details(say)) · \(need.waiting(on: today, say))</p>
        \(choice(say))
        \(others(say))
        \(keptApart(say))
        """
    }

    private func choice(_ say: Speech) -> HTML {
        guard let proposed else {
            return "<div class=\"notice warn\"><p>\(Picture("clock")) \(alternatives.isEmpty ? say("Nobody can help with this now.") : say("Others come first now by the hub's policy: who could help here helps someone else."))</p></div>"
        }
        return """
            <div class="notice good"><p>\(Picture("check")) \(say("Proposed:")) <strong>\(proposed.title(say))</strong></p>
            <p>\(pair(proposed, say("Why these two"), say))</p></div>
            """
    }

    private func others(_ say: Speech) -> HTML? {
        guard !alternatives.isEmpty else { return nil }
        return """
            <h2>\(say("Who else could help"))</h2>
            <ul class="cards">\(alternatives.map { alternative in
                """
                <li class="card"><h3>\(alternative.offer.title(say))</h3><p class="meta">\(alternative.offer.details(say))</p>
                <p>\(alternative.cost?.sentence(say) ?? Cost.unknown(say))</p><p>\(pair(alternative.offer, say("What this would mean"), say))</p></li>
                """ as HTML
            })</ul>
            """
    }

    private func keptApart(_ say: Speech) -> HTML? {
        guard !apart.isEmpty else { return offers == 0 ? "<p>\(say("Nobody offers this kind of help yet."))</p>" : nil }
        return """
            <h2>\(say("Whom a rule keeps apart from this need"))</h2>
            <ul class="cards">\(apart.map { apart in
                """
                <li class="card"><h3>\(apart.offer.title(say))</h3>
                <ul>\(apart.obstacles.map { "<li>\(say($0.message))</li>" as HTML })</ul>
                <p>\(pair(apart.offer, say("What would have to change"), say))</p></li>
                """ as HTML
            })</ul>
            """
    }

    private func pair(_ offer: OfferSummary, _ words: HTML, _ say: Speech) -> HTML {
        """
        <a class="button" \(.href("/round/needs/\(need.id.text)/offers/\(offer.id.text)"))>\(Picture("help")) \(words)\
        <span class="visually-hidden">: \(offer.title(say))</span></a>
        """
    }
}
