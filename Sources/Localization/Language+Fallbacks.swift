extension Language {
    /// This language, then ever more general or near ones, then English: `haz, fa-AF, fa, en`.
    ///
    /// A step never changes the script, since who reads Kurdish in Arabic letters may not read it in Latin ones.
    public var fallbacks: [Language] {
        var chain = related
        if chain.last != .english { chain.append(.english) }
        return chain
    }

    /// The chain without the English that everyone gets in the end.
    var related: [Language] {
        if isPseudo { return [self] }
        var chain = [self]
        while let next = chain.last?.nearest, !chain.contains(next) { chain.append(next) }
        return chain
    }

    private var nearest: Language? {
        if region != nil, script == nil {
            let base = Language(code: code)
            return base.likelyScript == likelyScript ? base : Language(code: code, script: likelyScript)
        }
        if region != nil { return Language(code: code, script: script) }
        if script != nil { return Language(code: code).likelyScript == likelyScript ? Language(code: code) : nil }
        return Self.nearby[code]
    }

    /// Spoken languages whose speakers mostly read another one.
    private static let nearby: [String: Language] = [
        "haz": "fa-AF", "sdh": "ckb", "lki": "ckb", "gax": "om", "apc": "ar", "acm": "ar", "apd": "ar", "arz": "ar",
        "ary": "ar", "arq": "ar", "aeb": "ar", "ayl": "ar", "afb": "ar", "ars": "ar", "ayn": "ar", "shu": "ar",
        "nb": "no", "nn": "no",
    ]
}
