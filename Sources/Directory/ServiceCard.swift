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

    /// One page of services and how many there are in all.
    ///
    /// - Parameter reading: what to look for, the services that hold more of it first; nil shows all by name.
    func list(_ query: SearchQuery, _ reading: Search.Reading?, page: Int) throws -> (cards: [ServiceCard], total: Int) {
        var ranking = try reading.map { Ranking($0.words) } ?? Ranking(all: db.value("SELECT max(number) FROM search_services") ?? 0)
        let search = Search(db: db)
        if let topic = query.topic { ranking.keep(try search.services(of: .topic, topic)) }
        if let language = query.language { ranking.keep(try search.services(of: .language, language)) }
        let (numbers, total) = ranking.page(after: (page - 1) * Self.perPage, limit: Self.perPage)
        return (try cards(of: numbers), total)
    }

    /// Cards in the order of the numbers; four queries, however many.
    private func cards(of numbers: [Int]) throws -> [ServiceCard] {
        guard !numbers.isEmpty else { return [] }
        var cards: [String: ServiceCard] = [:], names: [Int: String] = [:]
        for row in try db.rows("""
            SELECT n.number, s.id, s.name, s.alternate_name, s.description, s.status, o.name AS organization
            FROM search_services n JOIN services s ON s.id = n.service_id JOIN organizations o ON o.id = s.organization_id WHERE n.number IN \(in: numbers)
            """) {
            let id: String = try row.get("id")
            names[try row.get("number")] = id
            cards[id] = ServiceCard(
                id: id, name: try row.get("name"), alternateName: try row.get("alternate_name"),
                organization: try row.get("organization"), description: try row.get("description") ?? "",
                isClosedForNow: try row.get("status") == "temporarily closed")
        }
        let ids = numbers.compactMap { names[$0] }
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
        try db.rows("SELECT term FROM search_terms WHERE kind = \(SearchTerm.language.rawValue) ORDER BY services DESC, term LIMIT 40").map { try $0.get("term") }
    }

    /// Those of these topics that have at least one service to show.
    func used(of topics: [String]) throws -> Set<String> {
        Set(try db.rows("SELECT term FROM search_terms WHERE kind = \(SearchTerm.topic.rawValue) AND term IN \(in: topics)").map { try $0.get("term") })
    }
}
