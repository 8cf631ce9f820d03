import Storage

/// What someone looks for: words in any script, a topic, a language spoken.
struct SearchQuery: Sendable, Equatable {
    var text = ""
    var topic: String?
    var language: String?

    /// The words asked for: at most eight, each counted once.
    var words: [String] {
        var seen = Set<String>()
        return Array(SearchText.words(text).filter { seen.insert($0).inserted }.prefix(8))
    }
}

/// Finds services by words: exact, by their beginning and, only where that finds nothing, by likeness.
struct Search {
    let db: any Connection

    /// The words to look for, in the place of those asked for.
    struct Reading: Sendable {
        var words: [String]
        /// Words that were read as others, to be said above the results.
        var readAs: [(asked: String, found: String)] = []
    }

    /// Words that begin no known word are read as the known one most like them; three statements at most.
    func read(_ words: [String]) throws -> Reading {
        guard !words.isEmpty else { return Reading(words: []) }
        let known = Set(try db.rows(words.map { "SELECT \($0) AS word WHERE EXISTS (SELECT 1 FROM search_words WHERE \(Self.begins($0)))" as SQL }
            .joined(separator: " UNION ALL ")).map { try $0.get("word") as String })
        let missing = words.filter { !known.contains($0) }
        let near = try missing.isEmpty ? [:] : likenesses(of: missing)
        var seen = Set<String>()
        return Reading(
            words: words.map { near[$0] ?? $0 }.filter { seen.insert($0).inserted }, readAs: missing.compactMap { word in near[word].map { (word, $0) } })
    }

    /// Services that hold any of the words, with how many of them and how telling the places are in which they stand.
    static func matches(_ words: [String]) -> SQL {
        let each = words.map { word -> SQL in
            """
            SELECT service_id, max(CASE WHEN word = \(word) THEN weight * 10 ELSE weight * 7 END) AS score
            FROM search_words WHERE \(begins(word)) GROUP BY service_id
            """
        }
        // One word needs no second grouping.
        if let only = each.first, each.count == 1 { return "SELECT service_id, 1 AS words, score FROM (\(only)) AS hits" }
        return "SELECT service_id, count(*) AS words, sum(score) AS score FROM (\(each.joined(separator: " UNION ALL "))) AS hits GROUP BY service_id"
    }

    /// A range on the index is a search by beginning that both engines do alike.
    private static func begins(_ word: String) -> SQL { "word >= \(word) AND word < \(word + "\u{10FFFD}")" }

    /// For each word the known one most like it: one letter wrong in a short word, two in a long one.
    private func likenesses(of words: [String]) throws -> [String: String] {
        let grams = Set(words.flatMap(SearchText.grams))
        guard !grams.isEmpty else { return [:] }
        let rows = try db.rows("""
            SELECT word, count(*) AS shared FROM search_grams WHERE gram IN \(in: grams.sorted())
            GROUP BY word ORDER BY shared DESC, word LIMIT 200
            """)
        let candidates: [String] = try rows.map { try $0.get("word") }
        return words.reduce(into: [:]) { near, word in
            let allowed = word.count < 3 ? 0 : word.count < 6 ? 1 : 2
            near[word] = candidates.map { ($0, SearchText.distance(word, $0)) }
                .filter { $0.1 <= allowed }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
        }
    }
}
