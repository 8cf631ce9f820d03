import Foundation
import Identity
import Localization
import Markup
import Storage
import Web

/// Households that nobody has in care, the longest waiting first; no name is opened to look for the one to take on.
struct WaitingPage: Page {
    static let perPage = 50

    struct Line: Sendable {
        let id: HouseholdID
        let people: Int, district: String?, languages: [String]
        let since: Day
    }
    let lines: [Line]
    let number: Int, total: Int

    static let samples = [
        WaitingPage(lines: [], number: 1, total: 0),
        WaitingPage(lines: [Line(id: ID(high: 1, low: 1), people: 4, district: "North side", languages: ["arb", "kmr"], since: Day(number: 20_700)),
                            Line(id: ID(high: 1, low: 2), people: 1, district: nil, languages: [], since: Day(number: 20_701))], number: 2, total: 120),
    ]

    var title: Message { Message("Households without a case worker") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/people">\(Picture("people")) \(say("People"))</a></p>
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Names open on each household's own page, and each time is recorded."))</p>
        \(lines.isEmpty ? "<div class=\"empty\">\(Picture("check"))<p>\(say("Every household has a case worker."))</p></div>" : "")
        <ol class="cards">\(lines.map { card($0, say) })</ol>
        \(Pager(number, of: Pager.pages(total, of: Self.perPage)) { Route("/households/waiting").query("page", String($0)) }.html(say))
        """
    }

    private func card(_ line: Line, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2><a \(.href("/households/\(line.id.text)"))>\(say(line.people, one: "One person", other: "\(line.people, "count") people"))\
        \(line.district.map { ", <bdi>\($0)</bdi>" as HTML })</a></h2>
        \(line.languages.isEmpty ? "" : "<p>\(Picture("language")) <bdi>\(say.list(line.languages.map(say.languageName)))</bdi></p>")
        <p class="meta">\(say("since \(say.day(line.since), "day")"))</p></article></li>
        """
    }
}

extension WaitingPage {
    /// One page of the list; four queries.
    init(_ number: Int, in organization: OrganizationID, zone: TimeZone, db: any Connection) throws {
        let found = try db.households.waiting(in: organization, from: (number - 1) * Self.perPage, limit: Self.perPage)
        let ids = found.map(\.household.id), sizes = try db.households.sizes(of: ids), languages = try db.households.languages(of: ids)
        let lines = found.map { household, since in
            Line(id: household.id, people: sizes[household.id] ?? 0, district: household.district,
                 languages: languages[household.id] ?? [], since: Day(since, in: zone))
        }
        self.init(lines: lines, number: number, total: try db.households.countWaiting(in: organization))
    }
}
