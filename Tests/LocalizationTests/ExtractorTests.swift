import Localization
import Testing

@Suite struct ExtractorTests {
    private func ids(_ swift: String) -> [String] { Extractor.sentences(in: swift).map(\.msgid) }

    @Test(arguments: [
        (#"say("Find")"#, "Find"), (#"say.plain("Find")"#, "Find"), (#"Message("No place.")"#, "No place."),
        (#"say( "Find" , context: "button")"#, "Find"), (#"say("a \"b\" \\ c")"#, #"a "b" \ c"#), (#"say("\u{E9}t\u{E9}")"#, "été"),
        (#"say("Hi, \(worker, "name")!")"#, "Hi, {name}!"), (#"say("Hi, \(f(a, (b)), "name")!")"#, "Hi, {name}!"),
        (#"say("Hi, \(names["a, b"] ?? "x)", "name")!")"#, "Hi, {name}!"),
        (#"say("Hi, \(list.map { g($0, "z") }[0], "name")!")"#, "Hi, {name}!"),
        (#"say("Read \("our promise", link: Route("/p/\(id)")) first.")"#, "Read <a>our promise</a> first."),
        (##"say(#"raw \#(x, "name") "quoted""#)"##, #"raw {name} "quoted""#),
        (#""<p title='x'>\(say("Inside"))</p>""#, "Inside"), (#""<p>\(when: on, "<b>\(say("Deep"))</b>")</p>""#, "Deep"),
        (#"context.say("Member")"#, "Member"), (#"let url = "https://x"; say("After")"#, "After"),
        ("say(\n    \"Next line\"\n)", "Next line"), (#"func `says "this"`() { say("Ticks") }"#, "Ticks"),
        ("/* say(\"no\") /* nested */ \" */ say(\"Yes\") // say(\"no\")", "Yes"),
    ])
    func `a sentence is found`(swift: String, msgid: String) {
        #expect(ids(swift) == [msgid])
    }

    @Test(arguments: [
        "say(title)", "say(total, of: \"x\")", "essay(\"no\")", "say.loudly(\"no\")", "say(names[\"no\"])", "// say(\"no\")",
        "\"say('no')\"", "say()", "say(\"half \\(name)\")", "say(\"a\" + \"b\")", "let say = \"no\"", "func say(_ sentence: Sentence)",
        "say(context: \"no\")", "say(\"open", "say(\"", "\"\"\"\n say(\"no\")\n \"\"\"",
    ])
    func `what is no sentence is passed over`(swift: String) {
        #expect(ids(swift).filter { $0 != "open" }.isEmpty)
    }

    @Test func `both sentences that a condition chooses from are found`() {
        #expect(ids(#"say(isOpen ? "Open" : "Closed")"#) == ["Open", "Closed"])
    }

    @Test(arguments: [
        #"say(total, one: "One need.", other: "\(total, "count") needs.", context: "desk")"#,
        #"Message(count: n, one: "One need.", other: "\(n, "count") needs.", context: "desk")"#,
        #"say.plain(total, one: "One need.", other: "\(total, "count") needs.", context: "desk")"#,
        #"Tile(title, one: "One need.", other: "\(total, "count") needs.", context: "desk")"#,
    ])
    func `a plural pair is one entry`(swift: String) {
        #expect(Extractor.sentences(in: swift)
            == [Extracted(msgid: "One need.", plural: "{count} needs.", context: "desk", line: 1)])
    }

    @Test func `a literal of several lines is read without its indentation`() {
        let swift = #"""
            say("""
                First \(a, "name")
                  second \
                third
                """)
            """#
        #expect(ids(swift) == ["First {name}\n  second third"])
    }

    @Test func `lines and nested calls are told in order`() {
        let swift = #"""
            let a = say("One")

            let b = say("Two \(say("Three"), "x")",
                        context: "there")
            """#
        #expect(Extractor.sentences(in: swift) == [
            Extracted(msgid: "One", line: 1), Extracted(msgid: "Two {x}", context: "there", line: 3), Extracted(msgid: "Three", line: 3),
        ])
    }

    @Test func `the key is the one that is looked up`() {
        let source = #"say("Read \("our promise", link: "/promise"), \(name, "name"): \(2, "count").")"#
        let sentence: Sentence = "Read \("our promise", link: "/promise"), \("x", "name"): \(2, "count")."
        #expect(ids(source) == [sentence.msgid])
    }

    @Test func `no cut of a source crashes the extractor`() {
        let swift = ##"a(/* " */ "x\(say("y \#(z"), #"\#(b)"# """ \( \u{ \u{41} )) """##
        for end in 0...swift.count { _ = Extractor.sentences(in: String(swift.prefix(end))) }
    }
}
