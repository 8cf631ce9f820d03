import Testing
import Web

@Suite struct FieldsTests {
    @Test(arguments: [
        ("a=1&b=2", "a", "1"), ("q=%D8%B3%D9%83%D9%86", "q", "سكن"), ("q=a+b", "q", "a b"), ("q=%", "q", "%"), ("q=%4", "q", "%4"),
        ("q=%zz", "q", "%zz"), ("q", "q", ""), ("q=a=b", "q", "a=b"), ("q=%00x%07y", "q", "xy"), ("q=  x  ", "q", "x"), ("", "q", ""),
    ])
    func `a field is read as it was typed`(_ text: String, _ name: String, _ value: String) throws {
        #expect(try #require(Fields(urlEncoded: text))[name] == value)
    }

    @Test func `bytes that are no text become a mark, not a crash`() throws {
        #expect(try #require(Fields(urlEncoded: "q=%ff%fe"))["q"] == "\u{FFFD}\u{FFFD}")
    }

    @Test func `more fields than the limit are refused`() {
        #expect(Fields(urlEncoded: String(repeating: "a=1&", count: Fields.limit + 1)) == nil)
        #expect(Fields(urlEncoded: String(repeating: "a=1&", count: Fields.limit)) != nil)
    }

    @Test func `a password keeps its spaces`() throws {
        #expect(try #require(Fields(urlEncoded: "p=+a+")).untrimmed("p") == " a ")
    }
}
