import House
import Identity
import Localization
import Markup
import Trust
import Web

/// Somebody's file to print and hand over, in a language that they read: all that My file says, without what can be pressed.
struct PrintedFilePage: Page {
    let request: Route
    let hub: String
    let today: Day
    let sections: [FileSection]
    let about: [FileAbout?]
    /// What is said in place of what is not printed.
    let instead: [Message]
    /// What other areas have for paper.
    let parts: [any Part]
    let opened: [Opened]
    let complaint: Message

    static let samples = [
        PrintedFilePage(
            request: "/requests/1", hub: "Port Selby", today: Day(number: 20_778), sections: MyFilePage.samples[0].sections, about: FileAbout.samples,
            instead: [MyFilePage.samples[0].complaint], parts: [],
            opened: MyFilePage.samples[0].opened, complaint: MyFilePage.samples[0].complaint),
    ]

    var title: Message { Message("What is kept about you") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("This is what is kept about you at \(hub, "hub"). It was printed on \(say.day(today), "day"). Left out is only what others said in trust, what is not sent yet, and what must stay secret to protect people."))</p>
        \(instead.map { "<p>\(say($0))</p>" as HTML })
        \(zip(sections, about).enumerated().map { FileCard(section: $1.0, about: $1.1, id: "held-\($0 + 1)", isPaper: true).html(say) })
        \(parts.compactMap { $0.paper(say) })
        \(OpenedList(opened: opened, hasMore: false).html(say))
        <p>\(say("You can ask that it is corrected, kept unused, erased, or printed.")) \(say(complaint))</p>
        <div class="buttons"><a class="button" \(.href(request))>\(say("Back", context: "page"))</a></div>
        """
    }
}

/// The way to print it, where someone asks for a copy on paper.
struct PrintedFileForm {
    let request: DataRequestID
    let token: FormToken
    let languages: [Language]

    func html(_ say: Speech) -> HTML {
        """
        <h2>\(say("The copy on paper"))</h2>
        <p>\(say("Print it, hand it to the person themselves, and leave no copy lying about. That you opened it stands in their file."))</p>
        <form method="post" \(.action("/requests/\(request.text)/file"))>\(token.html)
        \(Select(name: "language", label: Message("Language that they read"), options: languages.map { .init($0.tag, $0.name, language: $0.tag) }, chosen: say.language.tag).html(say))
        <div class="buttons"><button class="button">\(Picture("print")) \(say("Open it to print"))</button></div></form>
        """
    }
}
