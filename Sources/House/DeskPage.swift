import Identity
import Localization
import Markup
import Web

/// The first page of whoever works here: what to do today, or everything that waits.
struct DeskPage: Page {
    let desk: Desk
    /// The list behind, with everything that was found.
    var isWhole = false

    static let samples: [DeskPage] = {
        let item = DeskItem(
            .overdue, picture: "phone", title: Message("The clearance of \("T. W.", "name") has ended"),
            detail: Message("Renew what runs out first, so that nobody has to stop."), waitsOn: Message("us"), since: Day(number: 20_770),
            button: Message("See what runs out"), to: "/volunteers")
        let soon = DeskItem(.soon, picture: "clock", title: Message("Ready to start"), waitsOn: Message("us"), since: nil, button: Message("Open the offer"), to: "/volunteers")
        return [DeskPage(desk: Desk([])), DeskPage(desk: Desk([Array(repeating: item, count: 9) + [soon]])), DeskPage(desk: Desk([[item, soon]], showing: .max), isWhole: true)]
    }()

    var title: Message { isWhole ? Message("Everything that waits") : Message("To do today") }

    func body(_ say: Speech) -> HTML {
        """
        \(isWhole ? "<p><a href=\"/desk\">\(Picture("desk")) \(say("To do today"))</a></p>" : "")
        <h1>\(say(title))</h1>
        \(desk.items.isEmpty ? nothing(say) : list(say))
        \(desk.more > 0 ? "<p><a class=\"button\" href=\"/desk/all\">\(Picture("list")) \(say(desk.more, one: "and one more", other: "and \(desk.more, "count") more"))</a></p>" : "")
        \(isWhole ? "" : "<p><a class=\"button\" href=\"/desk/figures\">\(Picture("chart")) \(say("How things stand"))</a></p>")
        """
    }

    private func nothing(_ say: Speech) -> HTML {
        """
        <div class="empty">\(Picture("heart"))<p>\(say("Nothing waits for you. Thank you for all you have done."))</p></div>
        """
    }

    private func list(_ say: Speech) -> HTML {
        "<ol class=\"desk\">\(desk.items.map { entry($0, say) })</ol>"
    }

    private func entry(_ item: DeskItem, _ say: Speech) -> HTML {
        """
        <li \(.class(item.urgency >= .overdue ? "todo late" : "todo"))><div><h2>\(Picture(item.picture)) \(say(desk.title(of: item)))</h2>
        \(item.detail.map { "<p>\(say($0))</p>" as HTML })
        <p class="meta">\(mark(item, say)) \(say("Whom it waits on")): <strong>\(say(item.waitsOn))</strong>\(item.since.map { ", \(say("since \(say.day($0), "day")"))" as HTML })</p></div>
        <a class="button main" \(.href(item.route))>\(say(item.button))<span class="visually-hidden">: \(say(desk.title(of: item)))</span></a></li>
        """
    }

    /// How urgent it is in a word, since color never speaks alone.
    private func mark(_ item: DeskItem, _ say: Speech) -> HTML? {
        switch item.urgency {
        case .danger: "<span class=\"tag bad\">\(Picture("warning")) \(say("Danger"))</span>"
        case .overdue: "<span class=\"tag bad\">\(Picture("clock")) \(say("Overdue"))</span>"
        case .today, .soon: nil
        }
    }
}
