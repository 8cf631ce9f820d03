extension Language {
    /// The language to answer in: the one asked for in the address, else the one remembered, else the best of the
    /// `Accept-Language` field by its weights (RFC 9110, section 12.5.4), else the first of `offered`.
    ///
    /// What is malformed is passed over; of the field only the first 20 ranges in 1,000 bytes are read.
    /// Pseudo-languages come only by the address or the cookie.
    public static func negotiated(
        query: String?, cookie: String?, acceptLanguage: String?, among offered: [Language]
    ) -> Language {
        for wish in [query, cookie] {
            if let wanted = wish.flatMap({ Language($0) }), let found = wanted.best(of: offered) { return found }
        }
        let offered = offered.filter { !$0.isPseudo }
        let ranges = acceptLanguage.map(LanguageRange.parse) ?? []
        let refused = Set(ranges.filter { $0.weight == 0 }.compactMap(\.language))
        let acceptable = offered.filter { !refused.contains($0) }
        for range in ranges where range.weight > 0 {
            guard let wanted = range.language else {
                if let first = acceptable.first { return first }
                continue
            }
            if let found = wanted.best(of: acceptable) { return found }
        }
        return offered.first ?? .english
    }

    /// The same language, a more general one (RFC 4647, section 3.4), or the same in the same script elsewhere.
    private func best(of offered: [Language]) -> Language? {
        for wanted in related where offered.contains(wanted) { return wanted }
        if isPseudo { return nil }
        return offered.first { $0.code == code && $0.likelyScript == likelyScript && !$0.isPseudo }
    }
}

/// One member of an `Accept-Language` field; no language means any (`*`). The weight counts thousandths.
struct LanguageRange {
    let language: Language?, weight: Int

    /// Heaviest first, those of the same weight as they were written.
    static func parse(_ field: String) -> [LanguageRange] {
        let bounded = String(decoding: field.utf8.prefix(1000), as: UTF8.self)
        let ranges = bounded.split(separator: ",").prefix(20).compactMap(LanguageRange.init)
        return ranges.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
    }

    private init?(_ text: Substring) {
        let parts = text.filter { $0 != " " && $0 != "\t" }.split(separator: ";", omittingEmptySubsequences: false)
        guard let tag = parts.first, parts.count <= 2 else { return nil }
        language = Language(tag)
        guard language != nil || tag == "*",
              let weight = parts.count == 1 ? 1000 : Self.thousandths(parts[1]) else { return nil }
        self.weight = weight
    }

    /// `q=0.5` is 500; at most three decimals, at most one.
    private static func thousandths(_ text: Substring) -> Int? {
        guard text.lowercased().hasPrefix("q=") else { return nil }
        let number = text.dropFirst(2).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = number.first, whole == "0" || whole == "1", number.count <= 2 else { return nil }
        let decimals = number.count == 2 ? number[1] : ""
        guard decimals.utf8.count <= 3, decimals.isDigits else { return nil }
        let padded = decimals + String(repeating: "0", count: 3 - decimals.utf8.count)
        let value = (whole == "1" ? 1000 : 0) + (Int(padded) ?? 0)
        return value <= 1000 ? value : nil
    }
}
