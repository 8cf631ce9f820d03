import Localization
import Markup
import Web

/// The button that approves one pair, wherever it is shown.
struct ApproveForm: Sendable {
    let token: FormToken
    let need: NeedSummary
    let offer: OfferSummary
    var isMain = true

    /// - Parameter beside: what else stands in one row with it.
    func html(_ say: Speech, beside: HTML? = nil) -> HTML {
        """
        <form method="post" action="/matches" data-once>\(token.html)
        <input type="hidden" name="need" \(.value(need.id.text))><input type="hidden" name="offer" \(.value(offer.id.text))>
        \(beside.map { "<div class=\"buttons\">\(button(say))\n\($0)</div>" as HTML } ?? button(say))</form>
        """
    }

    private func button(_ say: Speech) -> HTML {
        "<button \(.class(isMain ? "button main" : "button"))>\(Picture("check")) \(say("Approve"))<span class=\"visually-hidden\">: \(need.title(say))</span></button>"
    }
}
