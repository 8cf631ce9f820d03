import Testing
import Web

@Suite struct FieldsTests {
    // ASVS 1.1.1
    @Test(arguments: [
        ("a=1&b=2", "a", "1"), ("q=%D8%B3%D9%83%D9%86", "q", "سكن"), ("q=a+b", "q", "a b"), ("q=%", "q", "%"), ("q=%4", "q", "%4"),
        ("q=%zz", "q", "%zz"), ("q", "q", ""), ("q=a=b", "q", "a=b"), ("q=%00x%07y", "q", "xy"), ("q=  x  ", "q", "x"), ("", "q", ""),
    ])
    func `a field is read as it was typed`(_ text: String, _ name: String, _ value: String) throws {
        #expect(try #require(Fields(urlEncoded: text))[name] == value)
    }

    // ASVS 1.1.1 1.3.3
    @Test func `bytes that are no text become a mark, not a crash`() throws {
        #expect(try #require(Fields(urlEncoded: "q=%ff%fe"))["q"] == "\u{FFFD}\u{FFFD}")
    }

    // ASVS 2.3.2 15.2.2
    @Test func `more fields than the limit are refused`() {
        #expect(Fields(urlEncoded: String(repeating: "a=1&", count: Fields.limit + 1)) == nil)
        #expect(Fields(urlEncoded: String(repeating: "a=1&", count: Fields.limit)) != nil)
    }

    // ASVS 6.2.8
    @Test func `a password keeps its spaces`() throws {
        #expect(try #require(Fields(urlEncoded: "p=+a+")).untrimmed("p") == " a ")
    }

    // ASVS 15.3.7
    @Test func `of a field that comes twice the first counts, and a query adds nothing to a form`() throws {
        let fields = try #require(Fields(urlEncoded: "role=volunteer&role=administrator"))
        #expect(fields["role"] == "volunteer" && fields.untrimmed("role") == "volunteer")
    }
}
