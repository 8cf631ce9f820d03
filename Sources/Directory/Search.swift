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

/// What leads to services in the index.
enum SearchTerm: String, Sendable { case word, topic, language }

/// Finds services by words: exact, by their beginning and, only where that finds nothing, by likeness.
struct Search {
    let db: any Connection

    /// What the index knows of the words asked for.
    struct Reading: Sendable {
        var words: [Found]
        /// Words that were read as others, to be said above the results.
        var readAs: [(asked: String, found: String)] = []
    }

    /// A word with the terms of the index that begin with it.
    struct Found: Sendable {
        let text: String
        let terms: [Term]
    }

    struct Term: Sendable {
        let text: String
        let postings: Postings
    }

    /// Words that begin no known word are read as the known one most like them; three statements at most.
    func read(_ words: [String]) throws -> Reading {
        guard !words.isEmpty else { return Reading(words: []) }
        var known = try terms(beginningWith: words)
        let missing = words.filter { known[$0] == nil }
        let near = try missing.isEmpty ? [:] : likenesses(of: missing)
        if !near.isEmpty { known.merge(try terms(beginningWith: Set(near.values).sorted())) { first, _ in first } }
        var seen = Set<String>()
        let read = words.map { near[$0] ?? $0 }.filter { seen.insert($0).inserted }
        return Reading(
            words: read.map { Found(text: $0, terms: known[$0] ?? []) }, readAs: missing.compactMap { word in near[word].map { (word, $0) } })
    }

    /// The services of a topic, and those where a language is spoken.
    func services(of kind: SearchTerm, _ term: String) throws -> Postings {
        Postings(bytes: try db.value("SELECT postings FROM search_terms WHERE kind = \(kind.rawValue) AND term = \(term)") ?? [])
    }

    private func terms(beginningWith words: [String]) throws -> [String: [Term]] {
        var found: [String: [Term]] = [:]
        for row in try db.rows(words.map { word in
            "SELECT \(word) AS asked, term, postings FROM search_terms WHERE kind = \(SearchTerm.word.rawValue) AND \(Self.begins(word))" as SQL
        }.joined(separator: " UNION ALL ")) {
            found[try row.get("asked"), default: []].append(Term(text: try row.get("term"), postings: Postings(bytes: try row.get("postings"))))
        }
        return found
    }

    /// A range on the index is a search by beginning that both engines do alike.
    private static func begins(_ word: String) -> SQL { "term >= \(word) AND term < \(word + "\u{10FFFD}")" }

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
