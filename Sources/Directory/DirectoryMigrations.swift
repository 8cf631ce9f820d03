import Storage

extension Migration {
    /// The tables of the standard, and what is derived from them so that a search reads only indexes.
    static let directory = Migration(
        id: "directory-001-hsds",
        sql: HSDSTable.all.map(\.creation) + HSDSTable.all.flatMap(\.indexes) + [
            "CREATE INDEX services_name ON services (name, id)",
            """
            CREATE TABLE search_words (
                word TEXT NOT NULL, service_id TEXT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
                weight BIGINT NOT NULL, PRIMARY KEY (word, service_id))
            """,
            "CREATE INDEX search_words_service ON search_words (service_id)",
            "CREATE TABLE search_grams (gram TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (gram, word))",
            """
            CREATE TABLE service_topics (
                topic TEXT NOT NULL, service_id TEXT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
                PRIMARY KEY (topic, service_id))
            """,
            "CREATE INDEX service_topics_service ON service_topics (service_id)",
            """
            CREATE TABLE service_languages (
                code TEXT NOT NULL, service_id TEXT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
                PRIMARY KEY (code, service_id))
            """,
            "CREATE INDEX service_languages_service ON service_languages (service_id)",
        ])

    /// With the weight in the index, a search reads no table of words at all.
    static let directoryWeights = Migration(
        id: "directory-002-weights", sql: ["CREATE INDEX search_words_weighed ON search_words (word, service_id, weight)"])

    /// One row for each word, topic and language in place of one for each service that has it; the next import fills them.
    static let directoryTerms = Migration(
        id: "directory-003-terms",
        sql: [
            "DROP TABLE search_words",
            "DROP TABLE service_topics",
            """
            CREATE TABLE search_services (
                number BIGINT NOT NULL PRIMARY KEY, service_id TEXT NOT NULL UNIQUE REFERENCES services (id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE search_terms (
                kind TEXT NOT NULL CONSTRAINT search_term_kind CHECK (kind IN ('word', 'topic', 'language')), term TEXT NOT NULL,
                services BIGINT NOT NULL CONSTRAINT search_term_leads_somewhere CHECK (services > 0), postings BYTEA NOT NULL,
                PRIMARY KEY (kind, term))
            """,
        ])
}
