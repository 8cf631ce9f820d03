/// The words of a name as they are compared: articles dropped, "Abd al-Rahman" made one.
enum NameParts {
    static func of(_ name: String) -> [Romanization.Word] {
        let words = Romanization.words(in: name)
        let parts = joined(words[...]).filter { !articles.contains($0.letters) }
        return parts.isEmpty ? words : parts
    }

    private static func joined(_ words: ArraySlice<Romanization.Word>) -> [Romanization.Word] {
        guard let first = words.first else { return [] }
        let rest = words.dropFirst()
        guard servants.contains(first.letters) else { return [first] + joined(rest) }
        let names = rest.drop { articles.contains($0.letters) || assimilated.contains($0.letters) }
        guard let name = names.first else { return [first] + joined(rest) }
        let whole = Romanization.Word(letters: first.letters + name.letters, lacksVowels: name.lacksVowels)
        return [whole] + joined(names.dropFirst())
    }

    private static let servants = spelled("abd bd abdul abdel abdal abdur abder abdoul")
    private static let articles = spelled("al el ul")
    /// The article as it is spoken before some consonants; by itself each may be a name.
    private static let assimilated = spelled("ar er ur as es us ad ed ud an en un ash esh az ez at")

    private static func spelled(_ words: String) -> Set<[UInt8]> {
        Set(words.split(separator: " ").map { Array($0.utf8) })
    }
}
