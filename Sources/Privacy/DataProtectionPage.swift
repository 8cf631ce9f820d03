import Foundation
import House
import Identity
import Localization
import Markup
import Trust
import Web

/// Where the officer begins: what waits to be looked at, and the way to all that can be looked up.
struct DataProtectionPage: Page {
    struct Emergency: Sendable {
        let grant: BreakGlass
        let worker: String, reason: String
        let due: Day
        let isOwn: Bool
        var problem: FieldProblem?

        /// The name of the field of what the officer found.
        var field: String { "note-\(grant.id)" }
    }
    let token: FormToken
    let emergencies: [Emergency]
    let breaches: [Breach]
    let unconfirmed: [Share]
    /// How many unconfirmed ones there are, also those not listed.
    let unconfirmedCount: Int
    /// What other areas hang here, such as requests and what will be erased.
    let parts: [any Part]
    let today: Day
    let now: Date
    let zone: TimeZone

    static let samples: [DataProtectionPage] = {
        let actor = Actor(user: ID(high: 1, low: 1), person: ID(high: 1, low: 2), organization: ID(high: 1, low: 3), roles: [.caseWorker])
        let grant = BreakGlass(id: "x", by: actor, record: "household x", at: .distantPast)
        func emergency(_ isOwn: Bool) -> Emergency { Emergency(grant: grant, worker: "Tom", reason: "A call from the neighbors", due: Day(number: isOwn ? 1 : 40_000), isOwn: isOwn) }
        var share = SharePage.samples[0].share
        share.closing = .withdrawn
        var wordless = emergency(false)
        wordless.problem = FieldProblem(wordless.field, ReviewProblem.wordless.message)
        return [
            DataProtectionPage(token: FormToken("sample"), emergencies: [], breaches: [], unconfirmed: [], unconfirmedCount: 0, parts: [], today: Day(number: 20_000), now: .distantPast, zone: .gmt),
            DataProtectionPage(
                token: FormToken("sample"), emergencies: [wordless, emergency(true)], breaches: Breach.samples, unconfirmed: [share], unconfirmedCount: 2, parts: [],
                today: Day(number: 20_000), now: .distantPast, zone: .gmt),
        ]
    }()

    var title: Message { Message("Data protection") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(ProblemList(emergencies.compactMap(\.problem)).html(say))
        \(emergencyPanel(say))
        \(breachPanel(say))
        \(sharePanel(say))
        \(parts.map { $0.html(say, token) })
        <section class="panel"><h2>\(say("To look up"))</h2><ul>
        <li><a href="/requests">\(Picture("pen")) \(say("Requests about data"))</a></li>
        <li><a href="/retention">\(Picture("clock")) \(say("Retention"))</a></li>
        <li><a href="/processing">\(Picture("list")) \(say("Register of processing"))</a></li>
        <li><a href="/audit">\(Picture("shield")) \(say("Log of changes"))</a></li>
        <li><a href="/access-list">\(Picture("eye")) \(say("Who opened what"))</a></li>
        <li><a href="/receipts/key" download>\(Picture("key")) \(say("The key that checks receipts of consent"))</a></li></ul></section>
        """
    }

    private func emergencyPanel(_ say: Speech) -> HTML {
        """
        <section class="panel" id="emergencies"><h2>\(Picture("key")) \(say("Opened in an emergency"))</h2>
        \(emergencies.isEmpty ? "<p class=\"empty\">\(say("Nothing waits for you."))</p>" : "<ul class=\"cards\">\(emergencies.map { card($0, say) })</ul>")</section>
        """
    }

    private func card(_ emergency: Emergency, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h3>\(say("\(emergency.worker, "name") on \(say.instant(emergency.grant.openedAt, in: zone), "time")"))</h3>
        <p class="own-words" dir="auto">\(emergency.reason)</p>
        <p>\(emergency.due < today ? "<span class=\"tag warn\">\(say("Overdue"))</span> " : "")\(say("To be looked at by \(say.day(emergency.due), "day"). Whose record it was does not stand here: ask the worker."))</p>
        \(emergency.isOwn ? "<p>\(say("You opened it yourself: another officer has to look at it."))</p>" : form(emergency, say))</article></li>
        """
    }

    private func form(_ emergency: Emergency, _ say: Speech) -> HTML {
        """
        <form method="post" \(.action("/data-protection/emergencies/\(emergency.grant.id)/review")) data-once>\(token.html)
        <div class="field"><label \(.for(emergency.field))>\(say("What you found; the people concerned will read it. Where it was not justified, write why."))</label>
        \(emergency.problem.map { "<p class=\"problem\">\(Picture("warning")) \(say($0.message))</p>" })
        <textarea \(.id(emergency.field)) name="note" rows="2" dir="auto" maxlength="1000" \(when: emergency.problem != nil, "aria-invalid=\"true\"")></textarea></div>
        <div class="buttons"><button class="button" name="verdict" value="justified">\(Picture("check")) \(say("It was justified"))</button>
        <button class="button" name="verdict" value="unjustified">\(Picture("cross")) \(say("It was not justified"))</button></div></form>
        """
    }

    private func breachPanel(_ say: Speech) -> HTML {
        """
        <section class="panel"><h2>\(Picture("warning")) \(say("Breaches"))</h2>
        \(breaches.isEmpty ? "<p class=\"empty\">\(say("No breach is open."))</p>" : "<ul class=\"cards\">\(breaches.map { $0.card(say, at: now, in: zone) })</ul>")
        <p><a class="button" href="/breaches">\(say("Register of breaches"))</a></p></section>
        """
    }

    private func sharePanel(_ say: Speech) -> HTML {
        """
        <section class="panel" id="shares"><h2>\(Picture("undo", turns: true)) \(say("Taken back, and not confirmed"))</h2>
        \(unconfirmed.isEmpty ? "<p class=\"empty\">\(say("Everyone has said that they deleted what was taken back."))</p>"
            : "<p>\(say(unconfirmedCount, one: "One receiver has not said yet that they deleted it.", other: "\(unconfirmedCount, "count") receivers have not said yet that they deleted it."))</p><ul>\(unconfirmed.map { line($0, say) })</ul>")
        </section>
        """
    }

    private func line(_ share: Share, _ say: Speech) -> HTML {
        let since = share.askedAt.map { say.day(Day($0, in: zone)) } ?? ""
        return "<li>\(say(share.receiver.role)), \(say("asked on \(since, "day")"))</li>"
    }
}
