import Localization
import Markup

/// The way through a list that is longer than a page.
public struct Pager: Sendable {
    let number: Int, perPage: Int, total: Int
    let route: Route

    /// - Parameters:
    ///   - number: the page shown, 1 or more.
    ///   - route: the list; its pages add `page` to the query.
    public init(number: Int, perPage: Int, total: Int, route: Route) {
        (self.number, self.perPage, self.total, self.route) = (number, perPage, total, route)
    }

    /// Nothing where everything is on one page.
    public func html(_ say: Speech) -> HTML? {
        let last = (total + perPage - 1) / perPage
        guard last > 1 else { return nil }
        return """
            <nav class="pages" \(.label(say.plain("Pages")))><ul>
            \(number > 1 ? "<li><a rel=\"prev\" \(.href(route.query("page", String(number - 1))))>\(say("Back", context: "page"))</a></li>" : "")
            <li>\(say("Page \(number, "number") of \(last, "last")"))</li>
            \(number < last ? "<li><a rel=\"next\" \(.href(route.query("page", String(number + 1))))>\(say("More")) \(Picture("arrow", turns: true))</a></li>" : "")
            </ul></nav>
            """
    }
}
