import Accounts
import Foundation
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// Households that are asked for or offered, with who may answer; no name of theirs is opened for it.
struct HandoversPage: Page {
    struct Line: Sendable {
        let handover: Handover
        /// Nil for somebody whose name is gone.
        let from: String?, to: String?
        let people: Int, district: String?, languages: [String]
        let since: Day
        let answers: Set<Handover.Answer>
    }
    let token: FormToken
    let lines: [Line]
    let isCaseWorker: Bool

    static let samples = [
        HandoversPage(token: FormToken("sample"), lines: [], isCaseWorker: true),
        HandoversPage(token: FormToken("sample"), lines: [
            Line(handover: sample(by: 2), from: "Lena Vogt", to: "Nadia Kaddour", people: 4, district: "North side", languages: ["arb"], since: Day(number: 20_700), answers: [.yes, .no]),
            Line(handover: sample(by: 1), from: nil, to: "Nadia Kaddour", people: 1, district: nil, languages: [], since: Day(number: 20_701), answers: [.withdrawn]),
        ], isCaseWorker: false),
    ]

    private static func sample(by asker: UInt64) -> Handover {
        Handover(id: "h", household: ID(high: 1, low: 1), organization: ID(high: 1, low: 9), from: ID(high: 1, low: 1), to: ID(high: 1, low: 2), cause: .language,
                 askedBy: ID(high: 1, low: asker), askedAt: .distantPast)
    }

    var title: Message { Message("Households that are to get another case worker") }

    func body(_ say: Speech) -> HTML {
        """
        \(isCaseWorker ? "<p><a href=\"/people\">\(Picture("people")) \(say("People"))</a></p>" : "")
        <h1>\(say(title))</h1>
        \(lines.isEmpty ? "<div class=\"empty\">\(Picture("check"))<p>\(say("Nothing waits for an answer."))</p></div>" : "")
        <ol class="cards">\(lines.map { card($0, say) })</ol>
        """
    }

    private func card(_ line: Line, _ say: Speech) -> HTML {
        let from = line.from ?? say.plain(Message.somebodyGone), to = line.to ?? say.plain(Message.somebodyGone)
        let people = say(line.people, one: "One person", other: "\(line.people, "count") people")
        return """
            <li><article class="card"><h2>\(line.handover.isOffered ? say("\(from, "colleague") offers a household to \(to, "other")") : say("\(to, "colleague") asks for a household of \(from, "other")"))</h2>
            <p>\(isCaseWorker ? "<a \(.href("/households/\(line.handover.household.text)"))>\(people)</a>" : people)\(line.district.map { ", <bdi>\($0)</bdi>" as HTML })</p>
            \(line.languages.isEmpty ? "" : "<p>\(Picture("language")) <bdi>\(say.list(line.languages.map(say.languageName)))</bdi></p>")
            \(line.handover.cause.map { "<p>\(say($0.message))</p>" as HTML })
            <p class="meta">\(say("since \(say.day(line.since), "day")"))</p>
            \(line.answers.isEmpty ? "" : form(line, say))</article></li>
            """
    }

    private func form(_ line: Line, _ say: Speech) -> HTML {
        """
        <form method="post" \(.action("/handovers/\(line.handover.id)/answer")) data-once>\(token.html)<div class="buttons">
        \(line.answers.contains(.yes) ? "<button class=\"button main\" name=\"answer\" value=\"yes\">\(Picture("check")) \(say("Yes"))</button>" : "")
        \(line.answers.contains(.no) ? "<button class=\"button\" name=\"answer\" value=\"no\">\(Picture("cross")) \(say("No"))</button>" : "")
        \(line.answers.contains(.withdrawn) ? "<button class=\"button\" name=\"answer\" value=\"withdrawn\">\(Picture("undo", turns: true)) \(say("Take it back"))</button>" : "")
        </div></form>
        """
    }
}

extension HandoversPage {
    /// Those that the actor asked, or may answer; a coordinator sees all that are asked for. Seven queries at most.
    init(token: FormToken, zone: TimeZone, at now: Date, db: any Connection, access: inout Access) throws {
        let actor = access.actor, open = try db.handovers.open(before: actor, at: now)
        let homes = open.map(\.handover.household), known = try db.households.find(homes, visibleTo: actor)
        let districts = Dictionary(known.map { ($0.id, $0.district) }) { first, _ in first }
        let sizes = try db.households.sizes(of: homes), languages = try db.households.languages(of: homes)
        let names = try access.names(of: open.flatMap { [$0.handover.from, $0.handover.to].compactMap(\.self) }, in: db)
        let lines = open.map { handover, answers in
            Line(handover: handover, from: handover.from.flatMap { names[$0] }, to: names[handover.to], people: sizes[handover.household] ?? 0,
                 district: districts[handover.household] ?? nil, languages: languages[handover.household] ?? [], since: Day(handover.askedAt, in: zone),
                 answers: answers)
        }
        self.init(token: token, lines: lines, isCaseWorker: actor.holds(.caseWorker))
    }
}
