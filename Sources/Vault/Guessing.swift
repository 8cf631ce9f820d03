/// How much of a password is left when everything easily guessed is taken out of it.
struct Guessing {
    private let text: [Character]
    private let plain: [Character]
    private let words: [[Character]]

    /// `text` and `words` in lower case.
    init(_ text: [Character], words: [[Character]]) {
        (self.text, self.words) = (text, words)
        plain = text.map { Self.disguises[$0] ?? $0 }
    }

    /// Characters outside any word, run, row of keys, repetition or short number, at the best division of the text.
    var unexplained: Int {
        var best = [Int](repeating: 0, count: text.count + 1)
        for start in text.indices.reversed() {
            best[start] = best[start + 1] + 1
            for end in pieces(from: start) { best[start] = min(best[start], best[end]) }
        }
        return best[0]
    }

    /// The ends of all guessable pieces that begin here.
    private func pieces(from start: Int) -> [Int] {
        let named = words.filter { text[start...].starts(with: $0) || plain[start...].starts(with: $0) }
            .map { start + $0.count }
        let runs = [run(from: start, by: 0), run(from: start, by: 1), run(from: start, by: -1), row(from: start)]
        return named + runs.compactMap(\.self) + numbers(from: start)
    }

    /// `aaa`, `abc`, `321`: three characters or more at one distance.
    private func run(from start: Int, by step: Int) -> Int? {
        var end = start + 1
        while end < text.count, let here = text[end].unicodeScalars.first,
              let before = text[end - 1].unicodeScalars.first, Int(here.value) - Int(before.value) == step { end += 1 }
        return end - start >= 3 ? end : nil
    }

    /// Four characters or more beside each other on a keyboard, in either direction.
    private func row(from start: Int) -> Int? {
        Self.rows.compactMap { row in
            row.indices.map { place in
                zip(text[start...], row[place...]).prefix { $0 == $1 }.count
            }.max()
        }.max().flatMap { $0 >= 4 ? start + $0 : nil }
    }

    /// A whole number of up to eight digits: a year, a date, a postal code.
    private func numbers(from start: Int) -> [Int] {
        guard start == 0 || !text[start - 1].isNumber else { return [] }
        let count = text[start...].prefix(while: \.isNumber).count
        return (1...8).contains(count) ? [start + count] : []
    }

    private static let disguises: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "€": "e",
    ]

    private static let rows: [[Character]] = [
        "1234567890-=", "!@#$%^&*()_+", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop",
        "qsdfghjklm", "wxcvbn", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
        "qazwsxedcrfv", "1qaz2wsx3edc4rfv", "1q2w3e4r5t6y",
    ].flatMap { [Array($0), $0.reversed()] }
}
