import Identity
import Localization
import Markup
import Web

/// What became possible since the round, while all that it proposes stays as it is, on the page of the round.
struct FreshPart: Sendable {
    struct Item: Sendable {
        let need: NeedSummary
        let offer: OfferSummary
        let fit: Fit?
        let before: RoundStep.Before
    }
    let token: FormToken
    let items: [Item]
    /// How many there are in all.
    let count: Int
    /// See `RoundStep`.
    let more: Int, moved: Int
    let today: Day

    func html(_ say: Speech) -> HTML? {
        guard count > 0 || more > 0 || moved > 0 else { return nil }
        return """
            <section class="panel" aria-labelledby="fresh"><h2 id="fresh">\(Picture("bell")) \(say("Possible since the round"))</h2>
            \(again(say).map { "<p>\(Picture("info")) \($0)</p>" as HTML })
            \(items.isEmpty ? nil : "<p>\(say("What is approved or proposed already stays as it is. Of what is left, as many as possible are helped, by the hub's policy."))</p>")
            <ul class="cards">\(items.map { card($0, say) })</ul>
            \(count > items.count ? "<p class=\"meta\">\(say(count - items.count, one: "And one more.", other: "And \(count - items.count, "count") more."))</p>" : nil)</section>
            """
    }

    /// What a new round would bring beside.
    private func again(_ say: Speech) -> HTML? {
        if more > 0 { return say(more, one: "A new round would help one more than this, by moving proposals that nobody has decided on.", other: "A new round would help \(more, "count") more than this, by moving proposals that nobody has decided on.") }
        return moved == 0 ? nil : say(moved, one: "By a new round one proposal would be another, and all together would be better served. Until then it stays.", other: "By a new round \(moved, "count") proposals would be others, and all together would be better served. Until then they stay.")
    }

    private func card(_ item: Item, _ say: Speech) -> HTML {
        """
        <li class="card"><h3>\(item.need.title(say))</h3><p class="meta">\(item.need.details(say)) · \(item.need.waiting(on: today, say))</p>
        <p>\(say(item.before.message))</p>
        <p><strong>\(item.offer.title(say))</strong> <span class="meta">\(item.offer.details(say))</span></p>
        \(item.fit.map { "<ul>\($0.parts.map { "<li>\($0.sentence(say))</li>" as HTML })</ul>" as HTML })
        \(ApproveForm(token: token, need: item.need, offer: item.offer).html(say))</li>
        """
    }
}

extension RoundStep.Before {
    fileprivate var message: Message {
        switch self {
        case .absent: Message("This need was not in the round.")
        case .nobody: Message("There was nobody in the round. Since then somebody became free, or something changed.")
        case .somebodyElse: Message("Who was proposed in the round can no longer help here.")
        }
    }
}
