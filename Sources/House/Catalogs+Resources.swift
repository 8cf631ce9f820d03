import Localization

extension Catalogs {
    /// Every catalog among the resources: `catalogs/TAG.po`.
    public init(_ resources: Resources) throws {
        try self.init(resources) { _ in }
    }

    /// The same; `missing` hears of each sentence that a catalog lacks.
    public init(_ resources: Resources, missing: @escaping @Sendable (String) -> Void) throws {
        var catalogs: [Language: Catalog] = [:]
        for name in resources.names(in: "catalogs") {
            let tag = name.dropFirst("catalogs/".count).dropLast(".po".count)
            guard let language = Language(tag), let text = resources.text(name) else { continue }
            catalogs[language] = try Catalog(po: text, language: language)
        }
        self.init(catalogs, missing: missing)
    }
}
