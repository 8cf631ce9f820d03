import Foundation
import Localization
import Markup
import Web

/// What was found, and the ways to look further.
struct ServiceListPage: Page {
    let query: SearchQuery
    let topics: Topics
    let spoken: [String]
    let cards: [ServiceCard]
    let total: Int
    let number: Int
    /// Words that were found in place of those asked for.
    let readAs: [String]

    static let samples: [ServiceListPage] = {
        let topics = Topics(all: [.sample])
        let card = ServiceCard(
            id: "7be00fad-9646-5167-9939-cecc01e0f2c2", name: "Befriending", alternateName: "Дружня підтримка",
            organization: "Welcome Centre", description: "A volunteer meets you once a week.", isClosedForNow: true,
            places: ["North library"], languages: ["en", "uk"], isFree: true)
        return [
            ServiceListPage(query: SearchQuery(text: "housng", topic: "housing", language: "uk"), topics: topics, spoken: ["en", "uk"],
                            cards: [card], total: 41, number: 2, readAs: ["housing"]),
            ServiceListPage(query: SearchQuery(text: "zzz"), topics: topics, spoken: [], cards: [], total: 0, number: 1, readAs: []),
        ]
    }()

    var title: Message { Message("Find help") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(SearchForm(text: query.text).html(say))
        \(filters(say))
        \(readAs.isEmpty ? "" : "<p class=\"notice\">\(Picture("info")) \(say("Showing what was found for \(readAs.joined(separator: " "), "words")."))</p>")
        <h2 aria-live="polite">\(say(total, one: "One place to ask", other: "\(total, "count") places to ask"))</h2>
        \(cards.isEmpty ? nothing(say) : "<ul class=\"cards\">\(cards.map { card($0, say) })</ul>")
        \(Pager(number, of: Pager.pages(total, of: ServiceStore.perPage), route: route).html(say))
        """
    }

    private func nothing(_ say: Speech) -> HTML {
        """
        <div class="empty"><p>\(say("Nothing was found. Try another word, or choose a picture."))</p>
        <ul class="tiles">\(topics.all.map { topic in
            """
            <li><a class="tile" \(.href(Route("/services").query("topic", topic.id)))>\(Picture(topic.picture)) <span>\(topic.label(say))</span></a></li>
            """ as HTML
        })</ul></div>
        """
    }

    private func card(_ service: ServiceCard, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h3><a \(.href("/services/\(service.id)"))><span dir="auto">\(service.name)</span></a></h3>
        \(service.alternateName.map { "<p dir=\"auto\">\($0)</p>" as HTML })
        <p class="meta" dir="auto">\(service.organization)</p>
        \(service.description.isEmpty ? "" : "<p dir=\"auto\">\(Self.short(service.description))</p>")
        <ul class="tags">
        \(service.isClosedForNow ? "<li class=\"tag\">\(Picture("warning")) \(say("Closed for now"))</li>" : "")
        \(service.isFree ? "<li class=\"tag\">\(Picture("check")) \(say("Free"))</li>" : "")
        \(service.places.prefix(2).map { "<li class=\"tag\">\(Picture("place")) <bdi>\($0)</bdi></li>" as HTML })
        \(service.languages.isEmpty ? "" : "<li class=\"tag\">\(Picture("language")) <bdi>\(say.list(service.languages.prefix(4).map(say.languageName)))</bdi></li>")
        </ul></article></li>
        """
    }

    /// The beginning of a long text, cut at a word.
    static func short(_ text: String) -> String {
        guard text.count > 160 else { return text }
        return text.prefix(160).split(separator: " ").dropLast().joined(separator: " ") + " …"
    }

    private func filters(_ say: Speech) -> HTML {
        """
        <details class="filters" \(when: query.topic != nil || query.language != nil, " open")>
        <summary>\(Picture("list")) \(say("Choose what to show"))</summary>
        <form method="get" action="/services">
        <input type="hidden" name="q" \(.value(query.text))>
        \(Select(name: "topic", label: Message("About"), options: [.init("", say.plain("Everything"))] + topics.all.map { topic in
            let name = topic.name.text(in: say.language)
            return .init(topic.id, name.text, language: name.language.tag)
        }, chosen: query.topic).html(say))
        \(Select(name: "speaks", label: Message("They speak"), options: [.init("", say.plain("Any language"))]
            + spoken.map { .init($0, say.languageName($0)) }, chosen: query.language).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Show"))</button>
        <a class="button quiet" href="/services">\(say("Show everything"))</a></div>
        </form></details>
        """
    }

    @Sendable private func route(_ page: Int) -> Route {
        var route = Route("/services").query("page", String(page))
        if !query.text.isEmpty { route = route.query("q", query.text) }
        if let topic = query.topic { route = route.query("topic", topic) }
        if let language = query.language { route = route.query("speaks", language) }
        return route
    }
}

extension Topics {
    init(all: [Topic]) { self.all = all }
}
