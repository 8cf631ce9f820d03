import Foundation
import House
import Identity
import Localization
import Markup
import Web

/// Everyone who has offered help: initials only, the roles, what is missing, and whom it waits on.
struct VolunteerListPage: Page {
    struct Item: Sendable {
        let person: PersonID
        let initials: String
        let roles: [(role: VolunteerRole, clearance: Clearance)]
        let waitsOn: Standing.WaitsOn
        let since: Day
    }
    let items: [Item]
    let total: Int
    let number: Int
    let catalog: RoleCatalog

    static var samples: [VolunteerListPage] {
        let catalog = RoleCatalog(sample: [.sample])
        let waiting = Item(
            person: ID(high: 1, low: 2), initials: "T. W.",
            roles: [(.sample, .compute(role: .sample, credentials: [], on: .sample))], waitsOn: .referees, since: .sample)
        let ready = Item(person: ID(high: 1, low: 3), initials: "م. ح.", roles: [(.sample, .cleared(until: .sample))], waitsOn: .hub, since: .sample)
        let ended = Item(person: ID(high: 1, low: 4), initials: "K. B.", roles: [], waitsOn: .nobody, since: .sample)
        return [VolunteerListPage(items: [waiting, ready, ended], total: 120, number: 2, catalog: catalog),
                VolunteerListPage(items: [], total: 0, number: 1, catalog: catalog)]
    }

    var title: Message { Message("Volunteers") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Names are opened only on each person's own page, and each time is recorded."))</p>
        \(items.isEmpty ? empty(say) : table(say))
        \(Pager(number, of: Pager.pages(total, of: ApplicationStore.perPage)) { Route("/volunteers").query("page", String($0)) }.html(say))
        <p><a href="/imports/volunteers">\(Picture("document")) \(say("Bring in a list of volunteers"))</a></p>
        """
    }

    private func empty(_ say: Speech) -> HTML {
        """
        <div class="empty">\(Picture("hand"))<p>\(say("Nobody has offered help yet. Share the page \("Offer help", link: "/volunteer")."))</p></div>
        """
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><thead><tr><th scope="col">\(say("Who"))</th><th scope="col">\(say("Would like to do"))</th>
        <th scope="col">\(say("What is missing"))</th><th scope="col">\(say("Whom it waits on"))</th></tr></thead>
        <tbody>\(items.map { row($0, say) })</tbody></table>
        """
    }

    private func row(_ item: Item, _ say: Speech) -> HTML {
        """
        <tr><th scope="row"><a \(.href("/volunteers/\(item.person.text)"))>\(Picture("person")) <bdi>\(item.initials)</bdi></a>
        <br><small>\(say("since \(say.day(item.since), "day")"))</small></th>
        <td \(.data("label", say.plain("Would like to do")))>\(item.roles.isEmpty ? say("Not said yet") : item.roles.map { role($0.role, $0.clearance, say) }.joined(separator: "<br>"))</td>
        <td \(.data("label", say.plain("What is missing")))>\(missing(item, say))</td>
        <td \(.data("label", say.plain("Whom it waits on")))>\(say(item.waitsOn.message))</td></tr>
        """
    }

    private func role(_ role: VolunteerRole, _ clearance: Clearance, _ say: Speech) -> HTML {
        "\(role.name.html(say)) \(clearance.isCleared ? clearance.tag(say) : "")"
    }

    private func missing(_ item: Item, _ say: Speech) -> HTML {
        var known: Set<Credential.Kind> = []
        let kinds = item.roles.flatMap(\.clearance.lacks).map(\.requirement.kind).filter { known.insert($0).inserted }
        if item.waitsOn == .nobody || item.roles.isEmpty { return "–" }
        if kinds.isEmpty { return say("Nothing") }
        let first = kinds.prefix(2).map { catalog.words($0, say) }.joined(separator: "<br>"), rest = kinds.count - 2
        return rest > 0 ? "\(first)<br>\(say(rest, one: "and one more", other: "and \(rest, "count") more"))" : first
    }
}

extension RoleCatalog {
    /// A catalog of these roles alone.
    init(sample roles: [VolunteerRole]) { self.init(all: roles, names: [.check("enhanced"): LocalWords(["en": "Background check"])]) }
}
