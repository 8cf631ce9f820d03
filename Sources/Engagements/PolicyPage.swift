import Foundation
import Identity
import Localization
import Markup
import Web

/// By what the hub chooses where not everyone can be helped: what holds, what another choice would change, and putting it in force.
struct PolicyPage: Page {
    let token: FormToken
    let inForce: Policy
    /// What was in force when; the newest first.
    let history: [(policy: Policy, at: Date)]
    let form: PolicyForm
    let problems: [FieldProblem]
    /// Nil before anything is tried.
    let trial: PolicyTrial?
    let zone: TimeZone

    var title: Message { Message("How the hub chooses") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Where not everyone can be helped, this decides who is. Everyone concerned can read it."))</p>
        <section class="panel" aria-labelledby="force"><h2 id="force">\(Picture("check")) \(say("In force"))</h2>
        <p><strong>\(say(inForce.aim.name))</strong></p><p>\(inForce.sentences(say))</p>
        <p class="meta">\(points(inForce.weights, say))</p></section>
        \(trial.map { PolicyTrialPart(trial: $0, token: token, form: form).html(say) })
        \(entry(say))
        \(past(say))
        """
    }

    private func points(_ weights: FitWeights, _ say: Speech) -> HTML {
        let parts = PolicyForm.Weight.allCases.map { "\(say.plain($0.label)) \(say.number(weights[$0]))" }
        return say("How much each part of the fit can count, of 1,000 points: \(say.list(parts), "parts").")
    }

    private func entry(_ say: Speech) -> HTML {
        """
        <h2 id="try">\(say("Try another choice"))</h2>
        <p>\(say("You see what it would change today before you decide. Trying changes nothing for anyone."))</p>
        \(ProblemList(problems).html(say))
        <form method="post" action="/round/policy/trial">\(token.html)
        <fieldset class="choices" id="aim"><legend>\(say("What comes first?"))</legend>
        \(Policy.Aim.allCases.map { aim in
            Choice(name: "aim", value: aim.rawValue, label: "<strong>\(say(aim.name))</strong><br>\(say(aim.meaning))", isChosen: form.aim == aim.rawValue, isRadio: true).html
        })</fieldset>
        <h3>\(say("Who goes before all others, however well they fit?"))</h3>
        <p class="hint">\(say("It never lowers how many are helped, unless the best fit comes first."))</p>
        \(zip(PolicyForm.places, Self.labels).enumerated().map { place, field in
            Select(name: field.0, label: field.1, options: options(say), chosen: form.priorities[place]).html(say)
        })
        <h3>\(say("How much does each part of the fit count?"))</h3>
        <p class="hint">\(say("Together 1,000 points. The four numbers say how many of them each part can earn."))</p>
        <div class="grid">\(PolicyForm.Weight.allCases.map { weight in
            TextField(name: weight.rawValue, label: weight.label, value: form.points[weight] ?? "", kind: .tel, problem: problems.first(weight.rawValue), autocomplete: "off").html(say)
        })</div>
        <fieldset class="choices" id="fair"><legend>\(say("Between which groups is it fair?"))</legend>
        <p class="hint">\(say("Choose one, and the answer is proved best. Several cross: then the page says how near it is, as far as that is known."))</p>
        \(Fairness.Trait.allCases.map { Choice(name: "fair", value: $0.rawValue, label: say($0.name), isChosen: form.traits.contains($0)).html })</fieldset>
        \(TextField(name: "percent", label: Message("By how many percent may a group be helped less than its share?"), value: form.percent, kind: .tel,
                    hint: Message("Counts only where groups are chosen. 0 is the strictest."), problem: problems.first("percent"), autocomplete: "off").html(say))
        \(TextField(name: "staying", label: Message("How many points must all gain before a proposal that nobody has decided on is moved?"), value: form.staying, kind: .tel,
                    hint: Message("0 moves it for any gain. With 100, a new round changes little."), problem: problems.first("staying"), autocomplete: "off").html(say))
        <div class="buttons"><button \(.class(trial == nil ? "button main" : "button"))>\(Picture("chart")) \(say("See what it would change"))</button></div></form>
        """
    }

    private static let labels = [Message("First of all", context: "policy"), Message("Then", context: "policy"), Message("And then", context: "policy")]

    private func options(_ say: Speech) -> [Select.Option] {
        [Select.Option("", say.plain("Nobody", context: "policy"))] + Policy.Priority.allCases.map { Select.Option($0.rawValue, say.plain($0.name)) }
    }

    private func past(_ say: Speech) -> HTML? {
        guard history.count > 1 else { return nil }
        return """
            <h2>\(say("What was chosen before"))</h2>
            <ul class="cards">\(history.map { entry in
                """
                <li class="card"><h3><bdi>\(say.instant(entry.at, in: zone))</bdi></h3><p><strong>\(say(entry.policy.aim.name))</strong> \(entry.policy.sentences(say))</p>
                <p class="meta">\(points(entry.policy.weights, say))</p></li>
                """ as HTML
            })</ul>
            """
    }
}

/// What was tried, with whom it concerns in words.
struct PolicyTrial: Sendable {
    let policy: Policy
    let effect: PolicyEffect
    /// The first of those who would be helped and are not now, and the other way round.
    let gaining: [NeedSummary], losing: [NeedSummary]
    let today: Day
    /// Nil where the policy tried tells no groups apart.
    var shares: SharesPart?
    var price: PriceOfFairness?
    /// How many of each are shown.
    static let shown = 10
}
