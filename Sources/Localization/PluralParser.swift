/// Recursive descent over the tokens of a ``PluralExpression``, loosest sign first.
struct PluralParser {
    var tokens: ArraySlice<String>

    private static let levels: [[String]] = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="], ["%"]]

    mutating func choice(depth: Int) -> PluralExpression? {
        guard depth < 40, let condition = operation(level: 0, depth: depth) else { return nil }
        guard take("?") else { return condition }
        guard let yes = choice(depth: depth + 1), take(":"), let no = choice(depth: depth + 1) else { return nil }
        return .choice(condition, then: yes, else: no)
    }

    private mutating func operation(level: Int, depth: Int) -> PluralExpression? {
        guard level < Self.levels.count else { return operand(depth: depth) }
        var left = operation(level: level + 1, depth: depth)
        while let sign = tokens.first, Self.levels[level].contains(sign), let first = left {
            tokens.removeFirst()
            left = operation(level: level + 1, depth: depth).map { .operation(sign, first, $0) }
        }
        return left
    }

    private mutating func operand(depth: Int) -> PluralExpression? {
        if take("(") {
            let inner = choice(depth: depth + 1)
            return take(")") ? inner : nil
        }
        guard let token = tokens.popFirst() else { return nil }
        return token == "n" ? .n : UInt(token).map { .number($0) }
    }

    private mutating func take(_ token: String) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }
}
