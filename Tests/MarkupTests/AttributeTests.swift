import Markup
import Testing

@Suite struct AttributeTests {
    // ASVS 1.2.1
    @Test(arguments: [
        (Attribute.href("/a?b=1&c=2"), "href=\"/a?b=1&amp;c=2\""),
        (.action("/cases"), "action=\"/cases\""),
        (.src("/a.svg"), "src=\"/a.svg\""),
        (.value("\" autofocus onfocus=\"x"), "value=\"&quot; autofocus onfocus=&quot;x\""),
        (.id("name"), "id=\"name\""),
        (.name("name"), "name=\"name\""),
        (.for("name"), "for=\"name\""),
        (.label("It's <here>"), "aria-label=\"It&#39;s &lt;here&gt;\""),
        (.describedBy("hint error"), "aria-describedby=\"hint error\""),
        (.lang("fa-AF"), "lang=\"fa-AF\""),
        (.dir("rtl"), "dir=\"rtl\""),
        (.class("card wide"), "class=\"card wide\""),
        (.title("مرحبا"), "title=\"مرحبا\""),
        (.content("a"), "content=\"a\""),
        (.max(7), "max=\"7\""),
        (.min(-1), "min=\"-1\""),
        (.datetime("2026-11-21"), "datetime=\"2026-11-21\""),
        (.current(true), "aria-current=\"page\""),
        (.current(false), ""),
        (.data("state", "a\"b"), "data-state=\"a&quot;b\""),
    ])
    func `an attribute is its name and its escaped value`(attribute: Attribute, expected: String) {
        #expect(("<a \(attribute)>" as HTML).text == "<a \(expected)>")
    }

    @Test func `an absent attribute leaves nothing`() {
        let none: Attribute? = nil
        #expect(("<a \(none)>" as HTML).text == "<a >")
    }
}
