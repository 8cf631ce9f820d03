import Identity
import Localization
import Markup
import Web

/// Until when somebody gives: one question.
struct OfferEndPage: Page {
    enum Whose: Sendable, Hashable {
        case own
        case volunteer(PersonID)
        /// Places of an organization, by what they are called.
        case places(OfferID, String)

        var route: Route {
            switch self {
            case .own: "/my/time"
            case .volunteer(let person): "/volunteers/\(person.text)/time"
            case .places(let offer, _): "/offers/\(offer.text)/end"
            }
        }

        /// Where one came from, and goes when it is saved.
        var back: Route {
            switch self {
            case .own: "/my"
            case .volunteer(let person): Route("/volunteers/\(person.text)").fragment("capacity")
            case .places: "/offers"
            }
        }

        var picture: String {
            switch self {
            case .own: "person"
            case .volunteer: "hand"
            case .places: "tools"
            }
        }

        var backWords: Message {
            switch self {
            case .own: Message("My Tessera")
            case .volunteer: Message("The volunteer’s page")
            case .places: Message("Places that organizations give")
            }
        }
    }
    let token: FormToken
    let whose: Whose
    /// As it was typed, or as it stands.
    let until: String
    var problems: [FieldProblem] = []

    var title: Message { whose == .own ? Message("Until when do you have time?") : Message("Until when?") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a \(.href(whose.back))>\(Picture(whose.picture)) \(say(whose.backWords))</a></p>
        <h1>\(say(title))</h1>
        \(placesTitle.map { "<p class=\"lead\"><bdi>\($0)</bdi></p>" as HTML })
        <p>\(say(whose == .own ? Message("After that day we ask you for nobody new. What you do now goes on as long as you both want.")
            : Message("After that day no round proposes it. What goes on already is not ended by it.")))</p>
        \(ProblemList(problems).html(say))
        <form method="post" \(.action(whose.route)) data-once>\(token.html)
        \(TextField(name: "until", label: Message("Last day"), value: until, kind: .date, hint: Message("Leave it empty where there is no end."), problem: problems.first("until"), autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save", context: "last day"))</button></div></form>
        """
    }

    private var placesTitle: String? {
        if case .places(_, let title) = whose { title } else { nil }
    }

    static let samples = [
        OfferEndPage(token: FormToken("sample"), whose: .own, until: "2026-12-24"),
        OfferEndPage(token: FormToken("sample"), whose: .volunteer(ID(high: 1, low: 2)), until: ""),
        OfferEndPage(token: FormToken("sample"), whose: .places(ID(high: 1, low: 7), "English class, Tuesday evening"), until: "soon",
                     problems: [FieldProblem("until", Message("Write the day, such as 2026-11-21."))]),
    ]
}
