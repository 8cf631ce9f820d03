/// The Latin spelling of a name without the differences between countries: `Youssef` and `Yusef` become `iusef`.
enum NameForm {
    /// `word` in lower-case ASCII letters.
    static func of(_ word: [UInt8]) -> [UInt8] {
        var form: [UInt8] = []
        spellings.forEach(in: withoutArticle(word)) { letters in
            for letter in letters where letter != form.last { form.append(letter) }
        }
        if form.count > 2, form.last == UInt8(ascii: "h"), isVowel(form[form.count - 2]) { form.removeLast() }
        return form
    }

    static func isVowel(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
        default: false
        }
    }

    private static let spellings = LetterRules("""
        u ou oo
        i ee y
        k ck kh q
        f ph
        j dj dzh zh
        ch tch
        sh sch
        t th
        d dh
        g gh
        v w
        ks x
        """)

    /// Names beginning with "servant of" lose the article within: Abdulrahman, Abdurrahman, Abderrahmane, Abdirahman.
    private static func withoutArticle(_ word: [UInt8]) -> [UInt8] {
        let start = word.first == UInt8(ascii: "a") ? word.dropFirst() : word[...]
        guard start.count > 4, start.starts(with: "bd".utf8) else { return word }
        let name = start.dropFirst(2).drop(while: isVowel)
        let hasArticle = name.first == UInt8(ascii: "l") && name.dropFirst().first.map(isVowel) == false
        return Array("abdu".utf8) + (hasArticle ? name.dropFirst() : name)
    }
}
