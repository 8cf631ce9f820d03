import Localization
import Markup
import Optimization

/// What a pair would cost all others, were it made: exact, from the round's own solution.
struct Cost: Sendable, Hashable {
    /// How many fewer needs would be helped, 0 or more.
    let fewer: Int
    /// How many points of fit all proposals together would lose; negative where those left fit better.
    let points: Int
    /// Whether somebody whom the hub's policy puts first would wait for somebody behind.
    var breaksOrder = false
    /// Whether a group would be helped less than its share.
    var breaksShare = false
    var isNothing: Bool { fewer == 0 && points == 0 && !breaksOrder && !breaksShare }

    /// Where it can't be told.
    static func unknown(_ say: Speech) -> HTML {
        say("What this would cost all others can't be said exactly: households of several sizes share places that are counted in people.")
    }

    func sentence(_ say: Speech) -> HTML {
        if isNothing { return say("It would be just as good for all together.") }
        if fewer > 0 { return say(fewer, one: "Then one need fewer could be helped.", other: "Then \(fewer, "count") needs fewer could be helped.") }
        if breaksShare { return say("Then a group would be helped less than its share.") }
        if breaksOrder { return say("Then somebody whom the hub's policy puts first would wait for somebody behind.") }
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

extension Round {
    /// What a change would cost, told in needs and points, whatever the policy makes of them.
    ///
    /// - Returns: nil where it can't be told exactly: the flow takes households for equal, and in what it would come to not all
    ///   have room.
    func cost(of outcome: Outcome) -> Cost? {
        guard isExact(outcome) else { return nil }
        var fewer = 0, points = 0, rank = 0
        for move in outcome.moves {
            let need = needs[move.need], now = move.from.flatMap { offer(at: $0, for: need.program) }, then = move.to.flatMap { offer(at: $0, for: need.program) }
            let helped = (now == nil ? 0 : 1) - (then == nil ? 0 : 1)
            fewer += helped
            rank += helped * precedence.ranks[move.need]
            points += (now.map { rules.fit(need, $0).score } ?? 0) - (then.map { rules.fit(need, $0).score } ?? 0)
        }
        // Whoever waits takes a place to wait, of which a group has no more than its share leaves; crossing groups have none.
        let breaksShare = policy.fairness?.traits.count == 1 && outcome.difference.served < 0
        return Cost(fewer: fewer, points: points, breaksOrder: rank > 0, breaksShare: breaksShare)
    }

    /// Whether what comes of a change in the flow is what would come of it: where all have room, or where no place counted in people is touched.
    private func isExact(_ outcome: Outcome) -> Bool {
        guard !rooms.places.isEmpty else { return true }
        // Where nothing moves, the pair is one of the flow's for which there was no room.
        if let plan { return plan.part.map { part in !outcome.moves.isEmpty && !outcome.moves.contains { part.contains($0.need) } } ?? false }
        var then = Dictionary(solution.assignments.map { ($0.need, $0.offer) }) { first, _ in first }
        for move in outcome.moves { then[move.need] = move.to }
        return rooms.hold(then.map { Assignment(need: $0, offer: $1, units: 1) })
    }
}
