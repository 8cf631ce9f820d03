extension SwiftLexer {
    /// Reads a literal of any kind: of one line or several, with `hashes` signs around it.
    mutating func literal(hashes: Int) -> SwiftLiteral {
        let guardSigns = String(repeating: "#", count: hashes)
        advance(hashes)
        let isLong = starts(with: "\"\"\"")
        let quotes = isLong ? "\"\"\"" : "\""
        advance(quotes.count)
        var literal = SwiftLiteral(), words = ""
        while let character = peek(), !starts(with: quotes + guardSigns), isLong || !character.isNewline {
            if starts(with: "\\" + guardSigns) {
                advance(1 + hashes)
                if peek() == "(" {
                    advance()
                    literal.segments += [.words(words), .value(tokens())]
                    words = ""
                } else {
                    words += escape()
                }
            } else {
                words.append(character)
                advance()
            }
        }
        advance(quotes.count + hashes)
        literal.segments.append(.words(words))
        return isLong ? literal.unindented : literal
    }

    /// What stands for the characters after a backslash; a line break after one is none.
    private mutating func escape() -> String {
        guard let character = peek() else { return "" }
        if character == "u", let scalar = unicodeEscape() { return String(scalar) }
        advance()
        switch character {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "0": return "\0"
        case _ where character.isNewline: return SwiftLiteral.joint
        default: return String(character)
        }
    }

    /// `u{202E}`
    private mutating func unicodeEscape() -> Character? {
        advance(2)
        var digits = ""
        while let digit = peek(), digit.isHexDigit {
            digits.append(digit)
            advance()
        }
        advance()
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map(Character.init)
    }
}

extension SwiftLiteral {
    /// Stands for a line break that a backslash took away, until the indentation is gone: a noncharacter, which no
    /// source holds.
    static let joint = "\u{FFFF}\n"

    /// The literal of several lines without its first and last break and without the indentation of its last line.
    var unindented: SwiftLiteral {
        guard case .words(let last)? = segments.last else { return self }
        let indentation = last.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        var plain = self
        plain.segments = plain.segments.map { segment in
            guard case .words(let words) = segment else { return segment }
            return .words(words.replacing("\n" + indentation, with: "\n"))
        }
        plain.dropOuterBreaks()
        return plain
    }

    private mutating func dropOuterBreaks() {
        if case .words(let first)? = segments.first, first.hasPrefix("\n") { segments[0] = .words(String(first.dropFirst())) }
        if case .words(let last)? = segments.last, last.hasSuffix("\n") {
            segments[segments.count - 1] = .words(String(last.dropLast()))
        }
        segments = segments.map { segment in
            guard case .words(let words) = segment else { return segment }
            return .words(words.replacing(Self.joint, with: ""))
        }
    }
}
