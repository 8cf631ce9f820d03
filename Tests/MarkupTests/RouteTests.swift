import Markup
import Testing

@Suite struct RouteTests {
    // ASVS 1.2.2
    @Test(arguments: [
        ("a/b", "/cases/a%2Fb/closure"),
        ("a?b#c&d", "/cases/a%3Fb%23c%26d/closure"),
        ("..", "/cases/%252E%252E/closure"),
        (".", "/cases/%252E/closure"),
        ("...", "/cases/%252E%252E%252E/closure"),
        (".well-known", "/cases/.well-known/closure"),
        ("a\\b", "/cases/a%5Cb/closure"),
        ("%2e%2e", "/cases/%252e%252e/closure"),
        ("", "/cases/%20/closure"),
        ("ሰ", "/cases/%E1%88%B0/closure"),
        ("\r\nSet-Cookie: a", "/cases/%0D%0ASet-Cookie%3A%20a/closure"),
        ("0199-ab_~.c", "/cases/0199-ab_~.c/closure"),
    ])
    func `an interpolated value stays one segment`(value: String, expected: String) {
        #expect(Route("/cases/\(value)/closure").text == expected)
    }

    @Test func `two empty values do not make another host`() {
        let empty = "", host = "evil.example"
        #expect(!Route("/\(empty)/\(host)").text.hasPrefix("//"))
    }

    // ASVS 1.2.2
    @Test func `a value at the start makes no scheme`() {
        let value = "javascript:alert(1)"
        #expect(Route("\(value)").text == "javascript%3Aalert%281%29")
    }

    @Test func `a number stands in its digits`() {
        #expect(Route("/pages/\(12)").text == "/pages/12")
    }

    @Test(arguments: [
        (Route("/a").query("q", "b c"), "/a?q=b%20c"),
        (Route("/a").query("q", "1").query("r", "2"), "/a?q=1&r=2"),
        (Route("/a#top").query("q", "x#y&z=1"), "/a?q=x%23y%26z%3D1#top"),
        (Route("/a").query("q[]", ""), "/a?q%5B%5D="),
        (Route("/a").query("q", ".."), "/a?q=.."),
    ])
    func `a query is encoded and joined`(route: Route, expected: String) {
        #expect(route.text == expected)
    }

    @Test(arguments: [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("HTTP://example.org", "http://example.org"),
        ("  www.example.org/a ", "https://www.example.org/a"),
        ("example.org:8080", "https://example.org:8080"),
        ("http://localhost:8080/", "http://localhost:8080/"),
        ("http://10.0.0.1/", "http://10.0.0.1/"),
        ("münchen.example", "https://münchen.example"),
        ("https://example.org/\"><script>", "https://example.org/\"><script>"),
    ])
    func `a web address is kept or completed`(url: String, expected: String) {
        #expect(Route.web(url)?.text == expected)
    }

    // ASVS 1.2.2
    @Test(arguments: [
        "", " ", "javascript:alert(1)", "javascript://example.org/%0Aalert(1)", "data:text/html,x", "ftp://example.org",
        "//evil.example", "/path", "https://", "https:///path", "https://bank.example@evil.example/", "example",
        "https://exa mple.org", "https:\\\\evil.example", "https://example.org\\@evil.example",
        "https://example.org/\u{202E}gpj", "https://example.org:80a/", "java\nscript:alert(1)", "call us", "10.0.0.1", "e.g",
        "https://-a.example", "https://a..example", "https://" + String(repeating: "a", count: 2000) + ".example",
    ])
    func `what is no web address has no route`(url: String) {
        #expect(Route.web(url) == nil)
    }

    @Test(arguments: [
        ("+49 30 123-456", "tel:+4930123456"),
        ("+49 (0) 30 / 123", "tel:+4930123"),
        ("(0) 30 123", "tel:030123"),
        ("٠٣٠ ١٢٣", "tel:030123"),
        ("Tel.: 030 123", "tel:030123"),
        ("030;phone-context=evil", "tel:030"),
        ("", "tel:"),
    ])
    func `a telephone number keeps its digits and a leading plus`(number: String, expected: String) {
        #expect(Route.phone(number).text == expected)
    }

    @Test(arguments: [
        ("help@example.org", "mailto:help@example.org"),
        (" a.b+c@example.org", "mailto:a.b%2Bc@example.org"),
        ("a?bcc=b&c@example.org", "mailto:a%3Fbcc%3Db%26c@example.org"),
    ])
    func `an e-mail address keeps to its two parts`(address: String, expected: String) {
        #expect(Route.mail(address)?.text == expected)
    }

    @Test(arguments: [
        "", "example.org", "@example.org", "a@", "a@b@example.org", "a b@example.org", "a@example", "a@example.org?bcc=x",
        "a@example.org:25", "\"a\"@example.org", "a,b@example.org", "a\n@example.org", "<a@example.org>",
        "a@" + String(repeating: "b", count: 255) + ".example",
    ])
    func `what is no e-mail address has no route`(address: String) {
        #expect(Route.mail(address) == nil)
    }
}
