import Localization
import Markup
import Web

/// How things stand, in a few bars each.
struct FiguresPage: Page {
    let figures: [DeskFigure]

    static let samples = [
        FiguresPage(figures: []),
        FiguresPage(figures: [DeskFigure(
            Message("Clearances that end"), summary: Message(count: 3, one: "One clearance ends within half a year.", other: "\(3, "count") clearances end within half a year."),
            bars: [.init(Message("Ended already"), 1, isTooMany: true), .init(Message("Within 30 days"), 2), .init(language: "arb", 0)], to: "/volunteers")]),
    ]

    var title: Message { Message("How things stand") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/desk">\(Picture("desk")) \(say("To do today"))</a></p>
        <h1>\(say(title))</h1>
        \(figures.isEmpty ? "<div class=\"empty\">\(Picture("chart"))<p>\(say("There is nothing to count yet."))</p></div>" : "")
        \(figures.enumerated().map { BarChart(figure: $1, id: "figure-\($0 + 1)").html(say) })
        """
    }
}

/// Bars beside their words and numbers: a table to whoever hears it, a picture to whoever sees it.
public struct BarChart: Sendable {
    let figure: DeskFigure
    let id: String

    /// - Parameter id: of its heading, once a page.
    public init(figure: DeskFigure, id: String) { (self.figure, self.id) = (figure, id) }

    public func html(_ say: Speech) -> HTML {
        """
        <section class="panel"><h2 \(.id(id))>\(say(figure.title))</h2>
        <p>\(say(figure.summary))</p>
        <table class="bars" \(.labelledBy(id))><thead class="visually-hidden"><tr><th scope="col">\(say("What"))</th><th scope="col">\(say("How many"))</th></tr></thead>
        <tbody>\(figure.bars.map { row($0, say) })</tbody></table>
        \(figure.route.map { "<p><a \(.href($0))>\(Picture("list")) \(say("See the list"))<span class=\"visually-hidden\">: \(say(figure.title))</span></a></p>" as HTML })
        </section>
        """
    }

    private func row(_ bar: DeskFigure.Bar, _ say: Speech) -> HTML {
        """
        <tr><th scope="row">\(label(bar, say))</th><td class="number"><bdi>\(say.number(bar.count))</bdi></td>
        <td aria-hidden="true"><svg \(bar.isTooMany ? Attribute.class("two") : nil) viewBox="0 0 1000 10" preserveAspectRatio="none"><rect height="10" \(.width(width(bar)))/></svg></td></tr>
        """
    }

    private func label(_ bar: DeskFigure.Bar, _ say: Speech) -> HTML {
        let words: HTML = switch bar.label {
        case .words(let message): say(message)
        case .language(let code): "<bdi>\(say.languageName(code))</bdi>"
        case .name(let name): "<bdi>\(name)</bdi>"
        }
        return bar.isTooMany ? "\(Picture("warning")) \(words)" : words
    }

    /// In thousandths of the longest; what is there at all is seen.
    private func width(_ bar: DeskFigure.Bar) -> Int {
        let longest = figure.bars.map(\.count).max() ?? 0
        return bar.count == 0 ? 0 : max(8, bar.count * 1000 / max(longest, 1))
    }
}
