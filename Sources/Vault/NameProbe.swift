/// What a search looks at for every word of a vocabulary, kept small: it passes over all of them.
struct NameProbe: Sendable {
    private let key: SoundKey
    /// The first eight letters of the form.
    private let head: UInt64
    private let lacksVowels: Bool

    init(_ word: NameWord) {
        key = word.key
        head = word.form.prefix(8).enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset) }
        lacksVowels = word.lacksVowels
    }

    /// The filter: nearly the same sound, or the same beginning of `letters`. Of two consonants, both must agree.
    func mayMean(_ other: NameProbe, letters: Int) -> Bool {
        if key == other.key { return true }
        if (head ^ other.head).leadingZeroBitCount >= 8 * min(letters, 8) { return true }
        if max(key.count, other.key.count) >= 3, key.isNear(other.key) { return true }
        return (lacksVowels || other.lacksVowels) && key.isPrefix(of: other.key)
    }
}
