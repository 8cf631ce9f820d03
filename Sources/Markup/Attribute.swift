/// One attribute of a tag with its value escaped, written `<a \(.href(route))>`.
public struct Attribute: Sendable, Equatable {
    let text: String

    private init(text: String) {
        self.text = text
    }

    private init(_ name: String, _ value: String) {
        var text = name + "=\""
        text.appendEscaped(value)
        self.init(text: text + "\"")
    }

    public static func href(_ route: Route) -> Attribute { Attribute("href", route.text) }
    public static func action(_ route: Route) -> Attribute { Attribute("action", route.text) }
    public static func src(_ route: Route) -> Attribute { Attribute("src", route.text) }

    public static func value(_ text: String) -> Attribute { Attribute("value", text) }
    public static func id(_ id: String) -> Attribute { Attribute("id", id) }
    public static func name(_ name: String) -> Attribute { Attribute("name", name) }
    public static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    public static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
    public static func title(_ text: String) -> Attribute { Attribute("title", text) }
    public static func content(_ text: String) -> Attribute { Attribute("content", text) }

    /// The name read aloud instead of the element's own text: `aria-label`.
    public static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
    /// The ids of what explains the element, with spaces between: `aria-describedby`.
    public static func describedBy(_ ids: String) -> Attribute { Attribute("aria-describedby", ids) }
    /// The ids of what names the element: `aria-labelledby`.
    public static func labelledBy(_ ids: String) -> Attribute { Attribute("aria-labelledby", ids) }
    /// `aria-current="page"` on the link that leads to where the reader is, nothing on the others.
    public static func current(_ isCurrent: Bool) -> Attribute {
        isCurrent ? Attribute("aria-current", "page") : Attribute(text: "")
    }

    /// The kind of an input, such as `email`.
    public static func type(_ kind: String) -> Attribute { Attribute("type", kind) }
    /// What a browser may fill in, as the HTML standard names it.
    public static func autocomplete(_ kind: String) -> Attribute { Attribute("autocomplete", kind) }

    /// The places through which a drawn line goes.
    public static func points(_ places: [(x: Int, y: Int)]) -> Attribute { Attribute("points", places.map { "\($0.x),\($0.y)" }.joined(separator: " ")) }
    /// How far to the right something stands in a drawing.
    public static func x(_ units: Int) -> Attribute { Attribute("x", units.description) }
    /// The square field of a drawing, from 0 to `side` both ways.
    public static func viewBox(_ side: Int) -> Attribute { Attribute("viewBox", "0 0 \(side) \(side)") }
    /// The strokes of a drawn path.
    public static func path(_ strokes: String) -> Attribute { Attribute("d", strokes) }

    /// A BCP 47 tag.
    public static func lang(_ tag: String) -> Attribute { Attribute("lang", tag) }
    /// `ltr`, `rtl` or `auto`.
    public static func dir(_ direction: String) -> Attribute { Attribute("dir", direction) }

    /// How wide a drawn shape is, in units of its picture.
    public static func width(_ units: Int) -> Attribute { Attribute("width", units.description) }

    public static func min(_ bound: Int) -> Attribute { Attribute("min", bound.description) }
    public static func max(_ bound: Int) -> Attribute { Attribute("max", bound.description) }
    /// An instant or a day as ISO 8601.
    public static func datetime(_ text: String) -> Attribute { Attribute("datetime", text) }

    /// `data-name`; the name is fixed in the source, since no escaping could make a foreign one safe.
    public static func data(_ name: StaticString, _ value: String) -> Attribute { Attribute("data-\(name)", value) }
}
