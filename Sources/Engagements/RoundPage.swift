import Foundation
import Identity
import Localization
import Markup
import Web

/// The matching round: what is proposed, who still waits, and what was approved just now.
struct RoundPage: Page {
    struct Line: Sendable {
        let need: NeedSummary
        /// Nil where nobody is proposed, or where what is known of them has changed since.
        let offer: OfferSummary?
        let isProposed: Bool
        let fit: Fit?
        /// What stands against it by now.
        var obstacles: [Obstacle] = []
        var isOutdated: Bool { isProposed && offer == nil }
    }
    /// An approval that nobody has heard of yet.
    struct Silent: Sendable {
        let match: MatchID
        let need: NeedSummary
        let offer: OfferSummary
        let leavesAt: Date
    }
    let token: FormToken
    let round: RoundSummary?
    /// For which the round was made; nil where it was made for everything.
    let part: PartName?
    /// By which the round was made; without a round the one in force.
    let policy: Policy
    /// Whether another has been put in force since.
    let isPolicyNew: Bool
    let lines: [Line]
    let proposed: Int, waiting: Int
    /// Which of the two lists is shown.
    let showsWaiting: Bool
    let number: Int
    let silent: [Silent]
    let held: HoldPart
    /// Nil before the first round.
    let fresh: FreshPart?
    /// How many proposals could not be approved just now.
    let left: Int
    let today: Day
    let zone: TimeZone
    /// Why the round is shown as it was, not in step with what changed since; nil where it is in step.
    var behind: Message?

