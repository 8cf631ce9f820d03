import CPostgres

/// How to reach a server and how its sessions behave.
struct PostgresSettings: Sendable {
    /// A libpq connection string or URI.
    let connection: String
    /// The schema tables are looked up and made in; nil for the role's own search path.
    let schema: String?

    /// What libpq is told when it connects: what the string says wins over what stands before it.
    var keywords: [(name: String, value: String)] {
        [
            ("fallback_application_name", "tessera"), ("connect_timeout", "10"),
            ("dbname", connection), ("client_encoding", "UTF8"),
        ]
    }

    /// Statements run in every new session. Limits are in milliseconds; a hub's statements take a few.
    func session(on handle: OpaquePointer) -> [String] {
        var statements = [
            "SET client_min_messages = warning", "SET synchronous_commit = on", "SET timezone = 'UTC'",
            "SET statement_timeout = 30000", "SET lock_timeout = 10000",
            "SET idle_in_transaction_session_timeout = 60000",
        ]
        if let schema, let quoted = PQescapeIdentifier(handle, schema, schema.utf8.count) {
            statements.append("SET search_path = \(String(cString: quoted))")
            PQfreemem(quoted)
        }
        return statements
    }
}
