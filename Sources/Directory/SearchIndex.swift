import Storage

/// What a search reads, derived from the tables of the standard: words, pieces of words, topics and languages of each service.
struct SearchIndex {
    let db: any Connection
    let topics: Topics

    /// Makes the whole index anew; a directory has some thousand services at most.
    func rebuild() throws {
        for table in ["search_words", "search_grams", "service_topics", "service_languages"] as [SQL] {
            _ = try db.execute("DELETE FROM \(table)")
        }
        let terms = try termsByService()
        let languages = try languagesByService()
        var vocabulary = Set<String>()
        for row in try db.rows("""
            SELECT s.id, s.name, s.alternate_name, s.description, o.name AS organization
            FROM services s JOIN organizations o ON o.id = s.organization_id
            """) {
            let id: String = try row.get("id")
            let known = terms[id] ?? []
            let found = topics.matching(known)
            var words = ServiceWords()
            words.add(try row.get("name"), weight: 8)
            words.add(try row.get("alternate_name") ?? "", weight: 8)
            known.forEach { words.add($0.name, weight: 5) }
            found.forEach { topic in words.add(topic.searchWords, weight: 4) }
            words.add(try row.get("organization"), weight: 3)
            words.add(try row.get("description") ?? "", weight: 1)
            try put(words.weights, of: id)
            vocabulary.formUnion(words.weights.keys)
            try put(found.map(\.id), into: "service_topics (topic, service_id)", of: id)
            try put(languages[id] ?? [], into: "service_languages (code, service_id)", of: id)
        }
        try putGrams(of: vocabulary)
    }

    private func termsByService() throws -> [String: [(code: String, name: String)]] {
        var found: [String: [(code: String, name: String)]] = [:]
        try db.each("""
            SELECT a.link_id, t.code, t.name FROM attributes a JOIN taxonomy_terms t ON t.id = a.taxonomy_term_id
            WHERE a.link_entity = 'service'
            """) { row in
            found[try row.get("link_id"), default: []].append((try row.get("code") ?? "", try row.get("name")))
        }
        return found
    }

    /// Languages spoken at a service: its own, those of its places, and those of its phones.
    private func languagesByService() throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        try db.each("""
            SELECT service_id, code FROM languages WHERE service_id IS NOT NULL AND code IS NOT NULL
            UNION SELECT l.service_id, g.code FROM languages g JOIN service_at_locations l ON l.location_id = g.location_id WHERE g.code IS NOT NULL
            UNION SELECT p.service_id, g.code FROM languages g JOIN phones p ON p.id = g.phone_id
              WHERE p.service_id IS NOT NULL AND g.code IS NOT NULL
            """) { row in
            found[try row.get("service_id"), default: []].insert((try row.get("code") as String).lowercased())
        }
        return found
    }

    private func put(_ weights: [String: Int], of service: String) throws {
        for part in weights.sorted(by: { $0.key < $1.key }).chunks(of: 200) {
            _ = try db.execute("""
                INSERT INTO search_words (word, service_id, weight)
                VALUES \(part.map { "(\($0.key), \(service), \($0.value))" as SQL }.joined(separator: ", "))
                """)
        }
    }

    private func put(_ values: some Sequence<String>, into target: SQL, of service: String) throws {
        for value in values { _ = try db.execute("INSERT INTO \(target) VALUES (\(value), \(service))") }
    }

    private func putGrams(of vocabulary: Set<String>) throws {
        let pairs = vocabulary.sorted().flatMap { word in SearchText.grams(word).sorted().map { ($0, word) } }
        for part in pairs.chunks(of: 400) {
            _ = try db.execute("INSERT INTO search_grams (gram, word) VALUES \(part.map { "(\($0.0), \($0.1))" as SQL }.joined(separator: ", "))")
        }
    }
}

/// The words of one service, each with the weight of the most telling place it stands in.
private struct ServiceWords {
    private(set) var weights: [String: Int] = [:]

    mutating func add(_ text: String, weight: Int) { add(Set(SearchText.words(text)), weight: weight) }

    mutating func add(_ words: Set<String>, weight: Int) {
        for word in words { weights[word] = max(weights[word] ?? 0, weight) }
    }
}

extension Collection where Index == Int {
    fileprivate func chunks(of size: Int) -> [SubSequence] {
        stride(from: startIndex, to: endIndex, by: size).map { self[$0..<Swift.min($0 + size, endIndex)] }
    }
}
