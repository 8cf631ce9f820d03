import Markup
import Testing

@Suite struct HTMLTests {
    // ASVS 1.1.2 1.2.1 3.2.2
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"><img src=x onerror='x'>", "&quot;&gt;&lt;img src=x onerror=&#39;x&#39;&gt;"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("ሰላም & مرحبا", "ሰላም &amp; مرحبا"),
        ("plain", "plain"),
        ("", ""),
        ("<", "&lt;"),
    ])
    func `a text is escaped`(text: String, escaped: String) {
        let page: HTML = "<p>\(text)</p>"
        #expect(page.text == "<p>\(escaped)</p>")
    }

    @Test func `a fragment splices as it is`() {
        let name = "<Amira>"
        let inner: HTML = "<b>\(name)</b>"
        let page: HTML = "<p>\(inner)</p>"
        #expect(page.text == "<p><b>&lt;Amira&gt;</b></p>")
    }

    @Test func `a list of fragments stands in order`() {
        let page: HTML = "<ul>\(["a", "<"].map { "<li>\($0)</li>" as HTML })</ul>"
        #expect(page.text == "<ul><li>a</li><li>&lt;</li></ul>")
    }

    @Test(arguments: [(true, "<b>new</b>"), (false, "<i>old</i>")])
    func `a choice between two literals is markup`(isNew: Bool, expected: String) {
        let page: HTML = "<p>\(isNew ? "<b>new</b>" : "<i>old</i>")</p>"
        #expect(page.text == "<p>\(expected)</p>")
    }

    @Test func `an absent fragment leaves nothing`() {
        let none: HTML? = nil, some: HTML? = "<b></b>"
        let page: HTML = "<p>\(none)\(some)</p>"
        #expect(page.text == "<p><b></b></p>")
    }

    @Test(arguments: [(true, "<input checked>"), (false, "<input >")])
    func `a conditional fragment stands only where its condition holds`(isOn: Bool, expected: String) {
        let page: HTML = "<input \(when: isOn, "checked")>"
        #expect(page.text == expected)
    }

    @Test func `a number stands in its digits`() {
        let page: HTML = "<h\(2)>\(-40)</h\(2)>"
        #expect(page.text == "<h2>-40</h2>")
    }

    @Test func `fragments add up and join`() {
        let text = "&"
        let parts: [HTML] = ["<a>", "\(text)", "</a>"]
        #expect(parts.joined() == "<a>" + ("\(text)" as HTML) + "</a>")
        #expect(parts.joined(separator: "|").text == "<a>|&amp;|</a>")
        #expect([HTML]().joined(separator: "|") == "")
    }

    @Test func `a page of fifty rows renders within 20 milliseconds, even unoptimized`() {
        let names = (0..<50).map { "Person <\($0)> of the town" }
        func page() -> HTML {
            "<ul>\(names.map { "<li><a \(.href("/persons/\($0)"))>\($0)</a></li>" as HTML })</ul>"
        }
        let clock = ContinuousClock()
        let fastest = (0..<200).map { _ in clock.measure { _ = page() } }.min()
        #expect(fastest.map { $0 < .milliseconds(20) } == true)
        #expect(page().text.utf8.count > 4000)
    }
}
