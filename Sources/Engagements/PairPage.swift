import Identity
import Localization
import Markup
import Volunteers
import Web

/// One need and one offer: why they are proposed, why not, and what would have to change.
struct PairPage: Page {
    enum Verdict: Sendable {
        case proposed
        /// No rule keeps them apart, but all together something else is better; without a cost where that can't be told exactly.
        case possible(Cost?, [Shift])
        case apart([Obstacle])
    }
    let token: FormToken
    let need: NeedSummary
    let offer: OfferSummary
    let verdict: Verdict
    /// Nil where rules keep the two apart.
    let fit: Fit?
    let changes: [Change]?
    let rule: PairRule?
    let today: Day
    /// Whether no choice is better than the round's.
    var isProved = true
    /// What was typed as the last day of a hold, and why it is none.
    var wrong: (until: String, problem: Message)?

    var title: Message { Message("One pair in the round") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a \(.href("/round/needs/\(need.id.text)"))>\(Picture("list")) \(say("All who could help here"))</a></p>
        <h1>\(offer.title(say))</h1>
        <p class="lead">\(need.title(say))</p>
        <p class="meta">\(need.details(say)) · \(need.waiting(on: today, say))</p>
        \(judgment(say))
        \(fit.map { points($0, say) })
        \(what(say))
        \(orders(say))
        \(hold(say))
        """
    }

    private func hold(_ say: Speech) -> HTML? {
        if case .apart = verdict { return nil }
        return """
            <h2>\(say("Keep the place for this household"))</h2>
            <p>\(say("Neither is in a round until that day is over. Nobody is asked yet."))</p>
            <form method="post" \(.action("/round/needs/\(need.id.text)/offers/\(offer.id.text)/hold")) data-once>\(token.html)
            \(TextField(name: "until", label: Message("Until when"), value: wrong?.until ?? today.adding(days: 14).description, kind: .date,
                        problem: wrong?.problem).html(say))
            <div class="buttons"><button class="button">\(Picture("lock")) \(say("Keep the place"))</button></div></form>
            """
    }

    private func judgment(_ say: Speech) -> HTML {
        switch verdict {
        case .proposed:
            "<div class=\"notice good\"><p>\(Picture("check")) \(isProved ? say("These two are proposed: all together, no other choice is better.") : say("These two are proposed: it is the best choice for all together that was found."))</p></div>"
        case .possible(nil, _):
            "<div class=\"notice\"><p>\(Picture("info")) \(say("No rule keeps these two apart, but the round has chosen otherwise.")) \(Cost.unknown(say))</p></div>"
        case .possible(let cost?, _) where cost.isNothing:
            "<div class=\"notice\"><p>\(Picture("info")) \(say("No rule keeps these two apart. It would be just as good for all together: the round had to choose between equals."))</p></div>"
        case .possible(let cost?, let shifts):
            """
            <div class="notice"><p>\(Picture("info")) \(say("No rule keeps these two apart, but all together another choice is better.")) \(cost.sentence(say))</p></div>
            <h2>\(say("Who would be moved"))</h2>
            <ol>\(shifts.map { "<li>\($0.sentence(say))</li>" as HTML })</ol>
            """
        case .apart(let obstacles):
            """
            <div class="notice bad"><h2>\(say("Why not"))</h2>
            <ul>\(obstacles.map { "<li>\(say($0.message))</li>" as HTML })</ul></div>
            """
        }
    }

    private func points(_ fit: Fit, _ say: Speech) -> HTML {
        """
        <h2>\(say("How well they fit"))</h2>
        <table class="stack"><caption>\(say("\(fit.score, "score") of 1,000 points"))</caption>
        <thead><tr><th scope="col">\(say("What counts"))</th><th scope="col">\(say("Points"))</th></tr></thead>
        <tbody>\(fit.parts.map { "<tr><td \(.data("label", say.plain("What counts")))>\($0.sentence(say))</td><td \(.data("label", say.plain("Points")))><bdi>\(say.number($0.points))</bdi></td></tr>" as HTML })</tbody></table>
        """
    }

    private func what(_ say: Speech) -> HTML? {
        switch verdict {
        case .proposed: return nil
        case .possible(let cost?, _) where cost.isNothing:
            return "<h2>\(say("What would have to change"))</h2><p>\(say("Nothing: prefer this pair, and the next round makes it."))</p>"
        case .possible, .apart: break
        }
        return """
            <h2>\(say("What would have to change"))</h2>
            \(changes.map { changes in
                """
                <ul>\(changes.map { "<li>\($0.sentence(say))</li>" as HTML })</ul>
                <p class="meta">\(say("Tried out: with this the round proposes these two."))</p>
                """ as HTML
            } ?? "<p>\(say("Nothing that may be changed would bring these two together now. Safety and people's own wishes are never up for change."))</p>")
            """
    }

    private func orders(_ say: Speech) -> HTML {
        """
        <h2>\(say("What you can say about this pair"))</h2>
        <p>\(rule.map { say($0.message) } ?? say("You have said nothing about it. It counts from the next round on."))</p>
        \(rule == .refused ? nil : """
            <form method="post" \(.action("/round/needs/\(need.id.text)/offers/\(offer.id.text)")) data-once>\(token.html)<div class="buttons">
            \(canBePinned ? button("pinned", "check", say("Prefer this pair")) : nil)
            \(rule == .forbidden ? nil : button("forbidden", "cross", say("Rule this pair out")))
            \(rule == nil ? nil : button("none", "undo", say("Take back what I said")))
            </div></form>
            """)
        """
    }

    private var canBePinned: Bool {
        if case .apart = verdict { false } else { rule != .pinned }
    }

    private func button(_ value: String, _ picture: String, _ words: HTML) -> HTML {
        "<button class=\"button\" name=\"rule\" \(.value(value))>\(Picture(picture)) \(words)</button>"
    }
}

extension PairRule {
    var message: Message {
        switch self {
        case .pinned: Message("You prefer this pair. The round makes it before all others, as long as no rule stands against it.")
        case .forbidden: Message("You have ruled this pair out.")
        case .refused: Message("One of the two has said no. That stands.")
        }
    }
}

extension Change {
    func sentence(_ say: Speech) -> HTML {
        switch self {
        case .time(let slots): say("The volunteer would need time: \(say.list(slots.map { $0.words(say) }), "times").")
        case .car: say("The volunteer would need to come by car.")
        case .back: say("The volunteer would need to be here in the coming two weeks.")
        case .longer: say("What is offered would need to go on beyond its last day.")
        case .place: say("The volunteer would need to take one more household.")
        case .room(let people):
            """
            \(say(people.all, one: "The place would need room for one person more.", other: "The place would need room for \(people.all, "count") people more."))
            \(people.children == 0 ? nil : say(people.children, one: "One of them is a child.", other: "\(people.children, "count") of them are children."))
            \(people.seniors == 0 ? nil : say(people.seniors, one: "One of them is 65 or older.", other: "\(people.seniors, "count") of them are 65 or older."))
            """
        case .allowed: say("You would need to take back that you ruled the pair out.")
        }
    }
}
