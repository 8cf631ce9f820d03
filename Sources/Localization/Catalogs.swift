/// The translations of a hub, and who speaks by them.
public struct Catalogs: Sendable {
    private let catalogs: [Language: Catalog]
    private let speeches: [Language: Speech]
    private let missing: (@Sendable (String) -> Void)?

    /// `missing` hears the key of every sentence that the catalog of the language spoken lacks altogether; it is for
    /// tests, and is called in whatever task speaks.
    public init(_ catalogs: [Language: Catalog], missing: (@Sendable (String) -> Void)? = nil) {
        (self.catalogs, self.missing) = (catalogs, missing)
        let languages = Set(catalogs.keys).union([.english, .accented, .mirrored])
        speeches = languages.reduce(into: [:]) { speeches, language in
            speeches[language] = Self.speech(in: language, from: catalogs, missing)
        }
    }

    /// Languages with a catalog, by their tags.
    public var languages: [Language] { catalogs.keys.sorted { $0.tag < $1.tag } }

    public subscript(language: Language) -> Catalog? { catalogs[language] }

    /// A language without a catalog speaks by the nearest one that has it, in the end English.
    public func speech(in language: Language) -> Speech {
        speeches[language] ?? Self.speech(in: language, from: catalogs, missing)
    }

    private static func speech(
        in language: Language, from catalogs: [Language: Catalog], _ missing: (@Sendable (String) -> Void)?
    ) -> Speech {
        let chain = language.isPseudo ? [] : language.fallbacks.compactMap { catalogs[$0] }
        return Speech(language, catalogs: chain, missing: missing)
    }
}
