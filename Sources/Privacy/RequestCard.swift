import House
import Identity
import Localization
import Markup
import Web

/// A request as it stands, opened for its reader.
struct ShownRequest: Sendable {
    let request: DataRequest
    var words: String?, reason: String?, answer: String?
    /// What the law made the hub keep, said in full.
    var kept: [Message] = []

    static func sample(_ kind: DataRequest.Kind, _ outcome: DataRequest.Outcome? = nil, due: Int = 20_808, isProlonged: Bool = false, kept: [Message] = []) -> ShownRequest {
        ShownRequest(request: DataRequest(
            id: ID(high: 1, low: 10_597_059), organization: ID(high: 1, low: 1), person: ID(high: 1, low: 2), kind: kind, channel: .desk, askedOn: Day(number: 20_778),
            dueOn: Day(number: due), words: nil, prolongedOn: isProlonged ? Day(number: 20_780) : nil, reason: nil, answeredOn: outcome == nil ? nil : Day(number: 20_790),
            outcome: outcome, answer: nil, kept: [], keptUntil: kept.isEmpty ? nil : Day(number: 22_000)),
            words: kind == .correction ? "My name is Amal." : nil, reason: isProlonged ? "We ask the school." : nil, answer: outcome == nil ? nil : "We have looked into it.", kept: kept)
    }

    /// A restriction whose end was asked for, was said, or has come.
    static let ofLifting: [ShownRequest] = {
        func lifting(again: Int? = nil, lifts: Int? = nil, lifted: Int? = nil) -> ShownRequest {
            var request = sample(.restriction, .done).request
            (request.againOn, request.liftsOn, request.liftedOn) = (again.map { Day(number: $0) }, lifts.map { Day(number: $0) }, lifted.map { Day(number: $0) })
            return ShownRequest(request: request, answer: "We have looked into it.")
        }
        return [lifting(again: 20_785), lifting(lifts: 20_797), lifting(lifts: 20_797, lifted: 20_798)]
    }()

    static let samples: [ShownRequest] = ofLifting + [
        sample(.correction), sample(.restriction, due: 20_780), sample(.copy, isProlonged: true), sample(.erasure, .refused), sample(.restriction, .done),
        sample(.erasure, .done), sample(.erasure, .done, kept: [Message("Letters")]),
    ]
}

/// What became of a request, and the clock it runs by: the same for whoever asked and for whoever answers.
struct RequestStanding: Sendable {
    let shown: ShownRequest
    let today: Day
    /// Whether the person themselves reads it, and not the officer.
    var isTold = true
    private var request: DataRequest { shown.request }

    func html(_ say: Speech) -> HTML {
        """
        <p>\(say("Asked on \(say.day(request.askedOn), "day")."))\(request.channel == .desk ? " \(say("Said at the desk, and written down there."))" : "")</p>
        \(shown.words.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
        \(request.prolongedOn.map { "<p>\(say("On \(say.day($0), "day") it was said that it takes longer, because:"))</p><p class=\"own-words\" dir=\"auto\">\(shown.reason ?? "")</p>" as HTML })
        \(request.isOpen ? clock(say) : outcome(say))
        """
    }

    private func clock(_ say: Speech) -> HTML {
        let day = say.day(request.dueOn)
        guard request.isOverdue(on: today) else {
            return "<p>\(Picture("clock")) <strong>\(say("The answer is due by \(day, "day")."))</strong></p>"
        }
        return "<p><span class=\"tag bad\">\(Picture("warning")) \(say("The answer was due on \(day, "day")."))</span> \(say("It is late: ask us why. You can also complain to the data protection authority of the country."))</p>"
    }

    private func outcome(_ say: Speech) -> HTML {
        let day = request.answeredOn.map(say.day) ?? "", isDone = request.outcome == .done
        return """
            <p><span \(.class(isDone ? "tag good" : "tag warn"))>\(Picture(isDone ? "check" : "info")) \(isDone ? say("Done on \(day, "day").") : say("Not done. Answered on \(day, "day")."))</span></p>
            \(shown.answer.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
            \(isDone && request.kind == .erasure ? erased(say) : nil)
            \(lifting(say))
            \(isDone ? nil : "<p>\(say("If you do not agree, you can complain to the data protection authority of the country, or go to court."))</p>" as HTML)
            """
    }

    /// What was asked and said about the end of a restriction, and when it came.
    private func lifting(_ say: Speech) -> HTML? {
        let asked = request.againOn.map { "<p>\(say("On \(say.day($0), "day") it was asked that the data is used again."))</p>" as HTML }
        if let day = request.liftedOn { return (asked ?? "") + "<p><span class=\"tag good\">\(Picture("key")) \(say("Used again since \(say.day(day), "day")."))</span></p>" }
        return (asked ?? "") + (request.liftsOn.map { "<p>\(Picture("clock")) \(say("It is kept and not used until then, and used again from \(say.day($0), "day") on."))</p>" as HTML } ?? "")
    }

    private func erased(_ say: Speech) -> HTML {
        """
        \(shown.kept.isEmpty ? "<p>\(isTold ? say("Everything that was held about you is erased, and the key to it is destroyed.") : say("Everything that was held about this person is erased, and the key to it is destroyed."))</p>"
            : "<p>\(isTold ? say("Everything else that was held about you is erased. This had to stay:") : say("Everything else that was held about this person is erased. This had to stay, and is told them so:"))</p>")
        \(shown.kept.isEmpty ? "" : "<ul>\(shown.kept.map { "<li>\(say($0))</li>" as HTML })</ul><p>\(request.keptUntil.map { say("It goes on \(say.day($0), "day").") } ?? say("It goes when the law allows it."))</p>")
        <p>\(say("Lines that say when someone opened something, without a name, stay in the log. If a backup from before has to be used, the erasure is done again at once."))</p>
        """
    }
}

/// What someone asks, as they choose it: in their own file and at the desk.
struct RequestFields: Sendable {
    let form: DataRequestForm
    let problems: [FieldProblem]

    func html(_ say: Speech) -> HTML {
        """
        <div class="field"><fieldset class="choices" id="kind"><legend>\(say("What is it about?"))</legend>
        \(problems.first("kind").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        \(DataRequest.Kind.allCases.map { kind in
            Choice(name: "kind", value: kind.rawValue, label: "\(Picture(kind.picture)) <strong>\(say(kind.asked))</strong><br><small>\(say(kind.meaning))</small>", isChosen: form.kind == kind, isRadio: true).html
        })</fieldset></div>
        <div class="field"><label for="words">\(say("What should we know? Write it in any language."))</label>
        \(problems.first("words").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="words" name="words" dir="auto" rows="4">\(form.words)</textarea></div>
        """
    }
}