    var title: Message { Message("Matching round") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(round.map { summary($0, say) } ?? first(say))
        <form method="post" action="/round" data-once>\(token.html)
        <div class="buttons"><button \(.class(round == nil ? "button main" : "button"))>\(Picture("people")) \(round == nil ? say("Make the round") : say("Make the round again"))</button>
        \(round == nil ? nil : "<a class=\"button\" href=\"/round/outlook\">\(Picture("chart")) \(say("What the round brings"))</a>")
        <a class="button quiet" href="/round/part">\(Picture("list")) \(say("A round for one part"))</a></div></form>
        \(left == 0 ? nil : "<div class=\"notice warn\" role=\"status\"><p>\(Picture("info")) \(say(left, one: "One proposal was left out: it is no longer possible.", other: "\(left, "count") proposals were left out: they are no longer possible."))</p></div>")
        \(behind.map { "<div class=\"notice warn\"><p>\(Picture("info")) \(say($0))</p></div>" as HTML })
        \(justApproved(say))
        \(fresh?.html(say))
        \(held.html(say))
        \(round == nil ? nil : lists(say))
        """
    }

    private func first(_ say: Speech) -> HTML {
        "<p class=\"lead\">\(say("All open needs are matched with all offers at once. Nothing happens to anyone before you approve it."))</p><p>\(policy.sentences(say)) <a href=\"/round/policy\">\(say("How the hub chooses"))</a></p>"
    }

    private func summary(_ round: RoundSummary, _ say: Speech) -> HTML {
        """
        <p class="lead">\(say(round.served, one: "One need can be helped now.", other: "\(round.served, "count") needs can be helped now."))
        \(proof(of: round, say))</p>
        \(isPolicyNew ? "<div class=\"notice warn\"><p>\(Picture("info")) \(say("Since this round the hub chooses by another policy. Make the round again to go by it."))</p></div>" : nil)
        <p><strong>\(say("This round went by:"))</strong> \(say(policy.aim.name)). \(policy.sentences(say)) <a href="/round/policy">\(say("How the hub chooses"))</a>
        · <a \(.href("/rounds/\(round.id.text)/replay"))>\(say("Check this round again"))</a></p>
        \(part.map { "<p><strong>\(say("This round was made for one part:"))</strong> \($0.html(say)). \(say("What is proposed for others stays as it was before. These numbers are of the part."))</p>" as HTML })
        <dl class="facts">
        <div><dt>\(Picture("calendar")) \(say("Made"))</dt><dd><bdi>\(say.instant(round.madeAt, in: zone))</bdi></dd></div>
        <div><dt>\(Picture("family")) \(say("Open needs"))</dt><dd><bdi>\(say.number(round.needs))</bdi></dd></div>
        <div><dt>\(Picture("hand")) \(say("Offers"))</dt><dd><bdi>\(say.number(round.offers))</bdi></dd></div>
        <div><dt>\(Picture("list")) \(say("Pairs that no rule keeps apart"))</dt><dd><bdi>\(say.number(round.pairs))</bdi></dd></div>
        </dl>
        """
    }

    private func proof(of round: RoundSummary, _ say: Speech) -> HTML {
        if let gap = round.roomGap { return gap.sentence(isFair: round.isFair, by: policy, say) }
        return policy.fairness == nil ? say(policy.proof) : Shares.sentence(isKept: round.isFair, gap: round.gap, by: policy, say)
    }

    private func justApproved(_ say: Speech) -> HTML? {
        guard !silent.isEmpty else { return nil }
        return """
            <section class="panel" aria-labelledby="silent"><h2 id="silent">\(say("Approved just now"))</h2>
            <p>\(say("Nobody has heard of these yet. Taken back now, it is as if nothing was done."))</p>
            <ul class="cards">\(silent.map { approval($0, say) })</ul>
            <p><a href="/asks">\(Picture("list")) \(say("All questions to both sides"))</a></p></section>
            """
    }

    private func approval(_ approval: Silent, _ say: Speech) -> HTML {
        """
        <li class="card"><h3>\(approval.need.title(say))</h3><p>\(approval.offer.title(say))</p>
        <p class="meta">\(say("Both are asked at \(say.instant(approval.leavesAt, in: zone), "time")."))</p>
        <form method="post" \(.action("/matches/\(approval.match.text)/withdrawal")) data-once>\(token.html)
        <button class="button">\(Picture("undo", turns: true)) \(say("Take it back"))</button></form></li>
        """
    }

    private func lists(_ say: Speech) -> HTML {
        """
        <nav class="pages" \(.label(say.plain("Lists")))><ul>
        <li><a href="/round" \(.current(!showsWaiting))>\(say("Proposed")): <bdi>\(say.number(proposed))</bdi></a></li>
        <li><a href="/round?list=waiting" \(.current(showsWaiting))>\(say("Still waiting")): <bdi>\(say.number(waiting))</bdi></a></li></ul></nav>
        \(showsWaiting ? waitingList(say) : proposedList(say))
        \(Pager(number, of: Pager.pages(showsWaiting ? waiting : proposed, of: RoundStore.perPage)) { [showsWaiting] page in
            (showsWaiting ? Route("/round").query("list", "waiting") : "/round").query("page", String(page))
        }.html(say))
        """
    }

    private func proposedList(_ say: Speech) -> HTML {
        """
        <h2>\(say("Proposed"))</h2>
        \(lines.isEmpty ? "<p>\(say("Nothing is proposed that is not approved already."))</p>" : """
            <p>\(say("Both sides are asked ten minutes after you approve. Until then you can take it back and nobody hears of it."))</p>
            <p><a class="button" href="/round/approval">\(Picture("check")) \(say(proposed, one: "Approve the one", other: "Approve all \(proposed, "count")"))</a></p>
            """)
        <ul class="cards">\(lines.map { proposal($0, say) })</ul>
        """
    }

    private func proposal(_ line: Line, _ say: Speech) -> HTML {
        """
        <li class="card"><h3>\(line.need.title(say))</h3>
        <p class="meta">\(line.need.details(say)) · \(line.need.waiting(on: today, say))</p>
        \(line.offer.map { "<p><strong>\($0.title(say))</strong> <span class=\"meta\">\($0.details(say))</span></p>" as HTML })
        \(line.fit.map { "<ul>\($0.parts.map { "<li>\($0.sentence(say))</li>" as HTML })</ul>" as HTML })
        \(line.isOutdated ? "<div class=\"notice warn\"><p>\(Picture("info")) \(say("What we know of the one proposed has changed. Make the round again."))</p></div>" : approve(line, say))</li>
        """
    }

    private func approve(_ line: Line, _ say: Speech) -> HTML? {
        let why = why(line, say("Why these two, and who else"), say)
        guard line.obstacles.isEmpty else {
            return """
                <div class="notice warn"><ul>\(line.obstacles.map { "<li>\(say($0.message))</li>" as HTML })</ul></div>
                <p>\(why)</p>
                """
        }
        return line.offer.map { ApproveForm(token: token, need: line.need, offer: $0).html(say, beside: why) }
    }

    private func waitingList(_ say: Speech) -> HTML {
        """
        <h2>\(say("Still waiting"))</h2>
        <p>\(lines.isEmpty ? say("Every open need has a proposal.") : say("For these there is nobody now. Each says why, and what would help."))</p>
        <ul class="cards">\(lines.map { line in
            """
            <li class="card"><h3>\(line.need.title(say))</h3><p class="meta">\(line.need.details(say)) · \(line.need.waiting(on: today, say))</p>
            <p>\(why(line, say("Why nobody, and what would help"), say))</p></li>
            """ as HTML
        })</ul>
        """
    }

    private func why(_ line: Line, _ words: HTML, _ say: Speech) -> HTML {
        "<a class=\"button\" \(.href("/round/needs/\(line.need.id.text)"))>\(Picture("help")) \(words)<span class=\"visually-hidden\">: \(line.need.title(say))</span></a>"
    }
}
