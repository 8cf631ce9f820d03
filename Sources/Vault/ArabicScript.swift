/// Names in the Arabic script, made ready for transliteration.
enum ArabicScript {
    /// Scripts whose everyday spelling leaves short vowels out: Hebrew, Arabic, Syriac.
    static func leavesVowelsOut(_ word: some StringProtocol) -> Bool {
        word.unicodeScalars.contains { (0x0590...0x077F).contains($0.value) || (0x08A0...0x08FF).contains($0.value) }
    }

    /// Folds letters that spellings exchange, drops marks and the article, and writes `w` between consonants as `u`.
    static func folded(_ word: some StringProtocol) -> String {
        var letters = Array(word.unicodeScalars)
        // Only the bare alif makes the article: with a hamza it begins a name, such as Albert.
        if letters.count >= 5, letters.starts(with: "ال".unicodeScalars), word != "الله" { letters.removeFirst(2) }
        var text = String.UnicodeScalarView()
        for (place, letter) in letters.enumerated() {
            if letter == "و", place > 0, !isFollowedByVowel(place, in: letters) {
                text.append("u")
            } else if letter == "ه", place > 0, letters[place - 1] == "ز" {
                // Two sounds, which as `zh` would be read as one.
                continue
            } else if let fold = folds[letter] {
                text.append(contentsOf: fold.unicodeScalars)
            } else if !isMark(letter) {
                text.append(letter)
            }
        }
        return String(text)
    }

    private static func isFollowedByVowel(_ place: Int, in letters: [Unicode.Scalar]) -> Bool {
        place + 1 < letters.count && "اىيیهةوآ".unicodeScalars.contains(letters[place + 1])
    }

    /// Short vowels and the stroke that lengthens a word.
    private static func isMark(_ letter: Unicode.Scalar) -> Bool {
        (0x064B...0x065F).contains(letter.value) || letter.value == 0x0670 || letter.value == 0x0640
    }

    private static let folds: [Unicode.Scalar: String] = [
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ا", "ئ": "ي", "ؤ": "u", "ة": "ه", "ء": "", "ع": "",
        "ک": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ہ": "ه", "ھ": "ه", "چ": "ch", "ژ": "zh", "ذ": "z", "ظ": "z", "ض": "d",
        "ګ": "g", "ړ": "r", "ڼ": "n", "ټ": "t", "ډ": "d", "ښ": "sh", "ږ": "zh", "څ": "ts", "ځ": "z", "ە": "e", "ۆ": "o",
        "ڵ": "l", "ڕ": "r", "ڤ": "v",
    ]
}
