extension Template {
    /// The sentence in a pseudo-language: in brackets, so that a text cut off or not translated shows; accented and
    /// longer by at least 40 % in `en-XA`, as it is in `ar-XB`, whose direction is mirrored. Values and links stay.
    func pseudo(_ language: Language) -> Template {
        var pseudo = Template()
        pseudo.add(words: "[")
        for piece in pieces {
            if case .words(let words) = piece, language == .accented {
                pseudo.add(words: Self.accented(words))
            } else if case .words(let words) = piece {
                pseudo.add(words: words)
            } else {
                pseudo.pieces.append(piece)
            }
        }
        pseudo.add(words: "]")
        return pseudo
    }

    /// Vowels are doubled, so that words still wrap as words do; tildes fill what is missing.
    private static func accented(_ words: String) -> String {
        var text = ""
        for letter in words {
            let accented = accents[letter] ?? letter
            text.append(accented)
            if "aeiouAEIOU".contains(letter) { text.append(accented) }
        }
        let wanted = (words.count * 7 + 4) / 5
        return text + String(repeating: "~", count: max(0, wanted - text.count))
    }

    private static let accents = Dictionary(uniqueKeysWithValues: zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
    ))
}
