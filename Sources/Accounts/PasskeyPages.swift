import Foundation
import Localization
import Markup
import Web

/// One's own passkeys: what each is called, when it was last used, and how to take it away.
struct PasskeyListPage: Page {
    struct Item: Sendable {
        let id: String, name: String
        let addedAt: Date, usedAt: Date?
    }
    let token: FormToken
    let passkeys: [Item]
    /// False at an address where browsers make none.
    let arePossible: Bool
    let wasAdded: Bool
    let zone: TimeZone

    static let samples: [PasskeyListPage] = {
        let items = [Item(id: "a", name: "My phone", addedAt: .distantPast, usedAt: .distantPast), Item(id: "b", name: "هاتفي", addedAt: .distantPast, usedAt: nil)]
        return [PasskeyListPage(token: FormToken("sample"), passkeys: items, arePossible: true, wasAdded: true, zone: .gmt),
                PasskeyListPage(token: FormToken("sample"), passkeys: [], arePossible: false, wasAdded: false, zone: .gmt)]
    }()

    var title: Message { Message("Your passkeys") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(wasAdded ? "<div class=\"notice good\" role=\"status\"><p>\(Picture("check")) \(say("Your passkey is ready. From now on you can sign in with it."))</p></div>" : "")
        <p class="lead">\(say("With a passkey you sign in by your finger, your face or the code of your own phone. There is nothing to remember, and nobody can guess it."))</p>
        <ul class="cards">\(passkeys.map { card($0, say) })</ul>
        \(arePossible ? adding(say) : "<div class=\"notice\"><p>\(Picture("info")) \(say("At this address browsers make no passkeys: the hub must be reached by a name, and by HTTPS."))</p></div>")
        <p><a class="button" href="/my">\(say("Back to My Tessera"))</a></p>
        """
    }

    private func adding(_ say: Speech) -> HTML? {
        guard passkeys.count < Passkey.most else { return nil }
        return "<p><a class=\"button main\" href=\"/my/passkeys/new\">\(Picture("plus")) \(say("Add a passkey"))</a></p>"
    }

    private func card(_ passkey: Item, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2><bdi>\(passkey.name)</bdi></h2>
        <p>\(say("Added \(say.instant(passkey.addedAt, in: zone), "time")."))</p>
        <p>\(passkey.usedAt.map { say("Last used \(say.instant($0, in: zone), "time").") } ?? say("Never used yet."))</p>
        <form method="post" \(.action("/my/passkeys/\(passkey.id)/removal"))>\(token.html)
        <button class="button">\(Picture("cross")) \(say("Take it away"))<span class="visually-hidden"> <bdi>\(passkey.name)</bdi></span></button></form></article></li>
        """
    }
}

/// Where a passkey is named and made.
struct NewPasskeyPage: Page {
    let token: FormToken
    /// What the browser is told, as JSON.
    let options: String
    let name: String
    let problem: FieldProblem?

    static let samples = [
        NewPasskeyPage(token: FormToken("sample"), options: "{}", name: "", problem: nil),
        NewPasskeyPage(token: FormToken("sample"), options: "{}", name: "", problem: FieldProblem("name", Message("Write what you call it, such as My phone."))),
    ]

    var title: Message { Message("Add a passkey") }
    var scripts: [String] { ["passkeys.js"] }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([$0]).html(say) })
        <div class="notice" data-without-passkeys><p>\(Picture("info")) \(say("This browser can't make a passkey here: it needs JavaScript, and a version that knows passkeys. You can sign in as before: with your password, your card, or a link by mail."))</p></div>
        <form method="post" action="/my/passkeys" \(.data("passkey-options", options))>\(token.html)
        <input type="hidden" name="new_passkey" value="">
        \(TextField(name: "name", label: Message("What do you call the device?"), value: name, hint: Message("Such as My phone. Only you see it."),
                    problem: problem.flatMap { $0.field == "name" ? $0.message : nil }, autocomplete: "off").html(say))
        <p>\(say("If you have an e-mail address here, we write to it, so that nobody adds one without your knowing."))</p>
        <div data-passkeys hidden>
        <div class="buttons"><button class="button main" data-passkey="add">\(Picture("key")) \(say("Make the passkey"))</button></div>
        \(PasskeyButton.failed(say))
        </div></form>
        <p><a class="button" href="/my/passkeys">\(say("Back to your passkeys"))</a></p>
        """
    }
}
