import People

/// The language two people can talk in.
struct CommonLanguage: Sendable, Hashable {
    let code: String
    /// The weaker of the two levels: conversation, fluent or native.
    let level: SpokenLanguage.Level

    /// The best language that both speak well enough to talk; of equal ones the first by its code.
    ///
    /// Whoever speaks one language of a group that understands each other speaks them all: Arabic and Persian are
    /// macrolanguages of ISO 639-3, each with a written form that its speakers share.
    static func best(_ a: [String: SpokenLanguage.Level], _ b: [String: SpokenLanguage.Level]) -> CommonLanguage? {
        var best: CommonLanguage?
        // A round asks it of every pair: no list is made on the way.
        for (code, level) in a where level >= .conversation {
            let group = group(code)
            for (other, otherLevel) in b where otherLevel >= .conversation && (other == code || self.group(other) == group) {
                let found = CommonLanguage(code: code, level: min(level, otherLevel))
                if best.map({ ($0.level, found.code) < (found.level, $0.code) }) ?? true { best = found }
            }
        }
        return best
    }

    /// Whether someone speaks this language well enough to talk.
    static func speaks(_ languages: [String: SpokenLanguage.Level], _ code: String) -> Bool {
        best(languages, [code: .native]) != nil
    }

    private static func group(_ code: String) -> String { groups[code] ?? code }

    private static let groups = Dictionary(
        ["arb", "apc", "acm", "arz", "ary", "aeb", "arq", "ayl", "apd", "ajp"].map { ($0, "ara") } + ["pes", "prs"].map { ($0, "fas") },
        uniquingKeysWith: { $1 })
}

extension SpokenLanguage.Level: Comparable {
    private var rank: Int {
        switch self {
        case .learning: 0
        case .basic: 1
        case .conversation: 2
        case .fluent: 3
        case .native: 4
        }
    }
    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}
