/// The arithmetic of `Plural-Forms`: the part of C that GNU gettext allows, over one variable `n`.
indirect enum PluralExpression: Sendable {
    case n
    case number(UInt)
    case choice(PluralExpression, then: PluralExpression, else: PluralExpression)
    case operation(String, PluralExpression, PluralExpression)

    /// Nil where the text is malformed, longer than 500 bytes or nested deeper than 40.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 500, let tokens = Self.tokens(text) else { return nil }
        var parser = PluralParser(tokens: tokens[...])
        guard let parsed = parser.choice(depth: 0), parser.tokens.isEmpty else { return nil }
        self = parsed
    }

    /// Nil where something is divided by zero or grows too large.
    func value(for count: UInt) -> Int? {
        evaluated(count).flatMap { Int(exactly: $0) }
    }

    private func evaluated(_ count: UInt) -> UInt? {
        switch self {
        case .n: return count
        case .number(let number): return number
        case .choice(let condition, let yes, let no):
            return condition.evaluated(count).flatMap { ($0 != 0 ? yes : no).evaluated(count) }
        case .operation(let sign, let left, let right):
            guard let a = left.evaluated(count), let b = right.evaluated(count) else { return nil }
            return Self.apply(sign, a, b)
        }
    }

    private static func apply(_ sign: String, _ a: UInt, _ b: UInt) -> UInt? {
        switch sign {
        case "%": b == 0 ? nil : a % b
        case "==": a == b ? 1 : 0
        case "!=": a != b ? 1 : 0
        case "<": a < b ? 1 : 0
        case "<=": a <= b ? 1 : 0
        case ">": a > b ? 1 : 0
        case ">=": a >= b ? 1 : 0
        case "&&": a != 0 && b != 0 ? 1 : 0
        case "||": a != 0 || b != 0 ? 1 : 0
        default: nil
        }
    }

    private static func tokens(_ text: some StringProtocol) -> [String]? {
        var tokens = [String](), rest = text[...]
        while let first = rest.first {
            let length: Int
            if first.isWhitespace {
                rest = rest.dropFirst()
                continue
            } else if first.isASCII, first.isNumber {
                length = rest.prefix { $0.isASCII && $0.isNumber }.count
            } else if let sign = ["==", "!=", "<=", ">=", "&&", "||"].first(where: { rest.hasPrefix($0) }) {
                length = sign.count
            } else if "n()?:<>%".contains(first) {
                length = 1
            } else {
                return nil
            }
            tokens.append(String(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return tokens
    }
}
