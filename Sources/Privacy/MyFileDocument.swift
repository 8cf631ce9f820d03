import Foundation
import House
import Identity
import Localization
import Markup
import Trust
import Web

/// Somebody's own file as one page to keep: it needs no hub, no network and no script to be read, in the language in which it was taken.
struct MyFileDocument: Sendable {
    let hub: String
    let today: Day
    let sections: [FileSection]
    let about: [FileAbout?]
    /// What other areas have for paper, such as consents.
    let parts: [any Part]
    let opened: [Opened]
    let complaint: Message

    func text(_ say: Speech) -> String {
        let title = say("What is kept about you"), body = body(say)
        let whole: HTML = """
            <!doctype html>
            <html \(.lang(say.language.tag)) \(.dir(say.language.direction))>
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>\(title)</title>
            <style>body{font:1rem/1.5 sans-serif;max-width:45rem;margin:0 auto;padding:1rem}dt{font-weight:bold}dd{margin:0 0 .5rem}section{border-block-start:1px solid;margin-block-start:1.5rem}</style></head>
            <body><main>\(body)</main></body></html>
            """
        // The pictures lie in the hub, and each only repeats the words beside it.
        return whole.text.replacing(/<svg.*?<\/svg>/.dotMatchesNewlines(), with: "")
    }

    private func body(_ say: Speech) -> HTML {
        """
        <h1>\(say("What is kept about you"))</h1>
        <p>\(say("This is what is kept about you at \(hub, "hub"). You took it along on \(say.day(today), "day"). Left out is only what others said in trust, what is not sent yet, and what must stay secret to protect people."))</p>
        \(zip(sections, about).enumerated().map { FileCard(section: $1.0, about: $1.1, id: "held-\($0 + 1)", isPaper: true).html(say) })
        \(parts.compactMap { $0.paper(say) })
        \(OpenedList(opened: opened, hasMore: false).html(say))
        <p>\(say(complaint))</p>
        """
    }
}
