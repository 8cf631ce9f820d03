import Accounts
import Identity
import Localization
import Markup
import Web

/// The card, to print and hand over: shown this once, since only hashes are kept.
struct PrintedCardPage: Page {
    let household: HouseholdID
    let card: IssuedCard
    let address: String

    static let samples = [PrintedCardPage(
        household: ID(high: 1, low: 1), card: IssuedCard(code: "123456781234567812345678", pin: "123456"), address: "http://127.0.0.1:8080/card/1")]

    var title: Message { Message("Card to come in") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Print this page now. It is shown only once. Give the PIN on its own, or let the person remember it."))</p>
        <div class="card-print">
        <p>\(Picture("tessera")) \(say("Your card"))</p>
        \(QRPicture(address)?.html(label: say.plain("Code to scan")))
        <p><bdi dir="ltr">\(card.grouped)</bdi></p>
        </div>
        <div class="card-print"><p>\(Picture("key")) \(say("Your PIN"))</p><p><strong><bdi dir="ltr">\(card.pin)</bdi></strong></p></div>
        <p><a class="button main" \(.href("/households/\(household.text)"))>\(say("Back to the household"))</a></p>
        """
    }
}
