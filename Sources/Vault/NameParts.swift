/// The words of a name as they are compared: articles dropped; "Abd al-Rahman", "Nour al-Din", "Habib Ullah" made one.
enum NameParts {
    /// What a query asks for.
    static func asked(_ name: String) -> [Romanization.Word] {
        compared(Romanization.words(in: name))
    }

    /// What a name is found by: as asked, and the parts of joined words by themselves.
    static func known(_ name: String) -> [Romanization.Word] {
        let words = Romanization.words(in: name), whole = compared(words)
        return whole + words.filter { word in
            word.letters.count > 2 && !whole.contains(word) && !servants.contains(word.letters)
        }
    }

    private static func compared(_ words: [Romanization.Word]) -> [Romanization.Word] {
        let parts = joined(words[...]).filter { !articles.contains($0.letters) }
        return parts.isEmpty ? words : parts
    }

    private static func joined(_ words: ArraySlice<Romanization.Word>) -> [Romanization.Word] {
        guard let first = words.first else { return [] }
        let rest = words.dropFirst()
        let names = rest.drop { articles.contains($0.letters) || assimilated.contains($0.letters) }
        guard let name = names.first, isOneName(first.letters, name.letters) else { return [first] + joined(rest) }
        let whole = Romanization.Word(letters: first.letters + name.letters, lacksVowels: name.lacksVowels)
        return [whole] + joined(names.dropFirst())
    }

    private static func isOneName(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        servants.contains(first) || endings.contains(second) || (fathers.contains(first) && camels.contains(second))
    }

    private static let servants = spelled("abd bd abdul abdel abdal abdur abder abdoul")
    private static let fathers = spelled("abu abou abo aboo")
    private static let camels = spelled("bakr bakar baker bekir bkr bakari")
    private static let endings = spelled("allah ullah ollah olla ulla alla llah allh din dine deen dyn eddin eddine uddin")
    private static let articles = spelled("al el ul")
    /// The article as it is spoken before some consonants; by itself each may be a name.
    private static let assimilated = spelled("ar er ur as es us ad ed ud an en un ash esh az ez at")

    private static func spelled(_ words: String) -> Set<[UInt8]> {
        Set(words.split(separator: " ").map { Array($0.utf8) })
    }
}
