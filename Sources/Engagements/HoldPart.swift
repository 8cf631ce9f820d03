import Identity
import Localization
import Markup
import Web

/// Places that are kept for somebody, on the page of the round: who for, of whom, until when.
struct HoldPart: Sendable {
    struct Item: Sendable {
        let need: NeedSummary
        let offer: OfferSummary
        let until: Day
    }
    let token: FormToken
    let items: [Item]

    func html(_ say: Speech) -> HTML? {
        guard !items.isEmpty else { return nil }
        return """
            <section class="panel" aria-labelledby="held"><h2 id="held">\(Picture("lock")) \(say("Kept for somebody"))</h2>
            <p>\(say("These are in no round until their day is over, or until you let them go."))</p>
            <ul class="cards">\(items.map { card($0, say) })</ul></section>
            """
    }

    private func card(_ item: Item, _ say: Speech) -> HTML {
        """
        <li class="card"><h3>\(item.need.title(say))</h3><p>\(item.offer.title(say))</p>
        <p class="meta">\(say("Kept until \(say.day(item.until), "day")."))</p>
        <div class="buttons">\(ApproveForm(token: token, need: item.need, offer: item.offer, isMain: false).html(say))
        <form method="post" \(.action("/round/needs/\(item.need.id.text)/hold/removal")) data-once>\(token.html)
        <button class="button quiet">\(Picture("undo", turns: true)) \(say("Let it go"))<span class="visually-hidden">: \(item.need.title(say))</span></button></form></div></li>
        """
    }
}
