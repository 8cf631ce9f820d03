/// Finds people by name in any script, by its beginning, with a slip of the pen or in another country's spelling.
///
/// Lives in memory only, a value over opened names: 20,000 people take some ten megabytes. Candidates are those whose
/// `SoundKey` nearly agrees; they are ranked by the Jaro-Winkler measure of the Latin spellings and by year of birth.
public struct NameIndex<Key: Hashable & Sendable>: Sendable {
    /// Someone who may be meant.
    public struct Hit: Sendable {
        public let key: Key
        /// 0 to 1.
        public let score: Double

        /// Whether this is the same name in all likelihood, and not only a similar one.
        public var isLikely: Bool { score >= 0.9 }
    }

    private struct Entry: Sendable {
        let key: Key
        let words: [Romanization.Word]
        let birthYear: Int?
    }

    private var entries: [Entry?] = []
    private var places: [Key: Int] = [:]
    private var free: [Int] = []
    private var vocabulary = NameVocabulary()

    public init() {}

    public var count: Int { places.count }
    var wordCount: Int { vocabulary.count }

    /// Adds a person under all names they are known by, or replaces what was known.
    public mutating func insert(_ key: Key, names: [String], birthYear: Int? = nil) {
        remove(key)
        var words: [Romanization.Word] = []
        for word in names.flatMap(NameParts.known) where !words.contains(word) { words.append(word) }
        let entry = Entry(key: key, words: words, birthYear: birthYear)
        let place = free.popLast() ?? entries.count
        if place == entries.count { entries.append(entry) } else { entries[place] = entry }
        places[key] = place
        for word in words { vocabulary.insert(word, bearer: place) }
    }

    /// Forgets a person, and every name nobody else bears.
    public mutating func remove(_ key: Key) {
        guard let place = places.removeValue(forKey: key), let entry = entries[place] else { return }
        for word in entry.words { vocabulary.remove(word, bearer: place) }
        entries[place] = nil
        free.append(place)
    }

    /// Who may be meant, the most likely first, at most `limit` of them.
    ///
    /// Of several words each may fit any word of a name, in any order; one that fits none lowers the score.
    public func search(_ query: String, birthYear: Int? = nil, limit: Int = 20) -> [Hit] {
        let asked = NameParts.asked(query).map(NameWord.init)
        guard !asked.isEmpty else { return [] }
        var sums = [Double](repeating: 0, count: entries.count), touched: [Int] = []
        for word in asked { add(word, to: &sums, &touched) }
        var best = Shortlist(limit: limit)
        for place in touched {
            let sum = sums[place] / Double(asked.count)
            let score = birthYear == nil ? sum : Self.weighed(sum, asked: birthYear, known: entries[place]?.birthYear)
            if score >= 0.4 { best.offer(place, score: score) }
        }
        return best.items.compactMap { item in entries[item.place].map { Hit(key: $0.key, score: item.score) } }
    }

    /// Adds to each entry's sum how well its best word fits; only those that some word fits are looked at, and noted once.
    private func add(_ word: NameWord, to sums: inout [Double], _ touched: inout [Int]) {
        var best = [Double](repeating: 0, count: entries.count), fitting: [Int] = []
        vocabulary.forEachMatch(of: word) { bearers, score in
            for place in bearers where best[place] < score {
                if best[place] == 0 { fitting.append(place) }
                best[place] = score
            }
        }
        for place in fitting {
            if sums[place] == 0 { touched.append(place) }
            sums[place] += best[place]
        }
    }

    /// The same year speaks for the person; one off is a common slip; more speaks against.
    private static func weighed(_ score: Double, asked: Int?, known: Int?) -> Double {
        guard let asked, let known else { return score }
        switch abs(asked - known) {
        case 0: return score + 0.3 * (1 - score)
        case 1: return score
        default: return 0.85 * score
        }
    }
}

/// The best of many without sorting them all: of equal ones those that have stood there longer.
private struct Shortlist {
    private(set) var items: [(place: Int, score: Double)] = []
    let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func offer(_ place: Int, score: Double) {
        func comesAfter(_ item: (place: Int, score: Double)) -> Bool { (item.score, place) < (score, item.place) }
        if items.count == limit {
            guard let last = items.last, comesAfter(last) else { return }
            items.removeLast()
        }
        items.insert((place, score), at: items.firstIndex(where: comesAfter) ?? items.count)
    }
}
