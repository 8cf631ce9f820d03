import House
import Localization
import Markup
import Web

/// The town before and after a round, why needs wait, and whom it would help to look for.
struct OutlookPage: Page {
    let outlook: Outlook
    /// By the id of their programs.
    let programs: [String: Program]

    static let samples = [
        OutlookPage(
            outlook: Outlook(
                needs: 41, served: 25, score: 16_250, byHand: ByHand(served: 21, score: 12_900),
                waiting: Dictionary(uniqueKeysWithValues: WaitingReason.allCases.map { ($0, $0.rawValue + 1) }),
                wanted: [
                    Wanted(kind: WantedKind(program: Program.sample.id, language: "tir", gender: .woman, part: .evenings), places: 7, helped: 7),
                    Wanted(kind: WantedKind(program: Program.sample.id, language: "arb", gender: .man, part: .days), places: 2, helped: 2),
                    Wanted(kind: WantedKind(program: Program.sample.id, language: nil, gender: nil, part: .weekends), places: 1, helped: 1),
                    Wanted(kind: WantedKind(program: Program.sample.id, isPlace: true, language: nil, gender: nil, part: nil), places: 1, helped: 1),
                ]), programs: [Program.sample.id: .sample]),
        OutlookPage(outlook: Outlook(needs: 3, served: 3, score: 2_000, byHand: ByHand(served: 3, score: 1_900), waiting: [:], wanted: []), programs: [:]),
        OutlookPage(outlook: Outlook(needs: 0, served: 0, score: 0, byHand: ByHand(served: 0, score: 0), waiting: [:], wanted: []), programs: [:]),
    ]

    var title: Message { Message("What the round brings") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
        <h1>\(say(title))</h1>
        <p>\(say("This is the town as it stands now, solved anew. Nothing of it happens before you approve it."))</p>
        \(BarChart(figure: before, id: "before").html(say))
        \(fit(say))
        \(reasons.map { BarChart(figure: $0, id: "waiting").html(say) })
        \(look(say))
        """
    }

    private var before: DeskFigure {
        DeskFigure(
            Message("Before and after"), summary: gain,
            bars: [.init(Message("Open needs"), outlook.needs), .init(Message("Helped by choosing one by one"), outlook.byHand.served),
                   .init(Message("Helped by the round"), outlook.served)])
    }

    private var gain: Message {
        let more = outlook.served - outlook.byHand.served
        return more > 0
            ? Message(count: more, one: "The round helps one need more than choosing one by one, the longest waiting first.",
                      other: "The round helps \(more, "count") needs more than choosing one by one, the longest waiting first.")
            : more == 0 ? Message("Choosing one by one, the longest waiting first, would help as many now.")
            : Message("Choosing one by one, the longest waiting first, would help more now: where households of several sizes share places, a round is only the best that was found.")
    }

    /// Means say more than sums to whoever does not know the points.
    private func fit(_ say: Speech) -> HTML? {
        guard outlook.served > 0, outlook.byHand.served > 0 else { return nil }
        let round = outlook.score / outlook.served, hand = outlook.byHand.score / outlook.byHand.served
        return "<p class=\"meta\">\(say("How well the pairs fit: \(round, "round") of 1,000 points each in the round, \(hand, "hand") by choosing one by one."))</p>"
    }

    private var reasons: DeskFigure? {
        let there = WaitingReason.allCases.filter { outlook.waiting[$0] != nil }
        guard !there.isEmpty else { return nil }
        let all = outlook.waiting.values.reduce(0, +)
        return DeskFigure(
            Message("Who waits, and why"),
            summary: Message(count: all, one: "One need waits. What stands nearest in its way:", other: "\(all, "count") needs wait. What stands nearest in their way:"),
            bars: there.map { .init($0.message, outlook.waiting[$0] ?? 0) }, to: "/round?list=waiting")
    }

    private func look(_ say: Speech) -> HTML {
        """
        <section class="panel" aria-labelledby="look"><h2 id="look">\(Picture("hand")) \(say("Whom to look for"))</h2>
        \(outlook.wanted.isEmpty ? "<p>\(outlook.waiting.isEmpty ? say("Nobody waits.") : say("No new volunteer could help those who wait now. See why they wait."))</p>" : """
            <p>\(say("Those named here, once they are checked, would help most. Each line counts with those above it, and was found by solving the round again."))</p>
            <ol class="cards">\(outlook.wanted.map { card($0, say) })</ol>
            """)</section>
        """
    }

    private func card(_ wanted: Wanted, _ say: Speech) -> HTML {
        let program = programs[wanted.kind.program]
        let name = program.map { $0.name.html(say) } ?? "<bdi>\(wanted.kind.program)</bdi>"
        return """
            <li class="card"><h3>\(program.map { "\(Picture($0.picture)) " as HTML })\(name)</h3>
            <p>\(wanted.kind.details(say))</p>
            <p><strong>\(say(wanted.helped, one: "One more need would be helped.", other: "\(wanted.helped, "count") more needs would be helped."))</strong></p></li>
            """
    }
}

extension WantedKind {
    fileprivate func details(_ say: Speech) -> HTML {
        let who: HTML = switch gender {
        case .woman: say("women")
        case .man: say("men")
        default: isPlace ? say("places that an organization gives") : say("women or men")
        }
        let speaking = language.map { say("speaking \(say.languageName($0), "language")") }
        return [who, speaking, part.map { say($0.message) }].compactMap(\.self).joined(separator: " · ")
    }
}

extension WeekPart {
    fileprivate var message: Message {
        switch self {
        case .days: Message("with time on weekdays by day")
        case .evenings: Message("with time on weekday evenings")
        case .weekends: Message("with time at weekends")
        }
    }
}
