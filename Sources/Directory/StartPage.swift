import House
import Localization
import Markup
import Web

/// The first page anyone sees: pictures and short words.
struct StartPage: Page {
    let hubName: String
    let topics: [Topic]

    static let samples = [StartPage(hubName: "Port Selby", topics: [.sample])]

    var title: Message { Message("Start") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say("Welcome to \(hubName, "town")"))</h1>
        <p class="lead">\(say("You are not alone. Here you find people who help."))</p>
        \(SearchForm(text: "").html(say))
        <h2>\(say("What do you need?"))</h2>
        <ul class="tiles">\(topics.map { tile($0, say) })
        <li><a class="tile" href="/services">\(Picture("list")) <span>\(say("All help"))</span></a></li></ul>
        """
    }

    private func tile(_ topic: Topic, _ say: Speech) -> HTML {
        "<li><a class=\"tile\" \(.href(Route("/services").query("topic", topic.id)))>\(Picture(topic.picture)) <span>\(topic.label(say))</span></a></li>"
    }
}

/// One field and a button: words in any language.
struct SearchForm: Sendable {
    let text: String

    func html(_ say: Speech) -> HTML {
        """
        <form class="search" role="search" method="get" action="/services">
        <label for="q">\(say("Search in any language"))</label>
        <input id="q" name="q" type="search" dir="auto" autocomplete="off" \(.value(text)) maxlength="200">
        <button class="button main">\(Picture("search")) \(say("Search"))</button>
        </form>
        """
    }
}

extension Topic {
    /// The name, marked with its language: it is data of the hub, and there may be none in the reader's.
    func label(_ say: Speech) -> HTML {
        name.html(say)
    }

    static let sample = Topic(
        id: "housing", picture: "house", name: LocalWords(["en": "A place to live", "ar": "السكن"]), codes: ["HOU"], terms: ["housing"],
        words: ["en": ["home"]])
}
