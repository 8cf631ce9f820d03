import House
import Identity
import Localization
import Markup
import Trust
import Web

/// My file: everything held, who opened it and why, what one agreed to, and a copy to take along.
struct MyFilePage: Page {
    let token: FormToken
    let sections: [FileSection]
    /// What the register says of each.
    let about: [FileAbout?]
    let complaint: Message
    /// What other areas hang here, such as consents.
    let parts: [any Part]
    let opened: [Opened]
    /// Whether there are older lines than those shown.
    let hasMore: Bool

    static let samples = [
        MyFilePage(
            token: FormToken("sample"),
            sections: [FileSection(Message("Who you are"), picture: "person", lines: [
                FileLine(Message("First name"), "Amira"), FileLine(Message("Language"), detail: Message("Fluently")) { $0.languageName("arb") }])],
            about: FileAbout.samples, complaint: Message("You can complain about how your data is handled: to us, or to the data protection authority of your country."), parts: [],
            opened: [
                Opened(day: Day(number: 20_778), who: .named("Mehmet Aydin"), purpose: .casework, kinds: [.identity, .contact]),
                Opened(day: Day(number: 20_777), who: .program, purpose: .matching, kinds: [.circumstances]),
                Opened(day: Day(number: 20_776), who: .other, purpose: .matching, kinds: Set(FieldClass.allCases)),
            ] + Purpose.allCases.map { Opened(day: Day(number: 20_775), who: .named("Ruth"), purpose: $0, kinds: [.birth]) }, hasMore: true),
        MyFilePage(token: FormToken("sample"), sections: [], about: [], complaint: Message("You can complain about how your data is handled: to us, or to the authority: \("ICO", "authority")."), parts: [], opened: [], hasMore: false),
    ]

    var title: Message { Message("My file") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("This is what is kept here about you. It is yours to read, and to take along. Left out is only what others said in trust, what is not sent yet, and what must stay secret to protect people."))</p>
        <div class="buttons"><a class="button main" href="/my/file/page" download>\(Picture("document")) \(say("Take a copy along"))</a>
        <a class="button" href="/my/file/copy" download>\(Picture("download")) \(say("The same for other programs (JSON)"))</a></div>
        \(zip(sections, about).enumerated().map { FileCard(section: $1.0, about: $1.1, id: "held-\($0 + 1)").html(say) })
        \(parts.map { $0.html(say, token) })
        \(readers(say))
        <p>\(Picture("law")) \(say(complaint))</p>
        """
    }

    private func readers(_ say: Speech) -> HTML { OpenedList(opened: opened, hasMore: hasMore).html(say) }
}

/// One section of a file: what is held, and what the register says of it.
struct FileCard {
    let section: FileSection
    let about: FileAbout?
    /// Unique on the page.
    let id: String
    /// On paper nothing can be unfolded.
    var isPaper = false

    func html(_ say: Speech) -> HTML {
        """
        <section class="panel" \(.labelledBy(id))><h2 \(.id(id))>\(Picture(section.picture)) \(say(section.title))</h2>
        <dl class="facts">\(section.lines.map { line in
            "<div><dt><span>\(say(line.name))</span></dt><dd><bdi>\(line.text(say))</bdi>\(line.detail.map { "<br><small>\(say($0))</small>" as HTML })</dd></div>" as HTML
        })</dl>\(about.map { isPaper ? told($0, say) : "<details><summary>\(say("Why it is kept, how long, and who sees it"))</summary>\(told($0, say))</details>" })</section>
        """
    }

    private func told(_ about: FileAbout, _ say: Speech) -> HTML {
        "<dl class=\"facts\">\(about.facts(say).map { "<div><dt>\(say($0.name))</dt><dd>\($0.words.map { say($0) }.joined(separator: "<br>"))</dd></div>" as HTML })</dl>"
    }
}

/// Who opened a file, and why.
struct OpenedList {
    let opened: [Opened]
    /// Whether there are older lines than those shown.
    let hasMore: Bool

    func html(_ say: Speech) -> HTML {
        """
        <section class="panel" aria-labelledby="opened"><h2 id="opened">\(Picture("eye")) \(say("Who opened it, and why"))</h2>
        \(opened.isEmpty ? "<p>\(say("Nobody but you has opened it."))</p>" : "<ul class=\"timeline\">\(opened.map { "<li><p><strong><bdi>\(say.day($0.day))</bdi></strong></p><p>\(say($0.sentence(say)))</p></li>" as HTML })</ul>")
        \(hasMore ? "<p>\(say("There are older ones. Ask the person named below for them."))</p>" : "")</section>
        """
    }
}
