/// As much of Swift's syntax as it takes to find sentences: words, signs, parentheses and string literals.
struct SwiftToken: Equatable {
    indirect enum Kind: Equatable {
        case word(String), sign(Character), group([SwiftToken]), literal(SwiftLiteral)
    }

    let kind: Kind, line: Int
}

/// A string literal, its interpolations read as arguments.
struct SwiftLiteral: Equatable {
    enum Segment: Equatable { case words(String), value([SwiftToken]) }

    var segments: [Segment] = []

    /// The key of the sentence; nil where an interpolation is neither `\(value, "name")` nor `\("words", link: ...)`.
    var msgid: String? {
        var msgid = ""
        for segment in segments {
            switch segment {
            case .words(let words): msgid += words
            case .value(let tokens):
                let arguments = SwiftArgument.split(tokens)
                guard arguments.count == 2 else { return nil }
                if arguments[1].label == "link", let words = arguments[0].literals.first?.msgid {
                    msgid += "<a>\(words)</a>"
                } else if arguments[1].label == nil, let name = arguments[1].literals.first?.msgid {
                    msgid += "{\(name)}"
                } else {
                    return nil
                }
            }
        }
        return msgid
    }
}

/// One argument of a call.
struct SwiftArgument {
    let label: String?
    let value: ArraySlice<SwiftToken>

    static func split(_ inside: [SwiftToken]) -> [SwiftArgument] {
        var depth = 0
        return inside.split { token in
            if token.kind == .sign("[") || token.kind == .sign("{") { depth += 1 }
            if token.kind == .sign("]") || token.kind == .sign("}") { depth -= 1 }
            return depth == 0 && token.kind == .sign(",")
        }.map(SwiftArgument.init)
    }

    private init(_ tokens: ArraySlice<SwiftToken>) {
        if tokens.count > 2, case .word(let label) = tokens.first?.kind, tokens.dropFirst().first?.kind == .sign(":") {
            (self.label, value) = (label, tokens.dropFirst(2))
        } else {
            (label, value) = (nil, tokens)
        }
    }

    /// The literal that the argument is, or both that `condition ? "a" : "b"` chooses from.
    var literals: [SwiftLiteral] {
        let kinds = value.map(\.kind)
        if kinds.count == 1, case .literal(let literal) = kinds[0] { return [literal] }
        guard case .literal(let no)? = kinds.last, case .literal(let yes)? = kinds.dropLast(2).last,
              kinds.dropLast().last == .sign(":"), kinds.dropLast(3).last == .sign("?") else { return [] }
        return [yes, no]
    }
}
