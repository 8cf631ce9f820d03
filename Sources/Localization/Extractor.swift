/// Finds the sentences that Swift source says: the literal that `say(`, `say.plain(` or `Message(` begins with (or the
/// two a condition chooses from), and the pair after `one:` and `other:` of any call, with the `context:` beside them.
public enum Extractor {
    public static func sentences(in swift: String) -> [Extracted] {
        var lexer = SwiftLexer(swift)
        return sentences(in: lexer.tokens())
    }

    private static func sentences(in tokens: [SwiftToken]) -> [Extracted] {
        var found = [Extracted]()
        for (place, token) in tokens.enumerated() {
            switch token.kind {
            case .group(let inside):
                found += sentences(saidBy: inside, at: token.line, speaks: speaks(tokens[..<place]))
                found += sentences(in: inside)
            case .literal(let literal):
                for case .value(let inside) in literal.segments { found += sentences(in: inside) }
            case .word, .sign: break
            }
        }
        return found
    }

    /// Whether the words before a parenthesis call for a sentence.
    private static func speaks(_ before: ArraySlice<SwiftToken>) -> Bool {
        let names = before.suffix(3).map(\.kind)
        return names.last == .word("say") || names.last == .word("Message") || names == [.word("say"), .sign("."), .word("plain")]
    }

    private static func sentences(saidBy inside: [SwiftToken], at line: Int, speaks: Bool) -> [Extracted] {
        let arguments = SwiftArgument.split(inside)
        func labeled(_ label: String) -> String? { arguments.first { $0.label == label }?.literals.first?.msgid }
        let context = labeled("context")
        if let one = labeled("one"), let other = labeled("other"), !one.isEmpty {
            return [Extracted(msgid: one, plural: other, context: context, line: line)]
        }
        guard speaks, let first = arguments.first, first.label == nil else { return [] }
        return first.literals.compactMap(\.msgid).filter { !$0.isEmpty }.map { Extracted(msgid: $0, context: context, line: line) }
    }
}
