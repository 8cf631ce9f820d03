import Localization
import Markup
import Synchronization
import Testing

@Suite struct SpeechTests {
    private let catalogs: Catalogs
    private let english: Speech, ukrainian: Speech

    init() throws {
        catalogs = try Sample.catalogs()
        (english, ukrainian) = (catalogs.speech(in: "en"), catalogs.speech(in: "uk"))
    }

    @Test func `a sentence is said in the language`() {
        #expect(ukrainian("Welcome, \("Олена", "name").").text == "Вітаємо, <bdi>Олена</bdi>.")
        #expect(english("Welcome, \("Olena", "name").").text == "Welcome, <bdi>Olena</bdi>.")
    }

    @Test func `the context chooses between two meanings`() {
        #expect(ukrainian("Find", context: "button").text == "Шукати")
        #expect(ukrainian("Find").text == "Знахідка")
    }

    @Test(arguments: [(1, "<bdi>1</bdi> потреба чекає."), (3, "<bdi>3</bdi> потреби чекають."), (12, "<bdi>12</bdi> потреб чекають."), (21, "<bdi>21</bdi> потреба чекає.")])
    func `a count takes its form, even where English names no number`(count: Int, said: String) {
        #expect(ukrainian(count, one: "One need is waiting.", other: "\(count, "count") needs are waiting.").text == said)
    }

    @Test(arguments: [(0, "<bdi>0</bdi> needs are waiting."), (1, "One need is waiting."), (2000, "<bdi>2,000</bdi> needs are waiting.")])
    func `a count takes its form in English`(count: Int, said: String) {
        #expect(english(count, one: "One need is waiting.", other: "\(count, "count") needs are waiting.").text == said)
    }

    @Test func `linked words lead where the source says`() {
        #expect(ukrainian("Read \("our promise", link: "/promise?a=1&b=2") first.").text
            == "Спершу прочитайте <a href=\"/promise?a=1&amp;b=2\">нашу обіцянку</a>.")
        #expect(english("Read \("our promise", link: "/promise") first.").text
            == "Read <a href=\"/promise\">our promise</a> first.")
        #expect(ukrainian.plain("Read \("our promise", link: "/promise") first.") == "Спершу прочитайте нашу обіцянку.")
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("{name}", "{name}"), ("<a>", "&lt;a&gt;"),
        ("\"'&", "&quot;&#39;&amp;"), ("محمد", "محمد"), ("a\u{2069}\u{202E}b", "a\u{202E}b"), ("\u{2067}open", "open"),
        ("\u{2069}\u{2068}", ""), ("\u{2068}even\u{2069}", "\u{2068}even\u{2069}"), ("</bdi>", "&lt;/bdi&gt;"),
    ])
    func `a value stays a value, in its isolate`(value: String, said: String) {
        #expect(ukrainian("Welcome, \(value, "name").").text == "Вітаємо, <bdi>\(said)</bdi>.")
    }

    @Test(arguments: [("<b>", "<b>"), ("محمد", "محمد"), ("{name}", "{name}"), ("a\u{2069}b", "ab"), ("\u{2066}a", "a")])
    func `a value stays in its isolate in plain text`(value: String, said: String) {
        #expect(ukrainian.plain("Welcome, \(value, "name").") == "Вітаємо, \u{2068}\(said)\u{2069}.")
    }

    @Test(arguments: [("Lina", "Welcome, Lina."), ("a\u{2069}b", "Welcome, ab."), ("{name}", "Welcome, {name}.")])
    func `a terminal reads plain English without marks`(value: String, said: String) {
        #expect(Message("Welcome, \(value, "name").").plainEnglish == said)
        #expect(Message(count: 2000, one: "One need is waiting.", other: "\(2000, "count") needs are waiting.").plainEnglish == "2,000 needs are waiting.")
    }

    @Test func `a fragment of markup may be a value`() {
        let name = "A&B", bold: HTML = "<b>\(name)</b>"
        #expect(ukrainian("Welcome, \(bold, "name").").text == "Вітаємо, <bdi><b>A&amp;B</b></bdi>.")
        #expect(ukrainian.plain("Welcome, \(bold, "name").") == "Вітаємо, \u{2068}A&B\u{2069}.")
    }

    @Test(arguments: [("Not yet.", "Not yet."), ("Unsure.", "Unsure."), ("Never seen.", "Never seen.")])
    func `what is not translated is English, and says so`(sentence: String, said: String) {
        #expect(ukrainian(Sentence(stringLiteral: sentence)).text == "<span lang=\"en\" dir=\"ltr\">\(said)</span>")
    }

    @Test func `a missing sentence in a language from the right is isolated in plain text`() {
        #expect(catalogs.speech(in: "fa").plain("Not yet.") == "\u{2066}Not yet.\u{2069}")
        #expect(ukrainian.plain("Not yet.") == "Not yet.")
    }

    @Test func `a related language is said as it is`() {
        #expect(catalogs.speech(in: "fa-AF")("Welcome, \("Amir", "name").").text == "خوش آمدید، <bdi>Amir</bdi>.")
    }

    @Test func `a near language is marked as another`() {
        #expect(catalogs.speech(in: "haz")("Welcome, \("Amir", "name").").text
            == "<span lang=\"fa\" dir=\"rtl\">خوش آمدید، <bdi>Amir</bdi>.</span>")
    }

    @Test func `a message is said like its sentence`() {
        #expect(ukrainian(Message("Find", context: "button")).text == "Шукати")
        #expect(ukrainian.plain(Message(count: 5, one: "One need is waiting.", other: "\(5, "count") needs are waiting."))
            == "\u{2068}5\u{2069} потреб чекають.")
        #expect(Message("a") == Message("a") && Message("a") != Message("a", context: "b"))
    }

    @Test func `a plural said without a count takes the form of one`() throws {
        let catalog = try Catalog(po: """
            msgid "One day."
            msgid_plural "{count} days."
            msgstr[0] "لا أيام"
            msgstr[1] "يوم واحد"
            msgstr[2] "يومان"
            msgstr[3] "{count} أيام"
            msgstr[4] "{count} يوما"
            msgstr[5] "{count} يوم"
            """, language: "ar")
        #expect(Catalogs(["ar": catalog]).speech(in: "ar")("One day.").text == "يوم واحد")
    }

    @Test func `a form with a number is not said without one`() {
        #expect(ukrainian("One need is waiting.").text == "<span lang=\"en\" dir=\"ltr\">One need is waiting.</span>")
    }

    @Test func `a key shows names and linked words`() {
        let sentence: Sentence = "Read \("our promise", link: "/promise"), \("x", "name") and \(2, "count")."
        #expect(sentence.msgid == "Read <a>our promise</a>, {name} and {count}.")
    }

    @Test func `what a catalog lacks altogether is reported, and nothing else`() throws {
        let heard = Mutex<[String]>([])
        let say = try Sample.catalogs(missing: { key in heard.withLock { $0.append(key) } })
        for language: Language in ["uk", "en", "en-XA", "de", "fa-AF"] {
            _ = say.speech(in: language)("Not yet.")
            _ = say.speech(in: language)("OK")
            _ = say.speech(in: language).plain("Never seen.", context: "here")
        }
        #expect(heard.withLock { $0 } == ["here: Never seen."])
    }
}
