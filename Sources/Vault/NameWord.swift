/// One word of a name with all that comparing it needs, worked out once.
struct NameWord: Sendable {
    let form: [UInt8]
    let key: SoundKey
    let lacksVowels: Bool
    private let group: Int?
    private let vowels: VowelFrame

    init(_ word: Romanization.Word) {
        form = NameForm.of(word.letters)
        lacksVowels = word.lacksVowels
        group = NameVariants.shared.group(of: form)?.number
        key = Self.key(of: form)
        vowels = VowelFrame(form: form)
    }

    static func key(of form: [UInt8]) -> SoundKey {
        NameVariants.shared.group(of: form)?.key ?? SoundKey(form: form)
    }

    /// 0 to 1, from 0.9 the same name in all likelihood: the Jaro-Winkler measure of the spellings, lowered where sound
    /// or vowels say that these are two names, and kept below 0.9 where only consonants are known.
    func similarity(to other: NameWord) -> Double {
        if form == other.form { return 1 }
        let likeness = JaroWinkler.similarity(form, other.form)
        if let group, group == other.group { return max(likeness, 0.97) }
        if lacksVowels || other.lacksVowels { return key == other.key ? 0.8 + 0.09 * likeness : 0.85 * likeness }
        return key == other.key && vowels.agrees(with: other.vowels) ? likeness : 0.9 * likeness
    }

    /// How well a name still being typed fits a whole one: 0.7 to 0.85, and 0 where it is not its beginning.
    func completion(in other: NameWord) -> Double {
        if form.count >= 2, other.form.starts(with: form) {
            return 0.7 + 0.15 * Double(form.count) / Double(other.form.count)
        }
        let isGuess = (lacksVowels || other.lacksVowels) && key.count >= 2
        return isGuess && key.isPrefix(of: other.key) ? 0.7 : 0
    }
}
