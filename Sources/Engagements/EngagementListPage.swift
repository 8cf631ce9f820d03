import Identity
import Localization
import Markup
import Web

/// All that goes on, what needs the coordinator first.
struct EngagementListPage: Page {
    struct Item: Sendable {
        let id: EngagementID
        let program: Program?
        /// First letters of the first names of both sides.
        let initials: String
        let status: Engagement.Status
        let flags: [Flag.Kind]
        let since: Day
        let lastMet: Day?
    }
    let items: [Item]
    let total: Int
    let number: Int

    static let samples = [
        EngagementListPage(items: [
            Item(id: ID(high: 1, low: 1), program: .sample, initials: "A. – T.", status: .active, flags: Flag.Kind.allCases, since: .lifeSample, lastMet: .lifeSample),
            Item(id: ID(high: 1, low: 2), program: nil, initials: "B. –", status: .suspended, flags: [], since: .lifeSample, lastMet: nil),
        ], total: 80, number: 2),
        EngagementListPage(items: [], total: 0, number: 1),
    ]

    var title: Message { Message("Engagements") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("What needs you comes first."))</p>
        <p><a href="/asks">\(Picture("help")) \(say("Questions that wait for an answer"))</a></p>
        \(items.isEmpty ? "<div class=\"empty\">\(Picture("people"))<p>\(say("Nothing has begun yet. Approve a proposal, and both sides are asked."))</p></div>" : table(say))
        \(Pager(number, of: Pager.pages(total, of: EngagementStore.perPage)) { Route("/engagements").query("page", String($0)) }.html(say))
        """
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><thead><tr><th scope="col">\(say("What"))</th><th scope="col">\(say("How it stands"))</th>
        <th scope="col">\(say("What waits on you"))</th><th scope="col">\(say("Last contact"))</th></tr></thead>
        <tbody>\(items.map { row($0, say) })</tbody></table>
        """
    }

    private func row(_ item: Item, _ say: Speech) -> HTML {
        """
        <tr><th scope="row"><a \(.href("/engagements/\(item.id.text)"))>\(Picture(item.program?.picture ?? "people")) \(item.program?.name.html(say) ?? say("A program that is no longer offered")) <bdi>\(item.initials)</bdi></a></th>
        <td \(.data("label", say.plain("How it stands")))>\(say(item.status.message))<br><small>\(say("since \(say.day(item.since), "day")"))</small></td>
        <td \(.data("label", say.plain("What waits on you")))>\(item.flags.isEmpty ? say("Nothing") : item.flags.prefix(3).map { $0.tag(say) }.joined(separator: " "))</td>
        <td \(.data("label", say.plain("Last contact")))>\(item.lastMet.map { "<bdi>\(say.day($0))</bdi>" as HTML } ?? say("None yet"))</td></tr>
        """
    }
}
