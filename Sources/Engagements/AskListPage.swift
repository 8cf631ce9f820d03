import Identity
import Localization
import Markup
import Web

/// Questions that left and wait for an answer, and those that were answered with no.
struct AskListPage: Page {
    struct Asked: Sendable {
        let id: AskID, side: Side
        /// First letter of the first name; nil where it is not known.
        let initial: String?
        let answer: Ask.Answer?, reason: String?
        /// Whether it waits for them: for the answer, or for whether names are shared.
        var isUnfinished = false
    }
    struct Item: Sendable {
        let match: MatchID
        let program: Program?
        let status: Match.Status
        let since: Day
        let isSilent: Bool
        let asks: [Asked]
    }
    let token: FormToken
    let items: [Item]
    let number: Int, total: Int
    static let perPage = 30

    static let samples = [
        AskListPage(token: FormToken("sample"), items: [
            Item(match: ID(high: 1, low: 1), program: .sample, status: .asking, since: .lifeSample, isSilent: false, asks: [
                Asked(id: ID(high: 1, low: 2), side: .need, initial: "A.", answer: .yes, reason: nil), Asked(id: ID(high: 1, low: 3), side: .offer, initial: "T.", answer: nil, reason: nil, isUnfinished: true)]),
            Item(match: ID(high: 1, low: 4), program: nil, status: .asking, since: .lifeSample, isSilent: true, asks: []),
            Item(match: ID(high: 1, low: 5), program: .sample, status: .declined, since: .lifeSample, isSilent: false, asks: [Asked(id: ID(high: 1, low: 6), side: .offer, initial: nil, answer: .no, reason: "No time.")]),
        ], number: 1, total: 60),
        AskListPage(token: FormToken("sample"), items: [], number: 1, total: 0),
    ]

    var title: Message { Message("Questions to both sides") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p><a href="/engagements">\(Picture("people")) \(say("Engagements"))</a></p>
        \(items.isEmpty ? "<div class=\"empty\">\(Picture("help"))<p>\(say("Nobody is asked anything at present."))</p></div>" : "")
        <ul class="cards">\(items.map { card($0, say) })</ul>
        \(Pager(number, of: Pager.pages(total, of: Self.perPage)) { Route("/asks").query("page", String($0)) }.html(say))
        """
    }

    private func card(_ item: Item, _ say: Speech) -> HTML {
        """
        <li class="card"><h2>\(item.program?.name.html(say) ?? say("A program that is no longer offered"))</h2>
        <p class="meta">\(say("since \(say.day(item.since), "day")"))</p>
        \(item.isSilent ? "<p>\(say("The letters have not left yet. Taking it back now is silent."))</p>" : "")
        <ul>\(item.asks.map { line($0, item.isSilent, say) })</ul>
        \(item.status == .asking ? withdraw(item, say) : "<p>\(say("It will not come about. The need waits for the next round."))</p>")</li>
        """
    }

    private func line(_ ask: Asked, _ isSilent: Bool, _ say: Speech) -> HTML {
        let words: HTML = switch ask.answer {
        case .yes: say("said yes")
        case .no: say("said no")
        case nil: isSilent ? say("is not asked yet") : say("has not answered")
        }
        return """
            <li>\(say(ask.side.message)) \(ask.initial.map { "<bdi>\($0)</bdi>" as HTML }): \(words)
            \(ask.isUnfinished && !isSilent ? "<br><a \(.href("/asks/\(ask.id.text)/desk"))>\(Picture("desk")) \(say("Ask and record at the desk"))<span class=\"visually-hidden\">: \(say(ask.side.message))</span></a>" : "")
            \(ask.reason.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })</li>
            """
    }

    private func withdraw(_ item: Item, _ say: Speech) -> HTML {
        """
        <form method="post" \(.action("/matches/\(item.match.text)/withdrawal")) data-once>\(token.html)
        <button class="button danger">\(Picture("undo", turns: true)) \(item.isSilent ? say("Take it back, nobody hears of it") : say("Take it back, and tell both sides in neutral words"))</button></form>
        """
    }
}
