import Storage

/// A service as a list shows it.
struct ServiceCard: Sendable, Equatable {
    let id: String
    let name: String, alternateName: String?
    let organization: String
    let description: String
    let isClosedForNow: Bool
    var places: [String] = []
    var languages: [String] = []
    var isFree = false
}

/// What the public may read of the directory.
struct ServiceStore {
    let db: any Connection
    static let perPage = 20

    /// Services that are open or closed only for a while; withdrawn ones stay out of every list.
    private let listed: SQL = "s.status IN ('active', 'temporarily closed')"

    /// One page of services and how many there are in all.
    ///
    /// - Parameter words: what to look for, the services that hold more of it first; nil shows all by name.
    func list(_ query: SearchQuery, words: [String]?, page: Int) throws -> (cards: [ServiceCard], total: Int) {
        var conditions: [SQL] = [listed]
        if let topic = query.topic {
            conditions.append("EXISTS (SELECT 1 FROM service_topics t WHERE t.topic = \(topic) AND t.service_id = s.id)")
        }
        if let language = query.language {
            conditions.append("EXISTS (SELECT 1 FROM service_languages l WHERE l.code = \(language) AND l.service_id = s.id)")
        }
        let condition = conditions.joined(separator: " AND ")
        guard let words else {
            let total = try db.count("SELECT count(*) FROM services s WHERE \(condition)")
            return (try cards(of: ids("SELECT s.id FROM services s WHERE \(condition) ORDER BY s.name, s.id", page)), total)
        }
        // Finding what holds the words costs most, so it is done once for the page and its count.
        let found: SQL = "FROM services s JOIN (\(Search.matches(words))) m ON m.service_id = s.id WHERE \(condition)"
        let rows = try db.rows(paged("SELECT s.id, count(*) OVER () AS total \(found) ORDER BY m.words DESC, m.score DESC, s.id", page))
        let total = try rows.first?.get("total") ?? (page > 1 ? db.count("SELECT count(*) \(found)") : 0)
        return (try cards(of: rows.map { try $0.get("id") }), total)
    }

    private func ids(_ query: SQL, _ page: Int) throws -> [String] { try db.rows(paged(query, page)).map { try $0.get("id") } }

    private func paged(_ query: SQL, _ page: Int) -> SQL { "\(query) LIMIT \(Self.perPage) OFFSET \((page - 1) * Self.perPage)" }

    /// Cards in the order of the ids; four queries, however many.
    private func cards(of ids: [String]) throws -> [ServiceCard] {
        guard !ids.isEmpty else { return [] }
        var cards: [String: ServiceCard] = [:]
        for row in try db.rows("""
            SELECT s.id, s.name, s.alternate_name, s.description, s.status, o.name AS organization
            FROM services s JOIN organizations o ON o.id = s.organization_id WHERE s.id IN \(in: ids)
            """) {
            let id: String = try row.get("id")
            cards[id] = ServiceCard(
                id: id, name: try row.get("name"), alternateName: try row.get("alternate_name"),
                organization: try row.get("organization"), description: try row.get("description") ?? "",
                isClosedForNow: try row.get("status") == "temporarily closed")
        }
        for row in try db.rows("""
            SELECT l.service_id, p.name FROM service_at_locations l JOIN locations p ON p.id = l.location_id
            WHERE l.service_id IN \(in: ids) AND p.name IS NOT NULL AND p.location_type = 'physical' ORDER BY p.name
            """) {
            cards[try row.get("service_id")]?.places.append(try row.get("name"))
        }
        for row in try db.rows("SELECT service_id, code FROM service_languages WHERE service_id IN \(in: ids) ORDER BY code") {
            cards[try row.get("service_id")]?.languages.append(try row.get("code"))
        }
        for row in try db.rows("SELECT service_id FROM cost_options WHERE service_id IN \(in: ids) AND amount = 0") {
            cards[try row.get("service_id")]?.isFree = true
        }
        return ids.compactMap { cards[$0] }
    }

    /// The languages that services of the directory speak, most services first.
    func spokenLanguages() throws -> [String] {
        try db.rows("SELECT code, count(*) AS services FROM service_languages GROUP BY code ORDER BY services DESC, code LIMIT 40")
            .map { try $0.get("code") }
    }

    /// Those of these topics that have at least one service to show; each is looked up by the index, none is counted.
    func used(of topics: [String]) throws -> Set<String> {
        guard !topics.isEmpty else { return [] }
        return Set(try db.rows(topics.map { topic in
            """
            SELECT \(topic) AS topic WHERE EXISTS (
                SELECT 1 FROM service_topics t JOIN services s ON s.id = t.service_id WHERE t.topic = \(topic) AND \(listed))
            """ as SQL
        }.joined(separator: " UNION ALL ")).map { try $0.get("topic") })
    }
}
