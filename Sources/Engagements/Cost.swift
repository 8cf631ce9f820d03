import Localization
import Markup

/// What a pair would cost all others, were it made: exact, from the round's own solution.
struct Cost: Sendable, Hashable {
    /// How many fewer needs would be helped, 0 or more.
    let fewer: Int
    /// How many points of fit all proposals together would lose; negative where those left fit better.
    let points: Int
    var isNothing: Bool { fewer == 0 && points == 0 }

    func sentence(_ say: Speech) -> HTML {
        if isNothing { return say("It would be just as good for all together.") }
        if fewer > 0 { return say(fewer, one: "Then one need fewer could be helped.", other: "Then \(fewer, "count") needs fewer could be helped.") }
        return say(points, one: "Then all together would fit less well, by one point.", other: "Then all together would fit less well, by \(points, "count") points.")
    }
}

/// One step of the chain that a forced pair would set off.
struct Shift: Sendable {
    let need: NeedSummary
    /// Who helps now, and who would then; nil for nobody.
    let from: OfferSummary?, to: OfferSummary?

    func sentence(_ say: Speech) -> HTML {
        let need = "<strong>\(need.title(say))</strong>" as HTML
        return switch (from, to) {
        case (let from?, let to?): "\(need): \(say("\(to.who, "then") in place of \(from.who, "now")."))"
        case (let from?, nil): "\(need): \(say("would wait, and \(from.who, "now") would not come.", context: "chain"))"
        case (nil, let to?): "\(need): \(say("would be helped by \(to.who, "then").", context: "chain"))"
        case (nil, nil): need
        }
    }
}
