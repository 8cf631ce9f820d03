import Identity
import Localization
import Markup
import Web

/// The open market by the policy in force and by the one tried, side by side.
struct PolicyTrialPart: Sendable {
    let trial: PolicyTrial
    let token: FormToken
    let form: PolicyForm
    private var effect: PolicyEffect { trial.effect }

    func html(_ say: Speech) -> HTML {
        """
        <section class="panel" aria-labelledby="effect"><h2 id="effect">\(Picture("chart")) \(say("What it would change today"))</h2>
        <p><strong>\(say(trial.policy.aim.name))</strong> \(trial.policy.sentences(say))</p>
        \(summary(say).map { "<p>\($0)</p>" as HTML })
        \(table(say))
        \(trial.shares.map { $0.html(say) })\(trial.price.map { PriceChart(price: $0).html(say) })
        \(list(trial.gaining, effect.gaining.count, say("Helped then, and not now"), say))
        \(list(trial.losing, effect.losing.count, say("Helped now, and not then"), say))
        <form method="post" action="/round/policy" data-once>\(token.html)
        \(form.fields.map { "<input type=\"hidden\" \(.name($0.name)) \(.value($0.value))>" as HTML })
        <p>\(say("The next round goes by it. What is approved already stays as it is."))</p>
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Put this in force"))</button></div></form></section>
        """
    }

