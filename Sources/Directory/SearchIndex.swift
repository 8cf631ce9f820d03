import House
import Storage

/// What a search reads, derived from the tables of the standard: the services that each word, topic and language leads to, and pieces of words.
struct SearchIndex {
    let db: any Connection
    let topics: Topics

    /// Services that are open or closed only for a while; withdrawn ones stay out of every list.
    private static let listed: Set<String> = ["active", "temporarily closed"]

    /// Whether there are services that no search finds yet, as after an update of the program.
    func isMissing() throws -> Bool {
        try db.count("SELECT count(*) FROM (SELECT number FROM search_services LIMIT 1) AS found") == 0
            && db.count("SELECT count(*) FROM (SELECT id FROM services LIMIT 1) AS found") == 1
    }

    /// Makes the whole index anew; a directory has some thousand services at most.
    func rebuild() throws {
        for table in ["search_terms", "search_grams", "search_services", "service_languages"] as [SQL] {
            _ = try db.execute("DELETE FROM \(table)")
        }
        let terms = try termsByService(), languages = try languagesByService()
        var index = TermIndex(), number = 0
        for row in try db.rows("""
            SELECT s.id, s.name, s.alternate_name, s.description, s.status, o.name AS organization
            FROM services s JOIN organizations o ON o.id = s.organization_id ORDER BY s.name, s.id
            """) {
            let id: String = try row.get("id"), spoken = languages[id] ?? []
            for code in spoken.sorted() { _ = try db.execute("INSERT INTO service_languages (code, service_id) VALUES (\(code), \(id))") }
            guard Self.listed.contains(try row.get("status")) else { continue }
            number += 1
            _ = try db.execute("INSERT INTO search_services (number, service_id) VALUES (\(number), \(id))")
            let known = terms[id] ?? [], found = topics.matching(known)
            for (word, weight) in try words(of: row, known, found).weights { index.add(.word, word, number, weight: weight) }
            for topic in found { index.add(.topic, topic.id, number, weight: 1) }
            for code in spoken { index.add(.language, code, number, weight: 1) }
        }
        try put(index)
    }

    private func words(of row: Row, _ terms: [(code: String, name: String)], _ topics: [Topic]) throws -> ServiceWords {
        var words = ServiceWords()
        words.add(try row.get("name"), weight: 8)
        words.add(try row.get("alternate_name") ?? "", weight: 8)
        terms.forEach { words.add($0.name, weight: 5) }
        topics.forEach { words.add($0.searchWords, weight: 4) }
        words.add(try row.get("organization"), weight: 3)
        words.add(try row.get("description") ?? "", weight: 1)
        return words
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

    private func put(_ index: TermIndex) throws {
        for (kind, terms) in index.terms {
            for part in terms.sorted(by: { $0.key < $1.key }).chunked(by: 100) {
                _ = try db.execute("""
                    INSERT INTO search_terms (kind, term, services, postings)
                    VALUES \(part.map { "(\(kind.rawValue), \($0.key), \($0.value.count), \($0.value.bytes))" as SQL }.joined(separator: ", "))
                    """)
            }
        }
        try putGrams(of: index.terms[.word]?.keys.sorted() ?? [])
    }

    private func putGrams(of vocabulary: [String]) throws {
        let pairs = vocabulary.flatMap { word in SearchText.grams(word).sorted().map { ($0, word) } }
        for part in pairs.chunked(by: 400) {
            _ = try db.execute("INSERT INTO search_grams (gram, word) VALUES \(part.map { "(\($0.0), \($0.1))" as SQL }.joined(separator: ", "))")
        }
    }
}

/// The services of every term, by what the term is.
private struct TermIndex {
    private(set) var terms: [SearchTerm: [String: Postings]] = [:]

    mutating func add(_ kind: SearchTerm, _ term: String, _ number: Int, weight: Int) {
        terms[kind, default: [:]][term, default: Postings()].add(number, weight: weight)
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

extension Job {
    /// Makes the index of a directory that has none, within seconds after an update of the program that reads it otherwise.
    static func makingIndex(_ topics: Topics) -> Job {
        Job("directory.index", .every(seconds: 10), when: { _, db in try SearchIndex(db: db, topics: topics).isMissing() }) { hub in
            try await hub.archive.write { try SearchIndex(db: $0, topics: topics).rebuild() }
        }
    }
}
