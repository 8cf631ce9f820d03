/// Rewrites lower-case Latin letters by a table: at each place the longest pattern wins, other letters stay.
struct LetterRules: Sendable {
    private let byFirst: [[(pattern: [UInt8], result: [UInt8])]]

    /// Lines of a result followed by its patterns; `-` stands for nothing.
    init(_ table: String) {
        var rules = [[(pattern: [UInt8], result: [UInt8])]](repeating: [], count: 128)
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map { Array($0.utf8) }
            for pattern in words.dropFirst() {
                rules[Int(pattern[0])].append((pattern, words[0] == [UInt8(ascii: "-")] ? [] : words[0]))
            }
        }
        byFirst = rules.map { $0.sorted { $0.pattern.count > $1.pattern.count } }
    }

    /// Calls `emit` with what stands for each piece, in order; ASCII only.
    func forEach(in word: [UInt8], _ emit: (_ result: ArraySlice<UInt8>) -> Void) {
        var rest = word[...]
        while let letter = rest.first {
            if let rule = byFirst[Int(letter & 127)].first(where: { rest.starts(with: $0.pattern) }) {
                emit(rule.result[...])
                rest = rest.dropFirst(rule.pattern.count)
            } else {
                emit(rest.prefix(1))
                rest = rest.dropFirst()
            }
        }
    }
}
