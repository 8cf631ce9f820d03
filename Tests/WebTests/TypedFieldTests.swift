import Testing
import TestSupport
@testable import Web

/// What was typed into a form that could not be sent is shown again, and nothing else of it.
@Suite struct TypedFieldTests {
    private struct Named: Sendable { let name: String, line: String }

    private func named(_ pattern: Regex<(Substring, Substring)>) -> [Named] {
        SourceTree.files.flatMap { file in file.text.matches(of: pattern).map { Named(name: String($0.output.1), line: String($0.output.0)) } }
    }

    /// Fields of one line, by the parts that draw them.
    private var lines: [Named] {
        named(/TextField\(name: "([a-z_0-9]+)"[^\n]*/) + named(/SettingField\(name: "([a-z_0-9]+)"[^\n]*/) + named(/\b(?:text|number)\("([a-z_0-9]+)", Message[^\n]*/)
    }

    @Test func `no field of dots is among the words that are shown again`() {
        let secret = lines.filter { $0.line.contains("kind: .password") }
        #expect(secret.count >= 10)
        for field in secret { #expect(!Fields.isTyped(field.name), "\(field.name)") }
        for name in [StepUp.field, "key", "code", "pin"] { #expect(!Fields.isTyped(name), "\(name)") }
    }

    @Test func `whatever else is typed on a form is among them`() {
        let typed = lines.filter { !$0.line.contains("kind: .password") && $0.name != "code" }
            + named(/<textarea[^>\n]*? name=\\?"([a-z_0-9]+)\\?"/) + named(/<input(?![^>\n]*type=\\?"(?:hidden|checkbox|radio|file))[^>\n]*? name=\\?"([a-z_0-9]+)\\?"/)
        #expect(typed.count >= 40)
        // The language of a household is chosen from a list, by its code.
        for field in typed where field.name != "language" { #expect(Fields.isTyped(field.name), "\(field.line)") }
    }

    @Test func `what is chosen has a name of its own, but for a few whose values are told apart`() {
        let chosen = Set(named(/(?:Choice|Select)\(name: "([a-z_0-9]+)"/).map(\.name))
        #expect(chosen.count >= 30)
        #expect(chosen.intersection(Fields.typed).isSubset(of: ["reason", "to", "day", "capacity"]))
    }

    @Test func `words are what people typed, without what a page put there and what they chose`() {
        let fields = Fields([
            ("form_token", "t"), ("given", " Amal "), ("pin", "123456"), ("id", "00000000-0000-7000-8000-000000000000"), ("roles", "volunteer"), ("agreed", "yes"),
            ("words", ""), ("ground", "public_task"), ("level", "native"), ("born", "1990-05-31"), ("reason", "no_role_now"), ("to", "00000000-0000-7000-8000-000000000000"),
            ("day", "other"), ("until", "٢٠٢٦-٠٥-٣١"), ("reason", "yes, because we moved"),
        ])
        #expect(fields.words == ["Amal", "1990-05-31", "٢٠٢٦-٠٥-٣١", "yes, because we moved"])
    }
}