    private func summary(_ say: Speech) -> HTML? {
        if effect.gaining.isEmpty, effect.losing.isEmpty, effect.moved == 0 { return say("Today it would change nothing: the same would be helped by the same.") }
        return effect.moved == 0 ? nil : say(effect.moved, one: "One need would be helped by somebody else than now.", other: "\(effect.moved, "count") needs would be helped by somebody else than now.")
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><caption class="visually-hidden">\(say("Side by side"))</caption>
        <thead><tr><th scope="col">\(say("What"))</th><th scope="col">\(say("In force"))</th><th scope="col">\(say("Tried"))</th></tr></thead>
        <tbody>\(row(say("Needs that are helped"), effect.now.helped, effect.tried.helped, say))
        \(row(say("Needs that wait"), effect.now.waiting, effect.tried.waiting, say))
        \(Policy.Priority.allCases.filter { effect.open[$0] ?? 0 >= FairGroup.least }.map { kind in
            row("\(say("Helped of these:")) \(say(kind.name)) (<bdi>\(say.number(effect.open[kind] ?? 0))</bdi>)", effect.now.first[kind] ?? 0, effect.tried.first[kind] ?? 0, say)
        })
        \(row(say("How well the pairs fit, on average, of 1,000 points"), effect.now.points, effect.tried.points, say))
        \(row(say("Days that those who are helped have waited, on average"), effect.now.days, effect.tried.days, say))
        \(row(say("Days that the longest of those who wait on has waited"), effect.now.longest ?? 0, effect.tried.longest ?? 0, say))
        </tbody></table>
        """
    }

    private func row(_ label: HTML, _ now: Int, _ tried: Int, _ say: Speech) -> HTML {
        """
        <tr><th scope="row">\(label)</th><td \(.data("label", say.plain("In force")))><bdi>\(say.number(now))</bdi></td>
        <td \(.data("label", say.plain("Tried")))>\(now == tried ? "<bdi>\(say.number(tried))</bdi>" : "<strong><bdi>\(say.number(tried))</bdi></strong>")</td></tr>
        """
    }

    private func list(_ needs: [NeedSummary], _ count: Int, _ title: HTML, _ say: Speech) -> HTML? {
        guard !needs.isEmpty else { return nil }
        return """
            <h3>\(title): <bdi>\(say.number(count))</bdi></h3>
            <ul>\(needs.map { "<li>\($0.title(say)) <span class=\"meta\">\($0.details(say)) · \($0.waiting(on: trial.today, say))</span></li>" as HTML })</ul>
            \(count > needs.count ? "<p class=\"meta\">\(say(count - needs.count, one: "And one more.", other: "And \(count - needs.count, "count") more."))</p>" : nil)
            """
    }
}

extension PolicyPage {
    static let samples: [PolicyPage] = {
        func page(_ policy: Policy, problems: [FieldProblem] = [], _ trial: PolicyTrial? = nil) -> PolicyPage {
            PolicyPage(
                token: FormToken("sample"), inForce: .standard, history: [(policy, .distantPast), (.standard, .distantPast)], form: PolicyForm(policy),
                problems: problems, trial: trial, zone: .gmt)
        }
        let fair = Policy(fairness: Fairness(by: [.language, .gender], within: 10))
        func price(_ nearness: Shares.Nearness, missing: Int) -> PriceOfFairness {
            PriceOfFairness(steps: PriceOfFairness.percents.map { percent in
                .init(percent: percent, helped: 19, points: 11_000 + percent * 10, nearness: nearness, isKept: missing == 0)
            })
        }
        func shares(_ nearness: Shares.Nearness, missing: Int) -> SharesPart {
            let kinds: [FairGroup.Kind] = [.language("arb"), .language(nil), .gender(.woman), .place(OfferFacts.sample.place), .children(true), .children(false), .others]
                + FairGroup.Asked.allCases.map { .asked($0) }
            let all = kinds.map { Shares.Share(group: FairGroup(trait: .language, kind: $0, needs: Array(0..<12)), least: 6, helped: 6 - missing) }
            return SharesPart(shares: Shares(shares: all, nearness: nearness), policy: fair, now: all.map { _ in 5 }, places: [:])
        }
        let near = Shares.Nearness.within(worth: 11_000, most: 12_100), children = Policy(aim: .longestWaiting, priorities: [.urgent, .children]), fit = Policy(aim: .bestFit, priorities: [.halfYear])
        let kinds: [Policy.Priority: Int] = [.urgent: 4, .children: 9, .halfYear: 2]
        let effect = PolicyEffect(
            now: .init(helped: 19, waiting: 22, first: kinds, points: 640, days: 40, longest: 211),
            tried: .init(helped: 19, waiting: 22, first: kinds.mapValues { $0 + 1 }, points: 602, days: 77, longest: 96),
            open: kinds.mapValues { $0 * 2 }, moved: 7, gaining: Array(repeating: .sample, count: 12), losing: [.sample])
        let same = PolicyEffect(now: effect.now, tried: effect.now, open: [:], moved: 0, gaining: [], losing: [])
        return [
            page(.standard), page(children, PolicyTrial(policy: children, effect: effect, gaining: [.sample], losing: [.sample], today: Day(number: 20_778))),
            page(fair, PolicyTrial(policy: fair, effect: same, gaining: [], losing: [], today: Day(number: 20_778), shares: shares(near, missing: 0), price: price(near, missing: 0))),
            page(fair, PolicyTrial(policy: fair, effect: same, gaining: [], losing: [], today: Day(number: 20_778), shares: shares(.best, missing: 2), price: price(.best, missing: 2))),
            page(fair, PolicyTrial(policy: fair, effect: same, gaining: [], losing: [], today: Day(number: 20_778), shares: shares(.best, missing: 0), price: price(.best, missing: 0))),
            page(fair, PolicyTrial(policy: fair, effect: same, gaining: [], losing: [], today: Day(number: 20_778), shares: shares(.unknown, missing: 0), price: price(.unknown, missing: 0))),
            page(fit, PolicyTrial(policy: fit, effect: same, gaining: [], losing: [], today: Day(number: 20_778))),
            page(fit, problems: [FieldProblem("aim", Message("Choose what comes first.")), FieldProblem("first", Message("The same is chosen twice. Choose each once.")),
                                 FieldProblem("language", Message("The four numbers have to make 1,000 together. Now they make \(990, "sum").")),
                                 FieldProblem("percent", Message("Write a number from 0 to 100.")), FieldProblem("way", Message("Write a number from 0 to 1,000."))]),
        ]
    }()
}
