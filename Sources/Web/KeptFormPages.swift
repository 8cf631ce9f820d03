import Foundation
import Hummingbird
import Identity
import Localization
import Markup

/// What was written before a session ended, to be sent on by whoever wrote it.
struct KeptFormsPage: Page {
    struct Item: Sendable {
        let id: String
        let action: Route
        let words: [String]
    }
    let token: FormToken
    let items: [Item]

    static let samples = [
        KeptFormsPage(token: FormToken("sample"), items: [Item(id: "a", action: "/concerns", words: ["The door of our flat does not close."]), Item(id: "b", action: "/my/sessions", words: [])]),
        KeptFormsPage(token: FormToken("sample"), items: []),
    ]

    var title: Message { Message("What you wrote is still here") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(items.isEmpty ? Message("Nothing is waiting to be sent") : title))</h1>
        \(items.isEmpty ? nil : "<p class=\"lead\">\(say("You were signed out before it was sent. Look at it, and send it with the button. It is kept for one hour, and only you see it."))</p>")
        <ul class="cards">\(items.map { card($0, say) })</ul>
        <p><a class="button" href="/">\(Picture("house")) \(say("Go to the start page"))</a></p>
        """
    }

    private func card(_ item: Item, _ say: Speech) -> HTML {
        """
        <li><article class="card">\(OwnWords(item.words).html(say) ?? "<p>\(say("There were no words in it, only what you pressed or chose."))</p>")
        <form method="post" \(.action(item.action)) data-once>\(token.html)<input type="hidden" \(.name(KeptForms.field)) \(.value(item.id))>
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Send it now"))</button></div></form>
        <form method="post" action="/kept-forms/removal">\(token.html)<input type="hidden" \(.name(KeptForms.field)) \(.value(item.id))>
        <div class="buttons"><button class="button">\(Picture("cross")) \(say("Throw it away"))</button></div></form></article></li>
        """
    }
}

/// Says that a form was not taken, and loses nothing of it.
struct LostFormPage: Page {
    enum Cause: Sendable {
        /// The session ended; what was written is kept for whoever wrote it.
        case kept
        /// The session ended, and the form is of no account, or none that can be kept.
        case signedOut
        /// The same with a file, which is not kept.
        case upload
        /// Somebody else is signed in by now.
        case somebodyElse
        /// Nothing is known of the page that it was sent from.
        case unknown
    }
    let cause: Cause
    let words: [String]
    /// The page that the form was on.
    let back: Route

    static let samples = [
        LostFormPage(cause: .kept, words: [], back: "/concerns/new"), LostFormPage(cause: .signedOut, words: ["Amal"], back: "/volunteer"),
        LostFormPage(cause: .upload, words: [], back: "/imports/households"), LostFormPage(cause: .somebodyElse, words: ["The door of our flat does not close."], back: "/concerns/new"),
        LostFormPage(cause: .unknown, words: ["Amal"], back: "/volunteer"),
    ]

    var status: HTTPResponse.Status { cause == .somebodyElse || cause == .unknown ? .forbidden : .unauthorized }

    var title: Message {
        switch cause {
        case .kept, .signedOut, .upload: Message("You were signed out")
        case .somebodyElse, .unknown: Message("This did not work")
        }
    }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <div class="notice warn" role="alert"><p>\(Picture("warning")) \(say(message))</p></div>
        \(OwnWords(words).html(say))
        \(way(say))
        """
    }

    private var message: Message {
        switch cause {
        case .kept: Message("You were signed out. Sign in, and what you wrote is still here: you send it with one button. It is kept for one hour, and only you see it.")
        case .signedOut: Message("You were signed out, since nothing was pressed for some time. Sign in to go on.")
        case .upload: Message("You were signed out, and the file was not taken. Sign in, and choose it again.")
        case .somebodyElse: Message("Somebody else has signed in here since this page was opened. Nothing was sent in their name.")
        case .unknown: Message("This page was open for too long. Open it again, and send it once more.")
        }
    }

    private func way(_ say: Speech) -> HTML {
        switch cause {
        case .kept: signIn(to: "/kept-forms", say)
        case .signedOut, .upload: signIn(to: back, say)
        case .somebodyElse, .unknown: "<p><a class=\"button main\" \(.href(back))>\(Picture("arrow", turns: true)) \(say("Open the page again"))</a></p>"
        }
    }

    private func signIn(to next: Route, _ say: Speech) -> HTML {
        """
        <div class="buttons"><a class="button main" \(.href(Route("/sign-in").query("next", next.text)))>\(Picture("key")) \(say("Sign in"))</a>
        <a class="button" \(.href(Route("/card").query("next", next.text)))>\(Picture("person")) \(say("I have a card"))</a></div>
        """
    }
}

/// What someone typed, shown to be copied.
public struct OwnWords: Sendable {
    let words: [String]
    public init(_ words: [String]) { self.words = words }

    public func html(_ say: Speech) -> HTML? {
        guard !words.isEmpty else { return nil }
        return """
            <h2>\(say("What you wrote"))</h2>
            \(words.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
            """
    }
}
