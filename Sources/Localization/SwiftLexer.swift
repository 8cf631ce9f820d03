/// Cuts Swift source into ``SwiftToken``s, passing over comments.
struct SwiftLexer {
    private let source: [Character]
    private var place = 0, line = 1

    init(_ swift: String) {
        source = Array(swift)
    }

    /// The tokens up to the parenthesis that closes this level, or to the end.
    mutating func tokens() -> [SwiftToken] {
        var tokens = [SwiftToken]()
        while let character = peek() {
            let start = line
            if character == ")" {
                advance()
                break
            } else if let kind = token(beginningWith: character) {
                tokens.append(SwiftToken(kind: kind, line: start))
            }
        }
        return tokens
    }

    /// Nil for what is passed over.
    private mutating func token(beginningWith character: Character) -> SwiftToken.Kind? {
        if starts(with: "//") {
            skip { !$0.isNewline }
        } else if starts(with: "/*") {
            skipBlockComment()
        } else if character == "`" {
            advance()
            skip { $0 != "`" && !$0.isNewline }
            advance()
        } else if character.isWhitespace {
            advance()
        } else if let hashes = hashesBeforeQuote() {
            return .literal(literal(hashes: hashes))
        } else if character == "(" {
            advance()
            return .group(tokens())
        } else if character.isLetter || character == "_" {
            return .word(word())
        } else {
            advance()
            return .sign(character)
        }
        return nil
    }

    private mutating func word() -> String {
        let start = place
        skip { $0.isLetter || $0.isNumber || $0 == "_" }
        return String(source[start..<place])
    }

    /// Comments nest.
    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                advance(2)
            } else if starts(with: "*/") {
                depth -= 1
                advance(2)
            } else {
                advance()
            }
        } while depth > 0 && place < source.count
    }

    func peek() -> Character? { place < source.count ? source[place] : nil }

    func starts(with text: String) -> Bool { source[place...].starts(with: text) }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where place < source.count {
            if source[place].isNewline { line += 1 }
            place += 1
        }
    }

    private mutating func skip(while condition: (Character) -> Bool) {
        while let character = peek(), condition(character) { advance() }
    }

    /// How many `#` stand before a quotation mark here; nil where no literal begins.
    private func hashesBeforeQuote() -> Int? {
        let hashes = source[place...].prefix { $0 == "#" }.count
        let quote = place + hashes
        return quote < source.count && source[quote] == "\"" ? hashes : nil
    }
}
