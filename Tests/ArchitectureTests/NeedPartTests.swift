@testable import Engagements
import House
import Localization
import Testing
import Web

/// The parts that needs and offers hang on the pages of others.
@Suite struct NeedPartTests {
    private let parts: [any Part] = NeedsPart.samples + OwnNeedsPart.samples + CapacityPart.samples

    @Test(arguments: ["en", "fr", "uk", "ar", "en-XA", "ar-XB"])
    func `each begins with a heading of the second level and skips none`(_ tag: String) throws {
        let say = try Catalogs(Resources()).speech(in: try #require(Language(tag)))
        for part in parts {
            let html = part.html(say, FormToken("sample")).text
            #expect(html.hasPrefix("<h2") && html.skippedHeadings.isEmpty && !html.contains("<h1"))
        }
    }

    @Test func `what is not translatable shows under the accented language`() throws {
        let say = try Catalogs(Resources()).speech(in: "en-XA")
        for part in parts {
            let left = part.html(say, FormToken("sample")).text.textOutsideBrackets
            #expect(left.isEmpty, "\(left.prefix(5))")
        }
    }
}
