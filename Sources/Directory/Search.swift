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

    struct Ranked: Sendable, Equatable {
        /// Ids of services, best first.
        var services: [String] = []
        /// Words that were read as others, to be said above the results.
        var readAs: [(asked: String, found: String)] = []
        static func == (a: Self, b: Self) -> Bool { a.services == b.services && a.readAs.map(\.found) == b.readAs.map(\.found) }
    }

    func rank(_ words: [String]) throws -> Ranked {
        guard !words.isEmpty else { return Ranked() }
        var ranked = Ranked()
        var hits = try hits(for: words)
        let missing = words.filter { word in !hits.contains { $0.matches(word) } }
        let near = try missing.isEmpty ? [:] : likenesses(of: missing)
        var asked = words
        for word in missing {
            guard let found = near[word] else { continue }
            ranked.readAs.append((word, found))
            asked = asked.map { $0 == word ? found : $0 }
        }
        if !near.isEmpty { hits += try self.hits(for: Array(near.values)) }
        ranked.services = order(hits, by: asked)
        return ranked
    }

    /// A service that holds more of the words comes first; then the one that holds them in a more telling place.
    private func order(_ hits: [Hit], by words: [String]) -> [String] {
        var best: [String: [String: Int]] = [:]
        for hit in hits {
            for word in words where hit.matches(word) {
                let score = hit.word == word ? hit.weight * 10 : hit.weight * 7
                best[hit.service, default: [:]][word] = max(best[hit.service]?[word] ?? 0, score)
            }
        }
        return best.sorted { a, b in
            let (left, right) = (a.value, b.value)
            if left.count != right.count { return left.count > right.count }
            let (x, y) = (left.values.reduce(0, +), right.values.reduce(0, +))
            return x == y ? a.key < b.key : x > y
        }.map(\.key)
    }

    private struct Hit {
        let word: String, service: String, weight: Int
        func matches(_ asked: String) -> Bool { word.hasPrefix(asked) }
    }

    private func hits(for words: [String]) throws -> [Hit] {
        // A range on the index is a search by beginning that both engines do alike.
        let ranges = words.map { "(word >= \($0) AND word < \($0 + "\u{10FFFD}"))" as SQL }
        return try db.rows("SELECT word, service_id, weight FROM search_words WHERE \(ranges.joined(separator: " OR ")) LIMIT 5000")
            .map { Hit(word: try $0.get("word"), service: try $0.get("service_id"), weight: try $0.get("weight")) }
    }

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
