import Identity
import Localization
import Markup
import Web

/// Search first: who is here already, and only then someone new.
struct PeoplePage: Page {
    let token: FormToken
    let query: String
    let found: [PersonLine]
    let inCare: [HouseholdLine]
    /// Whether somebody is registered whom no search finds, since their data is not used.
    var hidesSome = false

    static let samples = [
        PeoplePage(token: FormToken("sample"), query: "", found: [], inCare: [HouseholdLine(id: ID(high: 1, low: 1), head: "Amal Haddad", count: 4, district: "North side"), HouseholdLine(id: ID(high: 1, low: 3), head: nil, count: 1, district: nil)]),
        PeoplePage(token: FormToken("sample"), query: "mohamed", found: [.sample], inCare: []),
        PeoplePage(token: FormToken("sample"), query: "nobody", found: [], inCare: []),
        PeoplePage(token: FormToken("sample"), query: "nobody", found: [], inCare: [], hidesSome: true),
    ]

    var title: Message { Message("People") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <form class="search" role="search" method="post" action="/people">
        \(token.html)
        <label for="q">\(say("Search by name, in any script"))</label>
        <input id="q" name="q" type="search" dir="auto" autocomplete="off" \(.value(query)) maxlength="100">
        <button class="button main">\(Picture("search")) \(say("Search"))</button>
        </form>
        \(query.isEmpty ? care(say) : results(say))
        """
    }

    private func results(_ say: Speech) -> HTML {
        """
        <h2>\(say(found.count, one: "One person could be meant", other: "\(found.count, "count") people could be meant"))</h2>
        <ol class="cards">\(found.map { $0.card(say) })</ol>
        \(hidesSome ? "<div class=\"notice\"><p>\(Picture("lock")) \(say("No search finds someone whose data is not used for now. Ask whether they are registered here already: then they are not registered again, and whoever answers for data protection lets their data be used."))</p></div>" : nil)
        <p>\(say("Not among them? Then register a new household."))</p>
        <form method="post" action="/households/new">\(token.html)<input type="hidden" name="name" \(.value(query))>
        <button class="button main">\(Picture("plus")) \(say("Register a household"))</button></form>
        """
    }

    private func care(_ say: Speech) -> HTML {
        """
        <h2>\(say("In your care"))</h2>
        \(inCare.isEmpty ? "<div class=\"empty\"><p>\(say("Nobody yet. Search for someone, or register a household."))</p></div>" : "")
        <ol class="cards">\(inCare.map { household in
            """
            <li><article class="card"><h3><a \(.href("/households/\(household.id.text)"))>\(household.head.map { "<bdi>\($0)</bdi>" as HTML } ?? say("The household of someone whose data is not used for now"))</a></h3>
            <p class="meta">\(Picture("family")) \(say(household.count, one: "One person", other: "\(household.count, "count") people"))
            \(household.district.map { "· <bdi>\($0)</bdi>" as HTML })</p></article></li>
            """ as HTML
        })</ol>
        <p><a href="/imports/households">\(Picture("document")) \(say("Bring in a list of households"))</a></p>
        """
    }
}

extension PersonLine {
    static let sample = PersonLine(id: ID(high: 1, low: 2), household: ID(high: 1, low: 1), name: "محمد الحسن", ages: 30...39, isInCare: true)

    func card(_ say: Speech) -> HTML {
        """
        <li><article class="card"><h3><a \(.href("/households/\(household.text)"))><bdi>\(name)</bdi></a></h3>
        <p class="meta">\(ages.map { say("Age \(String($0.lowerBound), "from") to \(String($0.upperBound), "to")") }) \(isInCare ? "· \(say("In your care"))" : "· \(say("The name opens on the household’s page"))")</p></article></li>
        """
    }
}
