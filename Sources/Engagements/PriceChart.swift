import Localization
import Markup
import Web

/// The price of fairness, drawn: what all pairs together come to, for each bound.
struct PriceChart: Sendable {
    let price: PriceOfFairness

    private static let left = 60, right = 340, top = 20, bottom = 150

    func html(_ say: Speech) -> HTML {
        """
        <figure class="chart"><svg viewBox="0 0 360 200" aria-hidden="true">
        <path class="grid" fill="none" \(.path("M\(Self.left) \(Self.top)V\(Self.bottom)H\(Self.right)"))/>
        <text x="52" y="26" text-anchor="end">\(say.number(scale.upperBound))</text><text x="52" y="154" text-anchor="end">\(say.number(scale.lowerBound))</text>
        \(hasBound ? "<polyline class=\"two\" \(.points(line { $0.most ?? $0.points }))/>" : nil)
        <polyline class="one" \(.points(line { $0.points }))/>
        \(price.steps.enumerated().map { place, step in
            "<text y=\"174\" text-anchor=\"middle\" \(.x(x(place)))>\(say.number(step.percent))</text>" as HTML
        })
        <text x="200" y="196" text-anchor="middle">%</text></svg>
        <figcaption>\(say("Upward: the points of fit of all pairs together. To the right: by how many percent a group may be helped less than its share."))
        \(hasBound ? say("Where the broken line lies above: no choice that keeps the shares, and is as good by what the policy puts first, has more points than it.") : nil)</figcaption></figure>
        \(table(say))
        """
    }

    private var hasBound: Bool { price.steps.contains { $0.most != nil } }

    /// What is drawn from bottom to top; the bottom is not nothing, since else all lines would look flat.
    private var scale: ClosedRange<Int> {
        let most = price.steps.map { max($0.points, $0.most ?? 0) }.max() ?? 0, least = price.steps.map(\.points).min() ?? 0
        return max(0, least - max(1, most - least))...max(1, most)
    }

    private func x(_ place: Int) -> Int { Self.left + (Self.right - Self.left) * place / max(1, price.steps.count - 1) }

    private func line(_ value: (PriceOfFairness.Step) -> Int) -> [(x: Int, y: Int)] {
        price.steps.enumerated().map { place, step in
            (x(place), Self.bottom - (Self.bottom - Self.top) * (value(step) - scale.lowerBound) / max(1, scale.upperBound - scale.lowerBound))
        }
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><caption>\(say("The price of fairness today"))</caption>
        <thead><tr><th scope="col">\(say("A group may be helped less by"))</th><th scope="col">\(say("Needs that are helped"))</th>
        <th scope="col">\(say("Points of fit together"))</th></tr></thead>
        <tbody>\(price.steps.map { step in
            """
            <tr><th scope="row"><bdi>\(say.number(step.percent)) %</bdi> \(step.isKept ? nil : "<span class=\"tag warn\">\(say("not kept"))</span>")</th>
            <td \(.data("label", say.plain("Needs that are helped")))><bdi>\(say.number(step.helped))</bdi></td>
            <td \(.data("label", say.plain("Points of fit together")))><bdi>\(say.number(step.points))</bdi>\
            \(most(step, say).map { " \($0)" as HTML })</td></tr>
            """ as HTML
        })</tbody></table>
        """
    }

    private func most(_ step: PriceOfFairness.Step, _ say: Speech) -> HTML? {
        if step.isKept, step.nearness == .unknown { return say("(whether more are possible is not known)") }
        return step.most.map { say("(at most \($0, "most") possible)") }
    }
}
