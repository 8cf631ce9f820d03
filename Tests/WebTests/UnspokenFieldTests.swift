import Testing
import TestSupport
@testable import Web

@Suite struct UnspokenFieldTests {
    /// What was typed into a form that could not be sent is shown again; what was typed into a field of dots never is.
    @Test func `no field of dots is among the words that are shown again`() {
        var names: [String] = []
        for file in SourceTree.files {
            for field in file.text.matches(of: /name: (?:"([a-z_]+)"|[A-Za-z.]+), label:.{0,400}?\n/.dotMatchesNewlines(false)) where field.output.0.contains("kind: .password") {
                if let name = field.output.1 { names.append(String(name)) }
            }
        }
        #expect(names.count >= 10)
        for name in names { #expect(Fields.unspoken.contains(name), "\(name)") }
        for name in [StepUp.field, "key"] { #expect(Fields.unspoken.contains(name)) }
    }

    @Test func `words are what people typed, without what a page put there`() {
        let fields = Fields([("form_token", "t"), ("given", " Amal "), ("pin", "123456"), ("id", "00000000-0000-7000-8000-000000000000"), ("roles", "volunteer"), ("agreed", "yes"), ("words", "")])
        #expect(fields.words == ["Amal", "volunteer"])
    }
}
