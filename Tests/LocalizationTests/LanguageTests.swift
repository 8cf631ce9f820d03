import Localization
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("EN", "en"), ("fa_af", "fa-AF"), ("prs", "fa-AF"), ("kmr", "ku"), ("KMR-arab", "ku-Arab"), ("tir", "ti"),
        ("pbu", "ps"), ("pst", "ps"), ("pbt", "ps"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"), ("iw", "he"),
        ("ara", "ar"), ("prs-PK", "fa-PK"), ("de-1996", "de"), ("en-u-ca-buddhist", "en"), ("haz", "haz"),
        ("sh", "sr-Latn"), ("ckb", "ckb"),
    ])
    func `a tag becomes canonical`(text: String, tag: String) {
        #expect(Language(text[...])?.tag == tag)
    }

    @Test(arguments: [
        "", "-", "e", "english", "en-", "-en", "12", "en--US", "en-\"><script>", "en;q=1", "en-abcdefghi", "*", "ñn",
        "en-" + String(repeating: "a-", count: 40), " en",
    ])
    func `what is no tag is no language`(text: String) {
        #expect(Language(text[...]) == nil)
    }

    @Test(arguments: [
        "ar", "fa", "fa-AF", "prs", "ps", "pbu", "ur", "ckb", "sdh", "he", "yi", "sd", "ug", "dv", "syr", "aii", "nqo", "rhg",
        "ku-Arab", "ku-IQ", "ku-Arab-IQ", "ff-Adlm", "uz-AF", "pa-PK", "pa-Arab", "apc", "haz", "und-Arab", "az-IR", "ar-XB",
    ])
    func `a language written from the right says so`(tag: String) {
        #expect(Language(tag[...])?.direction == "rtl")
    }

    @Test(arguments: [
        "en", "ku", "kmr", "ku-TR", "uk", "ti", "am", "tr", "so", "pa", "uz", "az", "ff", "rhg-Latn", "sd-Deva", "sd-IN", "my",
        "ar-Latn", "en-XA", "und",
    ])
    func `a language written from the left says so`(tag: String) {
        #expect(Language(tag[...])?.direction == "ltr")
    }

    @Test(arguments: [
        ("prs", "fa-AF fa en"), ("haz", "haz fa-AF fa en"), ("en", "en"), ("en-GB", "en-GB en"), ("ku-IQ", "ku-IQ ku-Arab en"),
        ("ku-TR", "ku-TR ku en"), ("ku-Arab", "ku-Arab en"), ("zh-Hant-TW", "zh-Hant-TW zh-Hant en"), ("apc", "apc ar en"),
        ("zh-Hans-SG", "zh-Hans-SG zh-Hans zh en"), ("uk", "uk en"), ("en-XA", "en-XA en"), ("ar-XB", "ar-XB en"),
        ("sdh", "sdh ckb en"), ("fa-Arab-AF", "fa-Arab-AF fa-Arab fa en"),
    ])
    func `a language falls back without changing its script`(tag: String, chain: String) {
        #expect(Language(tag[...])?.fallbacks.map(\.tag).joined(separator: " ") == chain)
    }

    @Test(arguments: [
        ("fa-AF", "دری"), ("prs", "دری"), ("uk", "Українська"), ("ti", "ትግርኛ"), ("pt-BR", "Português (Brasil)"),
        ("fr-BE", "Français"), ("zh-Hant-TW", "繁體中文"), ("ku-Arab-IQ", "کورمانجی"), ("xyz", "xyz"),
    ])
    func `a language has its own name`(tag: String, name: String) {
        #expect(Language(tag[...])?.name == name)
    }

    @Test(arguments: [("en-XA", true), ("ar-XB", true), ("en", false), ("ar", false)])
    func `only the two test languages are pseudo`(tag: String, isPseudo: Bool) {
        #expect(Language(tag[...])?.isPseudo == isPseudo)
    }

    @Test func `a malformed tag in the source is undetermined`() {
        #expect(("no tag at all" as Language).tag == "und")
    }
}
