import Foundation

/// How a text becomes words that can be found: folded once, here, for both engines.
package enum SearchText {
    /// The words of a text without case, marks and the variants of one letter; at most 40 letters each.
    package static func words(_ text: String) -> [String] {
        folded(text).split { !$0.isLetter && !$0.isNumber }.map { String($0.prefix(40)) }
    }

    package static func folded(_ text: String) -> String {
        let plain = text.precomposedStringWithCompatibilityMapping
            .folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        var scalars = String.UnicodeScalarView()
        for scalar in plain.unicodeScalars {
            if let same = variants[scalar] { scalars.append(same) } else if !dropped.contains(scalar) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    /// Pieces of three letters, the ends of the word marked, so that words of two letters have some too.
    static func grams(_ word: String) -> Set<String> {
        let letters = Array("^" + word + "$")
        guard letters.count >= 3 else { return [] }
        return Set((0...(letters.count - 3)).map { String(letters[$0..<($0 + 3)]) })
    }

    /// The number of letters to put in, take out, replace or swap (Damerau 1964, in the restricted form).
    package static func distance(_ a: String, _ b: String) -> Int {
        let a = Array(a), b = Array(b)
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var before: [Int] = [], last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, before[j - 2] + 1) }
                row.append(best)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }

    /// Letters that people write for one another: forms of alef, yeh and heh, Persian and Arabic kaf and yeh, ё and е.
    private static let variants: [Unicode.Scalar: Unicode.Scalar] = [
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ё": "е", "ґ": "г",
        "ß": "s", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'",
    ]
    /// The stretching stroke, apostrophes inside words, and the joiners.
    private static let dropped: Set<Unicode.Scalar> = ["ـ", "'", "\u{200C}", "\u{200D}", "\u{02BC}"]
}
