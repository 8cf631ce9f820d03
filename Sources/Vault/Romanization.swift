import Foundation

/// Names of any script in lower-case letters a to z.
enum Romanization {
    struct Word: Hashable, Sendable {
        var letters: [UInt8]
        /// Whether the name was written in a script that leaves short vowels out.
        let lacksVowels: Bool
    }

    /// The words of a name; hyphens part words, apostrophes do not.
    static func words(in name: String) -> [Word] {
        if name.utf8.allSatisfy({ $0 < 128 }) {
            return split(name).map { Word(letters: $0, lacksVowels: false) }
        }
        return name.precomposedStringWithCompatibilityMapping.split { $0.isWhitespace || $0 == "-" }.flatMap { word in
            let lacksVowels = ArabicScript.leavesVowelsOut(word)
            let spelled = lacksVowels ? ArabicScript.folded(word) : withDigraphs(word.lowercased())
            return split(latin(spelled)).map { Word(letters: $0, lacksVowels: lacksVowels) }
        }
    }

    /// Letters with a hook or caron become two before ICU drops the mark; what it cannot write is dropped.
    private static func latin(_ text: String) -> String {
        let latin = text.applyingTransform(StringTransform("Any-Latin"), reverse: false) ?? text
        return withDigraphs(latin.precomposedStringWithCanonicalMapping)
            .applyingTransform(StringTransform("Latin-ASCII; Lower"), reverse: false) ?? latin
    }

    private static func withDigraphs(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, letter in
            if let digraph = digraphs[letter] { result += digraph } else { result.unicodeScalars.append(letter) }
        }
    }

    private static func split(_ text: String) -> [[UInt8]] {
        text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
            .map { word in word.compactMap(letter) }
            .filter { !$0.isEmpty }
    }

    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }

    private static let digraphs: [Unicode.Scalar: String] = [
        "č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "ţ": "ts", "ț": "ts",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ж": "zh", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi",
        "й": "y", "ё": "yo", "ь": "", "ъ": "", "ə": "a",
    ]
}
