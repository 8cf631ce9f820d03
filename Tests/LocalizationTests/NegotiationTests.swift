import Localization
import Testing

@Suite struct NegotiationTests {
    private static let offered: [Language] = ["de", "en", "fa-AF", "ar", "ku-Arab", "uk", "pt", "en-XA"]

    private func answer(_ query: String? = nil, _ cookie: String? = nil, _ field: String? = nil) -> String {
        Language.negotiated(query: query, cookie: cookie, acceptLanguage: field, among: Self.offered).tag
    }

    @Test func `the address wins over the cookie and the header`() { #expect(answer("uk", "ar", "en") == "uk") }
    @Test func `the cookie wins over the header`() { #expect(answer(nil, "ar", "en") == "ar") }
    @Test func `an unknown wish is passed over`() { #expect(answer("xx", "not a tag", "uk") == "uk") }
    @Test func `without any wish the first language answers`() { #expect(answer() == "de") }

    @Test func `without any offer English answers`() {
        #expect(Language.negotiated(query: "uk", cookie: nil, acceptLanguage: "uk", among: []) == .english)
    }

    @Test(arguments: [
        ("en;q=0.5, uk;q=0.9", "uk"), ("en, uk", "en"), ("uk;q=0.001, *;q=0.5", "de"), ("*", "de"), ("de;q=0, *", "en"),
        ("fa", "fa-AF"), ("prs", "fa-AF"), ("haz-AF, en", "fa-AF"), ("pt-BR", "pt"), ("en-GB;q=1.000", "en"),
        ("ku", "de"), ("ku-IQ", "ku-Arab"), ("apc, en;q=0.9", "ar"), ("UK ; Q=0.8 , en;q=0.7", "uk"),
        ("en;q=0, uk;q=0", "de"), ("ja, uk;q=0.1", "uk"), ("en-XA", "de"), ("en-XA, uk", "uk"),
    ])
    func `the header is weighed`(field: String, tag: String) {
        #expect(answer(nil, nil, field) == tag)
    }

    @Test(arguments: [
        "", ",,,", ";q=1", "uk;q=2", "uk;q=1.001", "uk;q=0.1234", "uk;q=-1", "uk;q=", "uk;level=1", "uk;q=0.5;q=1", "uk;q=٠.٥",
        "<script>", "\u{0}", String(repeating: "x", count: 100_000), String(repeating: "xx,", count: 20) + "uk",
        String(repeating: " ", count: 1001) + "uk",
    ])
    func `a malformed or endless header does no harm`(field: String) {
        #expect(answer(nil, nil, field) == "de")
    }

    @Test func `a pseudo language comes by the address only`() {
        #expect(answer("en-XA") == "en-XA")
        #expect(answer("ar-XB") == "de")
    }
}
