import Localization
import Markup

/// The way through a list of several pages.
public struct Pager: Sendable {
    private let number: Int, last: Int?, hasMore: Bool
    private let back: Message, more: Message
    private let route: @Sendable (Int) -> Route

    /// - Parameters:
    ///   - number: the page shown, from 1 on.
    ///   - last: the last page.
    public init(_ number: Int, of last: Int, route: @escaping @Sendable (Int) -> Route) {
        (self.number, self.last, hasMore, self.route) = (number, last, number < last, route)
        (back, more) = (Message("Back", context: "page"), Message("More"))
    }

    /// For a list by time whose end nobody counts: the newest first.
    public init(_ number: Int, hasOlder: Bool, route: @escaping @Sendable (Int) -> Route) {
        (self.number, last, hasMore, self.route) = (number, nil, hasOlder, route)
        (back, more) = (Message("Newer"), Message("Older"))
    }

    /// How many pages so many lines fill, 1 or more.
    public static func pages(_ lines: Int, of perPage: Int) -> Int { max(1, (lines + perPage - 1) / perPage) }

    /// The page that an address asks for: 1 to 10,000.
    public static func number(asked query: String?) -> Int {
        min(max(Int(Fields(urlEncoded: query ?? "")?["page"] ?? "") ?? 1, 1), 10_000)
    }

    public func html(_ say: Speech) -> HTML? {
        guard number > 1 || hasMore else { return nil }
        return """
            <nav class="pages" \(.label(say.plain("Pages")))><ul>
            \(number > 1 ? "<li><a rel=\"prev\" \(.href(route(number - 1)))>\(say(back))</a></li>" : "")
            \(last.map { "<li>\(say("Page \(number, "number") of \($0, "last")"))</li>" as HTML })
            \(hasMore ? "<li><a rel=\"next\" \(.href(route(number + 1)))>\(say(more)) \(Picture("arrow", turns: true))</a></li>" : "")
            </ul></nav>
            """
    }
}
