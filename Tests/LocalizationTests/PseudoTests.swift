@testable import Localization
import Markup
import Testing

@Suite struct PseudoTests {
    private let catalogs = Catalogs([:])

    @Test func `accented English stands in brackets and keeps values and links`() {
        let said = catalogs.speech(in: "en-XA")("Read \("this", link: "/a"), \("Amira", "name")").text
        #expect(said == "[Ŕééååđ <a href=\"/a\">ţĥîîš~</a>, ~<bdi>Amira</bdi>]")
    }

    @Test(arguments: ["Find", "Rhythms", "You have no appointment this week.", "A"])
    func `accented English is at least two fifths longer`(sentence: String) {
        let said = catalogs.speech(in: "en-XA").plain(Sentence(stringLiteral: sentence))
        #expect((said.count - 2) * 5 >= sentence.count * 7)
        #expect(said.hasPrefix("[") && said.hasSuffix("]"))
    }

    @Test func `mirrored English runs from the right`() {
        let say = catalogs.speech(in: "ar-XB")
        #expect(say.language.direction == "rtl")
        #expect(say("Find \("x", "name").").text == "[Find <bdi>x</bdi>.]")
        #expect(say.plain("Find") == "\u{2067}[Find]\u{2069}")
    }

    @Test func `counts and contexts work as in English`() {
        #expect(catalogs.speech(in: "ar-XB")(2, one: "One.", other: "\(2, "count") ones.").text == "[<bdi>2</bdi> ones.]")
    }
}
